"""Production: everything from the environment, and nonsense refused before anything is served."""

import importlib
import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import Resolver404, clear_url_caches, resolve

from rabrong.config import start, urls

SECRET = "k3J9-not-a-real-one-but-long-and-mixed-enough-0xQ7zT"
GOOD = {
    "RABRONG_SECRET_KEY": SECRET,
    "RABRONG_HOSTS": "kpi.example.go.th",
    "RABRONG_DATABASE": "postgres://kpi:secret@db/rabrong",
}
MAIL = {"RABRONG_SMTP": "smtp://kpi:p%40ss@mail.example.go.th", "RABRONG_MAIL_FROM": "kpi@example.go.th"}


def production(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name in [each for each in os.environ if each == "DEBUG" or each.startswith("RABRONG_")]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_module("rabrong.config.settings.production")


def test_good_settings_are_safe_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    found = production(monkeypatch, **GOOD)
    assert found["DEBUG"] is False
    assert found["DEMO"] is False
    assert "rabrong.demo" not in found["INSTALLED_APPS"]
    assert found["CLOCK"] == "django.utils.timezone.now"
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert "SECURE_PROXY_SSL_HEADER" not in found


def test_secrets_may_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n", encoding="ascii")
    without = {name: value for name, value in GOOD.items() if name != "RABRONG_SECRET_KEY"}
    found = production(monkeypatch, **without, RABRONG_SECRET_KEY_FILE=str(tmp_path / "key"))
    assert found["SECRET_KEY"] == SECRET


def test_without_a_mail_server_mails_stay_in_the_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    found = production(monkeypatch, **GOOD)
    assert found["MAIL_IS_SENT"] is False
    assert found["EMAIL_BACKEND"] == "rabrong.notices.outbox.OutboxBackend"


def test_a_mail_server_is_reached_encrypted_and_answers_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    found = production(monkeypatch, **GOOD, **MAIL, RABRONG_HEADS_TO="a@oag.example, b@oag.example")
    assert found["MAIL_IS_SENT"] is True
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.go.th", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("kpi", "p@ss")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"], found["EMAIL_TIMEOUT"]) == (True, False, 20)
    assert found["DEFAULT_FROM_EMAIL"] == "kpi@example.go.th"
    assert found["AUDIT_HEADS_TO"] == ["a@oag.example", "b@oag.example"]


def test_the_address_of_the_mail_server_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "smtp").write_text("smtps://kpi:secret@mail.example.go.th\n", encoding="ascii")
    mail = {"RABRONG_SMTP_FILE": str(tmp_path / "smtp"), "RABRONG_MAIL_FROM": "kpi@example.go.th"}
    found = production(monkeypatch, **GOOD, **mail)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_HOST_PASSWORD"]) == (465, True, "secret")


def test_no_refusal_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {
        "RABRONG_SECRET_KEY": "aaaabbbbaaaabbbb",
        "RABRONG_HOSTS": "kpi.example.go.th",
        "RABRONG_DATABASE": "postgres://kpi:hunter2/x@db/rabrong",
        "RABRONG_SMTP": "smtp://kpi:hunter2/x@mail",
    }
    with pytest.raises(ImproperlyConfigured) as refused:
        production(monkeypatch, **bad)
    assert "aaaabbbb" not in str(refused.value)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"RABRONG_SECRET_KEY": ""}, "RABRONG_SECRET_KEY is not set"),
        ({"RABRONG_SECRET_KEY": "short"}, "too easy to guess"),
        ({"RABRONG_SECRET_KEY": "ab" * 40}, "too easy to guess"),
        ({"RABRONG_HOSTS": ""}, "RABRONG_HOSTS"),
        ({"RABRONG_HOSTS": "*"}, "RABRONG_HOSTS"),
        ({"RABRONG_DATABASE": ""}, "RABRONG_DATABASE is not set"),
        ({"RABRONG_DATABASE": "sqlite://:memory:"}, "in memory"),
        ({"RABRONG_DATABASE": "nonsense"}, "RABRONG_DATABASE: A database address looks like"),
        ({"RABRONG_DEBUG": "1"}, "DEBUG shows secrets"),
        ({"DEBUG": "True"}, "DEBUG shows secrets"),
        ({"RABRONG_HSTS_SECONDS": "a year"}, "write a whole number"),
        ({"RABRONG_BEHIND_PROXY": "maybe"}, "write 1 or 0"),
        ({"RABRONG_SMTP": "mail.example.go.th"}, "RABRONG_SMTP: The address of a mail server looks like"),
        ({**MAIL, "RABRONG_SMTP": "smtp://kpi:x@mail?starttls=0"}, "only sent over an encrypted connection"),
        ({**MAIL, "RABRONG_MAIL_FROM": ""}, "RABRONG_MAIL_FROM"),
        ({**MAIL, "RABRONG_MAIL_FROM": "KPI <kpi>"}, "RABRONG_MAIL_FROM"),
        ({**MAIL, "RABRONG_HEADS_TO": "nobody"}, "RABRONG_HEADS_TO"),
        ({"RABRONG_HEADS_TO": "a@oag.example"}, "RABRONG_HEADS_TO"),
    ],
)
def test_nonsense_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        production(monkeypatch, **{**GOOD, **changed})
    assert complaint in str(refused.value)


def test_all_that_is_missing_is_said_together(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        production(monkeypatch)
    assert [name in str(refused.value) for name in GOOD] == [True, True, True]


def test_production_does_not_serve_a_demos_database() -> None:
    with pytest.raises(ImproperlyConfigured, match="made by `rabrong demo`"):
        start.check_kind(demo=False, tables=["org_unit", start.DEMO_MARK_TABLE])


@pytest.mark.parametrize(("demo", "marked", "empty"), [(True, True, False), (False, False, False), (True, False, True)])
def test_a_database_of_ones_own_kind_is_served(demo: bool, marked: bool, empty: bool) -> None:
    start.check_kind(demo=demo, tables=[] if empty else ["org_unit", *([start.DEMO_MARK_TABLE] if marked else [])])


def test_a_cache_table_that_is_missing_is_asked_for() -> None:
    cache = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "rabrong_cache"}
    start.check_cache(cache, tables=[])
    start.check_cache(cache, tables=["org_unit", "rabrong_cache"])
    start.check_cache(settings.CACHES["default"], tables=["org_unit"])
    with pytest.raises(ImproperlyConfigured, match="rabrong migrate"):
        start.check_cache(cache, tables=["org_unit"])


def test_the_demo_leaves_a_real_database_alone() -> None:
    with pytest.raises(ImproperlyConfigured, match="was not made by"):
        start.check_kind(demo=True, tables=["org_unit"])


@pytest.fixture
def without_demo() -> Iterator[None]:
    """The addresses as production has them."""
    with override_settings(DEMO=False):
        importlib.reload(urls)
        clear_url_caches()
        yield
    importlib.reload(urls)
    clear_url_caches()


@pytest.mark.django_db
@pytest.mark.usefixtures("without_demo")
@override_settings(LOGIN_URL="/account/sign-in/")
def test_production_sends_strangers_to_sign_in_and_lets_nobody_in_by_role() -> None:
    client = Client()
    assert client.get("/", headers={"host": "localhost"}).headers["Location"] == "/account/sign-in/"
    assert client.post("/", {"role": "psdg"}, headers={"host": "localhost"}).status_code == 405
    with pytest.raises(Resolver404):
        resolve("/clock/", "rabrong.config.urls")


def test_the_tests_themselves_are_no_production() -> None:
    assert settings.DEMO
