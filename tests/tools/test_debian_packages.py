"""The tool that sees to the system packages: nothing missing, missing and root, missing and not root."""

import os
from pathlib import Path

import pytest

from tools.debian_packages import MalformedLineError, Need, main, missing, needs

FAKE_APT = """#!/bin/sh
echo "$@" >> "{folder}/calls"
[ "$1" = update ] || {action}
"""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, with a list that wants one command and one file."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    lines = [
        "# a comment",
        "",
        "initdb postgresql # the database tests",
        f"{tmp_path}/fonts/*.ttf fonts-thai-tlwg # paper",
    ]
    (tmp_path / "list").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def write_command(path: Path, text: str = "#!/bin/sh\n") -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def make_both_present(world: Path) -> None:
    write_command(world / "bin" / "initdb")
    (world / "fonts").mkdir()
    (world / "fonts" / "sarabun.ttf").touch()


def become(monkeypatch: pytest.MonkeyPatch, *, user_id: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user_id)


def test_nothing_is_done_when_everything_is_there(world: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make_both_present(world)
    write_command(world / "bin" / "apt-get", FAKE_APT.format(folder=world, action="exit 1"))
    assert main([str(world / "list")]) == 0
    assert capfd.readouterr() == ("", "")
    assert not (world / "calls").exists()


def test_without_root_it_names_package_reason_and_command(
    world: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    become(monkeypatch, user_id=1000)
    write_command(world / "bin" / "apt-get", FAKE_APT.format(folder=world, action="exit 0"))
    assert main([str(world / "list")]) == 1
    said = capfd.readouterr().err
    assert "postgresql (initdb): the database tests" in said
    assert "sudo apt-get install --yes --no-install-recommends postgresql fonts-thai-tlwg" in said
    assert not (world / "calls").exists()


def test_root_without_apt_get_is_told_what_is_missing(
    world: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    become(monkeypatch, user_id=0)
    assert main([str(world / "list")]) == 1
    assert "postgresql (initdb)" in capfd.readouterr().err


def test_root_updates_then_installs_only_what_is_missing(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, user_id=0)
    write_command(world / "bin" / "initdb")
    (world / "fonts").mkdir()
    action = f': > "{world}/fonts/sarabun.ttf"'
    write_command(world / "bin" / "apt-get", FAKE_APT.format(folder=world, action=action))
    assert main([str(world / "list")]) == 0
    calls = (world / "calls").read_text(encoding="utf-8").splitlines()
    assert calls == ["update", "install --yes --no-install-recommends fonts-thai-tlwg"]


@pytest.mark.parametrize("action", ["exit 100", "exit 0"])
def test_it_fails_when_apt_get_fails_or_brings_nothing(
    world: Path, monkeypatch: pytest.MonkeyPatch, action: str, capfd: pytest.CaptureFixture[str]
) -> None:
    become(monkeypatch, user_id=0)
    write_command(world / "bin" / "apt-get", FAKE_APT.format(folder=world, action=action))
    assert main([str(world / "list")]) == 1
    assert "postgresql (initdb)" in capfd.readouterr().err


@pytest.mark.parametrize("line", ["git", "git git", "git git #", "git # why", "git git extra # why"])
def test_a_malformed_line_is_refused(line: str) -> None:
    with pytest.raises(MalformedLineError, match="expected"):
        needs(line)


def test_the_list_of_the_project_is_well_formed() -> None:
    text = (Path(__file__).parents[2] / "requirements" / "debian.txt").read_text(encoding="utf-8")
    assert Need("git", "git", "tests/test_house.py reads the list of tracked files") in needs(text)
    assert missing(needs(text)) == []


def test_a_wrong_call_explains_itself(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capfd.readouterr().err
