"""The years before of districts and provinces: they add up, never fall, and are the same every time."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.agreements.models import PastResult, PastTotal
from rabrong.demo.history import department_months
from rabrong.demo.numbers import District
from rabrong.demo.past_below import past_below
from rabrong.demo.past_years import Part, UnitYear, years_below
from rabrong.demo.source import example as example_file
from rabrong.demo.units import districts, subdistricts_of
from rabrong.results.handover import kept_number
from rabrong.scoring.exact import round_half_up

FEW = [District(f"{province}0{number}", 9 + number) for province in ("11", "12", "85") for number in range(1, 5)]
"""Three provinces of four districts with 10, 11, 12 and 13 subdistricts: 46 in each, 138 together."""

MONTHS = (1000, 2000, 3000, 4000, 4500, 5000, 5500, 6000, 6500, 7000, 7300, 7500)


def of(years: Iterable[UnitYear], digits: int) -> dict[str, UnitYear]:
    return {each.unit: each for each in years if len(each.unit) == digits}


def test_a_percentage_is_exact() -> None:
    # 1 of 8 is 12.5 %, 2 of 3 is 66 2/3 %
    assert Part(8, (0, 1)).percent() == (Fraction(0), Fraction(25, 2))
    assert Part(3, (2,)).percent() == (Fraction(200, 3),)


def test_districts_add_up_to_their_province_and_provinces_to_the_department() -> None:
    """Indicator 2 counts subdistricts, 138 in all: 10 % are 13.8, so 14; 75 % are 103.5, so 104."""
    found = list(years_below(FEW, {("2", 2553): MONTHS}))
    sizes = {each.code: each.subdistricts for each in FEW}
    counts = {code: [sizes[code] * percent / 100 for percent in year.months] for code, year in of(found, 4).items()}
    by_month = [sum(month) for month in zip(*counts.values(), strict=True)]
    assert (by_month[0], by_month[-1]) == (14, 104)
    for province, year in of(found, 2).items():
        below = [count for code, count in counts.items() if code.startswith(province)]
        sums = [sum(month) for month in zip(*below, strict=True)]
        assert list(year.months) == [100 * done / 46 for done in sums]


def test_what_is_counted_never_falls_and_stays_within_everything() -> None:
    for year in years_below(FEW, {("2", 2552): MONTHS, ("4.1", 2554): MONTHS}):
        assert list(year.months) == sorted(year.months)
        assert 0 <= year.months[0] <= year.months[-1] <= 100


def test_the_same_every_time_but_no_two_years_alike() -> None:
    first = list(years_below(FEW, {("2", 2552): MONTHS, ("2", 2553): MONTHS}))
    assert first == list(years_below(FEW, {("2", 2552): MONTHS, ("2", 2553): MONTHS}))
    half = len(first) // 2
    assert [each.months for each in first[:half]] != [each.months for each in first[half:]]


def test_where_an_indicator_does_not_apply_nothing_is_there() -> None:
    found = list(years_below(FEW, {("3.2", 2554): MONTHS}))
    assert {each.unit[:2] for each in found} == {"11", "12"}


def test_growth_is_weighed_by_sales_and_comes_to_the_departments() -> None:
    """A whole department's growth of 6 % all year: the districts lie on both sides of it, the provinces too."""
    found = list(years_below(FEW, {("4.2", 2554): (600,) * 12}))
    for units in (of(found, 4), of(found, 2)):
        for month in range(12):
            values = [each.months[month] for each in units.values()]
            assert min(values) < 6 < max(values)


@pytest.fixture(scope="module")
def below() -> list[UnitYear]:
    return list(past_below(example_file()))


def test_every_unit_of_the_example_has_three_years_of_eight_indicators(below: list[UnitYear]) -> None:
    """76 provinces and 878 districts, but for 3.2 in Ranong with its five districts."""
    assert len(below) == 3 * (8 * (76 + 878) - (1 + 5))
    assert {len(each.months) for each in below} == {12}


def test_the_counted_months_of_provinces_come_to_those_of_the_department(below: list[UnitYear]) -> None:
    """Indicator 2 counts subdistricts, all of them known: they come within half a subdistrict of the department's."""
    sizes = {each.code: max(1, subdistricts_of(each.code)) for each in districts()}
    everything = sum(sizes.values())
    for (code, year), months in department_months(example_file()).items():
        if code == "2":
            mine = [each for each in below if (each.indicator, each.year) == (code, year) and len(each.unit) == 4]
            for month, wanted in enumerate(months):
                done = sum((sizes[each.unit] * each.months[month] / 100 for each in mine), Fraction(0))
                assert abs(100 * done / everything - Fraction(wanted, 100)) <= Fraction(50, everything)


@pytest.mark.usefixtures("example")
def test_they_are_stored_with_their_scores_and_totals(below: list[UnitYear]) -> None:
    one = next(each for each in below if (each.unit, each.indicator, each.year) == ("1201", "4.3", 2554))
    rows = PastResult.objects.filter(unit__code="1201", indicator__key="cdd-4.3", year=2554)
    kept = dict(rows.values_list("month", "value"))
    assert kept == {month: kept_number(value) for month, value in enumerate((one.months[-1], *one.months))}
    # where two thirds of a percent are left over the score is of the exact result, not of the rounded one
    thirds = next(each for each in below if each.indicator == "4.3" and each.months[-1] % 1 == Fraction(2, 3))
    row = PastResult.objects.get(unit__code=thirds.unit, indicator__key="cdd-4.3", year=thirds.year, month=0)
    # 60 65 70 75 80: a point for every five from 60 on
    assert row.score == round_half_up(sorted((Fraction(1), 1 + (thirds.months[-1] - 60) / 5, Fraction(5)))[1], 4)
    # the total by hand: every indicator's score times its weight over the weights
    weights = {each.code: each.weights[12] for each in example_file().agreement.indicators}
    scores = PastResult.objects.filter(unit__code="12", year=2553, month=6).select_related("indicator")
    points = {row.indicator.key.removeprefix("cdd-"): row.score for row in scores}
    assert len(points) == 8
    total = sum(weights[code] * score for code, score in points.items() if score is not None)
    wanted = total / sum(weights[code] for code in points)
    stored = PastTotal.objects.get(unit__code="12", year=2553, month=6).total
    assert abs(stored - wanted) <= Decimal("0.00005")
    assert PastTotal.objects.filter(year__lt=2555, month=8).count() == 3 * (1 + 76 + 878)
