"""A result set by decision, as pages show it: calculated, set and effective value beside each other; its story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreement_file.claims_in import cell_claim
from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules
from rabrong.charts import State
from rabrong.dashboards.pages.criteria import criterion_in, shown_value
from rabrong.dashboards.pages.names import seat_of
from rabrong.org.models import Acting, Person
from rabrong.results.models import Override, OverrideStepKind
from rabrong.results.queries import claim_of
from rabrong.results.queries.overrides import override_that_counts
from rabrong.results.scores.single import calculated_claim, indicator_of
from rabrong.scoring.absence import Absent
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Criterion
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.words import in_language

WORDS = {"n/a": "N/A", "ผ่าน": "pass", "pass": "pass", "ไม่ผ่าน": "fail", "fail": "fail"}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class ThreeValues:
    """The three values of a result; `decided` is empty where nothing was decided, and then calculated is effective."""

    calculated: str
    decided: str
    effective: str
    reason: str = ""
    by: str = ""


def values_of(item: Item, month: int, rules: YearRules) -> ThreeValues:
    """What the numbers give, what was decided, what counts. About seven queries."""
    criterion = criterion_in(item, rules.scale, month)
    calculated = claim_words(calculated_claim(item, indicator_of(item, month), month), criterion)
    counts = override_that_counts(item.agreement.unit, item.indicator, month)
    if counts is None:
        return ThreeValues(calculated, "", calculated)
    decided = claim_words(claim_of(counts.value, counts.word), criterion)
    return ThreeValues(calculated, decided, decided, counts.reason, in_language(counts.by, "position"))


def claim_words(claim: Claim, criterion: Criterion) -> str:
    """A result as people read it."""
    if isinstance(claim, Decimal | Fraction):
        return shown_value(claim, criterion)
    if isinstance(claim, Absent):
        return "N/A" if claim.state == "not_applicable" else gettext("ยังไม่มีผล")
    verdicts = {"pass": gettext("ผ่าน"), "fail": gettext("ไม่ผ่าน")}
    return verdicts.get(claim, claim) if isinstance(claim, str) else gettext("หลายส่วน")


def typed_value(text: str) -> tuple[Decimal | None, str] | None:
    """A number, or N/A, pass, fail, as somebody types it; None where it is none of them."""
    plain = to_arabic_digits(text.strip()[:LONGEST]).replace(",", "")
    if plain.lower() in WORDS:
        return None, WORDS[plain.lower()]
    claim = cell_claim(plain, "number")
    return (claim, "") if isinstance(claim, Decimal) else None


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a proposal, by whom, when."""

    state: State
    word: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with what became of it, and what somebody may do with it now."""

    row: Override
    value: str
    calculated: str
    word: str
    state: State
    by: str
    events: tuple[Event, ...]
    is_open: bool
    counts: bool


def proposed(rows: Iterable[Override], criterion: Criterion | None) -> list[Proposed]:
    """In the order given; the steps were read with the rows."""
    return [_proposed(row, criterion) for row in rows]


STEPS = {
    OverrideStepKind.APPROVED: lambda: gettext("อนุมัติ"),
    OverrideStepKind.REFUSED: lambda: gettext("ไม่อนุมัติ"),
    OverrideStepKind.WITHDRAWN: lambda: gettext("ถอน"),
}
GLYPHS: dict[str, State] = {
    OverrideStepKind.APPROVED: "certified",
    OverrideStepKind.REFUSED: "returned",
    OverrideStepKind.WITHDRAWN: "not_due",
}


def _proposed(row: Override, criterion: Criterion | None) -> Proposed:
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    events = tuple(
        Event(GLYPHS[step.kind], STEPS[OverrideStepKind(step.kind)](), _by(step.by, step.acting), step.at, step.note)
        for step in steps
    )
    value = row.word or row.value
    shown = str(value) if criterion is None else claim_words(claim_of(row.value, row.word), criterion)
    calculated = "" if row.calculated is None or criterion is None else shown_value(row.calculated, criterion)
    kinds = {step.kind for step in steps}
    return Proposed(
        row=row,
        value=shown,
        calculated=calculated,
        word=events[-1].word if events else gettext("รอตัดสิน"),
        state=events[-1].state if events else "submitted",
        by=_by(row.by, row.acting),
        events=events,
        is_open=not kinds,
        counts=kinds == {OverrideStepKind.APPROVED},
    )


def _by(person: Person, acting: Acting | None) -> str:
    by = in_language(person, "position")
    if acting is None:
        return by
    return gettext("%(by)s ทำการแทน %(seat)s") % {"by": by, "seat": seat_of(acting)}
