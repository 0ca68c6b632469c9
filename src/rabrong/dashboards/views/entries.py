"""Entering a month's numbers: the form, what they would score while typing, and submitting them."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from rabrong.dashboards.forms import TypedForm, read_form
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.entry import acting_words, fields_of, refusal_words
from rabrong.dashboards.pages.overrides import ThreeValues, values_of
from rabrong.dashboards.pages.running import Entering, running
from rabrong.dashboards.queries import indicators
from rabrong.dashboards.queries.reporting import acting_with_id, drafts_of, entries_by_cell
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.history import history_at
from rabrong.org.models import Acting, Unit
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.actions import Stale, Submission, keep_draft, submit_entries
from rabrong.results.cells import cell_kinds
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of
from rabrong.results.queries.overrides import override_that_counts
from rabrong.results.rules import entry_refusal
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language

PLACES = 4


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, year: int, code: str, unit: str, month: int) -> HttpResponse:
    """The form; POST submits it or keeps it as a draft."""
    asked, entering = _entering(request, year, code, unit, month)
    refusal = entry_refusal(asked.actor, asked.unit, entering.version, month)
    if refusal is not None:
        return _refused(request, refusal, asked.unit)
    if request.method != "POST":
        return _form(request, asked, entering, None, HTTPStatus.OK)
    form = read_form(
        request.POST, cell_kinds(entering.version, criterion_in(entering.item, entering.rules.scale, entering.month))
    )
    if request.POST.get("save") == "draft":
        return _keep(request, asked, entering, form)
    if form.faults:
        return _form(request, asked, entering, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _submit(request, asked, entering, form)


def _submit(request: HttpRequest, asked: Asked, entering: Entering, form: TypedForm) -> HttpResponse:
    done = submit_entries(_submission(entering, form), by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return _refused(request, done, asked.unit)
    if isinstance(done, Stale):
        return _form(request, asked, entering, form, HTTPStatus.CONFLICT)
    score = running(entering, form.claims).score
    words = gettext("ส่งแล้ว %(code)s ได้ %(score)s") if score is not None else gettext("ส่งแล้ว %(code)s")
    said = {"code": entering.version.code, "score": "" if score is None else fixed(score, PLACES)}
    messages.success(request, words % said)
    return redirect("unit", entering.book.year, entering.unit.code)


def _keep(request: HttpRequest, asked: Asked, entering: Entering, form: TypedForm) -> HttpResponse:
    refusal = keep_draft(_submission(entering, form), form.texts, by=asked.actor, now=asked.now)
    if refusal is not None:
        return _refused(request, refusal, asked.unit)
    messages.info(request, gettext("เก็บร่างแล้ว ยังไม่ได้ส่ง"))
    return redirect(request.path)


def _submission(entering: Entering, form: TypedForm) -> Submission:
    return Submission(entering.unit, entering.version, entering.month, form.claims, form.versions)


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
    form = read_form(
        request.GET, cell_kinds(entering.version, criterion_in(entering.item, entering.rules.scale, entering.month))
    )
    return render(request, "dashboards/_running.html", {"running": running(entering, form.claims)})


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


def _form(request: HttpRequest, asked: Asked, entering: Entering, form: TypedForm | None, status: int) -> HttpResponse:
    book, version = entering.book, entering.version
    entries = entries_by_cell(version, asked.unit)
    fields = fields_of(entering, entries, form, drafts_of(version, asked.unit, entering.month))
    kinds = cell_kinds(version, criterion_in(entering.item, entering.rules.scale, entering.month))
    shown = form or read_form({field.cell: field.text for field in fields}, kinds)
    address = reverse("indicator", args=(book.year, version.code, entering.item.agreement.unit.code))
    crumbs = (Crumb(version.code, address), Crumb(gettext("กรอกผล")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "acting": acting_words(_acting(asked)),
        "version": version,
        "month": entering.month,
        "fields": fields,
        "running": running(entering, shown.claims),
        "window": book.windows[entering.month],
        "days_left": (book.windows[entering.month].closes - book.today).days,
        "weight": entering.indicator.weights.get(round_of(entering.month)),
        "stale": status == HTTPStatus.CONFLICT,
        "override": _override(entering),
        "history": history_at(asked, version, entering.month),
        "crumbs": crumbs_to(book.year, asked.path, asked.sight.scope, *crumbs),
    }
    return render(request, "dashboards/entry.html", context, status=status)


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
