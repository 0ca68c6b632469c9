"""The scale of a year: which points and bands make sense, and how a displayed score finds its band."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import Fault
from rabrong.scoring.scale import Band, Scale, bands_fault, points_fault
from tests.scoring.sample import FIVE, THREE, decimals

FIVE_BANDS = (
    Band(Decimal("1.4999"), "ต้องปรับปรุง"),
    Band(Decimal("2.4999"), "พอใช้"),
    Band(Decimal("3.4999"), "ปานกลาง"),
    Band(Decimal("4.4999"), "ดี"),
    Band(None, "ดีมาก"),
)


@pytest.mark.parametrize("points", ["1 2 3 4 5", "50 75 100", "0 1", "0.5 0.75"])
def test_rising_points_make_a_scale(points: str) -> None:
    assert points_fault(decimals(points)) is None


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ("", Fault("scale.too_few_points", {"count": 0})),
        ("5", Fault("scale.too_few_points", {"count": 1})),
        ("-1 2", Fault("scale.points_not_rising", {"points": "-1, 2"})),
        ("1 3 2", Fault("scale.points_not_rising", {"points": "1, 3, 2"})),
        ("1 1 2", Fault("scale.points_not_rising", {"points": "1, 1, 2"})),
    ],
)
def test_points_that_make_no_scale_are_a_fault(points: str, fault: Fault) -> None:
    assert points_fault(decimals(points)) == fault


def test_the_first_point_and_the_full_mark_are_those_of_the_year() -> None:
    assert FIVE.first == 1
    assert FIVE.last == 5
    assert THREE.first == 50
    assert THREE.last == 100


def test_scales_with_the_same_points_are_equal() -> None:
    assert Scale(decimals("1 2 3 4 5")) == FIVE


@pytest.mark.parametrize(
    ("displayed", "band"),
    [
        ("0.0000", "ต้องปรับปรุง"),
        ("1.4999", "ต้องปรับปรุง"),
        ("1.5000", "พอใช้"),
        ("3.4999", "ปานกลาง"),
        ("3.5000", "ดี"),
        ("5.0000", "ดีมาก"),
    ],
)
def test_a_limit_belongs_to_the_band_it_closes(displayed: str, band: str) -> None:
    assert Scale(decimals("1 2 3 4 5"), bands=FIVE_BANDS).band(Decimal(displayed)) == band


def test_a_score_past_the_last_closed_band_has_none() -> None:
    assert Scale(decimals("1 2 3 4 5"), bands=FIVE_BANDS[:2]).band(Decimal("2.5")) is None


def test_a_scale_without_bands_names_none() -> None:
    assert FIVE.band(Decimal(3)) is None


def test_a_result_is_rounded_only_where_the_year_says_so() -> None:
    result = Fraction(11044 * 100, 14898)  # 74.13075...
    assert FIVE.rounded_result(result) == result
    assert Scale(decimals("1 2 3 4 5"), result_places=2).rounded_result(result) == Fraction("74.13")
    assert Scale(decimals("1 2 3 4 5"), result_places=0).rounded_result(Fraction("84.5")) == 85


@pytest.mark.parametrize("bands", [(), FIVE_BANDS, FIVE_BANDS[:4]])
def test_rising_bands_with_at_most_the_last_one_open_are_good(bands: tuple[Band, ...]) -> None:
    assert bands_fault(bands) is None


def test_an_open_band_in_the_middle_is_a_fault() -> None:
    assert bands_fault([Band(None, "ดี"), Band(Decimal(5), "ดีมาก")]) == Fault("bands.open_in_middle")


def test_bands_that_do_not_rise_are_a_fault() -> None:
    bands = [Band(Decimal(3), "ดี"), Band(Decimal(3), "ดีมาก"), Band(None, "ดีเยี่ยม")]
    assert bands_fault(bands) == Fault("bands.not_rising", {"limits": "3, 3"})


def test_a_score_is_displayed_half_up_at_the_places_of_the_scale() -> None:
    assert str(FIVE.displayed(Fraction("2.00005"))) == "2.0001"
    assert str(Scale(decimals("1 2 3 4 5"), places=0).displayed(Fraction("2.5"))) == "3"
