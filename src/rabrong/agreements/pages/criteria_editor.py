"""The criteria editor as it is shown: cells with their faults, the table in words, the curve with past results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.agreements.rules.criteria_editor import (
    BY_TARGET,
    KINDS,
    LISTS,
    SINGLES,
    TOGETHER,
    Place,
    Read,
    Typed,
    worked_out,
)
from rabrong.agreements.wording.templates import CELLS, fault_words
from rabrong.agreements.wording.templates import KINDS as KIND_WORDS
from rabrong.charts import Curve, Past, Svg, criteria_curve
from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.claims import StepsAndValue
from rabrong.scoring.criteria import (
    Average,
    Bands,
    Criterion,
    DirectScore,
    Levels,
    Mixed,
    Steps,
)
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import at_most, bare

PLACES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the editor. `name` is its name in the form, `fault` a sentence; a drawn one cannot be typed into."""

    name: str
    label: str
    text: str
    fault: str = ""
    is_worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside each other; `drop` is the button that takes the row out."""

    label: str
    cells: tuple[Cell, ...]
    drop: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A sub-indicator: its own cells and its criteria."""

    cells: tuple[Cell, ...]
    drop: str
    editor: "Editor"


@dataclass(frozen=True, slots=True)
class Editor:
    """The fields of criteria of one kind. `faults` are those of the whole; `add` are buttons (act, word)."""

    prefix: str
    kind: str
    kinds: tuple[tuple[str, str], ...]
    is_by_target: bool
    levels: tuple[Cell, ...]
    rows: tuple[Row, ...]
    singles: tuple[Cell, ...]
    parts: tuple[PartRow, ...]
    add: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    about: str = ""


def editor_of(typed: Typed, read: Read, scale: Scale, prefix: str = "c") -> Editor:
    """The editor of what is typed, with the faults found in it."""
    shown = worked_out(typed, scale) if typed.is_by_target and typed.kind == "levels" else typed
    cells = _Cells(shown, read.faults, scale, prefix)
    parts = tuple(_part_row(cells, read, scale, at) for at in range(len(typed.parts)))
    singles = tuple(cells.singles())
    shown_at = {cell.name for cell in singles}
    whole = (
        fault_words(fault) for (name, at), fault in read.faults.items() if at < 0 and f"{prefix}-{name}" not in shown_at
    )
    return Editor(
        prefix=prefix,
        kind=typed.kind,
        kinds=tuple((kind, str(KIND_WORDS[kind])) for kind in KINDS),
        is_by_target=typed.is_by_target and typed.kind == "levels",
        levels=cells.levels(),
        rows=tuple(cells.rows()),
        singles=singles,
        parts=parts,
        add=cells.add(),
        faults=tuple(whole),
        about=_about(typed.kind, scale),
    )


def _about(kind: str, scale: Scale) -> str:
    """What has to be known to fill in a kind."""
    last = at_most(scale.points[-1], PLACES)
    words = {
        "levels": gettext("หนึ่งค่าต่อหนึ่งระดับ ขึ้นตลอดหรือลงตลอด ค่าระหว่างระดับเทียบบัญญัติไตรยางศ์"),
        "bands": gettext("รอยต่อระหว่างช่วง เรียงตามลำดับ คะแนนมีมากกว่ารอยต่อหนึ่งค่า ค่าที่ตรงรอยต่ออยู่ช่วงที่ดีกว่า"),
        "steps": gettext("ทำตามลำดับ หนึ่งขั้นต่อหนึ่งระดับ เว้นคะแนนว่างเมื่อใช้คะแนนของปี"),
        "weighted_steps": gettext("แต่ละขั้นมีคะแนนของตน รวมกันไม่เกินคะแนนสูงสุด (เว้นว่าง = %(last)s)"),
        "mixed": gettext("ระดับล่างเป็นขั้นตอน ระดับบนเป็นปริมาณ รวมกันต้องครบทุกระดับ"),
        "average": gettext("ผลเฉลี่ยถ่วงน้ำหนักของส่วน แล้วเทียบกับค่าของระดับ"),
        "composite": gettext("แต่ละตัวชี้วัดย่อยมีน้ำหนักและเกณฑ์ของตน คะแนนคือค่าเฉลี่ยถ่วงน้ำหนัก"),
        "score": gettext("ผู้ประเมินให้คะแนน 0 ถึง %(last)s ทศนิยมไม่เกิน 4 ตำแหน่ง"),
    }
    return words.get(kind, "") % {"last": last}


