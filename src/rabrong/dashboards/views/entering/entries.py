"""Entering a month's numbers: the form, what they would score while typing, and submitting them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.agreement_file.claims_in import Cell
from rabrong.dashboards.forms import TypedForm, read_form, read_note
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.entering.beside import Asks, Written, asks_of, texts_of
from rabrong.dashboards.pages.entering.entry import acting_words, fields_of, refusal_words
from rabrong.dashboards.pages.entering.running import Entering, running
from rabrong.dashboards.pages.rounds.overrides import ThreeValues, values_of
from rabrong.dashboards.queries import indicators
from rabrong.dashboards.queries.reporting import acting_with_id, drafts_of, entries_by_cell
from rabrong.dashboards.views.approving.history import history_at
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.evidence.pages.panel import panel_of
from rabrong.evidence.rules import Slot
from rabrong.org.models import Acting, Unit
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.actions import (
    Conflicts,
    NoteText,
    ReportForm,
    Submission,
    keep_drafts,
    keep_notes,
    submit_reports_of,
)
from rabrong.results.cells import cell_kinds
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of
from rabrong.results.queries.notes import note_drafts_at, notes_at, results_beside
from rabrong.results.queries.overrides import override_that_counts
from rabrong.results.rules import entry_refusal
from rabrong.results.rules.plausibility import Finding
from rabrong.scoring.absence import MISSING
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language

PLACES = 4


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed in the fields and written beside them; what of it is still asked for."""

    form: TypedForm
    texts: Mapping[str, str]
    unanswered: Sequence[Finding] = ()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, year: int, code: str, unit: str, month: int) -> HttpResponse:
    """The form; POST keeps what was typed as a draft, then submits it unless it is to stay one."""
    asked, entering = _entering(request, year, code, unit, month)
    refusal = entry_refusal(asked.actor, asked.unit, entering.version, month)
    if refusal is not None:
        return _refused(request, refusal, asked.unit)
    if request.method != "POST":
        return _form(request, asked, entering, None, HTTPStatus.OK)
    said = Said(read_form(request.POST, _kinds(entering)), read_note(request.POST, code, month))
    refusal = _keep(asked, entering, said)
    if refusal is not None:
        return _refused(request, refusal, asked.unit)
    if request.POST.get("save") == "draft":
        messages.info(request, gettext("เก็บร่างแล้ว ยังไม่ได้ส่ง"))
        return redirect(request.path)
    if said.form.faults:
        return _form(request, asked, entering, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _submit(request, asked, entering, said)


def _submit(request: HttpRequest, asked: Asked, entering: Entering, said: Said) -> HttpResponse:
    """By the same action as the grid: what asks for a word waits until it is written."""
    if all(claim is MISSING for claim in said.form.claims.values()):
        return _form(request, asked, entering, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    done = submit_reports_of([_report(entering, said)], by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return _refused(request, done, asked.unit)
    if isinstance(done, Conflicts):
        return _form(request, asked, entering, said, HTTPStatus.CONFLICT)
    unanswered = done.unanswered.get((entering.version.pk, entering.month), ())
    if unanswered:
        left = replace(said, unanswered=unanswered)
        return _form(request, asked, entering, left, HTTPStatus.UNPROCESSABLE_ENTITY)
    score = running(entering, said.form.claims).score
    words = gettext("ส่งแล้ว %(code)s ได้ %(score)s") if score is not None else gettext("ส่งแล้ว %(code)s")
    terms = {"code": entering.version.code, "score": "" if score is None else fixed(score, PLACES)}
    messages.success(request, words % terms)
    return redirect("unit", entering.book.year, entering.unit.code)


def _report(entering: Entering, said: Said) -> ReportForm:
    texts, form = said.texts, said.form
    note = NoteText(texts["done"], texts["problems"], texts["measures"])
    numbers = Submission(
        entering.unit, entering.version, entering.month, form.claims, form.versions, reason=texts["remark"]
    )
    return ReportForm(entering.item, numbers, note)


def _keep(asked: Asked, entering: Entering, said: Said) -> Refusal | None:
    """As a draft, whatever comes of the submission, so that nothing typed is lost."""
    key, year = (entering.version.code, entering.month), entering.book.year
    refusal = keep_drafts(asked.unit, year, {key: said.form.texts}, by=asked.actor, now=asked.now)
    if refusal is not None or said.texts == _texts(entering):
        return refusal
    return keep_notes(asked.unit, year, {key: said.texts}, by=asked.actor, now=asked.now)


def _texts(entering: Entering) -> dict[str, str]:
    """What is written beside the month so far. Two queries."""
    key, ids = (entering.version.pk, entering.month), [entering.version.pk]
    draft = note_drafts_at(entering.unit, ids).get(key)
    return texts_of(draft, notes_at(entering.unit, ids).get(key, ()))


def _kinds(entering: Entering) -> dict[str, Cell]:
    return cell_kinds(entering.version, criterion_in(entering.item, entering.rules.scale, entering.month))


def _refused(request: HttpRequest, refusal: Refusal, unit: Unit) -> HttpResponse:
    return render(request, "403.html", {"reason": refusal_words(refusal, unit)}, status=HTTPStatus.FORBIDDEN)


@login_required
@require_safe
def running_score(request: HttpRequest, year: int, code: str, unit: str, month: int) -> HttpResponse:
    """What the numbers in the query would score: a fragment of the form, for who may fill it."""
    asked, entering = _entering(request, year, code, unit, month)
    refusal = entry_refusal(asked.actor, asked.unit, entering.version, month)
    if refusal is not None:
        return _refused(request, refusal, asked.unit)
    form = read_form(request.GET, _kinds(entering))
    asks = asks_of(entering, form, _peers(entering))
    context = {"running": running(entering, form.claims), "asks": asks, "sentences": _sentences(entering, asks)}
    return render(request, "dashboards/entering/_entry_running.html", {**context, "is_fragment": True})


def _peers(entering: Entering) -> Sequence[Fraction]:
    key = (entering.version.pk, entering.month)
    return results_beside(entering.unit, [key[0]], [key[1]]).get(key, ())


def _sentences(entering: Entering, asks: Asks) -> list[tuple[str, ...]]:
    """What is said beside each field, in the order of the fields."""
    return [asks.by_cell.get(cell, ()) for cell in _kinds(entering)]


def _entering(request: HttpRequest, year: int, code: str, unit: str, month: int) -> tuple[Asked, Entering]:
    asked, version = asked_indicator(request, year, code, unit)
    item = indicators.item_for(asked.unit, asked.department, version)
    if item is None or month not in asked.book.windows:
        raise Http404
    reported = {
        cell: [(at, claim_of(each.value, each.word)) for at, each in sorted(months.items())]
        for cell, months in entries_by_cell(version, asked.unit).items()
    }
    return asked, Entering(asked.book, asked.unit, version, item, month, reported)


def _form(request: HttpRequest, asked: Asked, entering: Entering, said: Said | None, status: int) -> HttpResponse:
    book, version = entering.book, entering.version
    form = None if said is None else said.form
    fields = fields_of(
        entering,
        entries_by_cell(version, asked.unit),
        form,
        drafts_of(version, asked.unit, entering.month),
    )
    shown = form or read_form({field.cell: field.text for field in fields}, _kinds(entering))
    asks = asks_of(entering, shown, _peers(entering))
    address = reverse("indicator", args=(book.year, version.code, entering.item.agreement.unit.code))
    crumbs = (Crumb(version.code, address), Crumb(gettext("กรอกผล")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "acting": acting_words(_acting(asked)),
        "version": version,
        "month": entering.month,
        "fields": list(zip(fields, _sentences(entering, asks), strict=True)),
        "asks": asks,
        "written": _written(entering, said),
        "running": running(entering, shown.claims),
        "window": book.windows[entering.month],
        "days_left": (book.windows[entering.month].closes - book.today).days,
        "weight": entering.indicator.weights.get(round_of(entering.month)),
        "stale": status == HTTPStatus.CONFLICT,
        "is_faulty": status == HTTPStatus.UNPROCESSABLE_ENTITY,
        "override": _override(entering),
        "history": history_at(asked.book, asked.unit, version, entering.month),
        "panel": panel_of(Slot(asked.unit, version, entering.month), asked.actor),
        "crumbs": crumbs_to(book.year, asked.path, asked.sight.scope, *crumbs),
    }
    return render(request, "dashboards/entering/entry.html", context, status=status)


def _written(entering: Entering, said: Said | None) -> Written:
    """The fields of the note: what was just written, else what is kept. Two queries at most."""
    key, ids = (entering.version.pk, entering.month), [entering.version.pk]
    versions = notes_at(entering.unit, ids).get(key, ())
    if said is None:
        return Written(texts_of(note_drafts_at(entering.unit, ids).get(key), versions), versions)
    lacks_note = any(each.code == "report.red" for each in said.unanswered)
    lacks_remark = any(each.code != "report.red" for each in said.unanswered)
    return Written(said.texts, versions, lacks_remark, lacks_note)


def _override(entering: Entering) -> ThreeValues | None:
    """Where the result was set by decision: what was calculated, what was set. One query where it was not."""
    item, month = entering.item, entering.month
    if override_that_counts(item.agreement.unit, item.indicator, month) is None:
        return None
    return values_of(item, month, entering.rules)


def _acting(asked: Asked) -> Acting | None:
    """What the keeper acts on where it is not an own role. One query, none for an own role."""
    grant = may_enter_for(asked.actor, asked.unit)
    return None if grant is None or grant.acting is None else acting_with_id(grant.acting)
