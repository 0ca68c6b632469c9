"""A fresh proof before signing: a password given minutes ago, asked for again after five; nobody just says so outside
a demo."""

import time

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from rabrong.accounts.proof import RECENT_SECONDS, Proving, proven_recently, proving, say_so
from rabrong.org.models import Person
from tests.accounts.conftest import PASSWORD, signed_in, visitor
from tests.nation import Nation

RECORDS = "account_authentication_methods"
HERE = "/2555/agreement/cdd/signing/"


def asking(client: Client, person: Person) -> HttpRequest:
    """The request of somebody signed in, as the pages get it."""
    request = RequestFactory(SERVER_NAME="localhost").get(HERE)
    request.user = Person.objects.get(pk=person.pk)
    request.session = client.session
    return request


def proven(client: Client, person: Person) -> bool:
    return proven_recently(asking(client, person))


def how(client: Client, person: Person) -> Proving:
    return proving(asking(client, person))


def grow_old(client: Client, seconds: int) -> None:
    """As if everything in the session had happened so long ago."""
    session = client.session
    session[RECORDS] = [{**each, "at": each["at"] - seconds} for each in session[RECORDS]]
    session.save()


def test_whoever_has_just_come_in_is_proven_for_five_minutes(nation: Nation) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    assert proven(client, person)

    grow_old(client, RECENT_SECONDS - 20)
    assert proven(client, person)
    grow_old(client, 40)
    assert not proven(client, person)


def test_the_password_given_again_proves_and_leads_back(nation: Nation) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    grow_old(client, RECENT_SECONDS + 1)
    address = how(client, person).address
    assert address == f"/account/again/?next={HERE.replace('/', '%2F')}"

    answer = client.post(address, {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    assert proven(client, person)


def test_a_wrong_password_proves_nothing(nation: Nation) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    grow_old(client, RECENT_SECONDS + 1)
    client.post(how(client, person).address, {"password": "wrong"})

    assert not proven(client, person)


def by_role(person: Person) -> Client:
    """Signed in as the demo does it: no password was ever given."""
    client = visitor()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_in_a_demo_who_has_no_password_says_so(nation: Nation) -> None:
    person = nation.people["1201"]
    client = by_role(person)
    request = asking(client, person)
    assert how(client, person).may_say_so
    assert not proven(client, person)
    say_so(request)

    assert proven_recently(request)
    request.session["accounts_said_so"] = time.time() - RECENT_SECONDS - 1
    assert not proven_recently(request)


def test_outside_a_demo_nobody_says_so(nation: Nation) -> None:
    person = nation.people["1201"]
    client = by_role(person)
    request = asking(client, person)
    request.session["accounts_said_so"] = time.time()
    with override_settings(DEMO=False):
        assert not how(client, person).may_say_so
        assert not proven_recently(request)
        with pytest.raises(PermissionDenied):
            say_so(request)


def test_who_has_a_password_does_not_just_say_so(nation: Nation) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    with pytest.raises(PermissionDenied):
        say_so(asking(client, person))
