"""The entry grid of a unit: indicators by months, data items inside; what stands, what is typed, what it scores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from rabrong.agreement_file.claims_in import Cell
from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import weights_of
from rabrong.charts import Svg, state_glyph
from rabrong.dashboards.forms import TypedForm, cell_name, read_form
from rabrong.dashboards.pages.cells import cell_kinds, cell_words
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.entry import fault_words, number_of_entry
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.months import reported_words
from rabrong.dashboards.pages.names import author_of
from rabrong.dashboards.pages.reports import aside_in
from rabrong.dashboards.pages.running import Entering, Running, running
from rabrong.dashboards.pages.states import standing_glyph, standing_words
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.models import Entry, Report
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of
from rabrong.results.queries.desk import Entered, Newest
from rabrong.results.queries.rounds import EntryWindow
from rabrong.results.rules.desk import EntryDesk
from rabrong.results.standing import Days, Standing, timeliness_of, work_of
from rabrong.scoring.absence import MISSING
from rabrong.ui.dates import month_name
from rabrong.ui.words import language

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

    @property
    def unit(self) -> Unit:
        """Whose year it is."""
        return self.desk.unit

    @cached_property
    def kinds(self) -> dict[int, dict[str, Cell]]:
        """Indicator id -> cell -> what may be typed in it."""
        return {item.indicator_id: kinds_of(self.book, item) for item in self.desk.items}

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

    def entering(self, item: Item, month: int) -> Entering:
        """The numbers of an item and month as the running score needs them."""
        reported = {
            cell: [(at, claim_of(each.value, each.word)) for at, each in sorted(months.items())]
            for cell, months in self.entries.get(item.indicator_id, {}).items()
        }
        return Entering(self.book, self.unit, item.indicator, item, month, reported)

    def form(self, item: Item, month: int) -> TypedForm:
        """What the fields say before anybody types: the draft, else the number that stands."""
        entries, drafts = self.entries.get(item.indicator_id, {}), self.drafts.get((item.indicator_id, month), {})
        said = {
            cell: drafts.get(cell) or number_of_entry(entries.get(cell, {}).get(month))
            for cell in self.kinds[item.indicator_id]
        }
        return read_form(said, self.kinds[item.indicator_id])


def kinds_of(book: YearBook, item: Item) -> dict[str, Cell]:
    """The cells of an item that are typed."""
    return cell_kinds(item.indicator, criterion_in(item, book.rules.scale, book.month))


def _days(window: EntryWindow | None) -> Days | None:
    return None if window is None else Days(window.opens, window.closes, window.excepted_until)


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else submitted meanwhile: the number, as it would be typed, and who and which version."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A number of a month. Without `name` it cannot be typed now; `shown` is what stands, as people read it."""

    month: int
    shown: str
    name: str = ""
    label: str = ""
    text: str = ""
    version: int = 0
    is_draft: bool = False
    fault: str = ""
    clash: Clash | None = None
    typed_at: str = ""
    looks: str = ""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A data item or a part of the criteria with its months; `before` is what was last reported before the focus."""

    label: str
    measure: str
    before: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands under an indicator: where the month's report stands, what it would score, what is wrong."""

    position: int
    month: int
    standing: Standing
    running: Running | None
    faults: tuple[str, ...]

    @property
    def glyph(self) -> Svg:
        """The glyph of the state."""
        return state_glyph(standing_glyph(self.standing))

    @property
    def words(self) -> str:
        """The state in words."""
        return standing_words(self.standing)


