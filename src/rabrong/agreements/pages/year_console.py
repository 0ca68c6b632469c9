"""The year at a glance: its ten steps, its line with today on it, what is missing, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext, ngettext

from rabrong.agreements.framework import FULL, FrameworkPlan, indicator_sum
from rabrong.agreements.models import Agreement, AgreementState, Deadline, Year, YearState
from rabrong.agreements.queries.checking import Doubt, open_doubts
from rabrong.agreements.wording.years import STEPS
from rabrong.scoring.agreement import ROUNDS
from rabrong.thai.fiscal import day_after, first_day, last_day
from rabrong.ui.dates import day
from rabrong.ui.numbers import at_most, bare
from rabrong.ui.words import in_language, language

StepState = Literal["done", "now", "later"]
NEGOTIATED = (AgreementState.VETTED, AgreementState.SIGNED)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the ten steps; `note` says how far it is."""

    number: int
    name: str
    state: StepState
    note: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the calendar; `left` in days, below 0 when past."""

    on: date
    name: str
    left: int

    @property
    def said(self) -> str:
        """How long still."""
        if self.left < 0:
            return gettext("ผ่านแล้ว")
        if self.left == 0:
            return gettext("วันนี้")
        return ngettext("เหลือ %(count)s วัน", "เหลือ %(count)s วัน", self.left) % {"count": bare(self.left)}


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that keeps the year from going on; `name` is the page that helps."""

    words: str
    page: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page is made from."""

    year: Year
    agreement: Agreement | None
    plan: FrameworkPlan
    doubts: Sequence[Doubt]
    calendar: Sequence[Deadline]
    published: int
    today: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a year is by its records: the state of the department's agreement, indicators with published details of
    how many."""

    year: Year
    agreement: AgreementState | None
    indicators: int
    published: int
    today: date


def steps_of(facts: Facts) -> list[Step]:
    """The ten steps of a year whose plan is at hand."""
    state = AgreementState(facts.agreement.state) if facts.agreement else None
    return steps_by(Progress(facts.year, state, len(facts.plan.indicators), facts.published, facts.today))


def steps_by(progress: Progress) -> list[Step]:
    """The ten steps, each with its state: what the records say, and for the rest what the calendar says."""
    states = [*_prepared(progress), *_by_calendar(progress)]
    return [
        Step(at, str(name), state, note)
        for at, (name, (state, note)) in enumerate(zip(STEPS, states, strict=True), start=1)
    ]


def _prepared(progress: Progress) -> list[tuple[StepState, str]]:
    """Negotiation, signing, details."""
    state, whole, published = progress.agreement, progress.indicators, progress.published
    label = str(state.label) if state else ""
    negotiated: StepState = "done" if state in NEGOTIATED else "now"
    signed: StepState = "done" if state == AgreementState.SIGNED else "now" if negotiated == "done" else "later"
    details: StepState = "done" if whole and published >= whole else "now" if signed == "done" else "later"
    counted = gettext("ประกาศใช้ %(done)s จาก %(all)s") % {"done": bare(published), "all": bare(whole)}
    open_label = label if negotiated == "now" else ""
    return [(negotiated, open_label), (signed, ""), (details, counted)]


def _by_calendar(progress: Progress) -> list[tuple[StepState, str]]:
    """From the briefing to the reward: within the year, after it, once it is closed."""
    year, today = progress.year, progress.today
    begun, over = first_day(year.year) <= today, today >= day_after(year.year)
    running: StepState = "done" if over else "now" if begun else "later"
    after: StepState = "now" if over else "later"
    closed = year.state == YearState.CLOSED
    spans = gettext("%(first)s ถึง %(last)s") % {
        "first": day(first_day(year.year), language()),
        "last": day(last_day(year.year), language()),
    }
    briefing: StepState = "done" if begun else "later"
    judged: StepState = "done" if closed else after
    inside: list[tuple[StepState, str]] = [(briefing, ""), (running, spans), (running, ""), (running, "")]
    outside: list[tuple[StepState, str]] = [(judged, ""), (judged, ""), ("now" if closed else "later", "")]
    return [*inside, *outside]


def days_of(facts: Facts) -> list[DayRow]:
    """The calendar with the days left."""
    return [DayRow(row.on, in_language(row, "name"), (row.on - facts.today).days) for row in facts.calendar]


def next_day(days: Sequence[DayRow]) -> DayRow | None:
    """The next that is not past."""
    return next((row for row in days if row.left >= 0), None)


def lacking(facts: Facts) -> list[Lacking]:
    """What is missing, the worst first."""
    found = []
    if facts.agreement is None:
        found.append(Lacking(gettext("ยังไม่มีคำรับรองของกรม"), "year_import", is_error=True))
    whole = indicator_sum(facts.plan, ROUNDS[-1])
    if whole != FULL:
        words = gettext("น้ำหนักรวม %(sum)s ไม่ใช่ 100") % {"sum": at_most(whole, 4)}
        found.append(Lacking(words, "year_framework", is_error=True))
    errors, warnings = (len(open_doubts(facts.doubts, severity)) for severity in ("error", "warning"))
    if errors:
        words = ngettext("ต้องแก้ %(count)s ข้อ", "ต้องแก้ %(count)s ข้อ", errors) % {"count": bare(errors)}
        found.append(Lacking(words, "check", is_error=True))
    if warnings:
        words = ngettext("ควรดู %(count)s ข้อ", "ควรดู %(count)s ข้อ", warnings) % {"count": bare(warnings)}
        found.append(Lacking(words, "check", is_error=False))
    if not facts.calendar:
        found.append(Lacking(gettext("ปฏิทินยังว่าง"), "year_calendar", is_error=False))
    return [*found, *_unset(facts.year)]


def _unset(year: Year) -> list[Lacking]:
    """What only a draft can still be given."""
    found: list[Lacking] = []
    if year.state != YearState.DRAFT:
        return found
    if year.appeal_days is None:
        found.append(Lacking(gettext("ยังไม่ได้กำหนดวันอุทธรณ์ผลการเจรจา"), "year_rules", is_error=False))
    if not year.details_decided_by:
        found.append(Lacking(gettext("ยังไม่ระบุผู้พิจารณาการเปลี่ยนรายละเอียด"), "year_rules", is_error=False))
    return found
