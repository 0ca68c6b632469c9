"""Who may let whom in, what two people are needed for, and what keeps a second factor."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from rabrong.accounts.models import CodeRequest, OneTimeCode
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person, PersonStatus, Role
from rabrong.org.rules import Refusal, may_administer, may_hand_out_codes, two_let_in

OPEN = (PersonStatus.INVITED, PersonStatus.ACTIVE)


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody to be let in, with every role that has not ended."""

    person: Person
    holdings: tuple[Grant, ...]

    @property
    def unit_ids(self) -> frozenset[int]:
        """The own unit and the units of the roles."""
        return frozenset({self.person.unit_id, *(grant.unit_id for grant in self.holdings)})


def needs_two(holdings: Iterable[Grant]) -> bool:
    """Signers, executives, and who may be one of the two, are let in by two people."""
    return any(two_let_in(grant.role, grant.unit_kind) for grant in holdings)


def may_let_in(actor: Actor, target: Target, *, below: frozenset[int]) -> Grant | Refusal:
    """The PSDG lets in everybody but oneself; a province's head or working group those who sit, and have all their
    roles, in the province. `below` are the ids of the province's units."""
    if actor.person.pk == target.person.pk:
        return Refusal("code.for_oneself")
    if target.person.status not in OPEN:
        return Refusal("code.account_shut", {"person": target.person.code})
    grants = [may_hand_out_codes(actor, below, unit_id) for unit_id in target.unit_ids]
    granted = next((grant for grant in grants if grant is not None), None)
    if granted is None or not all(grants):
        return Refusal("code.not_yours", {"person": target.person.code})
    return granted


def may_confirm(actor: Actor, request: CodeRequest) -> Refusal | None:
    """The second person is another than the first, and neither is the one to be let in."""
    if request.closed_at is not None:
        return Refusal("request.closed")
    if actor.person.pk == request.person_id:
        return Refusal("code.for_oneself")
    if actor.person.pk == request.asked_by_id:
        return Refusal("request.same_person")
    return None


def code_refusal(code: OneTimeCode | None, now: datetime) -> Refusal | None:
    """A code that fits is good until its time, once, for an account that is open."""
    if code is None or code.used_at is not None or code.voided_at is not None:
        return Refusal("code.wrong")
    if code.person.status not in OPEN:
        return Refusal("account.shut")
    return Refusal("code.expired") if code.expires <= now else None


def may_set_factor_rules(actor: Actor) -> Grant | None:
    """The PSDG says which roles need a second factor."""
    return may_administer(actor)


def factor_needed(roles: Iterable[Role], ruled: Collection[str]) -> bool:
    """Whether some of the roles must not be without a second factor."""
    return any(role.value in ruled for role in roles)


def may_remove_factor(*, left: int, needed: bool) -> Refusal | None:
    """The last second factor stays where a role needs one. `left` is how many would be left."""
    return Refusal("factor.last") if needed and left == 0 else None
