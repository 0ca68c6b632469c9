"""Data items over months, units and up the tree (domain rule 7); roll-ups of roll-ups are one roll-up."""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent
from rabrong.scoring.rollup import (
    ADDITIVE,
    NEVER,
    NO_WEIGHT,
    NOT_ADDED_UP,
    OVER_UNITS,
    DataItem,
    OverMonths,
    OverUnits,
    Reading,
    Reporters,
    RolledUp,
    Tally,
    Unreported,
    exchanged,
    merged,
    over_months,
    over_units,
    roll_up,
    tally_of,
    up_the_tree,
)

D = Decimal
NA = NOT_APPLICABLE
A_WEAK_COPY = Absent("missing", "absent.not_reported")


def year(text: str) -> list[Reading]:
    """Readings from October on: a number, N/A, or - for not reported."""
    words = {"-": MISSING, "N/A": NA}
    return [(month, words.get(word) or D(word)) for month, word in enumerate(text.split(), start=1)]


@pytest.mark.parametrize(
    ("readings", "summed", "running", "last", "mean"),
    [
        ("10 20 30", 60, 30, 30, 20),
        ("10 - 30", 40, 30, 30, 20),  # a month not reported is left out, not zero
        ("10 20 -", 30, 20, 20, 15),
        ("10 0 20", 30, 20, 20, 10),  # zero is zero
        ("10 20 0", 30, 0, 0, 10),
        ("N/A 20 30", 50, 30, 30, 25),
        ("10 20 N/A", 30, NA, NA, 15),  # the last report decides, and it says N/A
        ("10 N/A -", 10, NA, NA, 10),
        ("N/A - N/A", NA, NA, NA, NA),
        ("- - -", MISSING, MISSING, MISSING, MISSING),
        ("", MISSING, MISSING, MISSING, MISSING),
        ("-5", -5, -5, -5, -5),
    ],
)
def test_months_become_one_value(readings: str, summed: object, running: object, last: object, mean: object) -> None:
    values = [over_months(year(readings), how) for how in ("sum", "running", "last", "mean")]
    assert values == [summed, running, last, mean]


def test_a_mean_of_months_keeps_its_thirds() -> None:
    assert over_months(year("10 10 11"), "mean") == Fraction(31, 3)


@pytest.mark.parametrize("how", ["sum", "running", "last", "mean"])
def test_not_reported_is_known_by_its_state_and_not_by_being_the_same_object(how: OverMonths) -> None:
    assert over_months([(1, D(7)), (2, A_WEAK_COPY)], how) == 7
    assert over_months([(1, A_WEAK_COPY)], how) == MISSING


def test_months_are_added_exactly_in_any_decimal_context() -> None:
    with localcontext(Context(prec=3)):
        assert over_months(year("99999.99 0.01 0.0000000001"), "sum") == Fraction("100000.0000000001")


def tallies(how: OverUnits, *values: str | Absent) -> list[Tally]:
    """A tally per unit; "8x3" is 8 with weight 3, "8@3" is 8 in month 3."""
    return [
        tally_of(value, how) if isinstance(value, Absent) else tally(how, value, f"unit {at}")
        for at, value in enumerate(values)
    ]


def tally(how: OverUnits, text: str, unit: str) -> Tally:
    """One unit's tally."""
    text, _, month = text.partition("@")
    value, _, weight = text.partition("x")
    return tally_of(Fraction(value), how, weight=Fraction(weight or 1), month=int(month or NEVER), unit=unit)


@pytest.mark.parametrize(
    ("how", "values", "together"),
    [
        ("sum", ["10", "20", "-3"], 27),
        ("mean", ["10", "20", "30"], 20),
        ("mean", ["10", "20", MISSING], 15),  # not reported is not zero
        ("mean", ["10", "20", "0"], 10),
        ("mean", ["10", NA], 10),
        ("mean", ["1x100", "3x1"], 2),  # weights count in a weighted mean only
        ("weighted_mean", ["80x3", "90x1"], Fraction("82.5")),  # 330 / 4
        ("weighted_mean", ["80x3", "90x0"], 80),
        ("weighted_mean", ["80x0", "90x0"], NO_WEIGHT),
        ("weighted_mean", ["80x3", MISSING], 80),
        ("min", ["10", "-20", "30"], -20),
        ("min", ["10", MISSING], 10),
        ("max", ["10", "-20", "30"], 30),
        ("max", ["-10", NA], -10),  # not 0
        ("latest", ["10@3", "20@5", "30@4"], 20),
        ("latest", ["10@3", "20@3"], 20),  # of equal months the unit last by code
        ("latest", ["10@0", "20"], 10),  # a value nobody reported comes before an undated one
        ("none", ["10"], 10),
        ("none", ["10", MISSING, NA], 10),
        ("none", ["10", "10"], NOT_ADDED_UP),
    ],
)
def test_units_become_one_value(how: OverUnits, values: Sequence[str | Absent], together: object) -> None:
    assert over_units(tallies(how, *values), how).value() == together


