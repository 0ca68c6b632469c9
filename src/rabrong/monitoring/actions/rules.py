"""Changing a rule of a year: a further version, with a reason."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.monitoring.models import AlertKind, AlertRule
from rabrong.monitoring.queries.rules import newest_rules
from rabrong.monitoring.rules import rule_refusal
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as somebody wants it; `limit` None where the kind has none, or nothing readable was typed."""

    kind: AlertKind
    is_on: bool
    limit: Decimal | None
    levels: tuple[str, ...]
    reason: str


@transaction.atomic
def change_alert_rule(
    number: int, edits: int, new: NewRule, *, by: Actor, now: datetime
) -> AlertRule | Refusal | Stale:
    """The rule of a kind from now on; alerts that are open end at the next look where it no longer holds."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    before = newest_rules(number).get(new.kind)
    row = AlertRule(
        year=year,
        kind=new.kind,
        version=1 if before is None else before.version + 1,
        is_on=new.is_on,
        limit=new.limit,
        levels=list(new.levels),
        reason=new.reason.strip(),
        by=by.person,
        acting_id=admin.grant.acting,
        at=now,
    )
    refusal = rule_refusal(year, before, row)
    if refusal is not None:
        return refusal
    row.save()
    was = {} if before is None else _texts(before)
    note_year(admin, "year.alert_rule", year, was, {**_texts(row), "reason": row.reason})
    return row


def _texts(rule: AlertRule) -> dict[str, str]:
    limit = "" if rule.limit is None else str(rule.limit)
    on = "on" if rule.is_on else "off"
    return {"kind": rule.kind, "on": on, "limit": limit, "levels": ", ".join(rule.levels)}
