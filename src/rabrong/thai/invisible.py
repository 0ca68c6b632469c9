"""Characters that nobody sees: they come with copied text, and make two names that look the same differ."""

import re

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Soft hyphens, spaces and joiners of no width, and what turns the direction of a line around. Thai needs none."""


def without_invisible(text: str) -> str:
    r"""The text as it is seen.

    >>> without_invisible("บาง\u200bกรวย\u202e")
    'บางกรวย'
    """
    return _INVISIBLE.sub("", text)
