"""What waits for somebody's approval: look, choose many, see what would pass, approve or give back with a note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.pages.approving.approvals import Part, Told, parts_of
from rabrong.dashboards.pages.approving.export import approval_cells, approval_columns
from rabrong.dashboards.pages.approving.groups import Group, Wanted, grouped, picked
from rabrong.dashboards.pages.approving.preview import preview_words
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.queries.approvals import expected_at, indicators_numbered, scored_at, units_numbered
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.evidence.pages.beside import files_beside
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.org.views.exporting import file_answer
from rabrong.results.actions.approving import (
    Preview,
    approve_reports,
    preview_approval,
    preview_return,
    return_reports,
)
from rabrong.results.models import ReportNote
from rabrong.results.queries.notes import newest_notes
from rabrong.results.queries.waiting import Place, approved_before, entries_at, remarks_on, waiting_at
from rabrong.results.rules.approving import desk_of
from rabrong.results.wording import refusal_words
from rabrong.ui.digits import digits
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language

ROWS = 50
SORTS = ("unit", "month")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which year, what waits, and what of it is wanted."""

    book: YearBook
    actor: Actor
    wanted: Wanted
    groups: Sequence[Group]
    shown: Sequence[Group]
    versions: dict[int, IndicatorVersion]
    units: dict[int, Unit]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: HttpRequest, year: int) -> HttpResponse:
    """The list; POST previews, approves or returns what was chosen."""
    asked = _asked(request, year)
    if request.method != "POST":
        kind = request.GET.get("export", "")
        return _file(asked, kind) if kind in ("xlsx", "csv") else _list(request, asked)
    chosen = _chosen(request, asked)
    if isinstance(chosen, Refusal):
        return _list(request, asked, chosen)
    act = request.POST.get("act", "")
    if act == "approve":
        return _approve(request, asked, chosen)
    if act == "return":
        return _return(request, asked, chosen)
    return _preview(request, asked, chosen)


@login_required
@require_safe
def waiting(request: HttpRequest, year: int) -> HttpResponse:
    """How many reports wait for whoever asks: a part that other pages fetch, for it is one person's."""
    asked_year(request, year)
    count = len(waiting_at(desk_of(scope_of(request).actor, year), year))
    return render(request, "dashboards/approving/waiting.html", {"year": year, "count": count})


def _asked(request: HttpRequest, year: int) -> Asked:
    book, actor = asked_year(request, year), scope_of(request).actor
    wanted = _wanted(request)
    groups = grouped(waiting_at(desk_of(actor, year), year))
    versions = indicators_numbered(group.indicator for group in groups)
    units = units_numbered(group.place for group in groups)
    shown = [group for group in groups if wanted.keeps(group, versions[group.indicator].code, _name(group, units))]
    return Asked(book, actor, wanted, groups, _sorted(shown, wanted, units), versions, units)


def _wanted(request: HttpRequest) -> Wanted:
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("kpi", "of", "q", "sort")}
    month = whole_number(given["of"]) if given["of"].isdecimal() else None
    return Wanted(given["kpi"], month or 0, given["q"], given["sort"] if given["sort"] in SORTS else "")


def _name(group: Group, units: dict[int, Unit]) -> str:
    unit = units.get(group.place)
    return "" if unit is None else f"{unit.code} {in_language(unit, 'name')} {unit.short_name}"


def _sorted(groups: list[Group], wanted: Wanted, units: dict[int, Unit]) -> list[Group]:
    if wanted.sort == "unit":
        return sorted(groups, key=lambda group: units[group.place].sort_key if group.place in units else "")
    return sorted(groups, key=lambda group: group.period) if wanted.sort == "month" else groups


def _chosen(request: HttpRequest, asked: Asked) -> list[Group] | Refusal:
    """What was ticked, or all that the filter shows; a refusal where it is not any more what was seen."""
    if request.POST.get("all"):
        return list(asked.shown) or Refusal("approval.none_picked")
    picks = [*request.POST.getlist("pick"), *request.POST.get("picked", "").split()]
    found = picked(asked.groups, picks)
    if found is None:
        return Refusal("approval.changed")
    return found or Refusal("approval.none_picked")


def _list(request: HttpRequest, asked: Asked, refusal: Refusal | None = None) -> HttpResponse:
    page = Paginator(asked.shown, ROWS).get_page(request.GET.get("page"))
    status = HTTPStatus.OK
    if refusal is not None:
        status = HTTPStatus.CONFLICT if refusal.code == "approval.changed" else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        **frame(asked.book, scope_of(request)),
        "crumbs": [Crumb(gettext("รออนุมัติ"))],
        "parts": parts_of(page.object_list, asked.versions, _told(asked, list(page.object_list))),
        "page": page,
        "count": len(asked.shown),
        "all_count": len(asked.groups),
        "reports": sum(len(group.rows) for group in asked.shown),
        "wanted": asked.wanted,
        "codes": [version.code for version in asked.versions.values()],
        "months": sorted({row.month for group in asked.groups for row in group.rows}),
        "rest": _rest(request),
        "refused": "" if refusal is None else refusal_words(refusal),
    }
    return render(request, "dashboards/approving/approvals.html", context, status=status)


