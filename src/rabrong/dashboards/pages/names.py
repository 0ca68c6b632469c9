"""What units are called where there is little room."""

from rabrong.org.models import Unit
from rabrong.ui.words import in_language


def called(unit: Unit) -> str:
    """The abbreviation, which is a name in every language; else the name."""
    return unit.short_name or in_language(unit, "name")