@dataclass(frozen=True, slots=True)
class GridBlock:
    """An indicator with its lines. `aside` says why it needs no numbers in the focus month."""

    version: IndicatorVersion
    weight: object
    lines: tuple[GridLine, ...]
    strip: Strip
    aside: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class GridMonth:
    """A column: a fiscal month; `is_open` where anything may be typed."""

    month: int
    is_open: bool
    is_focus: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole page."""

    months: tuple[GridMonth, ...]
    blocks: tuple[GridBlock, ...]
    has_clash: bool

    @property
    def left(self) -> int:
        """How many reports of the focus month wait for the keeper."""
        return sum(block.is_open and not block.strip.standing.is_done for block in self.blocks)


def grid_of(kept: Kept, forms: Forms) -> Grid:
    """The page with what was typed in place of drafts; the focus is the month of the book."""
    is_open = set(kept.desk.open_months())
    months = tuple(GridMonth(month, month in is_open, month == kept.book.month) for month in kept.desk.windows)
    blocks = tuple(_block(kept, item, position, forms) for position, item in enumerate(kept.desk.items))
    clashes = (cell.clash for block in blocks for line in block.lines for cell in line.cells)
    return Grid(months, blocks, any(clash is not None for clash in clashes))


def _block(kept: Kept, item: Item, position: int, forms: Forms) -> GridBlock:
    focus, version = kept.book.month, item.indicator
    words = cell_words(version, criterion_in(item, kept.book.rules.scale, focus))
    measures = {each.code: measure_words(each.measure) for each in version.data_items.all()}
    lines = tuple(
        _line(kept, item, cell, (words.get(cell, cell), measures.get(cell, "")), forms)
        for cell in kept.kinds[version.pk]
    )
    return GridBlock(
        version=version,
        weight=weights_of(item.weights).get(round_of(focus)),
        lines=lines,
        strip=strip_of(kept, item, position, forms.get((version.pk, focus)) or kept.form(item, focus)),
        aside=aside_in(version, focus),
        is_open=kept.desk.refusal(version, focus) is None,
    )


def strip_of(kept: Kept, item: Item, position: int, form: TypedForm, month: int = 0) -> Strip:
    """What stands under an indicator for what is typed of a month, by default the focus."""
    month = month or kept.book.month
    is_begun = any(form.texts.values()) and kept.desk.refusal(item.indicator, month) is None
    words = cell_words(item.indicator, criterion_in(item, kept.book.rules.scale, month))
    return Strip(
        position=position,
        month=month,
        standing=kept.standing(item, month),
        running=running(kept.entering(item, month), form.claims) if is_begun else None,
        faults=tuple(fault_words(fault, words.get(cell, cell)) for cell, fault in form.faults.items()),
    )


def _line(kept: Kept, item: Item, cell: str, named: tuple[str, str], forms: Forms) -> GridLine:
    entries = kept.entries.get(item.indicator_id, {}).get(cell, {})
    cells = tuple(_cell(kept, item, cell, month, named[0], forms) for month in kept.desk.windows)
    return GridLine(named[0], named[1], _before(entries, kept.book.month), cells)


def _before(entries: Mapping[int, Entry], month: int) -> str:
    earlier = max((each for each in entries if each < month), default=0)
    return f"{month_name(earlier, language())} {reported_words(entries[earlier])}" if earlier else ""


def _cell(kept: Kept, item: Item, cell: str, month: int, label: str, forms: Forms) -> GridCell:
    version, entry = item.indicator, kept.entries.get(item.indicator_id, {}).get(cell, {}).get(month)
    shown = "" if entry is None else reported_words(entry)
    if kept.desk.refusal(version, month) is not None or aside_in(version, month):
        return GridCell(month, shown, looks="number is-focus" if month == kept.book.month else "number")
    form, stands = forms.get((version.pk, month)), number_of_entry(entry)
    draft = kept.drafts.get((version.pk, month), {}).get(cell, "")
    text = form.texts[cell] if form is not None else draft or stands
    fault = None if form is None else form.faults.get(cell)
    clash = _clash(form, cell, entry)
    looks = "number is-focus" if month == kept.book.month else "number"
    return GridCell(
        looks=f"{looks} is-bad" if fault is not None or clash is not None else looks,
        month=month,
        shown=shown,
        name=cell_name(version.code, month, cell),
        label=f"{version.code} {label} {month_name(month, language())}",
        text=text,
        version=0 if entry is None else entry.version,
        is_draft=text != stands,
        fault="" if fault is None else fault_words(fault, label),
        clash=clash,
        typed_at=reverse("entry_typed", args=(kept.book.year, kept.unit.code, version.code, month)),
    )


def _clash(form: TypedForm | None, cell: str, entry: Entry | None) -> Clash | None:
    """Only where what was typed is another number than what stands now."""
    if form is None or entry is None or form.versions[cell] == entry.version:
        return None
    claim = form.claims.get(cell)
    if claim is not None and claim == claim_of(entry.value, entry.word):
        return None
    words = gettext("%(by)s ส่งเป็นฉบับที่ %(version)s") % {"by": author_of(entry), "version": entry.version}
    return Clash(number_of_entry(entry), words)


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
