"""Scoring a year by another rule as a background job."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks import task

from rabrong.notices.worker import work_soon
from rabrong.org.queries import actor_of
from rabrong.results.actions.recounting import carry_out_counting
from rabrong.results.models import CountingOrder


@task()
def recount(number: int) -> str:
    """Carry an order out as the person who gave it, with the roles of now; how it ended in a word."""
    now: datetime = import_string(settings.CLOCK)()
    order = CountingOrder.objects.select_related("by__unit").get(pk=number)
    return str(carry_out_counting(order, by=actor_of(order.by, now), now=now).state)


def start(order: CountingOrder) -> None:
    """In the transaction of the order: the job is there exactly when the order is."""
    recount.enqueue(order.pk)
    work_soon()
