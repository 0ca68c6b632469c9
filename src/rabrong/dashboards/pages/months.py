"""What was reported for an indicator, cell by month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from rabrong.dashboards.pages.names import author_of
from rabrong.results.models import Entry
from rabrong.ui.numbers import at_most

PLACES = 4


@dataclass(frozen=True, slots=True)
class Reported:
    """A month's newest number."""

    words: str
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell with its months, None where nothing was reported."""

    name: str
    months: tuple[Reported | None, ...]


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The months that have anything, and the cells."""

    months: tuple[int, ...]
    rows: tuple[CellRow, ...]


def month_table(names: Mapping[str, str], entries: Iterable[Entry]) -> MonthTable:
    """The newest numbers of a unit. `names` is cell -> its words; `entries` are in order of month and version."""
    newest: dict[str, dict[int, Entry]] = {}
    for entry in entries:
        newest.setdefault(entry.cell, {})[entry.month] = entry
    months = tuple(sorted({month for by_month in newest.values() for month in by_month}))
    order = [*(cell for cell in names if cell in newest), *sorted(cell for cell in newest if cell not in names)]
    rows = (
        CellRow(names.get(cell, cell), tuple(_reported(newest[cell].get(month)) for month in months)) for cell in order
    )
    return MonthTable(months, tuple(rows))


def _reported(entry: Entry | None) -> Reported | None:
    if entry is None:
        return None
    return Reported(reported_words(entry), entry.version, author_of(entry), entry.at)


def reported_words(entry: Entry) -> str:
    """What an entry says: its number, N/A, or the verdict in words."""
    if entry.value is not None:
        return at_most(entry.value, PLACES)
    return {"pass": gettext("ผ่าน"), "fail": gettext("ไม่ผ่าน")}.get(entry.word, entry.word)
