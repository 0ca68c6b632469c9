"""Tags and filters of every page: numbers, dates, badges, icons."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from rabrong.charts import NO_BAND, Band, State, shape, state_glyph
from rabrong.ui import dates, numbers
from rabrong.ui.digits import ShownCount, shown, thai_digits_on
from rabrong.ui.words import in_language, language

register = template.Library()

SCORE_PLACES = 4
VALUE_PLACES = 2


register.filter("in_language", in_language)


@register.filter
def score(value: Decimal | Fraction | None) -> str:
    """A score as n.nnnn; "-" for none."""
    return "-" if value is None else numbers.fixed(value, SCORE_PLACES)


@register.filter
def weight(value: Decimal | None) -> str:
    """A weight as 5%; "-" for none."""
    return "-" if value is None else f"{numbers.at_most(value, SCORE_PLACES)}%"


@register.filter
def amount(value: Decimal | Fraction | int | None) -> str:
    """A number with at most four decimals; "-" for none."""
    return "-" if value is None else numbers.at_most(value, SCORE_PLACES)


@register.filter
def measured(value: Decimal | Fraction | None) -> str:
    """A result with two decimals; "-" for none."""
    return "-" if value is None else numbers.fixed(value, VALUE_PLACES)


@register.filter
def change(value: Decimal | Fraction) -> str:
    """A change of a score with its sign."""
    return numbers.change(value, SCORE_PLACES)


@register.filter
def number(value: object) -> object:
    """A bare number, or a text that is one, in the reader's digits; a count stays a count. Never for a code."""
    if not thai_digits_on() or value is None:
        return value
    return ShownCount(value) if isinstance(value, int) else shown(str(value))


@register.filter
def day(value: date) -> str:
    """A day: 30 เม.ย. 2555."""
    return dates.day(value, language())


@register.filter
def short_day(value: date) -> str:
    """A day without its year: 30 เม.ย."""
    return dates.short_day(value, language())


@register.filter
def clock_time(value: datetime) -> str:
    """The time of day: 09.12 น."""
    return dates.clock_time(value, language())


@register.filter
def month_name(month: int) -> str:
    """The short name of a fiscal month."""
    return dates.month_name(month, language())


@register.simple_tag
def month_of(year: int, month: int) -> str:
    """A fiscal month with its B.E. year."""
    return dates.month_and_year(year, month, language())


@register.simple_tag
def missing(word: str = "") -> SafeString:
    """What stands where nothing is reported: "-", with the word for whoever points, focuses or listens. N/A is not
    missing and stands as it is."""
    said = word or gettext("ยังไม่รายงาน")
    if said == gettext("N/A"):
        return format_html('<span class="not-applicable">{}</span>', said)
    return format_html(
        '<span class="missing" tabindex="0" data-tip="{}"><span aria-hidden="true">-</span>'
        '<span class="for-readers">{}</span></span>',
        said,
        said,
    )


@register.simple_tag
def badge(value: Decimal | Fraction | None, band: Band | None = None, size: int = 18, word: str = "") -> SafeString:
    """A score with the shape of its band; without a score a dashed circle and "-"."""
    if value is None:
        return format_html('<span class="badge badge-missing">{}{}</span>', shape(NO_BAND, size=size), missing(word))
    drawn = shape(band or NO_BAND, size=size)
    return format_html('<span class="badge">{}<span>{}</span></span>', drawn, score(value))


@register.simple_tag
def band_shape(band: Band | None, size: int = 18) -> SafeString:
    """The shape of a band alone, a dashed circle for none; its word stands beside it."""
    return SafeString(shape(band or NO_BAND, size=size))


@register.simple_tag
def glyph(state: State) -> SafeString:
    """The glyph of a reporting state or finding; its word stands beside it."""
    return SafeString(state_glyph(state))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite; it only accompanies words."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("ui/vendor/icons.svg"),
        name,
    )
