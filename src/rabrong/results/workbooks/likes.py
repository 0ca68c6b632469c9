"""The results of like units, read once for each month that is asked for."""

from collections.abc import Sequence
from fractions import Fraction

from rabrong.org.models import Unit
from rabrong.results.workbooks.facts import results_of


class Likes:
    """What the units of the same kind under the same parent reached."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._kept: dict[int, dict[tuple[int, int, str], list[tuple[int, Fraction]]]] = {}

    def beside(self, unit: Unit, indicator: int, month: int) -> Sequence[Fraction]:
        """The results of an indicator and month at the units beside one. One query for each month."""
        if month not in self._kept:
            self._kept[month] = self._read(month)
        found = self._kept[month].get((indicator, unit.parent_id or 0, unit.kind), ())
        return [result for like, result in found if like != unit.pk]

    def _read(self, month: int) -> dict[tuple[int, int, str], list[tuple[int, Fraction]]]:
        found: dict[tuple[int, int, str], list[tuple[int, Fraction]]] = {}
        for (indicator, _), rows in results_of(self._year, [month]).items():
            for parent, kind, unit, result in rows:
                found.setdefault((indicator, parent, kind), []).append((unit, result))
        return found
