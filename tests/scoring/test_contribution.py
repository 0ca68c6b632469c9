"""What each unit brings to a result: parts that add up to it exactly, and sentences where there are none."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.scoring.contribution import Split, Unsplit, split
from rabrong.scoring.formula import Formula, parse_formula
from rabrong.scoring.rollup import OverUnits, Tally, over_units, tally_of


def formula(text: str) -> Formula:
    """A formula over ก and ข."""
    parsed = parse_formula(text, ("ก", "ข"))
    assert isinstance(parsed, Formula)
    return parsed


def tallies(how: OverUnits = "sum", **numbers: int) -> dict[str, Tally]:
    """One unit's tallies."""
    return {code: tally_of(Fraction(number), how) for code, number in numbers.items()}


def together(units: dict[str, dict[str, Tally]], how: OverUnits = "sum") -> dict[str, Tally]:
    """What they come to."""
    return {code: over_units((unit[code] for unit in units.values() if code in unit), how) for code in ("ก", "ข")}


UNITS = {"40": tallies(ก=311, ข=398), "41": tallies(ก=96, ข=112), "42": tallies(ก=120, ข=208)}


def test_a_ratio_is_the_sum_of_the_dividends_over_the_divisor_of_all() -> None:
    found = split(formula("ก / ข * 100"), together(UNITS), UNITS)

    assert isinstance(found, Split)
    # 398 + 112 + 208 = 718
    assert found.parts == {"40": Fraction(31100, 718), "41": Fraction(9600, 718), "42": Fraction(12000, 718)}
    assert found.result == Fraction(52700, 718)
    assert found.rest == found.constant == 0


def test_growth_may_take_away() -> None:
    units = {"40": tallies(ก=120, ข=100), "41": tallies(ก=80, ข=100)}
    found = split(formula("(ก - ข) / ข * 100"), together(units), units)

    assert isinstance(found, Split)
    assert found.parts == {"40": 10, "41": -10}
    assert found.result == 0


def test_a_mean_is_shared_by_what_all_are_divided_by() -> None:
    units = {"40": tallies("mean", ก=3, ข=0), "41": tallies("mean", ก=5, ข=0)}
    found = split(formula("ก"), together(units, "mean"), units)

    assert isinstance(found, Split)
    assert found.parts == {"40": Fraction(3, 2), "41": Fraction(5, 2)}
    assert found.result == 4


def test_what_the_formula_adds_by_itself_belongs_to_nobody() -> None:
    found = split(formula("100 - ก / ข * 100"), together(UNITS), UNITS)

    assert isinstance(found, Split)
    assert found.constant == 100
    assert sum(found.parts.values()) == Fraction(-52700, 718)


def test_what_comes_from_nobody_listed_is_the_rest() -> None:
    listed = {unit: UNITS[unit] for unit in ("40", "41")}
    found = split(formula("ก / ข * 100"), together(UNITS), listed)

    assert isinstance(found, Split)
    assert found.rest == Fraction(12000, 718)


def test_a_unit_that_has_not_reported_brings_nothing() -> None:
    found = split(formula("ก / ข * 100"), together(UNITS), {**UNITS, "43": {}, "44": {"ก": Tally("sum")}})

    assert isinstance(found, Split)
    assert found.parts["43"] == found.parts["44"] == found.rest == 0


def test_a_cap_holds_where_it_is_reached_and_not_elsewhere() -> None:
    below = split(formula("min(ก / ข * 100, 90)"), together(UNITS), UNITS)
    above = split(formula("min(ก / ข * 100, 50)"), together(UNITS), UNITS)

    assert isinstance(below, Split)
    assert below.result == Fraction(52700, 718)
    assert isinstance(above, Split)
    assert above.result == above.constant == 50
    assert set(above.parts.values()) == {0}


def test_a_distance_keeps_its_sign() -> None:
    units = {"40": tallies(ก=1, ข=3)}
    found = split(formula("abs(ก - ข)"), together(units), units)

    assert isinstance(found, Split)
    assert found.result == 2
    assert found.parts == {"40": 2}


def test_a_negated_item_takes_away() -> None:
    units = {"40": tallies(ก=1, ข=3)}
    found = split(formula("-ก * 2"), together(units), units)

    assert isinstance(found, Split)
    assert found.parts == {"40": -2}


@pytest.mark.parametrize(
    ("text", "how", "reason"),
    [
        ("ก * ข", "sum", "not_linear"),
        ("ก", "min", "one_unit"),
        ("ก", "max", "one_unit"),
        ("ก", "latest", "one_unit"),
    ],
)
def test_some_results_have_no_parts(text: str, how: OverUnits, reason: str) -> None:
    units = {"40": tallies(how, ก=1, ข=3), "41": tallies(how, ก=2, ข=3)}

    assert split(formula(text), together(units, how), units) == Unsplit(reason)  # type: ignore[arg-type]


def test_without_a_result_there_are_no_parts() -> None:
    nothing = {"ก": Tally("sum"), "ข": Tally("sum")}
    zero = {"40": tallies(ก=1, ข=0)}

    assert split(formula("ก / ข"), nothing, {}) == Unsplit("no_result")
    assert split(formula("ก / ข"), together(zero), zero) == Unsplit("no_result")


PAIRS = st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 50)), min_size=1, max_size=30)
TEXTS = st.sampled_from(["ก / ข * 100", "(ก - ข) / ข * 100", "ก", "ก - 2 * ข + 7", "max(ก, 3) / ข", "abs(ก) / (ข + 1)"])


@given(PAIRS, TEXTS)
def test_parts_always_add_up_to_the_result(pairs: list[tuple[int, int]], text: str) -> None:
    units = {str(at): tallies(ก=met, ข=everybody) for at, (met, everybody) in enumerate(pairs)}
    parsed, whole = formula(text), together(units)
    found = split(parsed, whole, units)

    assert isinstance(found, Split)
    expected = parsed.value({code: tally.value() for code, tally in whole.items()})
    assert found.result == expected
    assert sum(found.parts.values()) + found.constant == expected
    assert found.rest == 0
