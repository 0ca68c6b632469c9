"""What units reported for an indicator and counts by the year's rule, cell by cell."""

from collections.abc import Iterable

from django.db.models import Q

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.queries import Span
from rabrong.org.queries.tree import paths_of
from rabrong.results.queries import claim_of
from rabrong.results.queries.counting import counted_entries
from rabrong.results.scores.computing import Cells, listed_by_cell
from rabrong.scoring.claims import Claim


def cells_by_unit(indicator: IndicatorVersion, units: Iterable[int] | None = None) -> dict[int, Cells]:
    """Unit id -> its newest cells for an indicator that count; of some units or of all.

    One query; three where not all numbers count.
    """
    where = Q(indicator=indicator)
    if units is not None:
        where &= Q(unit__in=list(units))
    found: dict[int, list[tuple[str, int, Claim]]] = {}
    for unit, _, month, cell, _, value, word in counted_entries(where, indicator.year_id):
        found.setdefault(unit, []).append((cell, month, claim_of(value, word)))
    return {unit: listed_by_cell(cells) for unit, cells in found.items()}


def direct_cells(indicator: IndicatorVersion, span: Span) -> dict[int, dict[int, Cells]]:
    """Unit id -> what it and the units below it reported, unit by unit: what a result without a formula is read from.

    One query more than `cells_by_unit`.
    """
    cells = cells_by_unit(indicator)
    found: dict[int, dict[int, Cells]] = {}
    for unit, path in paths_of(cells, span).items():
        for at in path:
            found.setdefault(at, {})[unit] = cells[unit]
    return found
