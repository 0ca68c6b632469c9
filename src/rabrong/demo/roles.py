"""Who does it in the example: supervisors and keepers from the published KPI Templates, substitutes, people who help.

Everybody is a position, and every assignment is invented.
"""

from collections.abc import Mapping

from rabrong.assignments.actions.duties import name_responsible
from rabrong.assignments.actions.ownership import set_cells
from rabrong.assignments.actions.templates import take_over_year
from rabrong.assignments.models import Duty, Responsibility
from rabrong.assignments.rules.cells import Cell
from rabrong.assignments.rules.duties import Naming
from rabrong.demo.clock import START
from rabrong.demo.frame import Frame
from rabrong.org.actor import Actor
from rabrong.org.models import Person
from rabrong.org.queries import actor_of

HELPS = {
    "1.1.1": ("สสช", "สพช"),
    "1.1.2": ("สสช",),
    "1.2": ("สสช", "ศสท"),
    "1.3": ("สทอ",),
    "2": ("กผ",),
    "3.1": ("กผ",),
    "3.2": ("สสช", "กผ"),
    "4.1": ("สทอ",),
    "4.2": ("สภว", "ศสท"),
    "4.3": ("สสช",),
    "5": ("สภว", "สทอ"),
    "8": ("ตภ",),
    "10": ("กจ", "สพช"),
    "11": ("ศสท",),
    "12": ("กพร",),
}
"""Indicator -> the units whose keeper supports it in person."""

FROM_ROUND_9 = ("7", "กค")
SUBSTITUTES = {"1.1.1": "สพช", "3.2": "กผ", "4.2": "สทอ", "12": "กผ"}
"""Indicator -> the unit whose keeper stands in for its keeper."""


def store_roles(frame: Frame, people: Mapping[str, Person]) -> None:
    """Everything that hangs on people: runs after the KPI Templates are there."""
    by = actor_of(people["psdg"], START)
    year = frame.agreements[frame.file.agreement.unit].year
    take_over_year(year, by=by, now=START)
    helping = [(code, unit, 6) for code, units in HELPS.items() for unit in units]
    cells = [
        Cell(frame.versions[code], people[f"keeper-{unit}"], "supporter", from_round=first)
        for code, unit, first in (*helping, (*FROM_ROUND_9, 9))
    ]
    set_cells(cells, by=by, now=START)
    for code, unit in SUBSTITUTES.items():
        _name_substitute(frame, code, people[f"keeper-{unit}"], by)


def _name_substitute(frame: Frame, code: str, person: Person, by: Actor) -> None:
    version = frame.versions[code]
    keeper = Responsibility.objects.get(indicator=version, duty=Duty.KEEPER)
    name_responsible(Naming(version, Duty.SUBSTITUTE, person, substitute_for=keeper), by=by, now=START)
