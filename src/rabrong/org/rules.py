"""Who may see and do what: one place. A rule that grants answers with the Grant it rests on, so that what is done is
recorded in the right name; None, False or a refusal says no.

What may not be seen is answered 404, what may not be done 403 with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.queries.scope import Scope

RESETS_BELOW = (Role.DIRECTOR, Role.WORKING_GROUP)
"""At a province these may hand out one-time codes to the people of the province and its districts."""

READS_AUDIT = (Role.PSDG, Role.EXECUTIVE, Role.DEPUTY, Role.INSPECTOR, Role.DIRECTOR, Role.WORKING_GROUP, Role.ASSESSOR)

ONE_A_UNIT = (Role.EXECUTIVE, Role.DIRECTOR, Role.DEPUTY)
"""Only one person holds such a role at a unit on a day: its head, and the deputy over it."""

NEEDS_TWO = (Role.EXECUTIVE, Role.DEPUTY, Role.DIRECTOR, Role.PSDG)
"""Whoever signs or decides: two people are needed to let such a person in anew."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a code for the page's sentence, and the names and dates in it."""

    code: str
    terms: Mapping[str, object] = field(default_factory=dict)


def two_let_in(role: Role, unit_kind: str) -> bool:
    """Whether two people are needed to let in who has a role: who signs or decides, and who is one of the two.

    Were a province's working group let in by one person, that person would be both of the two. A district's head is
    not among them: the province lets it in.
    """
    if role == Role.WORKING_GROUP:
        return unit_kind == UnitKind.PROVINCE
    return role in NEEDS_TWO and not (role == Role.DIRECTOR and unit_kind == UnitKind.DISTRICT)


def may_see(scope: Scope, unit: Unit) -> bool:
    """Whoever holds a role at a unit or above it sees it."""
    return unit in scope


def may_enter_for(actor: Actor, unit: Unit) -> Grant | None:
    """A keeper enters the numbers of the own unit; so does who acts for the keeper."""
    return next((grant for grant in actor.holds(Role.KEEPER) if grant.unit_id == unit.pk), None)


def may_administer(actor: Actor) -> Grant | None:
    """The PSDG of the department keeps units, people, roles and actings."""
    return next((grant for grant in actor.holds(Role.PSDG) if grant.unit_kind == UnitKind.DEPARTMENT), None)


def may_hand_out_codes(actor: Actor, scope_below: frozenset[int], unit_id: int) -> Grant | None:
    """The PSDG to everybody; a province's head or working group to its own unit and districts.

    `scope_below` are the ids of the units at and below the units where the actor is head or in a working group.
    """
    administrator = may_administer(actor)
    if administrator is not None or unit_id not in scope_below:
        return administrator
    held = actor.holds(*RESETS_BELOW)
    return next((grant for grant in held if grant.unit_kind == UnitKind.PROVINCE), None)


def may_read_audit(actor: Actor) -> bool:
    """Those who lead, check or administer read the record of the units they see; everybody reads the own deeds."""
    return bool(actor.roles.intersection(READS_AUDIT))
