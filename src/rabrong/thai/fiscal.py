"""The fiscal year: October to September, counted in the Buddhist era (B.E. = C.E. + 543)."""

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
