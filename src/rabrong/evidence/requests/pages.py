"""Requests as the pages and the file show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from rabrong.charts import State
from rabrong.evidence.models import RequestMove, RequestState
from rabrong.evidence.requests.queries import Asked, Part
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language

GLYPHS: Mapping[str, State] = {
    RequestState.OPEN: "due",
    RequestState.ANSWERED: "submitted",
    RequestState.ACCEPTED: "certified",
    RequestState.WITHDRAWN: "external",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request in the list."""

    asked: Asked
    today: date

    @property
    def words(self) -> str:
        """Where the whole stands."""
        return str(self.asked.state.label)

    @property
    def glyph(self) -> State:
        """Its glyph: overdue where something should have come by now."""
        return "overdue" if self.late else GLYPHS[self.asked.state]

    @property
    def late(self) -> int:
        """How many units should have answered by now."""
        return self.asked.late(self.today)

    @property
    def all(self) -> int:
        """How many units are asked, the withdrawn ones not counted."""
        return len(self.asked.parts) - self.asked.count(RequestState.WITHDRAWN)

    @property
    def answered(self) -> int:
        """How many have answered."""
        return self.asked.count(RequestState.ANSWERED) + self.accepted

    @property
    def accepted(self) -> int:
        """How many answers were accepted."""
        return self.asked.count(RequestState.ACCEPTED)

    @property
    def only(self) -> Part | None:
        """The one unit that the reader sees of it."""
        return self.asked.parts[0] if len(self.asked.parts) == 1 else None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A unit's part on the page of a request."""

    part: Part
    today: date

    @property
    def words(self) -> str:
        """Where it stands."""
        return gettext("เกินกำหนด") if self.part.is_late(self.today) else str(self.part.state.label)

    @property
    def glyph(self) -> State:
        """Its glyph."""
        return "overdue" if self.part.is_late(self.today) else GLYPHS[self.part.state]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A step in the history of a part; `files` are the documents with the name of their newest version."""

    move: RequestMove
    is_first: bool

    @property
    def words(self) -> str:
        """What was done."""
        if self.is_first:
            return gettext("ขอเอกสาร")
        return {
            RequestState.OPEN: gettext("ส่งกลับให้ส่งใหม่"),
            RequestState.ANSWERED: gettext("ตอบคำขอแล้ว"),
            RequestState.ACCEPTED: gettext("รับแล้ว"),
            RequestState.WITHDRAWN: gettext("ยกเลิก"),
        }[RequestState(self.move.state)]

    @property
    def glyph(self) -> State:
        """Its glyph."""
        is_back = not self.is_first and self.move.state == RequestState.OPEN
        return "returned" if is_back else GLYPHS[self.move.state]

    @property
    def files(self) -> list[tuple[int, str]]:
        """(attachment id, name) of what an answer points to."""
        return [(each.pk, _newest_name(each.versions.all())) for each in self.move.documents.all()]


def _newest_name(versions: Iterable[object]) -> str:
    return max(((getattr(row, "number"), getattr(row, "name")) for row in versions), default=(0, ""))[1]  # noqa: B009


def request_columns() -> list[Column]:
    """The heads of the list as a file: a row for each unit of a request."""
    return [
        Column(gettext("คำขอที่")),
        Column(gettext("ตัวชี้วัด")),
        Column(gettext("รอบ")),
        Column(gettext("เอกสาร"), width=50),
        Column(gettext("รหัสหน่วย")),
        Column(gettext("หน่วยงาน"), width=32),
        Column(gettext("สังกัด"), width=32),
        Column(gettext("ภายในวันที่")),
        Column(gettext("สถานะ"), width=20),
        Column(gettext("หมายเหตุ"), width=40),
    ]


def request_cells(found: Iterable[Asked], today: date) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [
        [
            str(asked.request.pk),
            asked.request.indicator.code,
            str(asked.request.round),
            asked.request.text,
            part.of.unit.code,
            in_language(part.of.unit, "name"),
            in_language(part.of.unit.parent, "name") if part.of.unit.parent else "",
            asked.request.due,
            PartRow(part, today).words,
            asked.request.note,
        ]
        for asked in found
        for part in asked.parts
    ]
