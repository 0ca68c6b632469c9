"""A unit's own scores as its pages show them, of a closed round as they were frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.pages.forecasts.year_end import year_end
from rabrong.dashboards.pages.rounds.rounds import Frozen, frozen_of
from rabrong.dashboards.pages.scorecards.rows import Table
from rabrong.dashboards.pages.scorecards.scorecard import Scores, card_of, scores_of
from rabrong.dashboards.queries import indicators, reporting, units
from rabrong.dashboards.queries.frozen import frozen_totals, frozen_year
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.views.asked import Asked
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import units_below
from rabrong.results.months import round_of
from rabrong.results.queries.counting import certainty_of
from rabrong.results.queries.rounds import snapshot_of
from rabrong.scoring.agreement import ROUNDS


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
    book = asked.book
    agreement = units.agreement_with_unit(book.year, unit)
    if agreement is None:
        raise Http404
    unit_year = indicators.unit_year(agreement, book.month)
    card, closing, frozen = card_of(book, unit_year), None, None
    snapshot = snapshot_of(unit, book.year, book.month) if book.month in ROUNDS else None
    if snapshot is not None:
        frozen = frozen_of(book, snapshot, card.total, is_shown=bool(asked.frozen_round))
        if frozen.is_shown:
            closing, (unit_year, card) = snapshot.closing, frozen_year(unit_year, snapshot)
    reports = reporting.reporting_of(book, below=unit)
    owners = indicators.owners_by_indicator(book.year, round_of(book.month or 1))
    certainty = certainty_of(book.year, book.month, reports_of(asked, unit))
    expected = None if closing is not None else year_end(book, unit_year, card)
    table = Table(book, unit_year, card, owners, reports, certainty, closing, expected)
    past = units.past_totals(unit, book.year - 1) if expected is None else expected.basis.totals
    return Own(scores_of(table, past), unit_year, frozen, owners)


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
