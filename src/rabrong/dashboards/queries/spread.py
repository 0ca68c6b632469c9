"""Reading one indicator over many units: scores of districts, of each month, and what was done to its reports."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Entry, ReportMove, Score, ScoreChange

NEWEST = 12


@dataclass(frozen=True, slots=True)
class Member:
    """A unit whose scores are compared, with its displayed score of each month until the page's."""

    unit: Unit
    months: Mapping[int, Decimal | None]

    def score(self, month: int) -> Decimal | None:
        """Its score as of a month."""
        return self.months.get(month)


def members_of(version: IndicatorVersion, book: YearBook, units: Iterable[Unit]) -> list[Member]:
    """Some units in their order with the scores of an indicator. One query."""
    listed = list(units)
    rows = Score.objects.filter(
        item__indicator=version,
        item__agreement__person=None,
        item__agreement__unit__in=[unit.pk for unit in listed],
        month__lte=book.month,
    )
    found: dict[int, dict[int, Decimal | None]] = {}
    for unit, month, shown in rows.values_list("item__agreement__unit_id", "month", "shown"):
        found.setdefault(unit, {})[month] = shown
    return [Member(unit, found[unit.pk]) for unit in listed if unit.pk in found]


def district_scores_of_all(version: IndicatorVersion, book: YearBook, sight: Sight) -> dict[int, Decimal | None]:
    """Unit id -> displayed score of every district that is seen. One query."""
    rows = Score.objects.filter(
        sight.where("item__agreement__unit_id"),
        item__indicator=version,
        item__agreement__person=None,
        item__agreement__unit__kind=UnitKind.DISTRICT,
        month=book.month,
    )
    return dict(rows.values_list("item__agreement__unit_id", "shown"))


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of late: reports moved, numbers submitted, and how the score changed by it, newest first."""

    moves: list[ReportMove]
    entries: list[Entry]
    changes: list[ScoreChange]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose reports are told (by unit id, None: everybody's), until when, and how many of each kind."""

    units: Collection[int] | None
    until: datetime
    most: int = NEWEST


def done_of_late(version: IndicatorVersion, item: Item, wanted: Wanted) -> Done:
    """The newest of each kind, of some units' reports or of all. Three queries."""
    units, until, most = wanted.units, wanted.until, wanted.most
    moved = Q() if units is None else Q(report__unit__in=units)
    entered = Q() if units is None else Q(unit__in=units)
    moves = ReportMove.objects.filter(moved, report__indicator=version, at__lte=until).exclude(state="submitted")
    entries = Entry.objects.filter(entered, indicator=version, at__lte=until)
    changes = ScoreChange.objects.filter(item=item, at__lte=until).order_by("-pk")
    known = ("by", "acting__principal")
    return Done(
        list(moves.select_related("report__unit", *known).order_by("-pk")[:most]),
        list(entries.select_related("unit", *known).order_by("-pk")[: most * max(2, len(version.data_items.all()))]),
        list(changes[:most]),
    )
