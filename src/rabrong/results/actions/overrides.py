"""Proposing, deciding and withdrawing a result set by decision; the scores follow in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from rabrong.agreements.models import Item
from rabrong.agreements.queries import year_rules
from rabrong.audit.actions import queue_behind
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.results.actions.windows import noted
from rabrong.results.models import Override, OverrideStep, OverrideStepKind
from rabrong.results.queries import claim_of
from rabrong.results.queries.rounds import closing_over
from rabrong.results.rules.overrides import (
    deciding_refusal,
    may_decide,
    own_numbers_refusal,
    proposing_refusal,
    value_refusal,
    withdrawing_refusal,
)
from rabrong.results.rules.rounds import reason_refusal
from rabrong.results.scores.single import calculated_claim, indicator_of, rescore_result
from rabrong.scoring.exact import plain


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for an item's result as of a month: a number, or the word "N/A", "pass" or "fail"; and why."""

    item: Item
    month: int
    value: Decimal | None
    word: str
    reason: str


@transaction.atomic
def propose_override(proposal: Proposal, *, by: Actor, now: datetime) -> Override | Refusal:
    """The PSDG proposes; nothing counts until another person approves."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    item, month = proposal.item, proposal.month
    indicator = indicator_of(item, month)
    refusal = proposing_refusal(item, month, proposal.reason, by.today) or own_numbers_refusal(
        by, admin.grant, item, month
    )
    scale = year_rules(item.agreement.year_id).scale
    refusal = refusal or value_refusal(indicator, claim_of(proposal.value, proposal.word), scale)
    if refusal is not None:
        return refusal
    calculated = calculated_claim(item, indicator, month)
    row = Override.objects.create(
        unit=item.agreement.unit,
        indicator=item.indicator,
        month=month,
        calculated=Fraction(calculated) if isinstance(calculated, Decimal | Fraction) else None,
        value=proposal.value,
        word=proposal.word,
        reason=proposal.reason.strip(),
        by=by.person,
        acting_id=admin.grant.acting,
        at=now,
    )
    _note(admin, "override.propose", row, {"value": _value(row), "reason": row.reason})
    return row


@transaction.atomic
def approve_override(override: Override, note: str, *, by: Actor, now: datetime) -> OverrideStep | Refusal:
    """From now on the value counts instead of the calculated one."""
    return _decided(override, OverrideStepKind.APPROVED, note, Deciding(by, now))


@transaction.atomic
def refuse_override(override: Override, note: str, *, by: Actor, now: datetime) -> OverrideStep | Refusal:
    """The calculated result stays; the note says why."""
    return reason_refusal(note) or _decided(override, OverrideStepKind.REFUSED, note, Deciding(by, now))


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides, when."""

    by: Actor
    now: datetime


def _decided(override: Override, kind: OverrideStepKind, note: str, deciding: Deciding) -> OverrideStep | Refusal:
    by = deciding.by
    grant = may_decide(by)
    if grant is None:
        return Refusal("override.not_decider")
    queue_behind(by.person.unit.chain)
    item = _item(override)
    refusal = deciding_refusal(override, by, grant) or own_numbers_refusal(by, grant, item, override.month)
    return refusal or _closed(override) or _step(Admin(by, grant, deciding.now), override, kind, note)


@transaction.atomic
def withdraw_override(override: Override, reason: str, *, by: Actor, now: datetime) -> OverrideStep | Refusal:
    """A further row; the calculated result counts again."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = reason_refusal(reason) or withdrawing_refusal(override) or _closed(override)
    return refusal or _step(admin, override, OverrideStepKind.WITHDRAWN, reason)


def _closed(override: Override) -> Refusal | None:
    closing = closing_over(override.indicator.year_id, override.month)
    if closing is None:
        return None
    return Refusal("round.closed", {"round": closing.round, "on": closing.at.date()})


def _step(admin: Admin, override: Override, kind: OverrideStepKind, note: str) -> OverrideStep:
    step = OverrideStep.objects.create(
        override=override,
        kind=kind,
        note=note.strip(),
        by=admin.actor.person,
        acting_id=admin.grant.acting,
        at=admin.now,
    )
    if kind != OverrideStepKind.REFUSED:
        rescore_result(_item(override), override.month, admin.now)
    _note(admin, f"override.{kind.value}", override, {"value": _value(override), "note": step.note})
    return step


def _item(override: Override) -> Item:
    rows = Item.objects.filter(agreement__unit=override.unit, agreement__person=None, indicator=override.indicator)
    return rows.select_related("agreement__year", "indicator__aspect").get()


def _value(override: Override) -> str:
    return override.word if override.value is None else plain(override.value)


def _note(admin: Admin, verb: str, override: Override, said: dict[str, str]) -> None:
    unit, indicator = override.unit.code, override.indicator
    noted(admin, verb, f"override {indicator.year_id}/{indicator.code}/{unit}/{override.month}", said, unit)
