"""Reading who does it: owners and supporters, supervisors and keepers, somebody's duties, what papers printed."""

from rabrong.assignments.queries.owners import CENTRAL, central_above, owners_of
from rabrong.assignments.queries.printed import file_with_printed, printed_tables, unit_names
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
    "file_with_printed",
    "keepers_of",
    "of_round",
    "owners_of",
    "printed_tables",
    "roles_of",
    "supervisor_of",
    "unit_names",
)
