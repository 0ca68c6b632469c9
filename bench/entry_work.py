"""What bench.entries measures, each in a process of its own on the database it is given; prints JSON."""

import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bench.entry_world import Shape
    from rabrong.org.models import Unit

ENTRIES = 200
WRITERS = 8


def entries(sizes: list[int]) -> dict[str, object]:
    """So many numbers entered, one after the other, in units all over the tree: wall and CPU milliseconds of each."""
    from bench.entry_world import build  # noqa: PLC0415  models need setup

    units = build(_shape(sizes), keepers=ENTRIES)
    submit = _submitting()
    for unit in units[:5]:
        submit(unit)
    taken = [_timed(partial(submit, unit)) for unit in units]
    return {"wall": [wall for wall, _ in taken], "cpu": [cpu for _, cpu in taken]}


def close(sizes: list[int]) -> dict[str, object]:
    """Every report of April certified at once, in a year that counts only what is certified."""
    from bench.entry_world import APRIL, NOW, build  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415
    from rabrong.org.queries import actor_of  # noqa: PLC0415
    from rabrong.results.actions.approving import approve_reports  # noqa: PLC0415
    from rabrong.results.models import Counts, Report, Total  # noqa: PLC0415
    from rabrong.results.scores.checking import differences_now  # noqa: PLC0415

    build(_shape(sizes), keepers=0, counts=Counts.CERTIFIED)
    seen = dict(Report.objects.filter(month=APRIL).values_list("pk", "version"))
    by = actor_of(Person.objects.get(code="psdg"), NOW)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = _timed(lambda: approve_reports(seen, by=by, now=NOW))
    top = Total.objects.get(agreement__unit__code="d0", month=APRIL)
    assert top.shown is not None  # certified and counted
    assert Report.objects.filter(month=APRIL).exclude(state="certified").count() == 0
    assert differences_now(2555, NOW) == []
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"reports": len(seen), "wall": wall, "cpu": cpu, "mib": [before // 1024, peak // 1024]}


def writers(sizes: list[int]) -> dict[str, object]:
    """Eight threads of one process that enter without a pause for so many seconds; nothing may be lost."""
    from django.db import connections  # noqa: PLC0415  models need setup

    from bench.entry_world import NOW, build  # noqa: PLC0415
    from rabrong.audit.queries import broken_in  # noqa: PLC0415
    from rabrong.results.models import Entry  # noqa: PLC0415
    from rabrong.results.scores.checking import differences_now  # noqa: PLC0415

    seconds, *shape = sizes
    units = build(_shape(shape), keepers=WRITERS)
    submit, taken = _submitting(), [list[float]() for _ in units]
    until = time.monotonic() + seconds

    def write(at: int) -> None:
        while time.monotonic() < until:
            taken[at].append(_timed(lambda: submit(units[at]))[0])
        connections.close_all()

    threads = [threading.Thread(target=write, args=(at,)) for at in range(len(units))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [Entry.objects.filter(unit=unit, version__gt=1).count() for unit in units]
    assert kept == [len(each) for each in taken], "an entry was lost"
    assert differences_now(2555, NOW) == []
    assert broken_in("d0") is None
    return {"wall": [each for own in taken for each in own], "each": [len(own) for own in taken], "seconds": seconds}


def _submitting() -> "Callable[[Unit], None]":
    """Enters a further version of a unit's number of May."""
    from bench.entry_world import MAY, NOW  # noqa: PLC0415  models need setup
    from rabrong.agreements.models import IndicatorVersion  # noqa: PLC0415
    from rabrong.org.models import Person  # noqa: PLC0415
    from rabrong.org.queries import actor_of  # noqa: PLC0415
    from rabrong.results.actions import Accepted, Submission, submit_entries  # noqa: PLC0415
    from rabrong.results.models import Entry  # noqa: PLC0415

    indicator = IndicatorVersion.objects.select_related("aspect").order_by("pk")[0]
    people = {person.code: person for person in Person.objects.filter(code__startswith="keeper-")}
    versions: dict[int, int] = {}
    values = {
        entry.unit_id: entry.value
        for entry in Entry.objects.filter(indicator=indicator, cell="ก", month=MAY, unit__people__in=people.values())
    }

    def submit(unit: "Unit") -> None:
        version = versions.get(unit.pk, 1)
        values[unit.pk] = (values[unit.pk] or Decimal(0)) + (1 if version % 2 else -1)
        form = Submission(unit, indicator, MAY, {"ก": values[unit.pk]}, {"ก": version})
        answer = submit_entries(form, by=actor_of(people[f"keeper-{unit.code}"], NOW), now=NOW)
        assert isinstance(answer, Accepted), answer
        versions[unit.pk] = version + 1

    return submit


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _shape(sizes: list[int]) -> "Shape":
    from bench.entry_world import Shape  # noqa: PLC0415  models need setup

    return Shape(*sizes)


JOBS = {"entries": entries, "close": close, "writers": writers}

if __name__ == "__main__":
    django.setup(set_prefix=False)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(JOBS[sys.argv[1]]([int(size) for size in sys.argv[2:]])))
