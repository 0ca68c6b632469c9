"""Year-end results from hand-made series whose answers are known."""

from collections.abc import Mapping
from fractions import Fraction as F
from math import atan, pi, sqrt
from random import Random

import pytest

from rabrong.scoring.absence import Absent
from rabrong.scoring.forecast import Forecast, Kind, Known, PastYear, accumulates, forecast
from rabrong.scoring.forecast.methods import NO_RESULT, TOO_LITTLE, YEAR_OVER, beside_for


def months(*values: int) -> dict[int, F]:
    """Results of October and the months after it."""
    return {month: F(value) for month, value in enumerate(values, start=1)}


def past(year: int, at: Mapping[int, int], end: int) -> PastYear:
    return PastYear(year, {month: F(value) for month, value in at.items()}, F(end))


def known(kind: Kind, series: Mapping[int, F], *years: PastYear, plan: Mapping[int, int] | None = None) -> Known:
    planned = {month: F(value) for month, value in (plan or {}).items()}
    return Known(kind, max(series), series, planned, years)


def told(expected: Forecast | Absent) -> tuple[object, ...]:
    assert isinstance(expected, Forecast)
    return expected.low, expected.middle, expected.high


def test_what_accumulates_is_divided_by_the_share_that_past_years_had_reached() -> None:
    # 60 so far; by June 2552 had 75 of 100 (3/4), 2553 60 of 100 (3/5), 2554 40 of 60 (2/3):
    # 60 / (3/4) = 80, 60 / (3/5) = 100, 60 / (2/3) = 90; the middle is 90;
    # 80 to 100 is 20 wide, half of it on each side: 70 to 110
    series = {9: F(60)}
    years = past(2552, {9: 75}, 100), past(2553, {9: 60}, 100), past(2554, {9: 40}, 60)
    expected = forecast(known("accumulating", series, *years))
    assert told(expected) == (70, 90, 110)
    assert isinstance(expected, Forecast)
    assert expected.past_years == (2552, 2553, 2554)
    assert expected.sources == {"past"}
    assert [(each.rule, each.year, each.value) for each in expected.estimates] == [
        ("source.past", 2552, F(80)),
        ("source.past", 2553, F(100)),
        ("source.past", 2554, F(90)),
    ]
    assert (expected.rule, expected.range_rule) == ("forecast.accumulating", "forecast.range")


def test_nothing_goes_past_what_a_result_can_be_nor_back_behind_what_is_done() -> None:
    # the same, where more than 95 of 100 cannot be: 80, 95, 90 -> middle 90, 80 - 7.5 to 95 + 7.5, held at 95
    years = past(2552, {9: 75}, 100), past(2553, {9: 60}, 100), past(2554, {9: 40}, 60)
    held = Known("accumulating", 9, {9: F(60)}, {}, years, least=F(0), most=F(95))
    assert told(forecast(held)) == (F(145, 2), 90, 95)
    # 95 of 100 and 60 of 100 -> 63 3/19 and 100: so far beside would be under the 60 of today
    behind = known("accumulating", {9: F(60)}, past(2553, {9: 95}, 100), past(2554, {9: 60}, 100))
    assert told(forecast(behind))[0] == 60


def test_what_moves_changes_as_much_as_it_did_in_past_years() -> None:
    # 9 now; it went 10 -> 8 (-2) and 11 -> 10 (-1) from here on: 7 and 8, middle 7.5, 1.5 times 1 beside: 5.5 to 9.5
    expected = forecast(known("moving", {8: F(9)}, past(2553, {8: 10}, 8), past(2554, {8: 11}, 10)))
    assert told(expected) == (F(11, 2), F(15, 2), F(19, 2))
    assert isinstance(expected, Forecast)
    assert expected.range_rule == "forecast.range_of_two"


def test_steps_are_whole_and_may_also_stay() -> None:
    # 3 done; 2 more in 2553, 1 more in 2554, or it stays: 5, 4, 3 -> 4 of 3 to 5
    expected = forecast(known("steps", {8: F(3)}, past(2553, {8: 3}, 5), past(2554, {8: 3}, 4)))
    assert told(expected) == (3, 4, 5)
    assert isinstance(expected, Forecast)
    assert expected.range_rule == "forecast.steps_range"
    assert "stays" in expected.sources
    # one source: 2 more or none, the middle of 3 and 5 is 4; of 3 and 4 it is three whole steps
    assert told(forecast(known("steps", {8: F(3)}, past(2554, {8: 2}, 4)))) == (3, 4, 5)
    assert told(forecast(known("steps", {8: F(3)}, past(2554, {8: 2}, 3)))) == (3, 3, 4)


