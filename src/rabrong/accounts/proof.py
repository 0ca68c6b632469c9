"""Proof, minutes old at most, that it is still the person who signed in: asked for before an agreement is signed."""

import time
from dataclasses import dataclass
from typing import cast

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from rabrong.accounts.pages import provider_name
from rabrong.org.models import Person

RECENT_SECONDS = 5 * 60
SAID_SO = "accounts_said_so"


@dataclass(frozen=True, slots=True)
class Proving:
    """How somebody can prove it: by an address of ours, at providers as (name, address to post to), or in a demo, where
    nobody has a password, by saying so."""

    address: str = ""
    providers: tuple[tuple[str, str], ...] = ()
    may_say_so: bool = False


def proven_recently(request: HttpRequest) -> bool:
    """Whether a password, a second factor or an agency's sign-on was given within the last five minutes."""
    records = get_authentication_records(request, request.user)
    newest = max((float(each["at"]) for each in records), default=0.0)
    said_so = float(request.session.get(SAID_SO, 0)) if _is_demo_without_secrets(request) else 0.0
    return time.time() - max(newest, said_so) < RECENT_SECONDS


def proving(request: HttpRequest) -> Proving:
    """How this person can prove it, and come back to this page."""
    ways = _ways(request)
    if ways:
        return Proving(address=f"{ways[0]}?{urlencode({'next': request.path})}")
    if _is_demo_without_secrets(request):
        return Proving(may_say_so=True)
    return Proving(providers=tuple(_provider(each) for each in get_adapter().list_providers(request)))


def _provider(provider: object) -> tuple[str, str]:
    return provider_name(provider), reverse("openid_connect_login", args=(provider.app.provider_id,))  # type: ignore[attr-defined]


def say_so(request: HttpRequest) -> None:
    """In a demo: it is the person, because they say so. Raises PermissionDenied anywhere else."""
    if not _is_demo_without_secrets(request):
        raise PermissionDenied
    request.session[SAID_SO] = time.time()


def _is_demo_without_secrets(request: HttpRequest) -> bool:
    return bool(settings.DEMO) and not _ways(request)


def _ways(request: HttpRequest) -> list[str]:
    """Addresses where a password or a factor is asked for, as far as the person has one."""
    person = cast(Person, request.user)
    methods = account_adapter(request).get_reauthentication_methods(person)
    return [str(each["url"]) for each in methods if each["id"] != "reauthenticate" or person.password]
