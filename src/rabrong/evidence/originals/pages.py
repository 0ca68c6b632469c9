"""The register of originals as the page and the file show it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.charts import State
from rabrong.evidence.models import Way
from rabrong.evidence.originals.queries import Line
from rabrong.evidence.originals.rules import writes_for
from rabrong.org.actor import Actor
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language

GLYPHS: Mapping[str, State] = {"none": "not_due", "kept": "submitted", "sent": "certified"}
STATES = ("none", "kept", "sent")


def state_words(state: str) -> str:
    """Where a paper is, in a word or two."""
    return {"none": gettext("ยังไม่ลงทะเบียน"), "kept": gettext("เก็บที่หน่วย"), "sent": gettext("ส่งกรมแล้ว")}[state]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its words, and whether the reader may write it."""

    line: Line
    may_write: bool

    @property
    def words(self) -> str:
        """Where it is."""
        return state_words(self.line.state)

    @property
    def glyph(self) -> State:
        """The glyph of where it is."""
        return GLYPHS[self.line.state]

    @property
    def way(self) -> str:
        """How it was sent."""
        return way_words(self.line)


def way_words(line: Line) -> str:
    """How a paper was sent; empty where it was not."""
    return "" if line.standing is None or not line.standing.way else str(Way(line.standing.way).label)


def shown_lines(lines: Iterable[Line], actor: Actor) -> list[Shown]:
    """The lines of a page. No query."""
    may: dict[int, bool] = {}
    for line in lines:
        may.setdefault(line.unit.pk, writes_for(actor, line.unit))
    return [Shown(line, may[line.unit.pk]) for line in lines]


ORDERS: Mapping[str, Callable[[Line], tuple[object, ...]]] = {
    "indicator": lambda line: (line.indicator.position, line.text, line.unit.sort_key),
    "state": lambda line: (STATES.index(line.state), line.unit.sort_key, line.indicator.position),
    "sent": lambda line: (
        line.standing is None or line.standing.sent_on is None,
        -(line.standing.sent_on.toordinal() if line.standing and line.standing.sent_on else 0),
        line.unit.sort_key,
    ),
}
"""Every other word leaves units, indicators and documents in their order."""


def wanted_lines(lines: Iterable[Line], wanted: Mapping[str, str]) -> list[Line]:
    """The lines that were asked for, in the order that was asked for."""
    sought, order = wanted["q"].casefold(), ORDERS.get(wanted["sort"])
    kept = [
        line
        for line in lines
        if wanted["kpi"] in ("", line.indicator.code)
        and wanted["state"] in ("", line.state)
        and (not sought or sought in _searched(line))
    ]
    return kept if order is None else sorted(kept, key=order)


def _searched(line: Line) -> str:
    standing = line.standing
    said = (
        () if standing is None else (standing.place, standing.folder, standing.keeper, standing.letter, standing.note)
    )
    name = "" if line.filed is None else line.filed.name
    return " ".join((line.text, name, line.unit.code, line.unit.name, line.unit.name_en, *said)).casefold()


def register_columns() -> list[Column]:
    """The heads of the register as a file."""
    return [
        Column(gettext("รหัสหน่วย")),
        Column(gettext("หน่วยงาน"), width=32),
        Column(gettext("ตัวชี้วัด")),
        Column(gettext("เอกสาร"), width=50),
        Column(gettext("ระดับหรือขั้นตอน")),
        Column(gettext("รอบ")),
        Column(gettext("แฟ้มที่แนบ"), width=40),
        Column(gettext("ตัวจริง"), width=18),
        Column(gettext("สถานที่เก็บ"), width=36),
        Column(gettext("แฟ้ม/ชั้น"), width=24),
        Column(gettext("ผู้เก็บ"), width=30),
        Column(gettext("ส่งกรมเมื่อ")),
        Column(gettext("เลขที่หนังสือ"), width=22),
        Column(gettext("วิธีส่ง"), width=24),
        Column(gettext("หมายเหตุ"), width=36),
    ]


def register_cells(lines: Sequence[Line]) -> list[list[Cell]]:
    """The register as rows of a file."""
    return [[*_what(line), *_where(line)] for line in lines]


def _what(line: Line) -> list[Cell]:
    return [
        line.unit.code,
        in_language(line.unit, "name"),
        line.indicator.code,
        line.text,
        line.level,
        str(line.round),
        "" if line.filed is None else line.filed.name,
        state_words(line.state),
    ]


def _where(line: Line) -> list[Cell]:
    standing = line.standing
    if standing is None:
        return [None] * 7
    return [
        standing.place,
        standing.folder,
        standing.keeper,
        standing.sent_on,
        standing.letter,
        way_words(line),
        standing.note,
    ]
