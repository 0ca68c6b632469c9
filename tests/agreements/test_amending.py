"""From one signed text to the next: fields, cancelling, adding, weights shared out anew; earlier rounds stay."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.agreements.amending import AmendingFault, Changes, amended, shared_weights
from rabrong.scoring.agreement import Round

LEVELS = {"kind": "levels", "at": ["60", "65", "70", "75", "80"]}
EASIER = {"kind": "levels", "at": ["50", "55", "60", "65", "70"]}


def row(code: str, weight: str) -> dict[str, Any]:
    return {
        "key": f"k{code}",
        "code": code,
        "name": f"ตัวชี้วัด {code}",
        "aspect": "all",
        "measure": "ร้อยละ",
        "weights": {"6": weight, "9": weight, "12": weight},
        "target": "75",
        "criteria": LEVELS,
        "starts": 6,
        "cancelled": None,
    }


def content() -> dict[str, Any]:
    return {"format": "x", "from_round": 6, "indicators": [row("1", "10"), row("2", "30"), row("3", "60")]}


def rows_of(changes: Changes, from_round: Round = 9) -> dict[str, dict[str, Any]]:
    new = amended(content(), changes, from_round)
    assert not isinstance(new, AmendingFault), new
    assert new["from_round"] == from_round
    return {each["code"]: each for each in new["indicators"]}


def fault_of(changes: Changes) -> tuple[str, str]:
    found = amended(content(), changes, 9)
    assert isinstance(found, AmendingFault)
    return found.code, found.indicator


def test_a_changed_field_is_the_only_change() -> None:
    before = content()
    after = rows_of(Changes({"1": {"criteria": EASIER, "target": "65"}}))
    assert (after["1"]["criteria"], after["1"]["target"]) == (EASIER, "65")
    assert after["2"] == before["indicators"][1]
    assert before == content()  # the text that was signed is left alone


def test_a_new_weight_counts_from_its_round_on() -> None:
    after = rows_of(Changes({"1": {"weight": "20"}, "2": {"weight": "20"}}))
    assert after["1"]["weights"] == {"6": "10", "9": "20", "12": "20"}
    assert after["2"]["weights"] == {"6": "30", "9": "20", "12": "20"}


def test_what_a_cancelled_indicator_leaves_is_shared_in_proportion() -> None:
    """Without 1 (weight 10) 2 and 3 are 30 and 60 of 90: 33.33 and 66.67 of 100."""
    after = rows_of(Changes({}, cancelled=("1",)))
    assert after["1"]["cancelled"] == 9
    assert after["1"]["weights"] == {"6": "10", "9": "10", "12": "10"}
    assert after["2"]["weights"] == {"6": "30", "9": "33.33", "12": "33.33"}
    assert after["3"]["weights"] == {"6": "60", "9": "66.67", "12": "66.67"}


def test_what_an_added_indicator_takes_comes_from_the_others_in_proportion() -> None:
    """20 for the new one leaves 80 for 10, 30 and 60: 8, 24 and 48."""
    new = {**row("4", "0"), "weight": "20"}
    after = rows_of(Changes({}, added=(new,)))
    assert after["4"]["weights"] == {"9": "20", "12": "20"}
    assert after["4"]["starts"] == 9
    assert [after[code]["weights"]["9"] for code in "123"] == ["8", "24", "48"]
    assert "weight" not in after["4"]


def test_a_whole_new_table_is_taken_as_it_is() -> None:
    after = rows_of(Changes({}, cancelled=("1",), weights={"2": "45", "3": "55"}))
    assert [after[code]["weights"]["12"] for code in "23"] == ["45", "55"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (Changes({"9": {"target": "1"}}), ("amend.unknown_indicator", "9")),
        (Changes({}, cancelled=("9",)), ("amend.unknown_indicator", "9")),
        (Changes({}, added=({**row("1", "0"), "weight": "5"},)), ("amend.code_taken", "1")),
        (Changes({}, weights={"1": "50", "2": "50"}), ("amend.weight_missing", "3")),
        (Changes({}, weights={"1": "50", "2": "30", "3": "30"}), ("amend.weights_not_100", "")),
        (Changes({"1": {"weight": "20"}}), ("amend.weights_not_100", "")),
        (Changes({}, weights={"1": "0", "2": "40", "3": "60"}), ("amend.weight_not_positive", "")),
    ],
)
def test_what_cannot_be_changed_is_said(changes: Changes, why: tuple[str, str]) -> None:
    assert fault_of(changes) == why


def test_an_indicator_is_cancelled_once() -> None:
    once = amended(content(), Changes({}, cancelled=("1",)), 9)
    assert not isinstance(once, AmendingFault)
    twice = amended(once, Changes({}, cancelled=("1",)), 12)
    assert isinstance(twice, AmendingFault)
    assert twice.code == "amend.cancelled_already"


WEIGHTS = st.dictionaries(
    st.sampled_from([f"{number}" for number in range(1, 22)]),
    st.decimals("0.01", "60", places=2),
    min_size=1,
    max_size=21,
)


@given(WEIGHTS)
def test_shared_weights_are_100_and_each_within_a_step_of_its_part(weights: dict[str, Decimal]) -> None:
    shared = shared_weights({code: str(weight) for code, weight in weights.items()})
    assert sum(Decimal(weight) for weight in shared.values()) == 100
    whole = sum(weights.values())
    for code, weight in weights.items():
        assert abs(Decimal(shared[code]) - weight * 100 / whole) < Decimal("0.01")
