"""Production: everything from the environment, and nonsense refused before anything is served."""

import importlib
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


def production(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name in ("DEBUG", *GOOD, *(f"{name}_FILE" for name in GOOD)):
        monkeypatch.delenv(name, raising=False)
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
def test_production_has_a_plain_door_and_no_way_in() -> None:
    client = Client()
    page = client.get("/", headers={"host": "localhost"})
    assert page.status_code == 200
    assert "ไม่มีรหัสผ่านตั้งต้น" in page.content.decode()
    assert client.post("/", {"role": "psdg"}, headers={"host": "localhost"}).status_code == 405
    with pytest.raises(Resolver404):
        resolve("/clock/", "rabrong.config.urls")


def test_the_tests_themselves_are_no_production() -> None:
    assert settings.DEMO
