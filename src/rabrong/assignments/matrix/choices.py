"""What the filter of the matrix offers."""

from dataclasses import dataclass

from rabrong.agreements.models import Year
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.org.models import UnitKind
from rabrong.ui.words import in_language

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """Values with their words."""

    rounds: tuple[int, ...]
    aspects: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    roles: tuple[Choice, ...]


KINDS = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.REGION, UnitKind.PROVINCE, UnitKind.DISTRICT)


def choices_of(year: Year) -> Choices:
    """Rounds, the aspects of the year, kinds of units, roles. One query."""
    aspects = tuple((each.code, in_language(each, "name")) for each in year.aspects.order_by("position"))
    kinds = tuple((kind.value, str(kind.label)) for kind in KINDS)
    return Choices(ROUNDS, aspects, kinds, tuple((role, str(word)) for role, word in Ownership.ROLES))
