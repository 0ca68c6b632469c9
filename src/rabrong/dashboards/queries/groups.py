"""Reading the units of a group together: totals and scores of every month, of a closed round as they were frozen, and
which of them are certified. Each function a fixed number of queries, however many units."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.units import UnitScore, ranked
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Tree
from rabrong.results.frozen.computing import Json
from rabrong.results.frozen.reading import total_in
from rabrong.results.models import Report, ReportState, RoundClosing, Score, Total
from rabrong.results.months import round_of
from rabrong.results.queries.rounds import closed_rounds, snapshots_of
from rabrong.scoring.agreement import ROUNDS


class Shown(NamedTuple):
    """A score as it is shown; None with the state that says why."""

    score: Decimal | None
    state: str


@dataclass(frozen=True, slots=True)
class Member:
    """A unit with its total, the weight counted in it, and whether all that counts is certified."""

    unit: Unit
    total: Decimal | None
    counted: Decimal
    is_certified: bool = False


class Place(NamedTuple):
    """What was reported of an indicator by a unit: until the month, in the month, sent and given back."""

    waiting: int
    sent: int
    returned: int


@dataclass(frozen=True, slots=True)
class Promised:
    """The districts with the indicators they report, and indicator id -> its weights in the members' agreements."""

    reported: frozenset[tuple[int, int]]
    weights: Mapping[int, set[str]]

    def expected(self, indicator: int) -> int:
        """How many districts report an indicator."""
        return sum(each == indicator for _, each in self.reported)


@dataclass(frozen=True, slots=True)
class Group:
    """Some units as of a month. `scores` is indicator id -> month -> unit id -> score; `places` is (unit, indicator)
    -> what was reported by the lowest units; `below` the ids of a member and all below it; `closing` froze what is
    shown, `frozen_round` what could be."""

    members: tuple[Member, ...]
    scores: Mapping[int, Mapping[int, Mapping[int, Shown]]]
    places: Mapping[tuple[int, int], Place]
    promised: Promised
    below: Mapping[int, frozenset[int]]
    closing: RoundClosing | None = None
    frozen_round: RoundClosing | None = None

    @property
    def totals(self) -> list[UnitScore]:
        """The members with their totals, best first."""
        return ranked(UnitScore(each.unit, each.total) for each in self.members)

    def of_month(self, month: int) -> dict[int, dict[int, Shown]]:
        """Unit id -> indicator id -> score."""
        found: dict[int, dict[int, Shown]] = {}
        for indicator, months in self.scores.items():
            for unit, shown in months.get(month, {}).items():
                found.setdefault(unit, {})[indicator] = shown
        return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """The units of a group by id, the months whose scores are read, and whether a closed round is shown live."""

    units: Collection[int]
    months: Collection[int]
    is_live: bool


def group_of(book: YearBook, sight: Sight, tree: Tree, wanted: Wanted) -> Group:
    """The units of those ids that have a total and may be seen. Five queries, seven in a closed round."""
    closing = closed_rounds(book.year).get(book.month) if book.month in ROUNDS else None
    shown = None if wanted.is_live else closing
    members = _members(book, sight, wanted.units)
    ids = [each.unit.pk for each in members]
    scores, below = _scores(book, ids, wanted.months), {pk: below_in(tree, pk) for pk in ids}
    places = reports_at(book, {unit for found in below.values() for unit in found})
    if shown is not None:
        members = _frozen(members, scores, book)
    else:
        members = _certified(members, scores, below, places, book.month)
    promised = _promised(book, ids, below.values())
    return Group(tuple(members), scores, places, promised, below, shown, closing)


def below_in(tree: Tree, unit: int) -> frozenset[int]:
    """A unit and all below it. No query."""
    found, waiting = set[int](), [unit]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += tree.children_of.get(each, ())
    return frozenset(found)


def _members(book: YearBook, sight: Sight, units: Collection[int]) -> list[Member]:
    rows = Total.objects.filter(agreement__year_id=book.year, agreement__person=None, month=book.month)
    rows = rows.filter(sight.where("agreement__unit_id"), agreement__unit_id__in=list(units))
    found = rows.select_related("agreement__unit").order_by("agreement__unit__sort_key", "pk")
    return [Member(row.agreement.unit, row.shown, row.counted_weight) for row in found]


