"""What the page of one's own account shows, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils.translation import gettext

from rabrong.accounts.queries.codes import units_for_codes
from rabrong.accounts.queries.factors import factors_of, needs_factor
from rabrong.accounts.queries.sessions import SessionShown, sessions_of
from rabrong.accounts.rules import may_set_factor_rules
from rabrong.org.actor import Actor
from rabrong.org.models import Acting, Person, RoleAssignment, Unit
from rabrong.ui.words import in_language, language


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role of one's own, with its days; or one of somebody acted for."""

    role: str
    unit: Unit
    starts: date
    ends: date | None
    order_ref: str
    acted_for: str = ""


@dataclass(frozen=True, slots=True)
class FactorShown:
    """An authenticator app or a passkey."""

    id: int
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class SignOnShown:
    """A provider one may connect or has connected; `account` is None where not."""

    id: str
    name: str
    account: int | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The page."""

    person: Person
    roles: tuple[RoleShown, ...]
    factors: tuple[FactorShown, ...]
    factor_needed: bool
    recovery_codes_left: int | None
    sign_ons: tuple[SignOnShown, ...]
    sessions: tuple[SessionShown, ...]
    lets_others_in: bool
    sets_rules: bool


def account_page(actor: Actor, *, session: str, providers: Sequence[Any]) -> AccountPage:
    """Twelve queries at most, whatever the person has."""
    person = actor.person
    return AccountPage(
        person=person,
        roles=tuple(_roles(actor)),
        factors=tuple(factor_shown(factor) for factor in factors_of(person)),
        factor_needed=needs_factor(actor),
        recovery_codes_left=_recovery_codes_left(person),
        sign_ons=tuple(_sign_ons(person, providers)),
        sessions=tuple(sessions_of(person, here=session)),
        lets_others_in=units_for_codes(actor).exists(),
        sets_rules=may_set_factor_rules(actor) is not None,
    )


def _roles(actor: Actor) -> list[RoleShown]:
    lasting = Q(ends=None) | Q(ends__gt=actor.today)
    own = RoleAssignment.objects.filter(lasting, person=actor.person).select_related("unit").order_by("starts", "pk")
    acted = Acting.objects.filter(ends__gt=actor.today, person=actor.person).select_related("unit", "principal")
    shown = [RoleShown(each.get_role_display(), each.unit, each.starts, each.ends, each.order_ref) for each in own]
    return shown + [
        RoleShown(each.get_role_display(), each.unit, each.starts, each.ends, each.order_ref, _acted_for(each))
        for each in acted.order_by("starts", "pk")
    ]


def _acted_for(acting: Acting) -> str:
    principal = acting.principal
    if principal is None:
        return acting.seat
    return in_language(principal, "name") or in_language(principal, "position")


def factor_shown(factor: Authenticator) -> FactorShown:
    """A factor with the name its person knows."""
    app = factor.type == Authenticator.Type.TOTP
    name = gettext("แอปยืนยันตัวตน") if app else str(factor.data.get("name", ""))
    return FactorShown(factor.pk, name, factor.created_at, factor.last_used_at)


def _recovery_codes_left(person: Person) -> int | None:
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return None if codes is None else len(codes.wrap().get_unused_codes())


def _sign_ons(person: Person, providers: Sequence[Any]) -> list[SignOnShown]:
    connected = dict(SocialAccount.objects.filter(user=person).values_list("provider", "pk"))
    return [SignOnShown(each.sub_id, provider_name(each), connected.get(each.sub_id)) for each in providers]


def provider_name(provider: Any) -> str:  # noqa: ANN401  allauth has no types
    """A provider's name in the language of the page."""
    english = str(provider.app.settings.get("name_en", ""))
    return english if english and not language().startswith("th") else str(provider.app.name)