@pytest.mark.parametrize("how", OVER_UNITS)
def test_units_without_a_number_have_none_together(how: OverUnits) -> None:
    assert over_units([], how).value() == MISSING
    assert over_units(tallies(how, MISSING, MISSING), how).value() == MISSING
    assert over_units(tallies(how, NA, MISSING), how).value() == NA


@pytest.mark.parametrize("how", OVER_UNITS)
def test_the_order_of_units_does_not_matter(how: OverUnits) -> None:
    units = tallies(how, "10x2@3", "20x3@3", "15x1@2", MISSING, NA)
    assert over_units(reversed(units), how) == over_units(units, how)


Drawn = tuple[Fraction | str | None, int, int]
ONE_UNIT = st.tuples(
    st.one_of(st.none(), st.just("N/A"), st.fractions(-1000, 1000, max_denominator=1000)),
    st.integers(0, 9),
    st.integers(NEVER, 12),
)


@given(
    how=st.sampled_from(OVER_UNITS),
    units=st.lists(st.tuples(ONE_UNIT, st.integers(0, 3), st.integers(0, 2)), max_size=12),
)
def test_a_roll_up_of_roll_ups_is_one_roll_up(
    how: OverUnits, units: list[tuple[tuple[Fraction | str | None, int, int], int, int]]
) -> None:
    """Units in any districts of any provinces: district by district, then province by province, or all at once."""
    leaves = [
        (unit_tally(how, *unit, code=f"{at:02}"), district, province)
        for at, (unit, district, province) in enumerate(units)
    ]
    provinces = [
        over_units(
            [
                over_units([leaf for leaf, d, p in leaves if (d, p) == (district, province)], how)
                for district in range(4)
            ],
            how,
        )
        for province in range(3)
    ]
    assert over_units(provinces, how) == over_units([leaf for leaf, _, _ in leaves], how)


@given(
    how=st.sampled_from(ADDITIVE),
    units=st.lists(ONE_UNIT, min_size=1, max_size=8),
    becomes=ONE_UNIT,
    at=st.integers(0, 7),
)
def test_a_part_exchanged_is_what_merging_all_parts_anew_gives(
    how: OverUnits,
    units: list[tuple[Fraction | str | None, int, int]],
    becomes: tuple[Fraction | str | None, int, int],
    at: int,
) -> None:
    at %= len(units)
    tallies = [unit_tally(how, *unit, code=f"{at:02}") for at, unit in enumerate(units)]
    after = unit_tally(how, *becomes, code=f"{at:02}")
    anew = over_units([*tallies[:at], after, *tallies[at + 1 :]], how)
    assert exchanged(over_units(tallies, how), tallies[at], after) == anew


def unit_tally(how: OverUnits, value: Fraction | str | None, weight: int, month: int, *, code: str) -> Tally:
    """A tally from drawn numbers."""
    if value is None or isinstance(value, str):
        return tally_of(MISSING if value is None else NA, how)
    return tally_of(value, how, weight=Fraction(weight), month=month, unit=code)


@given(
    how=st.sampled_from(["sum", "mean", "weighted_mean", "min", "max", "latest"]),
    units=st.lists(ONE_UNIT, min_size=1, max_size=8),
)
def test_the_roll_up_agrees_with_its_definition(
    how: OverUnits, units: list[tuple[Fraction | str | None, int, int]]
) -> None:
    found = over_units([unit_tally(how, *unit, code=f"{at:02}") for at, unit in enumerate(units)], how).value()
    numbers = [
        (value, weight, (month, at)) for at, (value, weight, month) in enumerate(units) if isinstance(value, Fraction)
    ]
    if not numbers:
        assert found == (NA if "N/A" in [value for value, _, _ in units] else MISSING)
    elif how == "weighted_mean" and not any(weight for _, weight, _ in numbers):
        assert found == NO_WEIGHT
    else:
        assert found == defined(how, numbers)


