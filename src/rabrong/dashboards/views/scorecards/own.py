"""A unit's own scores as its pages show them, of a closed round as they were frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db.models import Q
from django.http import Http404

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.pages.forecasts.year_end import YearEnd, year_end
from rabrong.dashboards.pages.rounds.rounds import Frozen, frozen_of
from rabrong.dashboards.pages.scorecards.rows import Table
from rabrong.dashboards.pages.scorecards.scorecard import Scores, card_of, scores_of
from rabrong.dashboards.queries import indicators, reporting, units
from rabrong.dashboards.queries.frozen import frozen_totals, frozen_year
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.settled import shared
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.views.asked import Asked
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import units_below
from rabrong.results.models import Snapshot
from rabrong.results.months import round_of
from rabrong.results.queries.counting import Certainty, certainty_of
from rabrong.results.queries.rounds import snapshot_of
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Known:
    """What is read of a unit's year and worked out from it, before it is put into words."""

    unit_year: UnitYear
    card: Scorecard
    snapshot: Snapshot | None
    reports: reporting.Reporting
    owners: Mapping[int, Sequence[Unit]]
    certainty: Certainty
    expected: YearEnd | None
    past: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Own:
    """A unit's own scores, and what is frozen of them in a closed round."""

    scores: Scores
    unit_year: UnitYear
    frozen: Frozen | None
    owners: Mapping[int, Sequence[Unit]]

    @property
    def versions(self) -> list[IndicatorVersion]:
        """The indicators of the agreement, in their order."""
        return [item.indicator for item in self.unit_year.items]


def own_scores(asked: Asked, unit: Unit) -> Own:
    """A unit's scores, of a closed round as they were frozen: ten queries at most. Raises Http404 where it has no
    agreement."""
    book, known = asked.book, shared(("own", unit.pk, *asked.seen), partial(_known, asked, unit))
    unit_year, card, closing, frozen = known.unit_year, known.card, None, None
    if known.snapshot is not None:
        frozen = frozen_of(book, known.snapshot, card.total, is_shown=bool(asked.frozen_round))
        if frozen.is_shown:
            closing, (unit_year, card) = known.snapshot.closing, frozen_year(unit_year, known.snapshot)
    table = Table(book, unit_year, card, known.owners, known.reports, known.certainty, closing, known.expected)
    return Own(scores_of(table, known.past), unit_year, frozen, known.owners)


def _known(asked: Asked, unit: Unit) -> Known:
    book = asked.book
    agreement = units.agreement_with_unit(book.year, unit)
    if agreement is None:
        raise Http404
    unit_year = indicators.unit_year(agreement, book.month)
    card = card_of(book, unit_year)
    snapshot = snapshot_of(unit, book.year, book.month) if book.month in ROUNDS else None
    is_frozen = snapshot is not None and bool(asked.frozen_round)
    expected = None if is_frozen else year_end(book, unit_year, card)
    return Known(
        unit_year,
        card,
        snapshot,
        reporting.reporting_of(book, below=unit),
        indicators.owners_by_indicator(book.year, round_of(book.month or 1)),
        certainty_of(book.year, book.month, reports_of(asked, unit)),
        expected,
        units.past_totals(unit, book.year - 1) if expected is None else expected.basis.totals,
    )


def as_frozen(asked: Asked, own: Own, totals: list[UnitScore]) -> list[UnitScore]:
    """Other units' totals of the same closing, where the page shows it. One query where it does."""
    if own.frozen is None or not own.frozen.is_shown or not totals:
        return totals
    return frozen_totals(totals, asked.book.year, asked.book.month)


def reports_of(asked: Asked, unit: Unit) -> Q:
    """The reports that a unit's scores rest on. No query for a department, else one."""
    if unit.kind == UnitKind.DEPARTMENT:
        return Q(unit__department=unit.code)
    return Q(unit__in=units_below([unit.pk], asked.book.span))
