"""Second factors: which roles need one, and what a person adds or takes away."""

from collections.abc import Collection
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from rabrong.accounts.actions.recording import Hand, note
from rabrong.accounts.letters import mail_of_change
from rabrong.accounts.models import SecondFactorRule
from rabrong.accounts.queries.factors import factors_of, needs_factor, ruled_roles
from rabrong.accounts.rules import may_remove_factor, may_set_factor_rules
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Role
from rabrong.org.rules import Refusal


@transaction.atomic
def set_factor_rules(roles: Collection[Role], *, by: Actor, now: datetime) -> frozenset[str] | Refusal:
    """From now on exactly these roles need a second factor."""
    grant = may_set_factor_rules(by)
    if grant is None:
        return Refusal("org.not_administrator")
    before, after = ruled_roles(), frozenset(role.value for role in roles)
    SecondFactorRule.objects.filter(role__in=before - after).delete()
    SecondFactorRule.objects.bulk_create(
        [SecondFactorRule(role=role, since=now, set_by=by.person) for role in sorted(after - before)]
    )
    if before != after:
        told = [{"roles": ", ".join(sorted(each))} for each in (before, after)]
        note("factor_rules", by.person, Hand(by.person, now, grant), before=told[0], after=told[1])
    return after


@transaction.atomic
def remove_factor(factor: Authenticator, *, by: Actor, now: datetime) -> Refusal | None:
    """Take away one of one's own factors; with the last one the recovery codes go too."""
    Person.objects.select_for_update().get(pk=by.person.pk)
    left = factors_of(by.person).exclude(pk=factor.pk).count()
    refusal = may_remove_factor(left=left, needed=needs_factor(by))
    if refusal is not None:
        return refusal
    kind = factor.type
    factor.delete()
    if left == 0:
        Authenticator.objects.filter(user=by.person).delete()
    note("factor_removed", by.person, Hand(by.person, now), before={"factor": kind})
    mail_of_change(by.person, now=now)
    return None


@transaction.atomic
def note_factor_change(person: Person, change: str, *, now: datetime) -> None:
    """Record what allauth did at the person's wish, and tell the person by mail."""
    note(change, person, Hand(person, now))
    mail_of_change(person, now=now)
