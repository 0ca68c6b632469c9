"""The fiscal year: October to September, in either era."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.thai.fiscal import buddhist_year, fiscal_month


@pytest.mark.parametrize(("year", "buddhist"), [(2012, 2555), (2555, 2555), (1957, 2500), (2399, 2942), (2400, 2400)])
def test_a_year_of_either_era_is_read_as_buddhist(year: int, buddhist: int) -> None:
    assert buddhist_year(year) == buddhist


@pytest.mark.parametrize(
    ("year", "month", "fiscal"),
    [
        (2554, 9, None),  # the last month of the year before
        (2554, 10, 1),
        (2554, 12, 3),
        (2555, 1, 4),
        (2555, 3, 6),  # the last month of round 6
        (2555, 6, 9),
        (2555, 9, 12),
        (2555, 10, None),
        (2011, 10, 1),  # the same year of the common era
        (2012, 9, 12),
        (2012, 10, None),
        (2555, 0, None),
        (2555, 13, None),
        (2555, -3, None),
        (1, 1, None),
    ],
)
def test_a_calendar_month_has_its_place_in_the_fiscal_year(year: int, month: int, fiscal: int | None) -> None:
    assert fiscal_month(year, month, 2555) == fiscal


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_every_day_is_in_exactly_one_month_of_one_fiscal_year(day: date) -> None:
    places = [(year, fiscal_month(day.year, day.month, year)) for year in range(2540, 2600)]
    found = [(year, month) for year, month in places if month is not None]
    ends_in = day.year + 543 + (day.month >= 10)
    assert found == [(ends_in, (day.month - 10) % 12 + 1)]
