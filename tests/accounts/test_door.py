"""Where one lands after signing in, and what production asks of the settings of sign-in."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from rabrong.agreements.models import Year
from rabrong.config.views import door, first_screen
from rabrong.org.models import Role
from rabrong.org.queries import Scope
from tests.accounts.conftest import person_with
from tests.accounts.test_providers_file import GOOD as PROVIDER
from tests.config.test_production import GOOD
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "lands"), [("psdg", "/2555/console/"), ("1201", "/2555/work/")])
def test_the_first_screen_is_the_console_of_who_runs_the_year_and_a_keepers_my_work(
    nation: Nation, who: str, lands: str
) -> None:
    assert first_screen(Scope(actor(nation.people[who]))) == lands


def test_the_first_screen_is_my_account_where_there_is_no_role_or_no_year(nation: Nation) -> None:
    assert first_screen(Scope(actor(person_with(nation, "new", "1201")))) == "/account/"


def asked(**attributes: object) -> HttpRequest:
    request = RequestFactory().get("/")
    for name, value in attributes.items():
        setattr(request, name, value)
    return request


@override_settings(LOGIN_URL="/account/sign-in/")
def test_the_door_sends_strangers_to_sign_in_and_others_to_their_first_screen(nation: Nation) -> None:
    assert door(asked(user=AnonymousUser())).headers["Location"] == "/account/sign-in/"
    there = door(asked(user=nation.people["1201"], now=NOW))
    assert there.headers["Location"] == "/2555/work/"


def test_a_draft_year_is_nobodys_first_screen(nation: Nation) -> None:
    Year.objects.update(state="draft")
    assert first_screen(Scope(actor(nation.people["psdg"]))) == "/account/"


def test_of_several_units_the_list_comes_first(nation: Nation) -> None:
    person = person_with(nation, "both", "12", (Role.DIRECTOR, "12"), (Role.VIEWER, "1301"))
    assert first_screen(Scope(actor(person))) == "/2555/units/"


def production(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name, value in {**GOOD, **environment}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_module("rabrong.config.settings.production")


@pytest.fixture
def providers(tmp_path: Path) -> str:
    """A good file of providers."""
    file = tmp_path / "providers.json"
    file.write_text(json.dumps([PROVIDER]), encoding="utf-8")
    return str(file)


def test_production_takes_providers_from_a_file(monkeypatch: pytest.MonkeyPatch, providers: str) -> None:
    found = production(monkeypatch, RABRONG_OIDC_PROVIDERS_FILE=providers, RABRONG_CITIZEN_KEY="k" * 32)
    assert [app["provider_id"] for app in found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]] == ["thaid"]
    assert found["CITIZEN_KEY"] == "k" * 32
    assert found["LOGIN_URL"] == "/account/sign-in/"
    assert found["DEVICE_COOKIE_NAME"] == "__Host-device"
    assert found["AUTHENTICATION_BACKENDS"] == ["allauth.account.auth_backends.AuthenticationBackend"]


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"RABRONG_OIDC_PROVIDERS_FILE": "/nowhere"}, "RABRONG_OIDC_PROVIDERS_FILE: /nowhere cannot be read"),
        ({"RABRONG_CITIZEN_KEY": "short"}, "RABRONG_CITIZEN_KEY is too short"),
    ],
)
def test_production_refuses_nonsense(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint):
        production(monkeypatch, **environment)


def test_a_provider_that_tells_citizen_numbers_needs_the_key(monkeypatch: pytest.MonkeyPatch, providers: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RABRONG_CITIZEN_KEY is not set"):
        production(monkeypatch, RABRONG_OIDC_PROVIDERS_FILE=providers)
