"""Runs as their pages show them: where they stand, how far they are, what became of their rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.queries.agreements import OF_PERSON
from rabrong.assignments.cascade.orders import order_in
from rabrong.assignments.cascade.pages.preview import Sides, sides_of, way_line
from rabrong.assignments.cascade.wording import row_words
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.charts import State
from rabrong.org.models import UnitKind
from rabrong.ui.progress import Progress
from rabrong.ui.words import in_language

GLYPHS: Mapping[str, State] = {
    RunState.WAITING: "not_due",
    RunState.RUNNING: "draft",
    RunState.APPLIED: "approved",
    RunState.PROPOSED: "submitted",
    RunState.CANCELLED: "external",
    RunState.REFUSED: "finding",
    RunState.WITHDRAWN: "returned",
}
ROW_GLYPHS: Mapping[str, State] = {
    RowState.STAGED: "draft",
    RowState.APPLIED: "approved",
    RowState.OPEN: "due",
    RowState.ACCEPTED: "approved",
    RowState.DECLINED: "returned",
    RowState.WITHDRAWN: "returned",
    RowState.REPLACED: "external",
}
GOING = (RunState.WAITING, RunState.RUNNING)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list."""

    run: CascadeRun
    state: str
    glyph: State
    codes: str
    to: str
    waiting: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of a run: whose, which indicator, what it was and becomes, and what became of it."""

    row: CascadeRow
    name: str
    key: str
    state: str
    glyph: State
    sides: Sides


def run_row(run: CascadeRun, waiting: int = 0) -> RunRow:
    """A run of the list; `waiting` is how many of its rows wait for an answer."""
    codes = ", ".join(way[0] for way in run.parameters["ways"])
    return RunRow(run, str(RunState(run.state).label), GLYPHS[run.state], codes, to_words(run), waiting)


def to_words(run: CascadeRun) -> str:
    """To whom it went, in words."""
    receivers = order_in(run.parameters).receivers
    parts = [str(UnitKind(kind).label) for kind in receivers.kinds if kind in UnitKind.values]
    if receivers.under:
        parts.append(gettext("เฉพาะใต้ %(units)s") % {"units": ", ".join(receivers.under)})
    if receivers.codes:
        parts.append(gettext("หน่วยที่ระบุ %(count)s หน่วย") % {"count": len(receivers.codes)})
    if receivers.people:
        parts.append(gettext("บุคคล %(count)s คน") % {"count": len(receivers.people)})
    return " · ".join(parts)


def ways_of(run: CascadeRun) -> list[tuple[str, str]]:
    """Indicator -> its way in words."""
    return [(way.code, way_line(way)) for way in order_in(run.parameters).ways]


def progress_of(run: CascadeRun, *, may_cancel: bool, is_late: bool) -> Progress:
    """How far it is. While all is being written nobody outside sees how much of it."""
    is_going = run.state in GOING
    if run.state == RunState.WAITING:
        words = gettext("รอเริ่ม")
    elif run.cancel_asked and is_going:
        words = gettext("กำลังยกเลิก จะไม่มีสิ่งใดถูกเขียน")
    elif run.done < run.steps or not run.steps:
        words = gettext("กำลังเตรียมรายการ ยังไม่มีสิ่งใดมีผล")
    else:
        words = gettext("เตรียมครบแล้ว กำลังเขียนทั้งหมดในครั้งเดียว")
    return Progress(is_going, is_late, words, run.done, run.steps, may_cancel and is_going and not run.cancel_asked)


def change_rows(rows: Iterable[CascadeRow], points: Sequence[str]) -> list[ChangeRow]:
    """The rows of a page."""
    return [
        ChangeRow(
            row,
            f"{row.person} ({in_language(row.unit, 'name')})" if row.person else in_language(row.unit, "name"),
            f"{OF_PERSON}{row.person.code}" if row.person else row.unit.code,
            str(RowState(row.state).label),
            ROW_GLYPHS[row.state],
            sides_of(row.before, row.after, points),
        )
        for row in rows
    ]


def end_words(run: CascadeRun) -> str:
    """Why a run ended early; "" where it did not."""
    code = run.told.get("code", "")
    return row_words(code) if code.startswith("cascade.") and code in KNOWN else ""


KNOWN = ("cascade.changed", "cascade.broke_off")
