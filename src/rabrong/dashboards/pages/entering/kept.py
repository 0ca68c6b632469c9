"""What is kept of a unit's year for its keeper's pages: numbers, drafts, reports and what is written beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.timezone import localdate

from rabrong.agreement_file.claims_in import Cell
from rabrong.agreements.models import Item
from rabrong.agreements.queries import core_indicator
from rabrong.dashboards.forms import PARTS, TypedForm, read_form
from rabrong.dashboards.pages.entering.entry import number_of_entry
from rabrong.dashboards.pages.entering.running import Entering
from rabrong.dashboards.pages.reports import aside_in
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.cells import cell_kinds, cell_words
from rabrong.results.models import NoteDraft, Report, ReportNote
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of
from rabrong.results.queries.desk import Entered, Newest
from rabrong.results.queries.rounds import EntryWindow
from rabrong.results.rules.desk import EntryDesk
from rabrong.results.standing import Days, Standing, timeliness_of, work_of
from rabrong.scoring.absence import MISSING
from rabrong.scoring.agreement import Indicator

Notes = Mapping[tuple[int, int], Mapping[str, str]]
"""(indicator id, month) -> what is written beside the numbers."""

Forms = Mapping[tuple[int, int], TypedForm]
"""(indicator id, month) -> what was typed of it."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a unit's year; drafts and reports by (indicator id, month)."""

    book: YearBook
    desk: EntryDesk
    entered: Entered
    drafts: Mapping[tuple[int, int], Mapping[str, str]]
    reports: Mapping[tuple[int, int], Report]
    notes: Mapping[tuple[int, int], Sequence[ReportNote]] = field(default_factory=dict)
    note_drafts: Mapping[tuple[int, int], NoteDraft] = field(default_factory=dict)

    @property
    def unit(self) -> Unit:
        """Whose year it is."""
        return self.desk.unit

    @cached_property
    def kinds(self) -> dict[int, dict[str, Cell]]:
        """Indicator id -> cell -> what may be typed in it."""
        return {
            item.indicator_id: cell_kinds(item.indicator, self.indicator(item, self.book.month).criterion)
            for item in self.desk.items
        }

    @cached_property
    def _indicators(self) -> dict[tuple[int, int], Indicator]:
        return {}

    def indicator(self, item: Item, month: int) -> Indicator:
        """An item's indicator as it counts in a month, made once a round."""
        key = (item.pk, round_of(month or 1))
        if key not in self._indicators:
            rows = item.indicator.data_items.all()
            self._indicators[key] = core_indicator(item.indicator, self.book.rules.scale, item, key[1], rows)
        return self._indicators[key]

    def words(self, item: Item, month: int) -> dict[str, str]:
        """Cell -> what it is called."""
        return cell_words(item.indicator, self.indicator(item, month).criterion)

    @property
    def entries(self) -> Newest:
        """The newest entries."""
        return self.entered.newest

    def standing(self, item: Item, month: int) -> Standing:
        """Where the report of an item and month stands."""
        key, window = (item.indicator_id, month), self.desk.windows.get(month)
        first = self.entered.first.get(key)
        report = self.reports.get(key)
        is_drafted = any(self.drafts.get(key, {}).values())
        work = work_of("" if report is None else report.state, is_entered=first is not None, is_drafted=is_drafted)
        first_on = None if first is None else localdate(first)
        return Standing(work, timeliness_of(_days(window), work, first_on, self.book.today))

    def note(self, item: Item, month: int) -> dict[str, str]:
        """What is written beside a month: the draft, else the newest version."""
        key = (item.indicator_id, month)
        draft, versions = self.note_drafts.get(key), self.notes.get(key, ())
        if draft is not None:
            return {part: str(getattr(draft, part)) for part in PARTS}
        newest = {part: str(getattr(versions[-1], part)) for part in PARTS[1:]} if versions else {}
        return {"remark": "", **dict.fromkeys(PARTS[1:], ""), **newest}

    def entering(self, item: Item, month: int) -> Entering:
        """The numbers of an item and month as the running score needs them."""
        reported = {
            cell: [(at, claim_of(each.value, each.word)) for at, each in sorted(months.items())]
            for cell, months in self.entries.get(item.indicator_id, {}).items()
        }
        return Entering(self.book, self.unit, item.indicator, item, month, reported, self.indicator(item, month))

    def form(self, item: Item, month: int) -> TypedForm:
        """What the fields say before anybody types: the draft, else the number that stands."""
        entries, drafts = self.entries.get(item.indicator_id, {}), self.drafts.get((item.indicator_id, month), {})
        said = {
            cell: drafts.get(cell) or number_of_entry(entries.get(cell, {}).get(month))
            for cell in self.kinds[item.indicator_id]
        }
        return read_form(said, self.kinds[item.indicator_id])


def _days(window: EntryWindow | None) -> Days | None:
    return None if window is None else Days(window.opens, window.closes, window.excepted_until)


def complete(kept: Kept, item: Item, form: TypedForm) -> bool:
    """Whether every cell of an indicator and month has a number, N/A or a verdict."""
    return not form.faults and all(
        form.claims.get(cell, MISSING) is not MISSING for cell in kept.kinds[item.indicator_id]
    )


def differs(kept: Kept, item: Item, month: int, form: TypedForm) -> bool:
    """Whether what is typed of a month is anything else than what stands."""
    entries = kept.entries.get(item.indicator_id, {})
    standing = {cell: number_of_entry(entries.get(cell, {}).get(month)) for cell in form.texts}
    said = {cell: form.claims.get(cell) for cell in form.texts}
    stands = read_form(standing, kept.kinds[item.indicator_id]).claims
    return any(said[cell] != stands.get(cell) for cell in said)


def open_places(kept: Kept) -> Iterator[tuple[Item, int]]:
    """Every item and month that may be typed now."""
    for item in kept.desk.items:
        for month in kept.desk.windows:
            if kept.desk.refusal(item.indicator, month) is None and not aside_in(item.indicator, month):
                yield item, month
