"""Settings from the environment: NAME or NAME_FILE, and everything wrong at once."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from rabrong.config.environment import Environment


def test_a_value_comes_from_its_name_or_from_the_file_that_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from a file\n", encoding="utf-8")
    environment = Environment({"A": " here ", "B_FILE": str(secret)})
    assert (environment.text("A"), environment.text("B"), environment.text("C", "default")) == (
        "here",
        "from a file",
        "default",
    )
    assert environment.problems == []


def test_both_ways_at_once_an_unreadable_file_and_a_missing_value_are_problems(tmp_path: Path) -> None:
    environment = Environment({"A": "x", "A_FILE": __file__, "B_FILE": str(tmp_path)})
    environment.text("A")
    environment.text("B")
    environment.required("C", "it is needed.")
    assert [problem.split(" ")[0] for problem in environment.problems] == ["A", "B_FILE", "C"]


def test_a_required_value_whose_file_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    environment = Environment({"A_FILE": str(tmp_path / "gone")})
    assert environment.required("A", "it is needed.") == ""
    assert len(environment.problems) == 1


@pytest.mark.parametrize(
    ("text", "value", "problems"), [("1", True, 0), ("0", False, 0), ("", True, 0), ("yes", False, 1)]
)
def test_a_switch_is_one_or_zero(text: str, value: bool, problems: int) -> None:
    environment = Environment({"A": text})
    assert environment.switch("A", default=True) is value
    assert len(environment.problems) == problems


def test_whole_numbers_and_lists_are_read() -> None:
    environment = Environment({"A": "12", "B": "-1", "C": "one, two  three"})
    assert (environment.whole("A", 0), environment.whole("B", 7), environment.names("C")) == (
        12,
        7,
        ["one", "two", "three"],
    )
    assert len(environment.problems) == 1


def test_every_problem_is_in_the_one_refusal() -> None:
    environment = Environment({})
    environment.required("A", "first.")
    environment.required("B", "second.")
    with pytest.raises(ImproperlyConfigured, match=r"A is not set: first\.\n.*B is not set: second\."):
        environment.refuse_problems()
