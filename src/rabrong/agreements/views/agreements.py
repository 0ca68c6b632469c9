"""An agreement to read: what it says, its texts, two of them side by side, as PDF and as a table; and the list."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import AgreementState, Revision
from rabrong.agreements.on_paper import COPY, DRAFT
from rabrong.agreements.pages.agreement_paper import set_copy, set_draft
from rabrong.agreements.pages.agreements import (
    annex,
    cells,
    columns,
    compared,
    list_cells,
    list_columns,
    list_rows,
    text_rows,
    text_title,
)
from rabrong.agreements.queries.agreements import (
    content_of_text,
    is_signed,
    newest_signed_file,
    present_content,
    stands_as_signed,
)
from rabrong.agreements.queries.templates import year_kept
from rabrong.agreements.rules.agreements import agreements_visible_to
from rabrong.agreements.rules.years import may_read_year
from rabrong.agreements.views.agreements_asked import (
    PDF_TYPE,
    Asked,
    asked_agreement,
    asked_text,
    file_answer,
    refused,
    table_answer,
)
from rabrong.files.queries import content_of
from rabrong.org.asking import scope_of
from rabrong.org.rules import Refusal
from rabrong.paper.signing.refusing import Refused
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.whole import whole_number

ROWS = 50
EXPORTS = ("xlsx", "csv")


@login_required
@require_safe
def agreements(request: HttpRequest, year: int) -> HttpResponse:
    """All agreements of a year that somebody may read; a draft year is there only for who reads something of it."""
    kept, scope = year_kept(year), scope_of(request)
    found = agreements_visible_to(scope).filter(year_id=year)
    if kept is None or not (may_read_year(scope.actor, kept) or found.exists()):
        raise Http404
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "state")}
    if wanted["q"]:
        sought = wanted["q"].casefold()
        found = found.filter(Q(unit__search_text__contains=sought) | Q(person__search_text__contains=sought))
    if wanted["state"] in AgreementState.values:
        found = found.filter(state=wanted["state"])
    found = found.order_by("unit__kind", "unit__sort_key", "person__sort_key", "pk")
    if request.GET.get("export") in EXPORTS:
        rows = list_cells(list_rows(found))
        return table_answer(request.GET["export"], f"agreements-{year}", list_columns(), rows)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"year": year, "page": page, "rows": list_rows(page), "wanted": wanted, "states": AgreementState.choices}
    return render(request, "agreements/agreement_list.html", context)


@login_required
@require_safe
def agreement(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """What is agreed: the signed text where there is one, else what stands now."""
    asked = asked_agreement(request, year, whose)
    signed = asked.texts.signed
    content = content_of_text(signed) if signed is not None else present_content(asked.agreement)
    made = annex(asked.agreement, content)
    if request.GET.get("export") in EXPORTS:
        name = f"agreement-{year}-{asked.agreement.pk}"
        return table_answer(request.GET["export"], name, columns(made.level_heads), cells(made))
    context = {
        **asked.frame("read"),
        "annex": made,
        "signed": signed,
        "signed_title": "" if signed is None else text_title(signed),
        "stands": signed is None or stands_as_signed(signed),
        "texts": text_rows(asked.texts, with_unsigned=asked.prepares),
        "waiting": asked.texts.waiting if asked.prepares else None,
    }
    return render(request, "agreements/agreement_read.html", context)


@login_required
@require_safe
def compare(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """Two texts side by side: ?a=1&b=2, by default the last two; `now` is what stands in the database."""
    asked = asked_agreement(request, year, whose)
    rows = text_rows(asked.texts, with_unsigned=asked.prepares)
    numbers = [str(row.revision.number) for row in reversed(rows)]
    if asked.prepares:
        numbers.append("now")
    first = request.GET.get("a", numbers[-2] if len(numbers) > 1 else "")
    second = request.GET.get("b", numbers[-1] if numbers else "")
    if not {first, second} <= {*numbers, ""}:
        raise Http404
    context = {**asked.frame("compare"), "texts": rows, "first": first, "second": second, "has_two": len(numbers) > 1}
    if first and second:
        before, after = _side(asked, first, second), _side(asked, second, first)
        context["changes"] = compared(before, after, [str(point) for point in asked.agreement.year.points])
    return render(request, "agreements/agreement_compare.html", context)


def _side(asked: Asked, number: str, other: str) -> dict[str, object]:
    """A text by its number; what stands now as it counts from the round of the other one."""
    if number != "now":
        return content_of_text(asked_text(asked, int(number)))
    beside = asked.texts.numbered(whole_number(other))
    round_ = next((each for each in ROUNDS if beside is not None and each == beside.from_round), ROUNDS[0])
    return present_content(asked.agreement, round_)


@login_required
@require_safe
def draft(request: HttpRequest, year: int, whose: str) -> HttpResponse:
    """What stands now as PDF, marked as a draft."""
    asked = asked_agreement(request, year, whose)
    if not asked.prepares:
        raise Http404
    content = signed_content(asked.agreement, ROUNDS[0])
    made = set_draft(asked.agreement, content, digest_of(content), made_at=asked.now)
    return _pdf(request, made, f"agreement-{year}-draft.pdf")


@login_required
@require_safe
def document(request: HttpRequest, year: int, whose: str, number: int) -> HttpResponse:
    """A text as PDF: the file with the signatures where it was signed electronically, else a copy marked as one."""
    asked = asked_agreement(request, year, whose)
    revision = asked_text(asked, number)
    return _pdf(request, _document(revision, asked), f"agreement-{year}-{number}.pdf")


def _document(revision: Revision, asked: Asked) -> bytes | Refused:
    electronic = newest_signed_file(revision)
    if electronic is not None:
        return content_of(electronic.file)
    return set_copy(revision, mark=COPY if is_signed(revision) else DRAFT, made_at=asked.now)


def _pdf(request: HttpRequest, made: bytes | Refused, name: str) -> HttpResponse:
    if isinstance(made, Refused):
        return refused(request, Refusal(made.code, made.terms), HTTPStatus.UNPROCESSABLE_ENTITY)
    return file_answer(made, PDF_TYPE, name)
