"""The pages of workbooks: what one holds, and what became of those that came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.charts import State
from rabrong.results.models import SentWorkbook, WorkbookState
from rabrong.results.workbooks.actions import GOING
from rabrong.results.workbooks.desks import Desk
from rabrong.results.workbooks.layout import MONTHS
from rabrong.results.workbooks.wording import sentence
from rabrong.ui.dates import month_and_year
from rabrong.ui.progress import Progress
from rabrong.ui.words import language

GLYPHS: Mapping[str, State] = {
    WorkbookState.WAITING: "not_due",
    WorkbookState.CHECKING: "draft",
    WorkbookState.FAULTY: "finding",
    WorkbookState.CHECKED: "due",
    WorkbookState.ORDERED: "draft",
    WorkbookState.WRITING: "draft",
    WorkbookState.TAKEN: "approved",
    WorkbookState.CANCELLED: "external",
    WorkbookState.BROKEN: "finding",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a workbook holds: units, of which `typed` may be typed in; items; the open months in words."""

    units: int
    typed: int
    items: int
    months: str


def offer_of(year: int, desks: Sequence[Desk]) -> Offer:
    """What a workbook of these desks holds. No query."""
    own = [desk for desk in desks if desk.grant is not None]
    months = [
        month for month in MONTHS if any(desk.may_type(item.indicator, month) for desk in own for item in desk.items)
    ]
    words = ", ".join(month_and_year(year, month, language()) for month in months)
    return Offer(len(desks), len(own), sum(len(desk.items) for desk in desks), words)


@dataclass(frozen=True, slots=True)
class SentRow:
    """A workbook in a list."""

    sent: SentWorkbook
    state: str
    glyph: State
    href: str


def sent_row(sent: SentWorkbook) -> SentRow:
    """A workbook that came back."""
    href = reverse("sent_workbook", args=(sent.year_id, sent.pk))
    return SentRow(sent, str(WorkbookState(sent.state).label), GLYPHS[sent.state], href)


def progress_of(sent: SentWorkbook, *, is_late: bool) -> Progress:
    """How far it is. While all is being written nobody sees how much of it."""
    is_going = sent.state in GOING
    words = {
        WorkbookState.WAITING: gettext("รอตรวจ"),
        WorkbookState.CHECKING: gettext("กำลังตรวจทุกช่อง ยังไม่มีอะไรถูกบันทึก"),
        WorkbookState.ORDERED: gettext("รอบันทึก"),
        WorkbookState.WRITING: gettext("กำลังตรวจอีกครั้งและบันทึกทั้งหมดในครั้งเดียว"),
    }.get(WorkbookState(sent.state), "")
    if sent.cancel_asked and is_going:
        words = gettext("กำลังยกเลิก จะไม่มีอะไรถูกบันทึก")
    return Progress(is_going, is_late, words, sent.done, sent.steps, is_going and not sent.cancel_asked)


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A mistake: where, and what to do about it."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A number that somebody else changed meanwhile: both, who and when, and the names of the fields to choose by."""

    name: str
    where: str
    unit: str
    what: str
    month: str
    before: str
    mine: str
    theirs: str
    by: str
    at: datetime
    version: int
    chosen: str


def fault_rows(sent: SentWorkbook) -> list[FaultRow]:
    """The mistakes that are shown."""
    return [FaultRow(_where(each), _in(each["words"])) for each in sent.outcome.get("mishaps", ())]


def clash_rows(sent: SentWorkbook, chosen: Mapping[str, str]) -> list[ClashRow]:
    """What changed meanwhile, with what is chosen so far."""
    return [_clash(sent.year_id, each, chosen) for each in sent.outcome.get("clashes", ())]


def _clash(year: int, each: Mapping[str, Any], chosen: Mapping[str, str]) -> ClashRow:
    return ClashRow(
        name=each["place"],
        where=_where(each),
        unit=_named(each, "unit"),
        what=" ".join(filter(None, (each["indicator"], each["label"] or gettext("บันทึกประกอบ")))),
        month=month_and_year(year, each["month"], language()),
        before=each["before"],
        mine=each["mine"],
        theirs=each["theirs"],
        by=_named(each, "by"),
        at=datetime.fromisoformat(each["at"]),
        version=each["version"],
        chosen=chosen.get(each["place"], ""),
    )


def _named(each: Mapping[str, Any], name: str) -> str:
    return str((language().startswith("en") and each[f"{name}_en"]) or each[name])


def _where(each: Mapping[str, Any]) -> str:
    """แผ่น กรอกผล เซลล์ F12."""
    terms = {"sheet": each["sheet"], "cell": each["cell"]}
    if each.get("whole"):
        return gettext("แผ่น %(sheet)s แถว %(cell)s") % terms
    return gettext("แผ่น %(sheet)s เซลล์ %(cell)s") % terms


def _in(words: Mapping[str, str]) -> str:
    return words["en" if language().startswith("en") else "th"]


def refused_words(sent: SentWorkbook) -> str:
    """Why a file was not read at all, or ended; "" where it was read."""
    if sent.state == WorkbookState.BROKEN:
        return sentence("workbook.broke_off", {})
    refused = sent.outcome.get("refused")
    return "" if refused is None else _in(refused)
