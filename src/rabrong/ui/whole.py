"""Whole numbers that a page wrote into a form or an address, as they come back."""

LONGEST = 18
"""More digits fit in no database."""


def whole_number(text: str, otherwise: int = -1) -> int:
    """The number of a text of digits; `otherwise` for anything else, and for one too long to be ours.

    >>> whole_number("12"), whole_number(""), whole_number("9" * 5000, 0)
    (12, -1, 0)
    """
    return int(text) if text.isdecimal() and len(text) <= LONGEST else otherwise
