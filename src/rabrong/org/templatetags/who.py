"""How people and units are called on a page, and the last day of a range."""

from datetime import date, timedelta

from django import template

from rabrong.org.models import Person, Unit, UnitKind
from rabrong.ui.words import in_language, language

register = template.Library()


@register.filter
def who(person: Person) -> str:
    """The name of somebody, or the position where the name is not known, in the language of the page."""
    return in_language(person, "name" if person.name else "position")


@register.filter
def short(unit: Unit) -> str:
    """The short name of a unit; in English, where short names are Thai letters, the name."""
    if not language().startswith("th") and unit.name_en:
        return unit.name_en
    return unit.short_name or unit.name


@register.filter
def kind_label(unit: Unit) -> str:
    """What a unit is."""
    return str(UnitKind(unit.kind).label)


@register.filter
def day_before(day: date) -> date:
    """The last day of a range that ends before `day`."""
    return day - timedelta(days=1)
