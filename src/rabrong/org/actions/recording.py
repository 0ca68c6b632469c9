"""What every action of this package shares: an administrator's grant, the day of a change, the record of the deed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_administer

Rescore = Callable[[date, datetime], Refusal | None]
"""Told the first day whose tree changed, and when; answers why the tree of that day may not change any more."""


def scored_anew(rescore: Rescore, on: date, now: datetime) -> Refusal | None:
    """Score anew from a day on; a refusal takes back everything the transaction wrote."""
    refusal = rescore(on, now)
    if refusal is not None:
        transaction.set_rollback(True)
    return refusal


@dataclass(frozen=True, slots=True)
class Change:
    """From which day, by which order (คำสั่ง, ประกาศ), by whom, when it is recorded."""

    on: date
    order_ref: str
    by: Actor
    now: datetime


def days_of(change: Change) -> dict[str, str]:
    """The day and the order of a change, for the record."""
    return {"on": change.on.isoformat(), "order": change.order_ref}


Changes = tuple[Mapping[str, str], Mapping[str, str]]
"""Fields before and after."""


@dataclass(frozen=True, slots=True)
class Admin:
    """An administrator at work: who, on what grounds, when."""

    actor: Actor
    grant: Grant
    now: datetime


def admin_of(actor: Actor, now: datetime) -> Admin | Refusal:
    """The administrator, with the chain's queue taken, or why somebody may not do this."""
    grant = may_administer(actor)
    if grant is None:
        return Refusal("org.not_administrator")
    queue_behind(actor.person.unit.chain)
    return Admin(actor, grant, now)


def note(
    admin: Admin,
    verb: str,
    subject: str,
    unit: Unit,
    changes: Changes,
    *,
    private: Changes = ({}, {}),
) -> None:
    """Record what was done to whom; what did not change is left out. `private` are changes of personal values."""
    before, after = changes
    deed = Deed(
        verb=verb,
        subject=subject,
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=unit.code,
        before=_changed(before, after),
        after=_changed(after, before),
        private_before=_changed(private[0], private[1]),
        private_after=_changed(private[1], private[0]),
    )
    record(admin.actor.person.unit.chain, deed, now=admin.now)


def _changed(these: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in these.items() if value != others.get(key, "")}
