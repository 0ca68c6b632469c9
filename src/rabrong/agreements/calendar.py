"""The days of a year's calendar, moved to another year."""

from calendar import isleap
from datetime import date

CUT_OFF = "change_details"
"""The deadline that is the last day to ask for a change of indicator details."""


def years_later(day: date, years: int) -> date:
    """The same day and month in another year; 29 February becomes 28 February where there is none.

    >>> years_later(date(2012, 2, 29), 1), years_later(date(2012, 4, 2), 1)
    (datetime.date(2013, 2, 28), datetime.date(2013, 4, 2))
    """
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)
