"""Passing down as a background job, with the scoring it needs from the stage above it; and what follows amendments."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks import task

from rabrong.agreements.models import Amendment
from rabrong.assignments.cascade.carrying_out import carry_out
from rabrong.assignments.cascade.following import propose_below
from rabrong.assignments.cascade.taking_back import Above
from rabrong.assignments.cascade.urls import Later
from rabrong.assignments.models import CascadeRun
from rabrong.notices.worker import work_soon
from rabrong.org.actor import Actor
from rabrong.org.queries import actor_of
from rabrong.results.actions import rescore_from
from rabrong.results.queries.entered import entered_places


@task()
def pass_down(run_id: int) -> str:
    """Carry a run out as the person who ordered it, with the roles of now; how it ended in a word."""
    now: datetime = import_string(settings.CLOCK)()
    run = CascadeRun.objects.select_related("by__unit").get(pk=run_id)
    carry_out(run, rescore_from, by=actor_of(run.by, now), now=now)
    run.refresh_from_db()
    return str(run.state)


def start(run: CascadeRun) -> None:
    """In the transaction of the order: the job is there exactly when the order is."""
    pass_down.enqueue(run.pk)
    work_soon()


def follow(amendment: Amendment, by: Actor, now: datetime) -> None:
    """What an amendment changed is proposed below."""
    propose_below(amendment, start=start, by=by, now=now)


LATER = Later(start, Above(rescore_from, entered_places))
