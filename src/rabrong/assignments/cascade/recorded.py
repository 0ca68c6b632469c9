"""What the audit record says of a run."""

from datetime import datetime

from rabrong.agreements.models import Agreement
from rabrong.agreements.queries.agreements import whose
from rabrong.assignments.models import CascadeRun
from rabrong.audit.actions import Deed, record
from rabrong.org.actor import Actor


def note_run(run: CascadeRun, verb: str, by: Actor, acting_for: str, now: datetime, **told: str) -> None:
    """One record for a run, however many units it reaches; the run keeps the rows, and its digest stands for them."""
    parent = Agreement.objects.select_related("unit", "person").get(pk=run.parent_id)
    deed = Deed(
        verb=verb,
        subject=f"cascade {parent.year_id}/{whose(parent)}/{run.pk}",
        actor=by.code,
        acting_for=acting_for,
        unit=parent.unit.code,
        after={
            "indicators": ", ".join(way[0] for way in run.parameters["ways"]),
            "differences": str(run.steps),
            "refused": str(len(run.refused)),
            "sha256": run.digest,
            **told,
        },
    )
    record(by.person.unit.chain, deed, now=now)
