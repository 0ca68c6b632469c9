"""Who asks: a person with the roles that count at this moment, own ones and those of somebody acted for."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from rabrong.org.models import Person, Role, UnitKind

SEES_ALL = (UnitKind.DEPARTMENT, UnitKind.MINISTRY)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a unit. `acting` is the id of the Acting it comes from, None for an own role; `acting_for` names who
    is acted for ("somsri", or the vacant seat)."""

    role: Role
    unit_id: int
    unit_kind: str
    unit_code: str
    acting: int | None = None
    acting_for: str = ""

    @property
    def own(self) -> bool:
        """Whether the person has the role in the own name."""
        return self.acting is None


@dataclass(frozen=True)
class Actor:
    """A person and the grants that count now."""

    person: Person
    grants: tuple[Grant, ...]
    now: datetime
    today: date

    @property
    def code(self) -> str:
        """The code of the person."""
        return self.person.code

    @cached_property
    def roles(self) -> frozenset[Role]:
        """All roles, wherever."""
        return frozenset(grant.role for grant in self.grants)

    @cached_property
    def sees_all(self) -> bool:
        """Whether every unit may be seen: some role is at the department itself or above it."""
        return any(grant.unit_kind in SEES_ALL for grant in self.grants)

    @cached_property
    def permissions(self) -> str:
        """The same for all who hold the same roles at the same units, own or for the same person: they may see and do
        the same, except what is given to one person by name."""
        return "|".join(sorted({f"{each.role}@{each.unit_code}/{each.acting_for}" for each in self.grants}))

    def holds(self, *roles: Role) -> tuple[Grant, ...]:
        """The grants of some roles, own ones first."""
        return tuple(sorted((grant for grant in self.grants if grant.role in roles), key=lambda grant: not grant.own))
