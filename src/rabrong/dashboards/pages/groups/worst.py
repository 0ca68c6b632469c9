"""Indicators worst first: of a bureau, of several bureaus one after the other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from rabrong.dashboards.pages.scorecards.rows import AspectRows, IndicatorRow
from rabrong.org.models import Unit
from rabrong.ui.words import in_language


def worst_first(aspects: Iterable[AspectRows], codes: Collection[str]) -> tuple[IndicatorRow, ...]:
    """The indicators of some codes: what has no score and should have one, then the least; what does not count last."""
    rows = [row for aspect in aspects for row in aspect.rows if row.code in codes]
    return tuple(sorted(rows, key=_place))


def _place(row: IndicatorRow) -> tuple[bool, bool, Decimal]:
    return bool(row.aside), row.score is not None, row.score or Decimal(0)


def by_bureau(
    bureaus: Iterable[Unit], aspects: Sequence[AspectRows], owned: Mapping[int, Collection[str]]
) -> list[AspectRows]:
    """Each bureau as a part of the table with its indicators worst first, the bureau with the worst one first; bureaus
    without any are left out."""
    if not aspects:
        return []
    parts = [
        replace(aspects[0], name=in_language(bureau, "name"), above=bureau.short_name, rows=rows)
        for bureau in bureaus
        if (rows := worst_first(aspects, owned[bureau.pk]))
    ]
    return sorted(parts, key=lambda part: _place(part.rows[0]))