def _file(asked: Asked, kind: str) -> HttpResponse:
    """All that the filter shows, not a page of it."""
    with digits("arabic"):
        cells = approval_cells(parts_of(asked.shown, asked.versions, _told(asked, asked.shown)))
        return file_answer(kind, f"approvals-{asked.book.year}", approval_columns(), list(cells))


def _told(asked: Asked, groups: Sequence[Group]) -> Told:
    reports = [row.report for group in groups for row in group.rows]
    before, remarks = approved_before(reports), remarks_on(reports)
    single = [group.rows[0].place for group in groups if group.is_one]
    said = {row.unit for group in groups for row in group.rows if row.report in before or row.report in remarks}
    return Told(
        book=asked.book,
        units=asked.units | units_numbered(said - asked.units.keys()),
        scored=scored_at({(group.place, group.indicator) for group in groups}, asked.book.year, asked.book.month),
        expected=expected_at(asked.book.year) if len(single) < len(groups) else {},
        remarks=remarks,
        before=before,
        entries=entries_at(single) if single else {},
        notes=_notes(groups),
        files=files_beside(single) if single else {},
    )


def _notes(groups: Iterable[Group]) -> dict[Place, ReportNote]:
    """What was written beside the numbers of the reports. One query."""
    places = {row.place for group in groups for row in group.rows}
    units, indicators, months = ({place[at] for place in places} for at in range(3))
    found = newest_notes(Q(unit__in=units), indicators, months)
    return {place: note for place, note in found.items() if place in places}


def _rest(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("page", "export"):
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


def _preview(
    request: HttpRequest, asked: Asked, chosen: Sequence[Group], refusal: Refusal | None = None
) -> HttpResponse:
    versions = _versions(chosen)
    shown = list(chosen[:ROWS])
    context = {
        **frame(asked.book, scope_of(request)),
        "crumbs": [
            Crumb(gettext("รออนุมัติ"), reverse("approvals", args=(asked.book.year,))),
            Crumb(gettext("ตรวจก่อนอนุมัติ")),
        ],
        "groups": len(chosen),
        "reports": len(versions),
        "picked": " ".join(group.pick for group in chosen),
        "parts": _worth_knowing(parts_of(shown, asked.versions, _told(asked, shown))),
        "more": len(chosen) - len(shown),
        "passing": preview_words(preview_approval(versions, by=asked.actor)),
        "returning": preview_words(preview_return(versions, by=asked.actor)),
        "note": request.POST.get("note", ""),
        "refused": "" if refusal is None else refusal_words(refusal),
        "rest": _rest(request),
    }
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "dashboards/approving/approvals_preview.html", context, status=status)


def _worth_knowing(parts: Iterable[Part]) -> list[Part]:
    """The rows of which anything is said."""
    found = (
        replace(part, rows=tuple(row for row in part.rows if row.said or row.notes or row.beside)) for part in parts
    )
    return [part for part in found if part.rows]


def _versions(chosen: Iterable[Group]) -> dict[int, int]:
    return {report: version for group in chosen for report, version in group.versions.items()}


def _allowed(preview: Preview, versions: dict[int, int]) -> dict[int, int]:
    return {report: version for report, version in versions.items() if report in preview.grants}


def _approve(request: HttpRequest, asked: Asked, chosen: Sequence[Group]) -> HttpResponse:
    """What the preview said would pass, all of it or nothing."""
    versions = _versions(chosen)
    passing = _allowed(preview_approval(versions, by=asked.actor), versions)
    if not passing:
        return _preview(request, asked, chosen, Refusal("approval.nothing_passes"))
    done = approve_reports(passing, by=asked.actor, now=now_of(request))
    if done.refusals:
        return _preview(request, asked, chosen, next(iter(done.refusals.values())))
    words = ngettext("อนุมัติแล้ว %(count)s รายงาน", "อนุมัติแล้ว %(count)s รายงาน", len(passing))
    messages.success(request, words % {"count": f"{len(passing):,}"})
    return redirect(f"{request.path}?{_rest(request)}")


def _return(request: HttpRequest, asked: Asked, chosen: Sequence[Group]) -> HttpResponse:
    versions = _versions(chosen)
    note = request.POST.get("note", "")
    passing = _allowed(preview_return(versions, by=asked.actor), versions)
    if not passing:
        return _preview(request, asked, chosen, Refusal("approval.nothing_passes"))
    site = f"{request.scheme}://{request.get_host()}"
    done = return_reports(passing, note, by=asked.actor, now=now_of(request), site=site)
    if isinstance(done, Refusal):
        return _preview(request, asked, chosen, done)
    words = ngettext("ส่งกลับแล้ว %(count)s รายงาน", "ส่งกลับแล้ว %(count)s รายงาน", len(passing))
    messages.success(request, words % {"count": f"{len(passing):,}"})
    return redirect(f"{request.path}?{_rest(request)}")
