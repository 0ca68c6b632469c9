"""Passing down as a job: the demo does it in a thread of its own, an amendment's proposals follow by a job too."""

import time

import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from rabrong.assignments.cascade.actions import Carrying, order_cascade
from rabrong.assignments.cascade.rules import digest_of_plan
from rabrong.assignments.models import CascadeRun, RowState, RunState
from rabrong.config.cascading import follow, start
from tests.assignments.cascade_nation import ORDER, applied, build, plan, targets
from tests.assignments.test_cascade_following import amended
from tests.nation import NOW, actor
from tests.notices.jobs import run_due_jobs

SECONDS = 60


@pytest.mark.django_db(transaction=True)
def test_the_demo_carries_a_run_out_without_a_worker_beside_it(settings: Settings) -> None:
    settings.WORKS_ITSELF = True
    nation, lead = build()
    who, seen = actor(nation.people["psdg"]), digest_of_plan(plan(nation, lead, ORDER))
    run = order_cascade(lead, ORDER, seen, by=who, now=NOW, carrying=Carrying(start=start))
    assert isinstance(run, CascadeRun)
    until = time.monotonic() + SECONDS
    while run.state in (RunState.WAITING, RunState.RUNNING) and time.monotonic() < until:
        time.sleep(0.1)
        run.refresh_from_db()
    connections.close_all()
    assert (run.state, targets()) == (RunState.APPLIED, {"11": "34", "12": "33", "13": "33"})


@pytest.mark.django_db
def test_an_amendment_in_force_proposes_below_by_a_job() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    follow(amended(lead, nation.people["psdg"], "300"), actor(nation.people["psdg"]), NOW)
    assert CascadeRun.objects.filter(state=RunState.WAITING).count() == 1
    run_due_jobs()
    run = CascadeRun.objects.get(because__isnull=False)
    assert (run.state, run.rows.filter(state=RowState.OPEN).count()) == (RunState.PROPOSED, 3)
    assert targets() == {"11": "34", "12": "33", "13": "33"}