@dataclass(frozen=True, slots=True)
class _Cells:
    """Makes the cells of one kind."""

    typed: Typed
    faults: Mapping[Place, Fault]
    scale: Scale
    prefix: str

    def cell(self, name: str, at: int, text: str, label: str) -> Cell:
        fault = self.faults.get((name, at))
        if fault is not None and "key" in fault.terms:
            fault = Fault(fault.code, {**fault.terms, "key": label})
        made = self.typed.is_by_target and self.typed.kind == "levels" and name == "at"
        words = fault_words(fault) if fault is not None else ""
        return Cell(f"{self.prefix}-{name}", label, text, words, is_worked_out=made)

    def levels(self) -> tuple[Cell, ...]:
        """One value per point of the scale; of a mixed table those above its steps."""
        if "at" not in LISTS.get(self.typed.kind, ()):
            return ()
        first = len(self.typed.lists.get("steps", ())) if self.typed.kind == "mixed" else 0
        given, points = self.typed.lists.get("at", ()), self.scale.points
        count = max(len(points) - first, 0)
        padded = [*given[:count], *[""] * (count - len(given))]
        return tuple(
            self.cell("at", at, text, gettext("ระดับ %(points)s") % {"points": at_most(points[first + at], PLACES)})
            for at, text in enumerate(padded)
        )

    def rows(self) -> Iterator[Row]:
        """Steps with their points, edges, weights: lists that grow and shrink."""
        kind, lists = self.typed.kind, self.typed.lists
        for name in LISTS.get(kind, ()):
            if name in ("at", "steps_en") or (kind == "steps" and name == "points"):
                continue
            for at, text in enumerate(lists.get(name, ())):
                label = f"{CELLS[name]} {bare(at + 1)}"
                cells = [self.cell(name, at, text, label)]
                if name == "steps":
                    beside = [each for each in TOGETHER if each != name and each in LISTS[kind]]
                    cells += [self.cell(each, at, _at(lists.get(each, ()), at), str(CELLS[each])) for each in beside]
                yield Row(label, tuple(cells), f"{self.prefix}:{name}:drop:{at}")

    def singles(self) -> Iterator[Cell]:
        """Single numbers."""
        by_target = BY_TARGET if self.typed.is_by_target and self.typed.kind == "levels" else ()
        for name in (*SINGLES.get(self.typed.kind, ()), *by_target):
            yield self.cell(name, -1, self.typed.singles.get(name, ""), str(CELLS[name]))

    def add(self) -> tuple[tuple[str, str], ...]:
        """The buttons that add a row."""
        if self.typed.kind == "composite":
            return ((f"{self.prefix}:parts:add", gettext("เพิ่มตัวชี้วัดย่อย")),)
        words = {
            "steps": gettext("เพิ่มขั้นตอน"),
            "points": gettext("เพิ่มช่องคะแนน"),
            "from": gettext("เพิ่มรอยต่อ"),
            "weights": gettext("เพิ่มส่วน"),
        }
        names = [name for name in LISTS.get(self.typed.kind, ()) if name in words]
        if self.typed.kind == "steps":
            names = ["steps"]
        return tuple((f"{self.prefix}:{name}:add", words[name]) for name in names)


def _at(texts: Sequence[str], at: int) -> str:
    return texts[at] if at < len(texts) else ""


