"""The fiscal year: October to September, counted in the Buddhist era (B.E. = C.E. + 543)."""

from datetime import date, timedelta

BE_OFFSET = 543
FIRST_BE_YEAR = 2400
"""A year from here on is read as B.E., before it as C.E.; no overlap for any year a person would write."""

FIRST_MONTH = 10
MONTHS_IN_YEAR = 12


def buddhist_year(year: int) -> int:
    """The year in B.E., whichever of the two eras it was written in.

    >>> buddhist_year(2012), buddhist_year(2555)
    (2555, 2555)
    """
    return year if year >= FIRST_BE_YEAR else year + BE_OFFSET


def fiscal_month(year: int, month: int, fiscal_year: int) -> int | None:
    """1 (October) to 12 (September) of a B.E. fiscal year for a calendar month; None outside that year.

    >>> fiscal_month(2554, 10, 2555), fiscal_month(2012, 9, 2555), fiscal_month(2555, 10, 2555)
    (1, 12, None)
    """
    if not 1 <= month <= MONTHS_IN_YEAR:
        return None
    months_since = (buddhist_year(year) - fiscal_year) * MONTHS_IN_YEAR + month - FIRST_MONTH + MONTHS_IN_YEAR
    return months_since + 1 if 0 <= months_since < MONTHS_IN_YEAR else None


def fiscal_year_of(day: date) -> int:
    """The B.E. fiscal year in which a day lies.

    >>> fiscal_year_of(date(2011, 9, 30)), fiscal_year_of(date(2011, 10, 1))
    (2554, 2555)
    """
    return day.year + BE_OFFSET + (1 if day.month >= FIRST_MONTH else 0)


def fiscal_month_of(day: date) -> int:
    """1 (October) to 12 (September): the fiscal month of a day, in its own fiscal year.

    >>> fiscal_month_of(date(2011, 10, 1)), fiscal_month_of(date(2012, 9, 30))
    (1, 12)
    """
    return (day.month - FIRST_MONTH) % MONTHS_IN_YEAR + 1


def first_day(fiscal_year: int) -> date:
    """1 October before the B.E. fiscal year's number.

    >>> first_day(2555)
    datetime.date(2011, 10, 1)
    """
    return date(fiscal_year - BE_OFFSET - 1, FIRST_MONTH, 1)


def day_after(fiscal_year: int) -> date:
    """The first day that no longer belongs to the fiscal year: the exclusive end of its range.

    >>> day_after(2555)
    datetime.date(2012, 10, 1)
    """
    return first_day(fiscal_year + 1)


def last_day(fiscal_year: int) -> date:
    """30 September, the last day of the fiscal year, for people to read; ranges end at `day_after`.

    >>> last_day(2555)
    datetime.date(2012, 9, 30)
    """
    return day_after(fiscal_year) - timedelta(days=1)


def calendar_month(month: int) -> int:
    """The calendar month of a fiscal month.

    >>> calendar_month(1), calendar_month(4)
    (10, 1)
    """
    return (month + FIRST_MONTH - 2) % MONTHS_IN_YEAR + 1


def calendar_year(fiscal_year: int, month: int) -> int:
    """The B.E. year in which a fiscal month lies.

    >>> calendar_year(2555, 3), calendar_year(2555, 4)
    (2554, 2555)
    """
    return fiscal_year - 1 if calendar_month(month) >= FIRST_MONTH else fiscal_year


def month_ends(fiscal_year: int, month: int) -> tuple[date, date]:
    """The first day of a fiscal month, 1 to 12, and the first day after it (end exclusive).

    >>> month_ends(2555, 3)
    (datetime.date(2011, 12, 1), datetime.date(2012, 1, 1))

    Raises ValueError for any other month.
    """
    if not 1 <= month <= MONTHS_IN_YEAR:
        raise ValueError(f"a fiscal month is 1 to 12, not {month}")
    first = _first_of_month(fiscal_year, month)
    return first, day_after(fiscal_year) if month == MONTHS_IN_YEAR else _first_of_month(fiscal_year, month + 1)


def month_range(fiscal_year: int, first_month: int, last_month: int) -> tuple[date, date]:
    """The first day of the first fiscal month and the first day after the last, both of one fiscal year.

    >>> month_range(2555, 1, 6)
    (datetime.date(2011, 10, 1), datetime.date(2012, 4, 1))
    """
    return month_ends(fiscal_year, first_month)[0], month_ends(fiscal_year, last_month)[1]


def _first_of_month(fiscal_year: int, month: int) -> date:
    return date(calendar_year(fiscal_year, month) - BE_OFFSET, calendar_month(month), 1)
