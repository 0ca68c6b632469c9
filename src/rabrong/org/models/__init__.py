"""Units and their tree with dates, regions and their members, people with their roles, who acts for whom."""

from rabrong.org.models.people import Person, PersonStatus, Position
from rabrong.org.models.roles import Acting, ActingKind, Role, RoleAssignment
from rabrong.org.models.units import Membership, Succession, SuccessionKind, Unit, UnitKind, UnitVersion

__all__ = (
    "Acting",
    "ActingKind",
    "Membership",
    "Person",
    "PersonStatus",
    "Position",
    "Role",
    "RoleAssignment",
    "Succession",
    "SuccessionKind",
    "Unit",
    "UnitKind",
    "UnitVersion",
)
