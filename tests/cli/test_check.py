"""`rabrong check` from the outside: exit codes, the JSON, the load of the units."""

import json
from pathlib import Path

import pytest

from tests.agreement_file.sample import CLEAN, changed
from tests.cli.command import printed, rabrong


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A file with one error and one warning."""
    text = changed("weight: 40\n    criteria", "weight: 41\n    criteria")
    text = changed("{code: internal, name: มิติภายใน, weight: 40}", "{code: internal, name: มิติภายใน}", text)
    text = changed("percent: 60, weights: [60]", 'percent: "-"', text)
    text = changed("percent: 40, weights: [40]", 'percent: "-"', text)
    path = tmp_path / "doubtful.yaml"
    path.write_text(changed("reason: ส่งช้า", 'reason: ""', text), encoding="utf-8")
    return path


def test_a_clean_file_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "clean.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    assert json.loads(printed("check", path, "--json")) == []
    assert printed("check", path, "--lang", "en").startswith("Nothing doubtful found\n")
    assert printed("check", path).startswith("ไม่พบข้อสงสัย\n")


def test_an_error_is_exit_1_and_the_json_says_what_and_where(doubtful: Path) -> None:
    result = rabrong("check", doubtful, "--json", "--lang", "en")
    assert (result.returncode, result.stderr) == (1, "")
    assert json.loads(result.stdout) == [
        {
            "code": "W-SUM-OVER",
            "severity": "error",
            "where": "line 15, indicators",
            "message": "the weights of the indicators add up to 101, not 100: 1 too much (round 6, 9, 12); "
            "scores are divided by 101",
        },
        {
            "code": "J-REASON",
            "severity": "warning",
            "where": "line 40, indicators.2.adjust",
            "message": "indicator 2: an adjustment gives no reason",
        },
    ]


def test_errors_and_warnings_are_counted_for_people(doubtful: Path) -> None:
    result = rabrong("check", doubtful, "--lang", "en")
    assert result.returncode == 1
    assert "1 errors · 1 warnings" in result.stdout
    assert "1 ข้อผิดพลาด · 1 ข้อควรดู" in rabrong("check", doubtful).stdout


def test_warnings_alone_are_exit_0(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed("reason: ส่งช้า", 'reason: ""'), encoding="utf-8")
    result = rabrong("check", path, "--json")
    assert result.returncode == 0
    assert [finding["severity"] for finding in json.loads(result.stdout)] == ["warning"]


def test_a_bad_file_is_exit_2_with_the_same_shape_of_json(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(changed("year: 2555", "year: 2012"), encoding="utf-8")
    result = rabrong("check", path, "--json", "--lang", "en")
    assert result.returncode == 2
    assert json.loads(result.stdout) == [
        {
            "code": "year.christian",
            "severity": "error",
            "where": "line 2, column 7, year",
            "message": "year 2012 must be B.E.; did you mean 2555?",
        }
    ]
    assert "line 2, column 7, year: year 2012 must be B.E." in result.stderr
    assert rabrong("check", path).stdout == ""
    missing = rabrong("check", tmp_path / "gone.yaml", "--json")
    assert json.loads(missing.stdout)[0]["where"].endswith("gone.yaml")


def test_the_load_of_every_unit_stands_beside_what_was_printed(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    lines = printed("check", path, "--lang", "en").splitlines()
    # กผ carries 60 % of 60 = 36, กค 40 % of 60 and all of 40 = 64
    assert [line.split() for line in lines[-2:]] == [
        ["กผ", "1", "36", "1", "·", "60%", "1", "1"],
        ["กค", "2", "64", "1", "·", "40%", "-", "1,", "2"],
    ]
