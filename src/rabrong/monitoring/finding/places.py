"""What one look is about, and what it says of the places it looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rabrong.monitoring.models import AlertRule
from rabrong.org.models import UnitKind

Place = tuple[int, int, int]
"""(unit id, indicator id, month)."""
Facts = Mapping[str, object]
"""The numbers that make an alert: texts, counts and lists of them."""


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert that has not ended."""

    pk: int
    place: Place
    facts: Facts


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: places with their facts; `over` tells of an open alert whether it has ended."""

    found: Mapping[Place, Facts] = field(default_factory=dict)
    over: Callable[[OpenAlert], bool] = field(default=lambda alert: False)


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: the newest month of a year on a day, and the units whose numbers changed; None for all."""

    year: int
    month: int
    today: date
    units: frozenset[int] | None

    @property
    def months(self) -> tuple[int, ...]:
        """The newest month and the one before, which is still entered when the newest opens."""
        return tuple(month for month in (self.month - 1, self.month) if month > 0)


CENTRAL = (UnitKind.DIVISION, UnitKind.CENTRE)


def is_at_level(rule: AlertRule, kind: str) -> bool:
    """Whether a rule looks at units of a kind."""
    return (UnitKind.BUREAU if kind in CENTRAL else kind) in rule.levels