Scores = dict[int, dict[int, dict[int, Shown]]]
SCORE = ("item__indicator_id", "month", "item__agreement__unit_id", "shown", "state")


def _scores(book: YearBook, units: Collection[int], months: Collection[int]) -> Scores:
    rows = Score.objects.filter(item__agreement__year_id=book.year, item__agreement__person=None)
    rows = rows.filter(item__agreement__unit_id__in=units, month__in=list(months))
    found: Scores = {}
    for indicator, month, unit, shown, state in rows.order_by().values_list(*SCORE):
        found.setdefault(indicator, {}).setdefault(month, {})[unit] = Shown(shown, state)
    return found


def reports_at(book: YearBook, units: Collection[int]) -> dict[tuple[int, int], Place]:
    """(unit id, indicator id) -> how far its reports are. One query."""
    rows = Report.objects.filter(indicator__year_id=book.year, month__lte=book.month, unit_id__in=units).order_by()
    of_month = Q(month=book.month)
    counted = rows.values_list("unit_id", "indicator_id").annotate(
        waiting=Count("pk", filter=~Q(state=ReportState.CERTIFIED)),
        sent=Count("pk", filter=of_month & ~Q(state=ReportState.RETURNED)),
        returned=Count("pk", filter=of_month & Q(state=ReportState.RETURNED)),
    )
    return {(unit, indicator): Place(*counts) for unit, indicator, *counts in counted}


def _promised(book: YearBook, members: Collection[int], below: Iterable[Collection[int]]) -> Promised:
    """What the members and all below them promised. One query."""
    round_, units = str(round_of(book.month or 1)), [unit for found in below for unit in found]
    rows = Item.objects.filter(agreement__year_id=book.year, agreement__person=None, agreement__unit_id__in=units)
    reported, weights = set[tuple[int, int]](), dict[int, set[str]]()
    fields = ("indicator_id", "agreement__unit_id", "agreement__unit__kind", "weights")
    for indicator, unit, kind, said in rows.order_by().values_list(*fields):
        if kind == UnitKind.DISTRICT:
            reported.add((unit, indicator))
        if unit in members and round_ in said:
            weights.setdefault(indicator, set()).add(said[round_])
    return Promised(frozenset(reported), weights)


def _certified(
    members: Iterable[Member],
    scores: Scores,
    below: Mapping[int, Collection[int]],
    places: Mapping[tuple[int, int], Place],
    month: int,
) -> list[Member]:
    """Certified where something counts, and all that was reported of what counts is certified."""
    found = []
    for each in members:
        counted = [
            indicator
            for indicator, months in scores.items()
            if months.get(month, {}).get(each.unit.pk, Shown(None, "")).state == "counted"
        ]
        here = {indicator: _below(places, below[each.unit.pk], indicator) for indicator in counted}
        whole = bool(here) and all(rows and not any(row.waiting for row in rows) for rows in here.values())
        found.append(replace(each, is_certified=whole))
    return found


def _below(places: Mapping[tuple[int, int], Place], units: Iterable[int], indicator: int) -> list[Place]:
    return [places[unit, indicator] for unit in units if (unit, indicator) in places]


def _frozen(members: Iterable[Member], scores: Scores, book: YearBook) -> list[Member]:
    """The totals as they were frozen; the scores of the month are put in place. Two queries."""
    rows = list(members)
    kept = snapshots_of([each.unit.pk for each in rows], book.year, book.month)
    codes = dict(IndicatorVersion.objects.filter(year_id=book.year).order_by("version").values_list("code", "pk"))
    for unit, content in kept.items():
        for code, said in content["scores"].items():
            shown = None if said["shown"] is None else Decimal(said["shown"])
            scores.setdefault(codes.get(code, 0), {}).setdefault(book.month, {})[unit] = Shown(shown, said["state"])
    scores.pop(0, None)
    return [_as_kept(each, kept.get(each.unit.pk)) for each in rows]


def _as_kept(member: Member, content: Json | None) -> Member:
    if content is None:
        return member
    return Member(member.unit, total_in(content), Decimal(content["total"]["counted"]), is_certified=True)


def indicators_in(ids: Iterable[int]) -> list[IndicatorVersion]:
    """Indicators in their order, with aspect and what it belongs to. One query."""
    rows = IndicatorVersion.objects.filter(pk__in=list(ids)).select_related("aspect__parent")
    return list(rows.order_by("position", "code"))
