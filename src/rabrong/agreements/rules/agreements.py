"""Who sees an agreement, and what stands against changing one."""

from django.db.models import Q, QuerySet

from rabrong.agreements.models import Agreement, AgreementState
from rabrong.agreements.queries.agreements import agreements_of, head_role
from rabrong.agreements.rules.years import closed_refusal, may_read_draft
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer

MAKES_READY = (Role.DIRECTOR, Role.WORKING_GROUP)
"""At its own unit these read an agreement that is not signed yet, and those of the people there."""


def may_see_agreement(scope: Scope, agreement: Agreement) -> bool:
    """A signed one is seen by who sees the unit; one in the making by who prepares it; a person's by that person and
    by who leads the unit or the department. Deputies see the department's although they sit below it."""
    if agreement.person_id == scope.actor.person.pk:
        return True
    if agreement.unit.kind == UnitKind.DEPARTMENT and may_read_draft(scope.actor):
        return True
    if agreement.unit not in scope:
        return False
    if agreement.person_id is None and agreement.state == AgreementState.SIGNED:
        return True
    return may_read_draft(scope.actor) or leads(scope.actor, agreement.unit)


def leads(actor: Actor, unit: Unit) -> bool:
    """Whether somebody is the head of a unit or in its working group, or acts for one of them."""
    return any(grant.unit_id == unit.pk for grant in actor.holds(head_role(unit), *MAKES_READY))


def agreements_visible_to(scope: Scope) -> QuerySet[Agreement]:
    """The agreements somebody may read."""
    actor = scope.actor
    own = Q(person=actor.person)
    if may_read_draft(actor):
        if scope.everything:
            return agreements_of(Agreement.objects.all())
        own |= Q(unit__kind=UnitKind.DEPARTMENT)
        return agreements_of(Agreement.objects.filter(scope.where("unit_id") | own))
    led = [grant.unit_id for grant in actor.holds(*MAKES_READY, Role.EXECUTIVE)]
    signed = scope.where("unit_id") & Q(person=None, state=AgreementState.SIGNED)
    return agreements_of(Agreement.objects.filter(signed | Q(unit_id__in=led) | own))


def grant_as_head(actor: Actor, unit: Unit) -> Grant | None:
    """The head of a unit, or who acts for the head."""
    return next((grant for grant in actor.holds(head_role(unit)) if grant.unit_id == unit.pk), None)


def grant_to_prepare(actor: Actor, agreement: Agreement) -> Grant | Refusal:
    """The PSDG prepares, records and decides what is recorded, in a year that is not closed."""
    refusal = closed_refusal(agreement.year)
    if refusal is not None:
        return refusal
    return may_administer(actor) or Refusal("org.not_administrator")
