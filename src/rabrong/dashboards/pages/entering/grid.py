"""The entry grid of a unit: indicators by months, data items inside; what stands, what is typed, what it scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import weights_of
from rabrong.charts import Svg, state_glyph
from rabrong.dashboards.forms import TypedForm, cell_name
from rabrong.dashboards.pages.entering.entry import number_of_entry
from rabrong.dashboards.pages.entering.kept import Forms, Kept, Notes, complete, differs
from rabrong.dashboards.pages.entering.running import Running, running
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.months import reported_words
from rabrong.dashboards.pages.names import author_of
from rabrong.dashboards.pages.reports import aside_in
from rabrong.dashboards.pages.states import standing_glyph, standing_words
from rabrong.results.actions.judging import Month, asked_by
from rabrong.results.asked import asked_words
from rabrong.results.models import Entry, ReportNote
from rabrong.results.months import round_of
from rabrong.results.queries import claim_of
from rabrong.results.rules.plausibility import Finding
from rabrong.results.standing import Standing
from rabrong.results.typed import fault_words
from rabrong.ui.dates import month_name
from rabrong.ui.words import language


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
    asked: tuple[str, ...] = ()

    @property
    def glyph(self) -> Svg:
        """The glyph of the state."""
        return state_glyph(standing_glyph(self.standing))

    @property
    def words(self) -> str:
        """The state in words."""
        return standing_words(self.standing)


@dataclass(frozen=True, slots=True)
class Said:
    """What is typed and written of a month, and the results of the units beside this one."""

    form: TypedForm
    texts: Mapping[str, str] = field(default_factory=dict)
    peers: Sequence[Fraction] = ()


@dataclass(frozen=True, slots=True)
class NoteFields:
    """What is written beside the focus month, the name of its fields, and its versions so far."""

    name: str
    texts: Mapping[str, str]
    versions: Sequence[ReportNote]
    typed_at: str

    @property
    def is_begun(self) -> bool:
        """Whether anything is written."""
        return any(self.texts.values())


@dataclass(frozen=True, slots=True)
class GridBlock:
    """An indicator with its lines. `aside` says why it needs no numbers in the focus month."""

    version: IndicatorVersion
    weight: object
    lines: tuple[GridLine, ...]
    strip: Strip
    note: NoteFields
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


def grid_of(kept: Kept, forms: Forms, notes: Notes = MappingProxyType({})) -> Grid:
    """The page with what was typed in place of drafts; the focus is the month of the book."""
    is_open = set(kept.desk.open_months())
    months = tuple(GridMonth(month, month in is_open, month == kept.book.month) for month in kept.desk.windows)
    blocks = tuple(_block(kept, item, position, forms, notes) for position, item in enumerate(kept.desk.items))
    clashes = (cell.clash for block in blocks for line in block.lines for cell in line.cells)
    return Grid(months, blocks, any(clash is not None for clash in clashes))


def _block(kept: Kept, item: Item, position: int, forms: Forms, notes: Notes) -> GridBlock:
    focus, version = kept.book.month, item.indicator
    words = kept.words(item, focus)
    measures = {each.code: measure_words(each.measure) for each in version.data_items.all()}
    lines = tuple(
        _line(kept, item, cell, (words.get(cell, cell), measures.get(cell, "")), forms)
        for cell in kept.kinds[version.pk]
    )
    texts = notes.get((version.pk, focus)) or kept.note(item, focus)
    form = forms.get((version.pk, focus)) or kept.form(item, focus)
    return GridBlock(
        note=NoteFields(
            name=f"{version.code}~{focus}",
            texts=texts,
            versions=kept.notes.get((version.pk, focus), ()),
            typed_at=_typed_at(kept, version, focus),
        ),
        version=version,
        weight=weights_of(item.weights).get(round_of(focus)),
        lines=lines,
        strip=strip_of(kept, item, position, Said(form, texts)),
        aside=aside_in(version, focus),
        is_open=kept.desk.refusal(version, focus) is None,
    )


def strip_of(
    kept: Kept,
    item: Item,
    position: int,
    said: Said,
    month: int = 0,
) -> Strip:
    """What stands under an indicator for what is typed and written of a month, by default the focus."""
    month, form = month or kept.book.month, said.form
    is_begun = any(form.texts.values()) and kept.desk.refusal(item.indicator, month) is None
    words = kept.words(item, month)
    asks = is_begun and complete(kept, item, form)
    return Strip(
        position=position,
        month=month,
        standing=kept.standing(item, month),
        running=running(kept.entering(item, month), form.claims) if is_begun else None,
        faults=tuple(fault_words(fault, words.get(cell, cell)) for cell, fault in form.faults.items()),
        asked=tuple(asked_words(each, words) for each in left_to_say(kept, item, month, said)) if asks else (),
    )


def left_to_say(kept: Kept, item: Item, month: int, said: Said) -> tuple[Finding, ...]:
    """What a word is still asked for beside what is typed."""
    entering, rules = kept.entering(item, month), kept.book.rules
    at = Month(item, month, kept.unit.code, kept.unit.pk, rules, entering.reported, said.peers)
    remark = said.texts.get("remark", "") or ("" if differs(kept, item, month, said.form) else "-")
    asked = asked_by(kept.indicator(item, month), at, said.form.claims)
    return asked.left(remark=remark, problems=said.texts.get("problems", ""))


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
        typed_at=_typed_at(kept, version, month),
    )


def _typed_at(kept: Kept, version: IndicatorVersion, month: int) -> str:
    return reverse("entry_typed", args=(kept.book.year, kept.unit.code, version.code, month))


def _clash(form: TypedForm | None, cell: str, entry: Entry | None) -> Clash | None:
    """Only where what was typed is another number than what stands now."""
    if form is None or entry is None or form.versions[cell] == entry.version:
        return None
    claim = form.claims.get(cell)
    if claim is not None and claim == claim_of(entry.value, entry.word):
        return None
    words = gettext("%(by)s ส่งเป็นฉบับที่ %(version)s") % {"by": author_of(entry), "version": entry.version}
    return Clash(number_of_entry(entry), words)
