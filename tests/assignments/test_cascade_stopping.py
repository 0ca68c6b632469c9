"""Stopping a run from another connection: before the end nothing of it stays, after the end it is too late."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from rabrong.assignments.cascade import carrying_out
from rabrong.assignments.cascade.actions import cancel_cascade, order_cascade
from rabrong.assignments.cascade.carrying_out import carry_out
from rabrong.assignments.cascade.rules import digest_of_plan
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.audit.models import Event
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.results.actions import rescore_from
from tests.assignments.cascade_nation import ORDER, build, plan, targets
from tests.nation import NOW, actor


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[CascadeRun, Actor]]:
    """A run over three provinces that waits, prepared a row at a time."""
    monkeypatch.setattr(carrying_out, "AT_ONCE", 1)
    nation, lead = build()
    who = actor(nation.people["psdg"])
    run = order_cascade(lead, ORDER, digest_of_plan(plan(nation, lead, ORDER)), by=who, now=NOW)
    assert isinstance(run, CascadeRun)
    yield run, who
    connections.close_all()


def elsewhere(run: CascadeRun, who: Actor) -> tuple[str, int, object]:
    """What somebody else sees who stops the run, on another connection: how far it was, and the answer."""

    def ask() -> tuple[str, int, object]:
        try:
            seen = CascadeRun.objects.get(pk=run.pk)
            return seen.state, seen.done, cancel_cascade(seen, by=who, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ask).result()


@pytest.mark.django_db(transaction=True)
def test_a_run_is_stopped_from_another_connection_and_no_row_stays(
    ordered: tuple[CascadeRun, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, who = ordered
    stage = carrying_out._stage
    said: list[tuple[str, int, object]] = []

    def stage_and_stop(*given: object) -> None:
        stage(*given)  # type: ignore[arg-type]
        if len(said) == 0:
            said.append(elsewhere(run, who))

    monkeypatch.setattr(carrying_out, "_stage", stage_and_stop)
    done = carry_out(run, rescore_from, by=who, now=NOW)
    assert isinstance(done, CascadeRun)
    assert said[0][:2] == (RunState.RUNNING, 1), "the other sees one row of three prepared"
    assert isinstance(said[0][2], CascadeRun)
    assert (done.state, targets(), CascadeRow.objects.count()) == (RunState.CANCELLED, {}, 0)
    assert list(Event.objects.filter(verb__startswith="cascade.").values_list("verb", flat=True)) == ["cascade.cancel"]


@pytest.mark.django_db(transaction=True)
def test_after_the_end_it_is_too_late_to_stop(ordered: tuple[CascadeRun, Actor]) -> None:
    run, who = ordered
    carry_out(run, rescore_from, by=who, now=NOW)
    answer = elsewhere(run, who)
    assert answer == (RunState.APPLIED, 3, Refusal("cascade.over"))
    assert targets() == {"11": "34", "12": "33", "13": "33"}


@pytest.mark.django_db
def test_a_run_whose_worker_is_gone_is_ended_by_stopping_it(ordered: tuple[CascadeRun, Actor]) -> None:
    run, who = ordered
    CascadeRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, done=1)
    CascadeRow.objects.create(
        run=run, unit=run.parent.unit, indicator=run.parent.items.all()[0].indicator, state=RowState.STAGED, after={}
    )
    done = cancel_cascade(run, by=who, now=NOW)
    assert isinstance(done, CascadeRun)
    assert (done.state, done.done, CascadeRow.objects.count()) == (RunState.CANCELLED, 0, 0)


@pytest.mark.django_db
def test_a_run_that_breaks_off_says_so_and_leaves_nothing(ordered: tuple[CascadeRun, Actor]) -> None:
    run, who = ordered

    def broken(_day: object, _now: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        carry_out(run, broken, by=who, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.told) == (RunState.REFUSED, {"code": "cascade.broke_off"})
    assert (targets(), CascadeRow.objects.count()) == ({}, 0)
