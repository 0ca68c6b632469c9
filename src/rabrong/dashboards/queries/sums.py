"""The sums and scores behind a unit's result: as they are now, or as a closed round froze them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

from rabrong.agreements.models import Agreement, IndicatorVersion, Item
from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.queries.indicators import score_of_unit
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import units_below
from rabrong.org.queries.tree import span_of_month
from rabrong.results.frozen.computing import Json
from rabrong.results.frozen.explaining import frozen_assessment
from rabrong.results.frozen.reading import score_of, tallies_in, values_in
from rabrong.results.models import Score, Snapshot
from rabrong.results.models import Tally as TallyRow
from rabrong.results.queries import tally_values
from rabrong.results.queries.rounds import snapshots_of
from rabrong.results.queries.scores import core_tally
from rabrong.scoring.absence import Absent
from rabrong.scoring.assess import Assessment
from rabrong.scoring.rollup import OverUnits, Tally

Values = Mapping[str, Fraction | Absent]


@dataclass(frozen=True, slots=True)
class Sums:
    """An indicator's numbers as of a month; `snapshot` is what is explained where a closed round is shown, and `year`
    and `month` are those of the page."""

    version: IndicatorVersion
    year: int
    month: int
    snapshot: Snapshot | None
    read: dict[int, Json | None] = field(default_factory=dict)
    """Unit id -> what was frozen of it, None for nothing; each is read once."""

    def of(self, units: Iterable[int]) -> dict[int, Values]:
        """Unit id -> data item code -> its value in the unit and all below it. One query."""
        if self.snapshot is None:
            return dict(tally_values(list(units), self.version, self.month))
        return {unit: values_in(said, self.version) for unit, said in self._kept(units).items()}

    def frozen(self, units: Iterable[int], scored: Iterable[int]) -> tuple[dict[int, Values], dict[int, Score]]:
        """The values of some units and the scores of some of them by unit id, as a closing froze them. One query."""
        kept = self._kept(units)
        values: dict[int, Values] = {unit: values_in(said, self.version) for unit, said in kept.items()}
        scores = {unit: self._score_in(kept[unit]) for unit in scored if unit in kept}
        return values, {unit: score for unit, score in scores.items() if score is not None}

    def tallies(self, units: Iterable[int]) -> dict[int, dict[str, Tally]]:
        """Unit id -> data item code -> its tally there and below. One query."""
        if self.snapshot is not None:
            return {unit: tallies_in(said, self.version) for unit, said in self._kept(units).items()}
        items = {row.pk: row for row in self.version.data_items.all()}
        found: dict[int, dict[str, Tally]] = {}
        for row in TallyRow.objects.filter(unit__in=list(units), data_item__in=list(items), month=self.month):
            item = items[row.data_item_id]
            found.setdefault(row.unit_id, {})[item.code] = core_tally(row, cast(OverUnits, item.over_units))
        return found

    def score(self, unit: Unit) -> Score | None:
        """A unit's score. One query."""
        if self.snapshot is None:
            return score_of_unit(unit, self.version, self.month)
        return self._score_in(self._kept([unit.pk]).get(unit.pk, {}))

    def _score_in(self, content: Json) -> Score | None:
        said = content.get("scores", {}).get(self.version.code)
        return None if said is None else score_of(Item(indicator=self.version), self.month, said)

    def counted(self, unit: Unit, month: int) -> dict[str, int]:
        """Cell -> the version that the closing counted; nothing where the newest counts. One query at most."""
        if self.snapshot is None:
            return {}
        cells = self._kept([unit.pk]).get(unit.pk, {}).get("entries", {}).get(self.version.code, {})
        return {cell: months[str(month)][0] for cell, months in cells.items() if str(month) in months}

    def _kept(self, units: Iterable[int]) -> dict[int, Json]:
        wanted = list(units)
        new = [unit for unit in wanted if unit not in self.read]
        if new:
            self.read.update(dict.fromkeys(new) | snapshots_of(new, self.year, self.month))
        return {unit: kept for unit in wanted if (kept := self.read[unit]) is not None}


def assessment_in(sums: Sums, agreement: Agreement, content: Json) -> Assessment | None:
    """The frozen assessment of a unit; None where its digits do not follow from what was frozen. Two queries
    where the indicator's results are reported as such."""
    if sums.snapshot is None:
        return None
    below = [] if sums.version.data_items.all() else _reporting(sums, agreement.unit)
    return frozen_assessment(sums.snapshot.closing, content, sums.version.code, below)


def _reporting(sums: Sums, unit: Unit) -> list[Json]:
    """What was frozen of the units whose own results a unit may show. Two queries."""
    if unit.kind == UnitKind.DEPARTMENT:
        ids = frozenset(Unit.objects.filter(kind__in=CENTRAL).values_list("pk", flat=True))
    else:
        ids = units_below([unit.pk], span_of_month(sums.year, sums.month))
    return list(snapshots_of(ids - {unit.pk}, sums.year, sums.month).values())
