"""What is expected, drawn: the cone of a sparkline, the range and the plan of a trend, the stretch of a curve."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from rabrong.charts import Curve, Forecast, Months, Svg, Year, criteria_curve, month_trend, sparkline

FIVE = tuple(map(Decimal, range(1, 6)))
TO_COME = Forecast(Decimal(2), Decimal(3), Decimal(5))


def having(drawn: Svg, looks: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(drawn).iter() if looks in each.get("class", "").split()]


def year(*scores: str, forecast: Forecast | None = TO_COME) -> Year:
    known = tuple(Decimal(score) for score in scores)
    return Year(FIVE, (*known, *[None] * (12 - len(known))), len(known), forecast=forecast)


def test_a_sparkline_opens_to_the_range_of_september() -> None:
    drawn = sparkline(year("1", "3"), "")
    # November stands at 15.64; 3 at 17, 5 at 5, 2 at 23; September at 112
    assert [each.get("points") for each in having(drawn, "cone")] == ["15.64,17 112,5 112,23"]
    assert [each.get("points") for each in having(drawn, "ahead")] == ["15.64,17 112,17"]


def test_without_a_forecast_or_a_month_nothing_is_drawn_ahead() -> None:
    assert having(sparkline(year("1", "3", forecast=None), ""), "cone") == []
    assert having(sparkline(year(), ""), "cone") == []
    assert having(month_trend(months(), ""), "ahead") == []


def months(*values: str, plan: tuple[Decimal | None, ...] = ()) -> Months:
    known = tuple(Decimal(value) for value in values)
    names = tuple(str(month) for month in range(1, 13))
    return Months(
        (*known, *[None] * (12 - len(known))), names, (), len(known), plan=plan, forecast=TO_COME, forecast_words="3.00"
    )


def test_a_trend_goes_on_to_what_is_expected() -> None:
    drawn = month_trend(months("1", "2"), "")
    # values from 1 to 5 with a twelfth below: 2 stands at 226 - 196 x (2 - 2/3) / (5 - 2/3) = 165.69, 3 at 120.46
    way = having(drawn, "ahead")[0]
    assert (way.get("y1"), way.get("x2"), way.get("y2")) == ("165.69", "96%", "120.46")
    assert len(having(drawn, "range")) == 3
    assert [each.text for each in having(drawn, "strong") if each.text == "3.00"] == ["3.00"]


@pytest.mark.parametrize(("count", "place"), [(8, "-12"), (11, "18")])
def test_the_words_of_what_is_expected_stay_clear_of_the_last_result(count: int, place: str) -> None:
    drawn = month_trend(months(*["2"] * count), "")
    assert [each.get("y") for each in having(drawn, "strong") if each.text == "3.00"] == [place]


def test_the_plan_is_a_line_of_its_own_with_gaps() -> None:
    plan = tuple(Decimal(value) if value else None for value in (1, 2, None, 4, 5, None, None, None, None, None, 6, 7))
    assert len(having(month_trend(months("1", "2", plan=plan), ""), "planned")) == 3


def test_the_expected_results_are_a_stretch_of_the_curve() -> None:
    knots = ((Decimal(60), Decimal(1)), (Decimal(80), Decimal(5)))
    drawn = criteria_curve(Curve(FIVE, knots, (), None, expected=(Decimal(70), Decimal(76))), "")
    # the picture goes from 60 - 4.4 to 80 + 4.4: 70 stands in the middle, 6 of 28.8 are 20.83 %
    stretch = having(drawn, "cone")[0]
    assert (stretch.get("x"), stretch.get("width")) == ("50%", "20.83%")


def test_a_single_expected_result_is_still_seen() -> None:
    knots = ((Decimal(60), Decimal(1)), (Decimal(80), Decimal(5)))
    drawn = criteria_curve(Curve(FIVE, knots, (), None, expected=(Decimal(70), Decimal(70))), "")
    assert having(drawn, "cone")[0].get("width") == "0.6%"
