"""The licence check: what it allows, and what it says about the rest."""

from importlib.metadata import Distribution
from os import PathLike
from pathlib import Path

import pytest

from tools import check_licences
from tools.check_licences import Licensed, complaints, is_allowed, stated_licence


class Installed(Distribution):
    """A distribution that is nothing but its metadata."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read_text(self, filename: str) -> str | None:
        return self.text if filename == "METADATA" else None

    def locate_file(self, path: str | PathLike[str]) -> Path:
        return Path(path)


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "mit license",
        "Apache-2.0 OR GPL-3.0-only",
        "MIT AND BSD-3-Clause",
        "GPL-2.0-only OR MIT AND ISC",
        "(MIT OR Apache-2.0) AND ISC",
        "MPL-2.0",
    ],
)
def test_a_licence_on_the_list_is_allowed(licence: str) -> None:
    assert is_allowed(licence)


@pytest.mark.parametrize(
    "licence",
    ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT OR GPL-3.0-only) AND ISC", "UNKNOWN", "MIT-like"],
)
def test_any_other_licence_is_not(licence: str) -> None:
    assert not is_allowed(licence)


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT\nLicense: whatever", "MIT"),
        (
            "License: X\nClassifier: License :: OSI Approved\nClassifier: License :: OSI Approved :: BSD License",
            "BSD License",
        ),
        ("Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: Free", "MIT License AND Free"),
        ("License: Apache 2.0", "Apache 2.0"),
        ("Classifier: Topic :: Text", ""),
    ],
)
def test_the_stated_licence_comes_from_expression_then_classifiers_then_text(metadata: str, licence: str) -> None:
    assert stated_licence(Installed(f"Name: a\n{metadata}\n")) == Licensed("a", licence)


def test_complaints_name_the_distribution_and_what_it_states() -> None:
    installed = [Licensed("b", "GPL-3.0-only"), Licensed("c", "MIT"), Licensed("A", "")]
    assert complaints(installed) == ["A: no licence stated", "b: GPL-3.0-only"]


def test_an_exception_is_not_complained_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(check_licences.EXCEPTIONS, "b", "only runs on the machine of a developer")
    assert complaints([Licensed("b", "GPL-3.0-only")]) == []


def test_everything_installed_here_is_allowed() -> None:
    assert check_licences.main() == 0


def test_the_check_fails_and_says_why(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check_licences, "distributions", lambda: [Installed("Name: odd\nLicense: Proprietary\n")])
    assert check_licences.main() == 1
    assert "odd: Proprietary" in capsys.readouterr().err