def defined(how: OverUnits, numbers: list[tuple[Fraction, int, tuple[int, int]]]) -> Fraction:
    """The textbook's way, over all units at once."""
    values = [value for value, _, _ in numbers]
    match how:
        case "sum":
            return sum(values, Fraction(0))
        case "mean":
            return sum(values, Fraction(0)) / len(values)
        case "weighted_mean":
            each = [value for value, weight, _ in numbers for _ in range(weight)]
            return sum(each, Fraction(0)) / len(each)
        case "min":
            return sorted(values)[0]
        case "max":
            return sorted(values)[-1]
        case _:
            return sorted(numbers, key=lambda number: number[2])[-1][0]


def test_a_sum_goes_up_the_whole_tree() -> None:
    parent_of = {"เมืองตาก": "ตาก", "แม่สอด": "ตาก", "เบตง": "ยะลา", "ตาก": "กรม", "ยะลา": "กรม"}
    leaves = {
        "เมืองตาก": tally_of(Fraction(1), "sum"),
        "แม่สอด": tally_of(Fraction(2), "sum"),
        "เบตง": tally_of(MISSING, "sum"),
    }
    totals = up_the_tree(leaves, parent_of, "sum")
    values = {unit: total.value() for unit, total in totals.items()}
    assert values == {"เมืองตาก": 1, "แม่สอด": 2, "ตาก": 3, "เบตง": MISSING, "ยะลา": MISSING, "กรม": 3}


def test_a_province_without_districts_is_absent_from_the_tree() -> None:
    assert up_the_tree({}, {"ตาก": "กรม"}, "sum") == {}


@given(
    how=st.sampled_from(OVER_UNITS),
    units=st.dictionaries(st.sampled_from(["a1", "a2", "b1", "b2", "c1"]), ONE_UNIT),
)
def test_the_top_of_the_tree_is_the_roll_up_of_its_leaves(
    how: OverUnits, units: dict[str, tuple[Fraction | str | None, int, int]]
) -> None:
    leaves = {code: unit_tally(how, *unit, code=code) for code, unit in units.items()}
    parent_of = {code: code[0] for code in leaves} | dict.fromkeys("abc", "top")
    assert up_the_tree(leaves, parent_of, how).get("top", Tally(how)) == over_units(leaves.values(), how)


def test_an_empty_tally_changes_nothing() -> None:
    for how in OVER_UNITS:
        one = tally(how, "8x3@5", "ตาก")
        assert merged(Tally(how), one) == merged(one, Tally(how)) == one


def rolled(
    item: DataItem, readings: Mapping[str, str], unreported: Unreported = "leave_out", expected: str = "ก ข ค"
) -> RolledUp:
    """One item rolled up for กรม from unit -> months."""
    by_unit = {unit: year(months) for unit, months in readings.items()}
    return roll_up({item.code: item}, {item.code: by_unit}, Reporters("กรม", tuple(expected.split()), unreported))[
        item.code
    ]


def test_months_are_added_before_units() -> None:
    found = rolled(DataItem("x", over_months="sum", over_units="max"), {"ก": "1 2 3", "ข": "4 - 1", "ค": "-"})
    assert found == RolledUp(Fraction(6), {"ก": Fraction(6), "ข": Fraction(5), "ค": MISSING}, ("ค",))


@pytest.mark.parametrize(
    ("how", "leave_out", "zero"),
    [("sum", 12, 12), ("mean", 6, 4), ("min", 4, 0), ("max", 8, 8), ("latest", 8, 8)],
)
def test_a_silent_unit_is_left_out_or_zero_or_blocks(how: OverUnits, leave_out: int, zero: int) -> None:
    item, readings = DataItem("x", over_units=how), {"ก": "4", "ข": "- 8"}
    assert rolled(item, readings).value == leave_out
    counted = rolled(item, readings, "zero")
    assert counted == RolledUp(Fraction(zero), {"ก": Fraction(4), "ข": Fraction(8), "ค": Fraction(0)}, ("ค",))
    blocked = rolled(item, readings, "block").value
    assert blocked == Absent("missing", "absent.unit_silent", {"count": 1, "first": "ค"})


def test_a_zero_for_silence_is_never_the_latest_value() -> None:
    """Undated values of a file are month 0, still after what nobody reported."""
    undated = {"x": {"ก": [(0, D(5))]}}
    found = roll_up({"x": DataItem("x", over_units="latest")}, undated, Reporters("กรม", ("ก", "ฮ"), "zero"))
    assert found["x"].value == 5


