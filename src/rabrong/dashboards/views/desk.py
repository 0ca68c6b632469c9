"""A unit's year as its keeper meets it, read for the pages of entering."""

from rabrong.dashboards.pages.grid import Kept
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.queries.desk import drafts_at, entered_at, reports_at
from rabrong.results.rules.desk import EntryDesk


def kept_of(book: YearBook, desk: EntryDesk, month: int) -> Kept:
    """What is kept at a desk, as of a month; 0 leaves the choice to the windows. Three queries."""
    ids = [item.indicator_id for item in desk.items]
    at = book.as_of(_focus(desk, month))
    return Kept(at, desk, entered_at(desk.unit, ids), drafts_at(desk.unit, ids), reports_at(desk.unit, ids))


def _focus(desk: EntryDesk, wanted: int) -> int:
    """The month that was asked for, else the first that is open, else the last that was."""
    if wanted in desk.windows:
        return wanted
    opened = [month for month, window in desk.windows.items() if window.opens <= desk.today]
    return next(iter(desk.open_months()), max(opened, default=1))
