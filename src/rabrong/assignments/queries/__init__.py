"""Reading who does it: owners and supporters, supervisors and keepers, what somebody's duties are."""

from rabrong.assignments.queries.owners import CENTRAL, central_above, owners_of
from rabrong.assignments.queries.roles import (
    Duties,
    duties_of,
    keepers_of,
    of_round,
    roles_of,
    supervisor_of,
)

__all__ = (
    "CENTRAL",
    "Duties",
    "central_above",
    "duties_of",
    "keepers_of",
    "of_round",
    "owners_of",
    "roles_of",
    "supervisor_of",
)
