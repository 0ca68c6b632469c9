"""Loading the example once: everything or nothing, and nothing when it is there already."""

from django.db import connection, transaction

from rabrong.audit.actions import Deed, record
from rabrong.demo.agreements import store_agreement
from rabrong.demo.approvals import store_approvals, store_responsible
from rabrong.demo.clock import START
from rabrong.demo.entries import store_entries
from rabrong.demo.evidence import store_evidence
from rabrong.demo.frame import store_frame
from rabrong.demo.history import store_changes, store_history
from rabrong.demo.models import Mark
from rabrong.demo.orders import store_orders
from rabrong.demo.past_below import store_past_below
from rabrong.demo.plan import OPEN_MONTH
from rabrong.demo.roles import store_roles
from rabrong.demo.source import example
from rabrong.demo.talks import store_agreed_talks, store_running_talks
from rabrong.demo.templates import store_templates
from rabrong.demo.trajectories import store_trajectories
from rabrong.demo.units import store_people, store_units
from rabrong.demo.watching import store_watching
from rabrong.results.scores import rebuild

LOADER = "cdd-2555/12"
"""Grows with every change of what is loaded."""


class OtherExampleError(Exception):
    """The database holds an example that another version of Rabrong loaded."""


def is_loaded() -> bool:
    """Whether some example is there."""
    return Mark.objects.exists()


def load_example() -> bool:
    """True when it loaded, False when it was there. Raises OtherExampleError."""
    loaded = Mark.objects.values_list("loaded", flat=True).first()
    if loaded is not None and loaded != LOADER:
        raise OtherExampleError(loaded)
    if loaded is None:
        _load()
    return loaded is None


@transaction.atomic
def _load() -> None:
    file = example()
    units = store_units(file)
    people = store_people(units)
    frame = store_frame(file, units)
    store_entries(frame, units, people)
    store_responsible(frame, people)
    store_approvals(frame)
    rebuild(file.agreement.year, until_month=OPEN_MONTH, now=START)
    past = store_history(frame, units)
    store_past_below(frame, units)
    store_trajectories(frame, units, people, past)
    store_changes(frame, OPEN_MONTH)
    store_templates(frame, units, people)
    store_roles(frame, people)
    store_agreed_talks(store_agreement(frame, people), people["psdg"])
    store_orders(frame.agreements[file.agreement.unit].year, units, people)
    store_evidence(frame, units, people)
    store_running_talks(frame.agreements[file.agreement.unit].year, people["psdg"])
    store_watching(frame, units, people)
    Mark.objects.create(loaded=LOADER, now=START)
    deed = Deed(verb="demo.loaded", subject=f"year {file.agreement.year}", actor="demo", after={"example": LOADER})
    record(file.agreement.unit, deed, now=START)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so much came at once that the planner would guess wrong until its next look
