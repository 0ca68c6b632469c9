"""Criteria in a row of the table: what they are in one line, and every step or part below it where somebody asks."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from rabrong.agreements.pages.criteria_table import CriteriaRow, criteria_rows
from rabrong.agreements.rules.negotiation import Proposal
from rabrong.agreements.rules.negotiation_typed import is_by_levels, kept_criterion, typed_row
from rabrong.scoring.criteria import (
    Average,
    Bands,
    Composite,
    DirectScore,
    Levels,
    Mixed,
    PassFail,
    Steps,
    WeightedSteps,
)
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import at_most, bare

PLACES = 4


def criteria_summary(proposal: Proposal, scale: Scale) -> str:
    """What criteria are, in one line: values of levels, how many steps, parts with their weights."""
    if is_by_levels(proposal.criteria):
        return " / ".join(typed_row(proposal, scale).at)
    criterion = kept_criterion(proposal.criteria, scale)
    return gettext("เกณฑ์ยังใช้ไม่ได้") if criterion is None else SUMMARIES[type(criterion)](criterion, scale)


def criteria_table(proposal: Proposal, scale: Scale) -> tuple[CriteriaRow, ...]:
    """Every line of criteria of other kinds than five values; nothing where they cannot be used."""
    criterion = None if is_by_levels(proposal.criteria) else kept_criterion(proposal.criteria, scale)
    return () if criterion is None else tuple(criteria_rows(criterion, scale))


def criteria_words(proposal: Proposal, scale: Scale) -> str:
    """The same in one text, for a file."""
    rows = criteria_table(proposal, scale)
    return " · ".join(f"{row.head} {row.text}" for row in rows) or criteria_summary(proposal, scale)


def _values(at: Sequence[Decimal]) -> str:
    return " / ".join(at_most(value, PLACES) for value in at)


def _steps(criterion: Steps, scale: Scale) -> str:
    return gettext("%(count)s ขั้นตามลำดับ") % {"count": bare(len(criterion.steps))}


def _weighted_steps(criterion: WeightedSteps, scale: Scale) -> str:
    terms = {"count": bare(len(criterion.points)), "most": at_most(criterion.cap, PLACES)}
    return gettext("%(count)s ขั้น รวมไม่เกิน %(most)s คะแนน") % terms


def _mixed(criterion: Mixed, scale: Scale) -> str:
    terms = {"count": bare(len(criterion.steps)), "values": _values(criterion.at)}
    return gettext("%(count)s ขั้น แล้ว %(values)s") % terms


def _bands(criterion: Bands, scale: Scale) -> str:
    return gettext("%(count)s ช่วง รอยต่อ %(values)s") % {
        "count": bare(len(criterion.points)),
        "values": _values(criterion.starts),
    }


def _average(criterion: Average, scale: Scale) -> str:
    return gettext("เฉลี่ยถ่วงน้ำหนัก %(values)s") % {"values": _values(criterion.at)}


def _composite(criterion: Composite, scale: Scale) -> str:
    parts = (f"{part.code}\u00a0({at_most(part.weight, PLACES)})" for part in criterion.parts)
    return gettext("%(count)s ส่วน %(parts)s") % {"count": bare(len(criterion.parts)), "parts": " · ".join(parts)}


def _pass_fail(criterion: PassFail, scale: Scale) -> str:
    terms = {"passed": at_most(criterion.passed, PLACES), "failed": at_most(criterion.failed, PLACES)}
    return gettext("ผ่าน %(passed)s ไม่ผ่าน %(failed)s") % terms


def _score(criterion: DirectScore, scale: Scale) -> str:
    return gettext("คะแนนจากผู้ประเมินหรือหน่วยงานภายนอก")


SUMMARIES: Mapping[type, Callable[[Any, Scale], str]] = {
    Levels: lambda criterion, scale: _values(criterion.at),
    Steps: _steps,
    WeightedSteps: _weighted_steps,
    Mixed: _mixed,
    Bands: _bands,
    Average: _average,
    Composite: _composite,
    PassFail: _pass_fail,
    DirectScore: _score,
}
