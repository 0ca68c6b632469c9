"""When months and rounds may be entered: days, locks, and units let in late; read by who sees everything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import year_of
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.rounds.windows import late_rows, month_rows, round_rows, sar_rows
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import now_of, scope_of
from rabrong.org.forms.fields import UnitField
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_administer, may_see
from rabrong.results.actions.windows import (
    Late,
    allow_late,
    change_sar_rules,
    change_windows,
    lock_months,
    unlock_months,
)
from rabrong.results.models import SarOpens
from rabrong.results.rules.rounds import Days
from rabrong.results.wording import refusal_words
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.fields import ThaiDateField
from rabrong.ui.whole import whole_number

MONTHS = range(1, 13)
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed and why it was not taken."""

    refusal: Refusal | None = None
    typed: Typed | None = None
    status: int = HTTPStatus.OK


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: HttpRequest, year: int) -> HttpResponse:
    """The page; POST changes days, locks or unlocks months, or lets a unit in late."""
    asked_year(request, year)
    kept = year_of(year)
    if kept is None or not scope_of(request).everything:
        raise Http404
    if request.method != "POST":
        return _page(request, kept, Said())
    if may_administer(scope_of(request).actor) is None:
        reason = refusal_words(Refusal("org.not_administrator"))
        return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)
    done = _done(request, kept)
    if isinstance(done, Refusal):
        return _page(request, kept, Said(done, request.POST, HTTPStatus.UNPROCESSABLE_ENTITY))
    if isinstance(done, Stale):
        return _page(request, done.year, Said(Refusal("window.stale"), request.POST, HTTPStatus.CONFLICT))
    messages.success(request, done)
    return redirect("windows", year)


def _done(request: HttpRequest, year: Year) -> str | Refusal | Stale:
    act = request.POST.get("act", "")
    if act in ("lock", "unlock"):
        return _lock(request, year, act)
    if act == "sar":
        return _sar(request, year)
    return _late(request, year) if act == "late" else _days(request, year)


def _sar(request: HttpRequest, year: Year) -> str | Refusal | Stale:
    posted = {round_: request.POST.get(f"sar-{round_}", "") for round_ in ROUNDS}
    rules: dict[int, SarOpens] = {round_: SarOpens(text) for round_, text in posted.items() if text in SarOpens.values}
    by, now = scope_of(request).actor, now_of(request)
    done = change_sar_rules(year.year, _edits(request), rules, by=by, now=now)
    return gettext("บันทึกเงื่อนไขของ SAR แล้ว") if isinstance(done, Year) else done


def _edits(request: HttpRequest) -> int:
    return whole_number(request.POST.get("edits", "")) or 0


def _days(request: HttpRequest, year: Year) -> str | Refusal | Stale:
    months, rounds = _typed(request.POST, "month", MONTHS), _typed(request.POST, "round", ROUNDS)
    if months is None or rounds is None:
        return Refusal("window.bad_day")
    edits = _edits(request)
    by, now = scope_of(request).actor, now_of(request)
    done = change_windows(year.year, edits, months, rounds, by=by, now=now)
    return gettext("บันทึกช่วงเวลาแล้ว") if isinstance(done, Year) else done


def _typed(posted: Typed, kind: str, numbers: range | tuple[int, ...]) -> Days | None:
    """The days that were typed, both of a pair or neither; None where one cannot be read."""
    found: dict[int, tuple[date, date]] = {}
    for number in numbers:
        opens, closes = (posted.get(f"{kind}-{number}-{end}", "").strip() for end in ("opens", "closes"))
        if not opens and not closes:
            continue
        try:
            found[number] = (ThaiDateField().clean(opens), ThaiDateField().clean(closes))
        except ValidationError:
            return None
    return found


def _lock(request: HttpRequest, year: Year, act: str) -> str | Refusal:
    months = [number for text in request.POST.getlist("month") if (number := whole_number(text)) in MONTHS and number]
    if not months:
        return Refusal("window.no_months")
    reason, by, now = request.POST.get("reason", ""), scope_of(request).actor, now_of(request)
    doing = lock_months if act == "lock" else unlock_months
    refusal = doing(year, months, reason, by=by, now=now)
    words = gettext("ล็อกเดือนที่เลือกแล้ว") if act == "lock" else gettext("ปลดล็อกเดือนที่เลือกแล้ว")
    return refusal or words


def _late(request: HttpRequest, year: Year) -> str | Refusal:
    unit = _unit(request)
    if unit is None or not may_see(scope_of(request), unit):
        return Refusal("window.no_unit")
    month = whole_number(request.POST.get("late_month", "")) or 0
    if month not in MONTHS:
        return Refusal("window.no_months")
    try:
        until = ThaiDateField().clean(request.POST.get("until", "").strip())
    except ValidationError:
        return Refusal("window.bad_day")
    late = Late(unit, month, until, request.POST.get("reason", ""))
    done = allow_late(year, late, by=scope_of(request).actor, now=now_of(request))
    return done if isinstance(done, Refusal) else gettext("ผ่อนผันให้ %(unit)s แล้ว") % {"unit": str(unit)}


def _unit(request: HttpRequest) -> Unit | None:
    """By code, by "1201 บางกรวย" as it is offered, or by a name that only one unit has."""
    try:
        unit: Unit | None = UnitField(required=False).clean(request.POST.get("unit", "")[:200])
    except ValidationError:
        return None
    return unit


def _page(request: HttpRequest, year: Year, said: Said) -> HttpResponse:
    book, scope = asked_year(request, year.year), scope_of(request)
    context = {
        **frame(book, scope),
        "crumbs": [Crumb(gettext("ช่วงเวลากรอก"))],
        "year": year,
        "may_edit": may_administer(scope.actor) is not None and year.state == "open",
        "months": month_rows(book, said.typed),
        "rounds": round_rows(year, said.typed),
        "sar": sar_rows(year.year),
        "late": late_rows(year.year, book.today),
        "typed": said.typed or {},
        "refused": "" if said.refusal is None else refusal_words(said.refusal),
    }
    return render(request, "dashboards/rounds/windows.html", context, status=said.status)
