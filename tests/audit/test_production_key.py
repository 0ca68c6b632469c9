"""The key of an agency's server: from the environment or a file, and nonsense refused at the start."""

import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.audit.keys import KEY

GOOD = {
    "RABRONG_SECRET_KEY": "k3J9-not-a-real-one-but-long-and-mixed-enough-0xQ7zT",
    "RABRONG_HOSTS": "kpi.example.go.th",
    "RABRONG_DATABASE": "postgres://kpi:secret@db/rabrong",
}


@pytest.fixture(autouse=True)
def _good_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


def test_the_key_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text(KEY, encoding="ascii")
    monkeypatch.setenv("RABRONG_AUDIT_KEY_FILE", str(tmp_path / "key.pem"))
    monkeypatch.setenv("RABRONG_HEADS_FILE", "/mnt/elsewhere/heads.jsonl")
    found = runpy.run_module("rabrong.config.settings.production")
    assert (found["AUDIT_KEY"], found["AUDIT_HEADS_FILE"]) == (KEY.strip(), "/mnt/elsewhere/heads.jsonl")


def test_a_server_without_a_key_starts() -> None:
    assert runpy.run_module("rabrong.config.settings.production")["AUDIT_KEY"] == ""


def test_a_key_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RABRONG_AUDIT_KEY", "nonsense")
    with pytest.raises(ImproperlyConfigured, match="RABRONG_AUDIT_KEY is no key"):
        runpy.run_module("rabrong.config.settings.production")