def test_where_everybody_reported_nothing_is_blocked() -> None:
    readings = {"ก": "1", "ข": "N/A", "ค": "3"}
    for rule in ("leave_out", "zero", "block"):
        assert rolled(DataItem("x"), readings, rule) == RolledUp(
            Fraction(4), {"ก": Fraction(1), "ข": NA, "ค": Fraction(3)}
        )


def test_where_nobody_is_expected_nobody_is_silent() -> None:
    for rule in ("leave_out", "zero", "block"):
        assert rolled(DataItem("x"), {"ก": "1"}, rule, expected="").value == 1


def test_where_nothing_was_reported_at_all_there_is_no_value() -> None:
    assert rolled(DataItem("x"), {}, expected="") == RolledUp(MISSING, {})


def test_an_item_that_is_not_added_up_takes_the_own_units_value() -> None:
    item = DataItem("x", over_units="none")
    assert rolled(item, {"กรม": "7", "ก": "1", "ข": "2"}, expected="").value == 7
    assert rolled(item, {"กรม": "N/A", "ก": "1"}, expected="").value == NA
    assert rolled(item, {"กรม": "-", "ก": "1"}, expected="").value == 1
    assert rolled(item, {"ก": "1", "ข": "2"}, expected="").value == NOT_ADDED_UP
    assert rolled(item, {"ก": "1"}, expected="").value == 1


DAYS = DataItem("days", over_units="weighted_mean", over_months="mean", weighted_by="clients")
CLIENTS = DataItem("clients", over_months="sum")


def weighed(days: Mapping[str, str], clients: Mapping[str, str], unreported: Unreported = "leave_out") -> RolledUp:
    """Days per client of กรม, weighed by clients."""
    readings = {
        "days": {unit: year(months) for unit, months in days.items()},
        "clients": {unit: year(months) for unit, months in clients.items()},
    }
    return roll_up({"days": DAYS, "clients": CLIENTS}, readings, Reporters("กรม", ("ก", "ข"), unreported))["days"]


@pytest.mark.parametrize(
    ("days", "clients", "value"),
    [
        ({"ก": "4 6", "ข": "10"}, {"ก": "20 10", "ข": "10"}, Fraction("6.25")),  # (5 x 30 + 10 x 10) / 40
        ({"ก": "5", "ข": "10"}, {"ก": "30", "ข": "0"}, 5),
        ({"ก": "5", "ข": "10"}, {"ก": "30"}, 5),  # without weight it cannot count
        ({"ก": "5", "ข": "10"}, {"ก": "30", "ข": "N/A"}, 5),
        ({"ก": "5"}, {"ก": "30", "ข": "10"}, 5),
        ({"ก": "5", "ข": "10"}, {"ก": "0", "ข": "0"}, NO_WEIGHT),
        ({"ก": "5"}, {}, MISSING),
        ({"ก": "5"}, {"ก": "N/A"}, NA),
    ],
)
def test_a_weighted_mean_is_weighed_by_the_other_item(
    days: Mapping[str, str], clients: Mapping[str, str], value: object
) -> None:
    assert weighed(days, clients).value == value


def test_a_weighted_mean_without_a_weighing_item_has_no_value() -> None:
    assert rolled(DataItem("x", over_units="weighted_mean"), {"ก": "5"}, expected="").value == MISSING


def test_silence_counted_as_zero_needs_a_weight_to_count() -> None:
    """(5 x 30 + 0 x 10) / 40 = 3.75; without clients the silent unit weighs nothing."""
    assert weighed({"ก": "5"}, {"ก": "30", "ข": "10"}, "zero").value == Fraction("3.75")
    assert weighed({"ก": "5"}, {"ก": "30"}, "zero").value == 5


def test_a_unit_without_weight_blocks_like_one_without_value() -> None:
    blocked = Absent("missing", "absent.unit_silent", {"count": 1, "first": "ข"})
    assert weighed({"ก": "5"}, {"ก": "30", "ข": "10"}, "block").value == blocked
    assert weighed({"ก": "5", "ข": "6"}, {"ก": "30"}, "block").value == blocked
    assert weighed({"ก": "5", "ข": "6"}, {"ก": "30", "ข": "10"}, "block").value == Fraction("5.25")
