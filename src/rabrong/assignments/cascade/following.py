"""A parent's amendment that came into force proposes the same below: in the orders that were carried out before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from rabrong.agreements.models import Amendment
from rabrong.assignments.cascade.actions import Start
from rabrong.assignments.cascade.orders import Order, Receivers, Way, order_in, stored
from rabrong.assignments.models import CascadeRun, RunState
from rabrong.org.actor import Actor


def propose_below(amendment: Amendment, *, start: Start, by: Actor, now: datetime) -> list[CascadeRun]:
    """Runs that propose to everybody below what the amendment changed, for each order it was passed down by.

    They are carried out afterwards and write nothing but proposals. In the transaction in which the amendment comes
    into force. Two queries, and one for each run.
    """
    changed = set(amendment.after)
    runs = []
    for order in _orders(amendment, changed):
        run = CascadeRun.objects.create(
            parent=amendment.agreement,
            parameters={**stored(replace(order, on=by.today)), "proposes": True},
            because=amendment,
            by=by.person,
            at=now,
        )
        start(run)
        runs.append(run)
    return runs


def _orders(amendment: Amendment, changed: set[str]) -> Iterator[Order]:
    """The orders in force, with only what was changed; the newest word on an indicator of the same receivers counts."""
    known: set[tuple[Receivers, str]] = set()
    for run in CascadeRun.objects.filter(parent=amendment.agreement, state=RunState.APPLIED).order_by("-at", "-pk"):
        order = order_in(run.parameters)
        ways: list[Way] = [
            way for way in order.ways if way.code in changed and (order.receivers, way.code) not in known
        ]
        known |= {(order.receivers, way.code) for way in ways}
        if ways:
            yield replace(order, ways=tuple(ways))
