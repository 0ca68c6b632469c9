"""Wording what an indicator promises before it is agreed: name, measure, criteria, with a live curve."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from rabrong.agreements.actions.criteria_editor import (
    Promise,
    StalePromise,
    promise_of,
    seal_of,
    word_promise,
)
from rabrong.agreements.forms.criteria_editor import read_criteria, with_row
from rabrong.agreements.pages.criteria_editor import curve_of, editor_of
from rabrong.agreements.pages.criteria_table import criteria_rows
from rabrong.agreements.pages.templates import measure_words
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.queries.templates import department_agreement, department_item, past_values
from rabrong.agreements.rules.criteria_editor import Read, Typed, criterion_of_data, read_typed, refilled, typed_of
from rabrong.agreements.rules.templates import grant_to_promise
from rabrong.agreements.views.templates import frame
from rabrong.agreements.views.templates_asked import Asked, asked_by_reader, refused
from rabrong.org.rules import Refusal
from rabrong.scoring.scale import Scale

LONGEST_NAME, LONGEST_MEASURE = 1000, 60


@dataclass(frozen=True, slots=True)
class TypedPromise:
    """What was typed, and the seal of what the form was opened at."""

    name: str
    name_en: str
    measure: str
    criteria: Typed
    seen: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The form; POST keeps what can be scored, anything else comes back with its faults."""
    asked = asked_by_reader(request, year, code)
    grant = grant_to_promise(asked.actor, asked.version, department_item(asked.version))
    if isinstance(grant, Refusal):
        return refused(request, grant)
    scale = year_rules(year).scale
    if request.method != "POST":
        return _page(request, asked, _stored(asked), scale, HTTPStatus.OK)
    typed, act = _read(request), request.POST.get("act", "save")
    if act != "save":
        typed = TypedPromise(typed.name, typed.name_en, typed.measure, with_row(typed.criteria, act), typed.seen)
        return _page(request, asked, typed, scale, HTTPStatus.OK)
    return _save(request, asked, typed, scale)


def _save(request: HttpRequest, asked: Asked, typed: TypedPromise, scale: Scale) -> HttpResponse:
    read = read_typed(typed.criteria, scale)
    if not read.is_good or not typed.name:
        return _page(request, asked, typed, scale, HTTPStatus.UNPROCESSABLE_ENTITY)
    promise = Promise(typed.name, typed.name_en, typed.measure, read.data)
    done = word_promise(asked.version, promise, seen=typed.seen, by=asked.actor, now=asked.now)
    if isinstance(done, Refusal):
        return refused(request, done)
    if isinstance(done, StalePromise):
        return _page(request, asked, typed, scale, HTTPStatus.CONFLICT, done.current)
    messages.success(request, gettext("บันทึกชื่อ หน่วยวัด และเกณฑ์แล้ว"))
    return redirect("template_criteria", asked.version.year_id, asked.version.code)


@login_required
@require_POST
def criteria_preview(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The cells with their faults and the curve while somebody types. Nothing is kept."""
    asked = asked_by_reader(request, year, code)
    grant = grant_to_promise(asked.actor, asked.version, department_item(asked.version))
    if isinstance(grant, Refusal):
        return refused(request, grant)
    typed = _read(request)
    act = request.POST.get("act", "")
    is_whole = bool(act) or request.headers.get("HX-Trigger-Name", "").endswith(("-kind", "-form"))
    cells = with_row(typed.criteria, act) if act else typed.criteria
    name = "criteria_fields" if is_whole else "criteria_preview"
    context = _criteria_context(asked, cells, typed.measure, year_rules(year).scale)
    return render(request, f"agreements/{name}.html", {**context, "year": year, "version": asked.version})


def _read(request: HttpRequest) -> TypedPromise:
    post = request.POST
    return TypedPromise(
        name=post.get("name", "").strip()[:LONGEST_NAME],
        name_en=post.get("name_en", "").strip()[:LONGEST_NAME],
        measure=post.get("measure", "").strip()[:LONGEST_MEASURE],
        criteria=read_criteria(post),
        seen=post.get("seen", ""),
    )


def _stored(asked: Asked) -> TypedPromise:
    promise = promise_of(asked.version)
    typed = typed_of(promise.criteria)
    return TypedPromise(promise.name, promise.name_en, promise.measure, typed, seal_of(promise))


def _page(
    request: HttpRequest,
    asked: Asked,
    typed: TypedPromise,
    scale: Scale,
    status: HTTPStatus,
    theirs: Promise | None = None,
) -> HttpResponse:
    context = {
        **frame(asked),
        **_criteria_context(asked, typed.criteria, typed.measure, scale),
        "typed": typed,
        "seen": typed.seen if theirs is None else seal_of(theirs),
        "is_checked": status != HTTPStatus.OK,
        "theirs": theirs,
        "their_rows": _rows_of(theirs, scale) if theirs else (),
    }
    return render(request, "agreements/criteria_page.html", context, status=status)


def _rows_of(promise: Promise, scale: Scale) -> object:
    criterion = criterion_of_data(promise.criteria, scale)
    return criteria_rows(criterion, scale) if criterion else ()


def _criteria_context(asked: Asked, typed: Typed, measure: str, scale: Scale) -> Mapping[str, object]:
    typed = refilled(typed, scale)
    read: Read = read_typed(typed, scale)
    agreement = department_agreement(asked.version.year_id)
    known = past_values(asked.version, None if agreement is None else agreement.unit_id)
    past = {year: value for year, value in known.items() if value is not None}
    good = read.criterion
    return {
        "editor": editor_of(typed, read, scale),
        "curve": curve_of(good, scale, past, measure_words(measure)) if good else None,
        "rows": criteria_rows(good, scale) if good else (),
        "is_good": read.is_good,
    }