def test_the_plan_is_one_more_source() -> None:
    # 2554: 40 of 60 -> 90; the plan wants 50 by June and 80 at the end, 60 is 1.2 of it -> 96; middle 93, 90-9 to 96+9
    expected = forecast(known("accumulating", {9: F(60)}, past(2554, {9: 40}, 60), plan={9: 50, 12: 80}))
    assert told(expected) == (81, 93, 105)
    assert isinstance(expected, Forecast)
    assert expected.sources == {"past", "plan"}
    # of steps: one behind the plan stays one behind it
    assert told(forecast(known("steps", {9: F(3)}, plan={9: 4, 12: 5}))) == (3, 3, 4)


def test_with_one_source_or_none_the_pace_of_the_last_months_helps() -> None:
    # 10, 13, 18, 20: 3, 5, 2 a month; eight months are left: 20+16, 20+80/3, 20+40 -> 36, 46 2/3, 60; beside: 12
    expected = forecast(known("accumulating", months(10, 13, 18, 20)))
    assert told(expected) == (24, F(140, 3), 72)
    assert isinstance(expected, Forecast)
    assert [each.source for each in expected.estimates] == ["slowest", "usual", "fastest"]
    # with a plan that had 16 by now and 64 at the end: 20 * 64 / 16 = 80; 36, 46 2/3, 60, 80 -> middle 53 1/3
    planned = forecast(known("accumulating", months(10, 13, 18, 20), plan={4: 16, 12: 64}))
    assert told(planned)[1] == F(160, 3)


def test_the_range_holds_one_more_of_values_drawn_alike_three_times_in_four() -> None:
    """One more than two values lies within c of their distance from their middle in (2/pi) arctan(c sqrt(4/3)) of all
    cases: c = 1/2 + 3/2 makes that 74 %. Three values and four are drawn, for there it has no short form."""
    assert round(2 / pi * atan(float(F(1, 2) + beside_for(2)) * sqrt(4 / 3)), 2) == 0.74
    chance = Random(1)
    for count, share in ((3, 0.76), (4, 0.86)):
        held = 0
        for _ in range(4000):
            *drawn, more = (chance.gauss(0, 1) for _ in range(count + 1))
            beside = (max(drawn) - min(drawn)) * float(beside_for(count))
            held += min(drawn) - beside <= more <= max(drawn) + beside
        assert abs(held / 4000 - share) < 0.02


def test_a_month_without_report_spreads_its_change() -> None:
    # 10 in October, 16 in December: 3 and 3 a month; then 4 -> the changes are 3, 4, 4
    series = {1: F(10), 3: F(16), 4: F(20), 5: F(24)}
    expected = forecast(known("accumulating", series))
    # seven months are left: 24+21, 24+77/3, 24+28 -> 45, 49 2/3, 52
    assert told(expected)[1] == F(149, 3)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (Known("accumulating", 8, {7: F(40)}), NO_RESULT),
        (known("accumulating", {12: F(40)}, past(2554, {12: 40}, 40)), YEAR_OVER),
        (known("accumulating", months(1, 2, 3)), TOO_LITTLE),
        (known("steps", {8: F(3)}), TOO_LITTLE),
        # a past year that had nothing by then says nothing of a share, one without that month nothing at all
        (known("accumulating", {8: F(40)}, past(2553, {8: 0}, 50), past(2554, {7: 30}, 50)), TOO_LITTLE),
        (known("accumulating", {8: F(40)}, plan={8: 0, 12: 80}), TOO_LITTLE),
        (known("accumulating", {8: F(40)}, plan={8: 30}), TOO_LITTLE),
    ],
)
def test_what_cannot_be_forecast_says_why(what: Known, reason: Absent) -> None:
    assert forecast(what) is reason


def test_what_ever_fell_or_was_below_zero_does_not_accumulate() -> None:
    assert accumulates(months(10, 10, 12), [past(2554, {8: 40}, 60)])
    assert not accumulates(months(10, 9), ())
    assert not accumulates({1: F(-1), 2: F(2)}, ())
    assert not accumulates(months(10, 11), [past(2554, {8: 61}, 60)])


def test_a_result_is_held_within_what_it_can_be() -> None:
    between = Known("moving", 6, {}, least=F(0), most=F(5))
    assert [between.held(F(value)) for value in (-1, 3, 7)] == [0, 3, 5]
    assert Known("moving", 6, {}).held(F(7)) == 7
