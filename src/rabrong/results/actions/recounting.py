"""Changing what counts as a job: ordered at once, carried out by a worker, for every score of the year is made anew."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from rabrong.agreements.actions.recorded import Stale, year_at
from rabrong.agreements.models import Year
from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.results.actions.counting import choose_counting
from rabrong.results.models import CountingOrder, CountingRule, Counts, OrderState
from rabrong.results.models.counting import GOING
from rabrong.results.queries.counting import counting_of
from rabrong.results.rules.counting import counting_refusal

LOST = timedelta(hours=1)
"""A job that has not ended by then was cut off with its worker: nothing of it was written."""

Start = Callable[[CountingOrder], None]


@transaction.atomic
def order_counting(
    number: int, edits: int, choice: tuple[Counts, str], *, start: Start, by: Actor, now: datetime
) -> CountingOrder | Refusal | Stale:
    """What counts once the scores are made anew, and why; `start` leaves it to a worker. One of a year at a time."""
    queue_behind(by.person.unit.chain)
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    year, counts, reason = at[1], choice[0], choice[1].strip()
    going = CountingOrder.objects.filter(year=year, state__in=GOING)
    going.filter(at__lt=now - LOST).update(state=OrderState.REFUSED, code="counting.broke_off", ended_at=now)
    if going.exists():
        return Refusal("counting.running")
    refusal = counting_refusal(year, counting_of(year.year), counts, reason)
    if refusal is not None:
        return refusal
    order = CountingOrder.objects.create(year=year, counts=counts, reason=reason, by=by.person, at=now)
    start(order)
    return order


def carry_out_counting(order: CountingOrder, *, by: Actor, now: datetime) -> CountingOrder:
    """Rule and scores in one transaction, or neither. Doing it again does nothing."""
    if CountingOrder.objects.filter(pk=order.pk, state=OrderState.WAITING).update(state=OrderState.RUNNING):
        done: CountingRule | Refusal | Stale | None = None
        try:
            edits = Year.objects.get(pk=order.year_id).edits
            done = choose_counting(order.year_id, edits, (Counts(order.counts), order.reason), by=by, now=now)
        finally:  # an error goes on its way, and the order says that it broke off
            _end(order, done, now)
    order.refresh_from_db()
    return order


def _end(order: CountingOrder, done: CountingRule | Refusal | Stale | None, now: datetime) -> None:
    state, code = OrderState.REFUSED, "counting.broke_off"
    if isinstance(done, CountingRule):
        state, code = OrderState.DONE, ""
    elif isinstance(done, Refusal):
        code = done.code
    rows = CountingOrder.objects.filter(pk=order.pk, state=OrderState.RUNNING)
    rows.update(state=state, code=code, ended_at=now)
