"""The complete example: clean, scored as its comments say, and fed by a year of results from the provinces."""

import csv
import json
from collections import defaultdict
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.command import data, printed, rows

EXAMPLES = Path(str(files("rabrong.examples")))
RESULTS = EXAMPLES / "cdd-2555-results.csv"
HALF_SHARE = Fraction(1, 2)

# Indicator -> weight and score, recomputed from the values in the file.
SCORES = {
    "1.1.1": (5, Fraction(4)),
    "1.1.2": (5, 3 + Fraction(65 - 60, 70 - 60)),
    "1.2": (10, 3 + (Fraction(8013, 15000) * 100 - 50) / 5),
    "1.3": (10, 4 + (Fraction(9378, 12000) * 100 - 75) / 5),
    "2": (5, 3 + (Fraction(6177, 7500) * 100 - 80) / 5),
    "3.1": (5, 2 + (Fraction(4147, 7250) * 100 - 55) / 5),
    "3.2": (5, 2 + (Fraction(1184, 1594) * 100 - 70) / 5),
    "4.1": (5, Fraction(5)),
    "4.2": (5, 3 + (Fraction(79112 - 72500, 72500) * 100 - 8) / 2),
    "4.3": (5, 4 + (Fraction(11904, 14898) * 100 - 75) / 5),
    "5": (7, 4 + ((50 * Fraction("82.40") + 30 * Fraction("79.50") + 20 * Fraction("85.10")) / 100 - 80) / 5),
    "6": (3, Fraction("4.36") - Fraction("0.2")),
    "7": (5, Fraction(1)),
    "8": (5, Fraction(3)),
    "9": (5, Fraction("4.25")),
    "10": (5, (40 * Fraction("4.2") + 30 * 5 + 30 * 4) / 100),
    "11": (5, HALF_SHARE * 5 + HALF_SHARE * (4 + Fraction(8 - 6, 8 - 4))),
    "12": (5, (40 * (3 + Fraction(74 - 70, 5)) + 60 * Fraction(5 + 3, 2)) / 100),
}


def shown(value: Fraction) -> str:
    """Four decimals, half up."""
    units = int(value * 10_000 + HALF_SHARE)
    return f"{units // 10_000}.{units % 10_000:04}"


def test_it_is_clean() -> None:
    assert json.loads(printed("check", "cdd-2555", "--json")) == []


def test_every_score_and_the_total_are_as_computed_by_hand() -> None:
    card = data("score", "cdd-2555")
    assert {str(line["code"]): line["score"] for line in rows(card["indicators"])} == {
        code: shown(score) for code, (_, score) in SCORES.items()
    }
    assert {str(line["code"]): line["weighted"] for line in rows(card["indicators"])} == {
        code: shown(score * weight / 100) for code, (weight, score) in SCORES.items()
    }
    assert card["total"] == shown(sum((weight * score for weight, score in SCORES.values()), Fraction(0)) / 100)
    assert card["counted_weight"] == "100"


def last_reports(indicator: str, item: str, until: str) -> dict[str, int]:
    """Province -> the last number it reported up to a month."""
    last: dict[str, tuple[str, int]] = {}
    with RESULTS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            wanted = (row["indicator"], row["item"]) == (indicator, item) and row["month"] <= until
            if wanted and row["value"] and row["month"] >= last.get(row["unit"], ("", 0))[0]:
                last[row["unit"]] = (row["month"], int(row["value"]))
    return {unit: value for unit, (_, value) in last.items()}


@pytest.mark.parametrize(("round_", "until"), [("6", "2555-03"), ("9", "2555-06"), ("12", "2555-09")])
@pytest.mark.parametrize("indicator", ["3.2", "4.3"])
def test_the_provinces_add_up_to_the_ratio_of_sums(indicator: str, round_: str, until: str) -> None:
    part, whole = (last_reports(indicator, item, until) for item in ("ก", "ข"))
    card = data("score", "cdd-2555", "--results", RESULTS, "--round", round_)
    (line,) = [line for line in rows(card["indicators"]) if line["code"] == indicator]
    assert line["result"] == shown(Fraction(sum(part.values()) * 100, sum(whole.values())))


def test_two_provinces_are_silent_and_named() -> None:
    for indicator in ("3.2", "4.3"):
        why = printed("score", "cdd-2555", "--results", RESULTS, "--why", indicator, "--lang", "en")
        assert why.count("2 units have not reported: 63, 95") == 2
        assert why.count("sum of 74 units") == 2


def test_the_results_are_whole_believable_and_complete() -> None:
    with RESULTS.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    months: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in table:
        months[row["indicator"], row["unit"], row["item"]].add(row["month"])
    assert len({unit for _, unit, _ in months}) == 74
    assert all(int(row["value"]) >= 0 for row in table if row["value"] not in ("", "N/A"))
    for indicator in ("3.2", "4.3"):
        part, whole = (last_reports(indicator, item, "2555-09") for item in ("ก", "ข"))
        assert part.keys() == whole.keys()
        assert [unit for unit in part if part[unit] > whole[unit]] == []


def test_the_survey_counts_from_round_12_on_only() -> None:
    states = {
        round_: {
            str(line["code"]): line["state"]
            for line in rows(data("score", "cdd-2555", "--round", round_)["indicators"])
        }
        for round_ in ("6", "9", "12")
    }
    assert [states[round_]["5"] for round_ in ("6", "9", "12")] == ["not_started", "not_started", "counted"]
    assert data("score", "cdd-2555", "--round", "9")["counted_weight"] == "90"
