"""Passing 21 indicators down to 76 provinces, and to them and 878 districts, previewed and carried out whole.

On SQLite; on PostgreSQL with `python tools/with_postgresql.py python -m bench.cascade`.
"""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from bench.measure import timed, timing_line
from bench.years import INDICATORS, add_indicators

PROVINCES_AIM_MS, ALL_AIM_MS, MOST_MIB = 2000, 10_000, 300


def measure_cascade() -> None:
    """Print the lines; what is stored lies in a folder, or a database, that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder, department(Path(folder)) as engine:
        add_indicators()
        _clear()
        for kinds, named, aim, runs in (
            (("province",), "76 provinces", PROVINCES_AIM_MS, 5),
            (("province", "district"), "76 provinces and 878 districts", ALL_AIM_MS, 3),
        ):
            numbers = count(1)
            job = f"{INDICATORS} indicators passed down to {named}, {engine}"
            print(timing_line(timed(job, lambda: _pass_down(kinds, next(numbers)), runs=runs, aim_ms=aim)))  # noqa: B023
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"peak memory of passing down: {peak} MiB, aim {MOST_MIB} MiB")


@contextmanager
def department(folder: Path) -> Iterator[str]:
    """The example's units, people and framework, without its numbers; the name of the engine."""
    os.environ.setdefault("RABRONG_TEST_DATABASE", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "rabrong.config.settings.test"
    import django  # noqa: PLC0415  the settings come first

    django.setup(set_prefix=False)
    from django.core.management import call_command  # noqa: PLC0415  models need setup
    from django.db import connection, connections, transaction  # noqa: PLC0415  models need setup

    from rabrong.demo.frame import store_frame  # noqa: PLC0415  models need setup
    from rabrong.demo.source import example  # noqa: PLC0415  models need setup
    from rabrong.demo.units import store_people, store_units  # noqa: PLC0415  models need setup

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        file = example()
        units = store_units(file)
        store_people(units)
        store_frame(file, units)
    yield connection.vendor
    connections.close_all()


def _clear() -> None:
    """A year whose months have no numbers yet, with the department's agreement alone and a target everywhere."""
    from rabrong.agreements.models import Agreement, Item  # noqa: PLC0415  models need setup
    from rabrong.results.models import Score, Tally, Total  # noqa: PLC0415  models need setup

    for model in (Score, Total, Tally):
        model.objects.all().delete()
    others = Agreement.objects.filter(year_id=2555).exclude(unit__kind="department")
    Item.objects.filter(agreement__in=others).delete()
    others.filter(revisions=None).delete()
    Item.objects.filter(agreement__year_id=2555, target=None).update(target="100000")


def _pass_down(kinds: tuple[str, ...], number: int) -> None:
    from django.db import transaction  # noqa: PLC0415  models need setup

    from rabrong.agreements.queries.years import lead_agreement  # noqa: PLC0415  models need setup
    from rabrong.assignments.cascade.actions import order_cascade, previewed  # noqa: PLC0415
    from rabrong.assignments.cascade.carrying_out import carry_out  # noqa: PLC0415  models need setup
    from rabrong.assignments.cascade.orders import Order, Receivers, Way  # noqa: PLC0415  models need setup
    from rabrong.assignments.cascade.plan import Plan  # noqa: PLC0415  models need setup
    from rabrong.assignments.cascade.rules import digest_of_plan  # noqa: PLC0415  models need setup
    from rabrong.assignments.models import CascadeRun, RunState  # noqa: PLC0415  models need setup
    from rabrong.demo.clock import START  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup
    from rabrong.org.queries import actor_of  # noqa: PLC0415  models need setup
    from rabrong.results.actions import rescore_from  # noqa: PLC0415  models need setup

    with transaction.atomic():
        by = actor_of(Person.objects.get(code="psdg"), START)
        lead = lead_agreement(2555)
        assert lead is not None
        codes = lead.items.values_list("indicator__code", flat=True)
        ways = tuple(Way(code, "split", "equal") for code in codes)
        order = Order(ways, Receivers(kinds=kinds), by.today, accepts_gaps=True)
        plan = previewed(lead, order, by=by)
        assert isinstance(plan, Plan)
        run = order_cascade(lead, order, digest_of_plan(plan), by=by, now=START)
        assert isinstance(run, CascadeRun)
        done = carry_out(run, rescore_from, by=by, now=START)
        assert isinstance(done, CascadeRun)
        assert done.state == RunState.APPLIED
        assert done.done == len(plan.differences) >= INDICATORS * 76, number
        transaction.set_rollback(True)


if __name__ == "__main__":
    measure_cascade()
