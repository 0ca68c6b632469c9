"""Reading and writing a day the way people type it: Buddhist era, Thai month names, Thai digits, or ISO.

Which era a year is in follows from how it is written, never from what would be convenient:

- 30/4/2555, 30-4-2555, 30.4.55, 30 เม.ย. 2555, 30 เมษายน พ.ศ. 2555: Buddhist era. Two digits are 25xx.
- 2012-04-30 is ISO and so the common era, as is a year after ค.ศ. or A.D.
- An English month name takes both, told apart by the year: 30 April 2012 is C.E., 30 April 2555 is B.E.

A year that only makes sense 543 years away is a doubt to ask about, never a day to guess.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.fiscal import BE_OFFSET, FIRST_BE_YEAR
from rabrong.thai.months import month_named

FIRST_YEAR, LAST_YEAR = FIRST_BE_YEAR, 2699
"""The B.E. years anybody would type. Fewer than 543 of them, so that a year fits one era only."""

CENTURY = 2500
LONGEST = 60

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2}) ?[/.\- ] ?([0-9]{1,2}) ?[/.\- ] ?([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})[ .\-/]*([^\W\d_][^0-9]*?)[ \-/]*([0-9]{4}|[0-9]{2})")
_ERA = re.compile(r"[ .\-/]*(พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?|a\.?d\.?|c\.?e\.?)$", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A year that is off by 543: `typed_year` as it was typed, `suggested` the day that was probably meant."""

    suggested: date
    typed_year: int


@dataclass(frozen=True, slots=True)
class DateFault:
    """What keeps a text from being a day.

    Codes: `date.unreadable`, `date.no_such_day`, `date.year_out_of_range`.
    """

    code: str


class Era(Enum):
    """How a year is counted."""

    BUDDHIST = BE_OFFSET
    COMMON = 0


@dataclass(frozen=True, slots=True)
class _Typed:
    day: int
    month: int
    year: int
    era: Era


def read_date(text: str) -> date | Doubt | DateFault:
    """The day a person typed; what to ask when the year is off by 543; or what is wrong with the text.

    >>> read_date("30/4/2555"), read_date("๓๐ เม.ย. ๕๕"), read_date("2012-04-30")
    (datetime.date(2012, 4, 30), datetime.date(2012, 4, 30), datetime.date(2012, 4, 30))
    >>> read_date("30/4/2012")
    Doubt(suggested=datetime.date(2012, 4, 30), typed_year=2012)
    >>> read_date("31/4/2555")
    DateFault(code='date.no_such_day')
    """
    plain = " ".join(to_arabic_digits(_INVISIBLE.sub("", text)).split()).removeprefix("วันที่").strip()
    typed = _typed_in(plain) if len(plain) <= LONGEST else None
    return DateFault("date.unreadable") if typed is None else _day_of(typed)


def typed_date(day: date) -> str:
    """A day as it would be typed, in the Buddhist era; `read_date` reads it back.

    >>> typed_date(date(2012, 4, 30))
    '30/4/2555'
    """
    return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"


def _typed_in(text: str) -> _Typed | None:
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _Typed(day, month, year, Era.COMMON)
    if found := _NUMBERS.fullmatch(text):
        return _Typed(int(found[1]), int(found[2]), _year_in(found[3], Era.BUDDHIST), Era.BUDDHIST)
    found = _NAMED.fullmatch(text)
    return _named(int(found[1]), found[2], found[3]) if found else None


def _named(day: int, name: str, year: str) -> _Typed | None:
    era_words = _ERA.search(name)
    month_words = name[: era_words.start()] if era_words else name
    month = month_named(month_words.strip(" -/"))
    if month is None:
        return None
    era = _era_of(era_words[1]) if era_words else _era_by_language(month_words, year)
    return _Typed(day, month, _year_in(year, era), era)


def _era_of(words: str) -> Era:
    return Era.BUDDHIST if words.replace(".", "").casefold() in ("พศ", "be") else Era.COMMON


def _era_by_language(month_words: str, year: str) -> Era:
    return Era.COMMON if month_words.isascii() and len(year) == 4 and int(year) < FIRST_BE_YEAR else Era.BUDDHIST


def _year_in(year: str, era: Era) -> int:
    return CENTURY + int(year) if len(year) == 2 and era is Era.BUDDHIST else int(year)


def _day_of(typed: _Typed) -> date | Doubt | DateFault:
    year = typed.year - typed.era.value
    if _is_plausible(year):
        return _exact(year, typed)
    other = next((near for near in (year + BE_OFFSET, year - BE_OFFSET) if _is_plausible(near)), None)
    if other is None:
        return DateFault("date.year_out_of_range")
    meant = _exact(other, typed)
    return Doubt(meant, typed.year) if isinstance(meant, date) else meant


def _is_plausible(year: int) -> bool:
    return FIRST_YEAR <= year + BE_OFFSET <= LAST_YEAR


def _exact(year: int, typed: _Typed) -> date | DateFault:
    try:
        return date(year, typed.month, typed.day)
    except ValueError:
        return DateFault("date.no_such_day")
