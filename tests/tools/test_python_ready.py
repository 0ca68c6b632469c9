"""What a newcomer reads when this Python cannot carry the project."""

import pytest

from tools.python_ready import can_import, missing


def test_a_good_python_is_not_complained_about() -> None:
    assert missing((3, 11), lambda _: True) == ""


def test_an_old_python_is_told_its_version() -> None:
    assert "3.11 or newer is needed, this is 3.9" in missing((3, 9), lambda _: True)


@pytest.mark.parametrize("absent", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_the_debian_package(absent: str) -> None:
    assert "apt install python3-venv" in missing((3, 13), lambda name: name != absent)


def test_a_module_that_cannot_be_imported_is_seen() -> None:
    assert can_import("venv")
    assert not can_import("no_such_module_anywhere")