def _part_row(cells: _Cells, read: Read, scale: Scale, at: int) -> PartRow:
    part, prefix = cells.typed.parts[at], f"{cells.prefix}.{at}"
    inner = read.parts[at] if at < len(read.parts) else Read(None, None)
    labels = {
        "code": gettext("รหัส"),
        "name": gettext("ชื่อ"),
        "name_en": gettext("ชื่อภาษาอังกฤษ"),
        "weight": gettext("น้ำหนัก"),
    }
    typed = (
        Cell(f"{prefix}-part-{name}", label, getattr(part, name), cells.cell(f"part-{name}", at, "", label).fault)
        for name, label in labels.items()
    )
    return PartRow(tuple(typed), f"{cells.prefix}:parts:drop:{at}", editor_of(part.criteria, inner, scale, prefix))


def curve_of(criterion: Criterion, scale: Scale, past: Mapping[int, Decimal], measure: str) -> Svg | None:
    """The curve from result to points with the results of the years before on it; None where a result is not one
    number."""
    knots = knots_of(criterion, scale.points)
    if not knots:
        return None
    rings = tuple(
        Past(value, score, bare(year))
        for year, value in past.items()
        if (score := past_score(criterion, value, scale)) is not None
    )
    floor = _floor(criterion, scale)
    curve = Curve(
        points=scale.points,
        knots=tuple(knots),
        labels=tuple((value, at_most(value, PLACES)) for value in dict.fromkeys(value for value, _ in knots)),
        floor=floor,
        past=rings,
        value_words=gettext("ผล (%(unit)s)") % {"unit": measure} if measure else gettext("ผล"),
        score_words=gettext("คะแนน"),
        floor_words=gettext("ต่ำสุด %(points)s") % {"points": at_most(floor or 0, PLACES)},
    )
    return criteria_curve(curve, _curve_words(knots, rings))


def knots_of(criterion: Criterion, points: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """The corners of the line from results to points."""
    if isinstance(criterion, Levels | Average):
        return list(zip(criterion.at, points, strict=True))
    if isinstance(criterion, Mixed):
        return list(zip(criterion.at, points[len(criterion.steps) :], strict=True))
    if isinstance(criterion, Bands):
        pairs = enumerate(criterion.starts)
        return [(start, criterion.points[at + side]) for at, start in pairs for side in (0, 1)]
    return []


def _floor(criterion: Criterion, scale: Scale) -> Decimal | None:
    if isinstance(criterion, Bands):
        return criterion.points[0]
    if isinstance(criterion, Mixed):
        return scale.points[len(criterion.steps) - 1]
    return {"first": scale.points[0], "zero": Decimal(0)}.get(scale.floor)


def past_score(criterion: Criterion, value: Decimal, scale: Scale) -> Decimal | None:
    """What a past result would have got; with a mixed table, all its steps done."""
    if isinstance(criterion, Mixed):
        score = criterion.score(StepsAndValue(len(criterion.steps), value), scale)
    elif isinstance(criterion, Average):
        score = Levels(criterion.at).score(value, scale)
    elif isinstance(criterion, Levels | Bands | Steps | DirectScore) and criterion.claim_fault(value, scale) is None:
        score = criterion.score(value, scale)
    else:
        return None
    return None if isinstance(score, Absent) else scale.displayed(score)


def _curve_words(knots: Sequence[tuple[Decimal, Decimal]], rings: Sequence[Past]) -> str:
    levels = ", ".join(
        gettext("%(value)s ได้ %(points)s") % {"value": at_most(value, PLACES), "points": at_most(points, PLACES)}
        for value, points in knots
    )
    said = [gettext("เกณฑ์: %(levels)s") % {"levels": levels}]
    for ring in rings:
        terms = {"year": ring.label, "value": at_most(ring.value, PLACES), "score": at_most(ring.score, PLACES)}
        said.append(gettext("ปี %(year)s ผล %(value)s จะได้ %(score)s") % terms)
    return " · ".join(said)
