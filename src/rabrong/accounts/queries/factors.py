"""Second factors: who has one, and whose roles need one."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from rabrong.accounts.models import SecondFactorRule
from rabrong.accounts.rules import factor_needed
from rabrong.org.actor import Actor
from rabrong.org.models import Person

REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes are no factor of their own."""


def factors_of(person: Person) -> QuerySet[Authenticator]:
    """An authenticator app and passkeys, the oldest first."""
    return Authenticator.objects.filter(user=person, type__in=REAL).order_by("created_at", "pk")


def ruled_roles() -> frozenset[str]:
    """The roles that need a second factor. One query."""
    return frozenset(SecondFactorRule.objects.values_list("role", flat=True))


def needs_factor(actor: Actor) -> bool:
    """Whether one of the roles that count now needs a second factor. One query."""
    return factor_needed(actor.roles, ruled_roles())


def lacks_factor(actor: Actor) -> bool:
    """Whether a needed second factor is not there. Two queries at most."""
    return needs_factor(actor) and not factors_of(actor.person).exists()
