"""Sharing out by largest remainder, and levels that follow a target."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rabrong.scoring.allocation import apportioned, can_be_shared, moved_levels, places_of

WEIGHTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4),
    st.decimals(0, 10**7, allow_nan=False, places=2),
    min_size=1,
    max_size=30,
).filter(can_be_shared)
WHOLES = st.integers(-(10**9), 10**9).flatmap(
    lambda digits: st.integers(0, 4).map(lambda places: Decimal(digits).scaleb(-places))
)


def numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


def test_households_are_shared_out_by_largest_remainder() -> None:
    # 1,000 by 450, 330, 220 of 1,000 households is 450, 330, 220; 100 is 45, 33, 22; 10 is 4.5, 3.3, 2.2:
    # 4 + 3 + 2 = 9, the one that is left goes to the remainder of .5
    households = {"p10": Decimal(450), "p11": Decimal(330), "p12": Decimal(220)}
    assert apportioned(Decimal(10), households) == {"p10": 5, "p11": 3, "p12": 2}


def test_equal_remainders_go_by_the_smaller_code() -> None:
    equal = {"c": Decimal(1), "a": Decimal(1), "b": Decimal(1)}
    assert apportioned(Decimal(11), equal) == {"a": 4, "b": 4, "c": 3}


def test_a_decimal_number_is_shared_in_its_own_steps() -> None:
    # 0.10 is ten steps of 0.01
    parts = apportioned(Decimal("0.10"), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    assert [str(part) for part in parts.values()] == ["0.04", "0.03", "0.03"]


def test_a_unit_without_households_gets_nothing() -> None:
    assert apportioned(Decimal(7), {"a": Decimal(0), "b": Decimal(3)}) == {"a": 0, "b": 7}


def test_nothing_and_less_than_nothing_share_nothing() -> None:
    assert not can_be_shared({})
    assert not can_be_shared({"a": Decimal(0)})
    assert not can_be_shared({"a": Decimal(2), "b": Decimal(-1)})


@given(WHOLES, WEIGHTS)
def test_parts_add_up_and_are_less_than_a_step_off(whole: Decimal, weights: dict[str, Decimal]) -> None:
    parts = apportioned(whole, weights)
    assert sum(map(Fraction, parts.values())) == Fraction(whole)
    together, step = sum(map(Fraction, weights.values())), Fraction(1, 10 ** places_of(whole))
    for key, part in parts.items():
        assert abs(Fraction(part) - Fraction(whole) * Fraction(weights[key]) / together) < step


@given(WHOLES, WEIGHTS, st.randoms())
def test_the_order_of_the_units_changes_nothing(whole: Decimal, weights: dict[str, Decimal], chance: object) -> None:
    turned = list(weights.items())
    chance.shuffle(turned)  # type: ignore[attr-defined]  # random.Random, which hypothesis does not say
    assert apportioned(whole, dict(turned)) == apportioned(whole, weights)


def test_scaled_levels_keep_their_share_of_the_target() -> None:
    levels = [Decimal(number) for number in ("60", "70", "80", "90", "100")]
    assert moved_levels(levels, Decimal(100), Decimal(250), "scaled") == numbers("150 175 200 225 250")


def test_shifted_levels_keep_their_distance_from_the_target() -> None:
    levels = [Decimal(number) for number in ("60", "65", "70", "75", "80")]
    assert moved_levels(levels, Decimal(80), Decimal(90), "shifted") == numbers("70 75 80 85 90")


def test_levels_stay_when_they_are_kept_or_the_target_does() -> None:
    levels = [Decimal("60.0"), Decimal(80)]
    assert moved_levels(levels, Decimal(80), Decimal(90), "kept") == numbers("60.0 80")
    assert moved_levels(levels, Decimal(80), Decimal(80), "scaled") == numbers("60.0 80")


def test_levels_of_a_target_of_zero_are_shifted() -> None:
    assert moved_levels([Decimal(4), Decimal(0)], Decimal(0), Decimal("1.5"), "scaled") == (
        Decimal("5.5"),
        Decimal("1.5"),
    )


def test_a_level_without_an_end_is_rounded_half_up() -> None:
    # 100 / 3 * 2 = 66.66666...
    assert moved_levels([Decimal(2), Decimal(3)], Decimal(3), Decimal(100), "scaled") == numbers("66.6667 100")


def test_a_number_in_hundreds_has_no_decimals() -> None:
    assert places_of(Decimal("1E+3")) == 0
    assert places_of(Decimal("NaN")) == 0


@given(st.lists(st.decimals(0, 10**6, allow_nan=False, places=2), min_size=2, max_size=5), st.integers(1, 10**6))
def test_moved_levels_keep_their_order_and_meet_the_target(levels: list[Decimal], after: int) -> None:
    rising = sorted(levels)
    target = rising[-1] + 1
    for moved in (
        moved_levels([*rising, target], target, Decimal(after), "scaled"),
        moved_levels([*rising, target], target, Decimal(after), "shifted"),
    ):
        assert list(moved) == sorted(moved)
        assert moved[-1] == after
