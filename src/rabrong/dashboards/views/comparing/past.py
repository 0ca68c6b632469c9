"""A unit's scorecard as of a past day: what was known by then, certified by what stood then."""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.comparing.days import day_asked, end_of, milestones
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_of
from rabrong.dashboards.pages.scorecards.rows import Table
from rabrong.dashboards.pages.scorecards.scorecard import Scores, card_of, scores_of
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.queries.frozen import frozen_year
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.past import closing_at, closings_until, snapshot_in, year_at
from rabrong.dashboards.queries.reporting import Reporting
from rabrong.dashboards.queries.year import year_book
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.scorecards.own import reports_of
from rabrong.results.models import RoundClosing
from rabrong.results.months import round_of
from rabrong.results.queries.counting import Certainty
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.scorecard import Scorecard
from rabrong.ui.words import in_language

NOT_SHOWN = Reporting({}, {}, {})


@login_required
@require_safe
def past(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """`?on=2012-05-08` or as Thais write it, `?month=` one that was open then, by default the newest."""
    asked = asked_unit(request, year, code)
    if units.agreement_with_unit(year, asked.unit) is None:
        raise Http404
    form = day_asked(request.GET, asked.book)
    chosen: date | None = form.cleaned_data["on"] if form.is_valid() else None
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "crumbs": [*crumbs_of(year, asked.path, asked.sight.scope), Crumb(gettext("ย้อนดู"))],
        "form": form,
        "days": milestones(asked.book, closings_until(year, asked.now), chosen),
        "chosen": chosen,
        "tab": "past",
    }
    if chosen is not None:
        then = asked_then(asked, chosen, request.GET.get("month", ""))
        context |= {"book": then.book, "scores": scores_then(then, chosen), "months": then.book.open_months}
    status = 422 if form.is_bound and chosen is None else 200
    return render(request, "dashboards/comparing/past.html", context, status=status)


def asked_then(asked: Asked, chosen: date, month: str = "") -> Asked:
    """The same unit on a past day, with the tree of the month that is shown. Raises Http404 where nothing was open."""
    wanted = int(month) if month.isdecimal() and month.isascii() and len(month) <= len("12") else None
    book = year_book(asked.book.year, chosen, month=wanted)
    if book is None:
        raise Http404
    return replace(asked, book=book, path=units.way_up(asked.unit, book.span))


def scores_then(asked: Asked, chosen: date) -> Scores:
    """The unit's scores as of the end of the day."""
    then = year_then(asked, chosen)
    owners = indicators.owners_by_indicator(asked.book.year, round_of(asked.book.month or 1))
    table = Table(asked.book, then.unit_year, then.card, owners, NOT_SHOWN, then.certainty, then.closing)
    return scores_of(table, units.past_totals(asked.unit, asked.book.year - 1))


@dataclass(frozen=True, slots=True)
class YearThen:
    """A unit's scores of a past day; `closing` is that of the round whose frozen numbers they are."""

    unit_year: UnitYear
    card: Scorecard
    certainty: Certainty
    closing: RoundClosing | None = None


def year_then(asked: Asked, chosen: date) -> YearThen:
    """As of the end of the day: frozen ones of a round that stood closed, else computed anew. Raises Http404."""
    book, unit, moment = asked.book, asked.unit, end_of(chosen, asked.now)
    agreement = units.agreement_with_unit(book.year, unit)
    if agreement is None:
        raise Http404
    unit_year, certainty = year_at(book, indicators.unit_year(agreement, 0), moment, reports_of(asked, unit))
    closing = closing_at(book.year, book.month, moment) if book.month in ROUNDS else None
    snapshot = None if closing is None else snapshot_in(closing, unit)
    if snapshot is None:
        return YearThen(unit_year, card_of(book, unit_year), certainty)
    return YearThen(*frozen_year(unit_year, snapshot), certainty, closing)
