"""A unit's year as its keeper meets it, read for the pages of entering."""

from rabrong.dashboards.pages.entering.kept import Kept
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.queries.desk import drafts_at, entered_at, reports_at
from rabrong.results.queries.notes import note_drafts_at, notes_at
from rabrong.results.rules.desk import EntryDesk


def kept_of(book: YearBook, desk: EntryDesk, month: int) -> Kept:
    """What is kept at a desk, as of a month; 0 leaves the choice to the windows. Five queries."""
    ids = [item.indicator_id for item in desk.items]
    at = book.as_of(_focus(desk, month))
    unit = desk.unit
    return Kept(
        at,
        desk,
        entered_at(unit, ids),
        drafts_at(unit, ids),
        reports_at(unit, ids),
        notes_at(unit, ids),
        note_drafts_at(unit, ids),
    )


def _focus(desk: EntryDesk, wanted: int) -> int:
    """The month that was asked for, else the first that is open, else the last that was."""
    if wanted in desk.windows:
        return wanted
    opened = [month for month, window in desk.windows.items() if window.opens <= desk.today]
    return next(iter(desk.open_months()), max(opened, default=1))
