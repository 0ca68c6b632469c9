"""Reading a unit's year as it stood at a past moment, and what it is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, OuterRef, Q, Subquery

from rabrong.agreements.models import DataItem, PastResult
from rabrong.dashboards.queries.indicators import UnitYear, data_items_of
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.models import Report, ReportMove, ReportState, RoundClosing, Score, Snapshot, Total
from rabrong.results.queries.counting import Certainty
from rabrong.results.scores.past import Then, scores_at


def year_at(book: YearBook, unit_year: UnitYear, moment: datetime, reports: Q) -> tuple[UnitYear, Certainty]:
    """The unit's scores of the book's month as of a moment, without those of other months; `reports` are those that
    they rest on. Eight queries at most."""
    unit = unit_year.agreement.unit
    data_items: dict[int, list[DataItem]] = {}
    for row in data_items_of(item.indicator_id for item in unit_year.items).order_by("pk"):
        data_items.setdefault(row.indicator_id, []).append(row)
    then = Then(unit, unit_year.items, data_items, book.span, book.rules, book.month, moment)
    counts, scores = scores_at(then)
    certified = certified_at(reports & Q(month__lte=book.month), moment)
    months = {item: {book.month: score} for item, score in scores.items()}
    return replace(unit_year, scores=months, totals={}), Certainty(counts, certified)


def certified_at(reports: Q, moment: datetime) -> frozenset[int]:
    """The indicators of which all that was reported until a moment was certified by then. One query."""
    moves = ReportMove.objects.filter(report=OuterRef("pk"), at__lte=moment).order_by("-pk")
    rows = Report.objects.filter(reports).annotate(last=Subquery(moves.values("state")[:1])).exclude(last=None)
    waiting = Count("pk", filter=~Q(last=ReportState.CERTIFIED))
    counted = rows.order_by().values_list("indicator_id").annotate(waiting=waiting)
    return frozenset(indicator for indicator, waits in counted if not waits)


def closing_at(year: int, round_: int, moment: datetime) -> RoundClosing | None:
    """The closing of a round that stood at a moment: closed by then and not yet opened again. One query."""
    rows = RoundClosing.objects.filter(year_id=year, round=round_, at__lte=moment).defer("rules")
    return rows.filter(Q(reopening=None) | Q(reopening__at__gt=moment)).order_by("-number").first()


def snapshot_in(closing: RoundClosing, unit: Unit) -> Snapshot | None:
    """What a closing froze of a unit. One query."""
    return Snapshot.objects.filter(closing=closing, unit=unit, person=None).select_related("closing").first()


def closings_until(year: int, moment: datetime) -> list[RoundClosing]:
    """Every closing of a year until a moment, oldest first. One query."""
    return list(RoundClosing.objects.filter(year_id=year, at__lte=moment).defer("rules").order_by("at", "pk"))


@dataclass(frozen=True, slots=True)
class Reached:
    """A result with its score, as it is compared; None for what is not known."""

    result: Fraction | Decimal | None
    score: Decimal | None


def last_year(unit: Unit, year: int, month: int, indicators: Iterable[int]) -> dict[int, Reached]:
    """Indicator version id -> what the unit reached in the same month of the year before; the whole year where
    `month` is 0. One query."""
    rows = PastResult.objects.filter(
        unit=unit, year=year - 1, month=month, indicator__versions__in=list(indicators)
    ).values_list("indicator__versions", "value", "score")
    return {version: Reached(value, score) for version, value, score in rows}


def scores_of_units(year: int, month: int, units: Iterable[int]) -> dict[int, dict[int, Reached]]:
    """Indicator version id -> unit id -> what the unit reached in a month, by its own agreement. One query."""
    found: dict[int, dict[int, Reached]] = {}
    rows = Score.objects.filter(item__agreement__year_id=year, item__agreement__person=None, month=month)
    fields = ("item__indicator_id", "item__agreement__unit_id", "result", "shown")
    for indicator, unit, result, shown in rows.filter(item__agreement__unit__in=list(units)).values_list(*fields):
        found.setdefault(indicator, {})[unit] = Reached(result, shown)
    return found


def totals_of_units(year: int, month: int, units: Iterable[int]) -> dict[int, Decimal | None]:
    """Unit id -> its displayed total of a month. One query."""
    rows = Total.objects.filter(agreement__year_id=year, agreement__person=None, month=month)
    return dict(rows.filter(agreement__unit__in=list(units)).values_list("agreement__unit_id", "shown"))
