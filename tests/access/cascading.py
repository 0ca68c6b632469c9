"""What the addresses of passing down name: a draft of province 12's head, a run that proposes to 12."""

from dataclasses import dataclass

from rabrong.assignments.models import CascadeDraft, CascadeRow, CascadeRun, RowState, RunState
from rabrong.org.models import Person
from tests.nation import NOW, Nation

TYPED = {"codes": ["4.3"], "kinds": [], "under": [], "below": "", "units": "1201", "people": [], "persons": ""}


@dataclass(frozen=True, slots=True)
class Cascading:
    """The numbers that addresses name."""

    draft: int
    run: int
    row: int


def cascade(nation: Nation, head: Person) -> Cascading:
    """The draft stands in 12's agreement; the run in the department's."""
    draft = CascadeDraft.objects.create(
        parent=nation.agreements["12"], by=head, typed={**TYPED, "on": "15/5/2555"}, at=NOW
    )
    ways = [["4.3", "same", "equal", "scaled", ""]]
    order = {"ways": ways, "receivers": [[], [], ["12"], []], "on": "2012-05-15", "column": {}, "source": ""}
    run = CascadeRun.objects.create(
        parent=nation.agreements["cdd"],
        parameters={**order, "by_hand": [], "accepts_gaps": False, "proposes": True},
        digest="0" * 64,
        state=RunState.PROPOSED,
        by=nation.people["psdg"],
        at=NOW,
    )
    weights = dict.fromkeys(("6", "9", "12"), "5")
    content = {"weights": weights, "target": "80", "criteria": None, "amended": {}}
    row = CascadeRow.objects.create(
        run=run, unit=nation.units["12"], indicator=nation.indicators["4.3"], state=RowState.OPEN, after=content
    )
    return Cascading(draft.pk, run.pk, row.pk)
