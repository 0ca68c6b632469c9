"""Dates, months and days as people read them: Thai and English words, the Buddhist era, spaces that do not break."""

from datetime import date, datetime

from django.utils.timezone import localtime

from rabrong.thai.fiscal import buddhist_year, calendar_month, calendar_year
from rabrong.thai.months import LONG_ENGLISH, LONG_THAI, SHORT_ENGLISH, SHORT_THAI
from rabrong.ui.digits import shown
from rabrong.ui.numbers import bare

NO_BREAK = "\u00a0"
SHORT = {"th": SHORT_THAI, "en": SHORT_ENGLISH}
LONG = {"th": LONG_THAI, "en": LONG_ENGLISH}


def month_name(month: int, language: str) -> str:
    """The short name of a fiscal month."""
    return _words(SHORT, language)[calendar_month(month) - 1]


def month_and_year(fiscal_year: int, month: int, language: str) -> str:
    """A fiscal month with its B.E. year: "พ.ค. 2555"."""
    return f"{month_name(month, language)}{NO_BREAK}{bare(calendar_year(fiscal_year, month))}"


def long_month_and_year(fiscal_year: int, month: int, language: str) -> str:
    """The same with the whole name: "พฤษภาคม 2555"."""
    return f"{_words(LONG, language)[calendar_month(month) - 1]}{NO_BREAK}{bare(calendar_year(fiscal_year, month))}"


def day(value: date, language: str) -> str:
    """A day with its B.E. year: "30 เม.ย. 2555"."""
    return f"{short_day(value, language)}{NO_BREAK}{bare(buddhist_year(_local(value).year))}"


def short_day(value: date, language: str) -> str:
    """A day without its year: "30 เม.ย."."""
    local = _local(value)
    return f"{bare(local.day)}{NO_BREAK}{_words(SHORT, language)[local.month - 1]}"


def clock_time(value: datetime, language: str) -> str:
    """The time of day: "09.12 น." in Thai."""
    local = localtime(value)
    return shown(f"{local:%H.%M}{NO_BREAK}น." if language.startswith("th") else f"{local:%H:%M}")


def _local(value: date) -> date:
    return localtime(value).date() if isinstance(value, datetime) else value


def _words(words: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return words["th" if language.startswith("th") else "en"]
