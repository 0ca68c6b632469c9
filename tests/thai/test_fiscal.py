"""The fiscal year: October to September, in either era."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.thai.fiscal import (
    buddhist_year,
    day_after,
    first_day,
    fiscal_month,
    fiscal_month_of,
    fiscal_year_of,
    last_day,
    month_ends,
    month_range,
)


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


def test_fiscal_2555_runs_from_october_2011_to_september_2012() -> None:
    assert first_day(2555) == date(2011, 10, 1)
    assert last_day(2555) == date(2012, 9, 30)
    assert day_after(2555) == date(2012, 10, 1)


def test_a_fiscal_month_ends_where_the_next_begins() -> None:
    assert month_ends(2555, 5) == (date(2012, 2, 1), date(2012, 3, 1))  # a leap year
    ends = [month_ends(2555, month) for month in range(1, 13)]
    assert [after for _, after in ends[:-1]] == [first for first, _ in ends[1:]]
    assert (ends[0][0], ends[-1][1]) == (first_day(2555), day_after(2555))


def test_a_range_of_months_is_one_piece() -> None:
    assert month_range(2555, 1, 6) == (date(2011, 10, 1), date(2012, 4, 1))
    assert month_range(2555, 4, 4) == (date(2012, 1, 1), date(2012, 2, 1))
    assert month_range(2555, 1, 12) == (first_day(2555), day_after(2555))


@pytest.mark.parametrize("month", [0, 13, -1])
def test_there_is_no_fiscal_month_beyond_the_twelve(month: int) -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        month_ends(2555, month)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_the_year_and_month_of_a_day_hold_that_day(day: date) -> None:
    first, after = month_ends(fiscal_year_of(day), fiscal_month_of(day))
    assert first <= day < after
    assert after - first <= timedelta(days=31)
