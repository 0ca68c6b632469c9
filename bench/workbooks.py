"""50,000 rows of a workbook: made, read, checked, written and rolled up, each job in a process of its own.

`python -m bench.workbooks` on SQLite and PostgreSQL; with a number of districts as argument on a smaller department.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.entries import Database, _postgresql, _sqlite
from tools import with_postgresql

DISTRICTS, INDICATORS = 878, 29
"""Two data items each: 50,924 rows, of which every one brings a new number for May."""
AIM_S, MOST_MIB = 15, 300


def measure_workbooks(districts: int = DISTRICTS) -> None:
    """Print the lines, for both databases."""
    for engine, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        try:
            _measure(engine, database, districts)
        except with_postgresql.NoServerError as error:
            print(error)


def _measure(engine: str, database: Database, districts: int) -> None:
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder, database() as address:
        file = Path(folder) / "filled.xlsx"
        made = _done(address, folder, "make", str(file), str(districts))
        print(f"{engine}: workbook of {made['rows']:,} rows made {_said(made['seconds'])}, peak {made['mib']} MiB")
        found = _done(address, folder, "take", str(file))
        dry = found["read"][0] + found["check"][0]
        missed = " MISSED" if dry > AIM_S or found["dry_mib"] > MOST_MIB else ""
        print(
            f"{engine}: {found['rows']:,} rows read {_said(found['read'])} and checked {_said(found['check'])}, ",
            end="",
        )
        print(f"peak {_peaks(found, 'dry_')}; aim {AIM_S} s, {MOST_MIB} MiB{missed}")
        job = f"{engine}: {found['numbers']:,} numbers in {found['reports']:,} reports"
        print(f"{job} written and rolled up {_said(found['write'])}, ", end="")
        print(f"with reading and checking anew {_said(found['confirm'])}, peak {_peaks(found)}")


def _peaks(said: dict[str, Any], of: str = "") -> str:
    return f"{said[f'{of}mib']} MiB and {said[f'{of}child']} MiB in the process that opens the file"


def _done(address: str, folder: str, job: str, *arguments: str) -> dict[str, Any]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.test",
        "RABRONG_TEST_DATABASE": address,
        "TMPDIR": folder,
    }
    command = [sys.executable, "-m", "bench.workbooks", job, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings})
    said: dict[str, Any] = json.loads(done.stdout)
    return said


Taken = tuple[float, float]
"""Seconds on the clock and of processor, those of child processes included."""


def _seconds(work: Callable[[], Any]) -> tuple[Taken, Any]:
    begun, spent = perf_counter(), _processor()
    found = work()
    return (perf_counter() - begun, _processor() - spent), found


def _processor() -> float:
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + of_children.ru_utime + of_children.ru_stime


def _said(taken: Taken) -> str:
    return f"{taken[0]:.1f} s (processor {taken[1]:.1f} s)"


def _peak() -> dict[str, int]:
    return {
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def make(file: Path, districts: int) -> dict[str, Any]:
    """A department with one keeper for all districts; its workbook, filled in for May with remarks."""
    from django.core.management import call_command  # noqa: PLC0415  models need setup

    from bench.entry_world import NOW, STARTS, YEAR, Shape, build  # noqa: PLC0415  models need setup
    from rabrong.agreements.queries import year_rules  # noqa: PLC0415  models need setup
    from rabrong.dashboards.pages.workbooks.lines import Wanted, workbook_for  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person, Role, RoleAssignment, Unit  # noqa: PLC0415  models need setup
    from rabrong.org.queries import Scope, actor_of  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks.desks import desks_of, units_of_workbook  # noqa: PLC0415  models need setup

    call_command("migrate", verbosity=0, interactive=False)
    units = build(Shape(districts=districts, indicators=INDICATORS), keepers=districts)
    person, root = Person.objects.get(code="psdg"), Unit.objects.get(code="d0")
    roles = [RoleAssignment(person=person, role=Role.KEEPER, unit=unit, starts=STARTS) for unit in units]
    RoleAssignment.objects.bulk_create(roles, 1000)
    actor = actor_of(person, NOW)

    def made() -> bytes:
        desks = desks_of(actor, units_of_workbook(root, Scope(actor)), YEAR)
        return workbook_for(Wanted(root, year_rules(YEAR), desks, actor, NOW))

    seconds, data = _seconds(made)
    said = {"seconds": seconds, **_peak()}
    file.write_bytes(_filled(data))
    return {**said, "rows": districts * INDICATORS * 2}


def _filled(data: bytes) -> bytes:
    """Every number of May one higher, a remark on each."""
    from bench.entry_world import MAY, YEAR  # noqa: PLC0415  models need setup
    from rabrong.paper.sheets.books import read_book  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks.layout import Line, NoteLine  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks.reading import Typed, typed_in  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks.writing import Content, Title, workbook_of  # noqa: PLC0415  models need setup

    sheets = read_book(data)
    assert isinstance(sheets, tuple), sheets
    typed = typed_in(sheets, YEAR, "d0")
    assert isinstance(typed, Typed), typed

    def lines() -> Iterator[Line]:
        for each in typed.lines:
            yield replace(each.line, texts={**each.line.texts, MAY: str(int(each.line.texts[MAY]) + 1)})

    def notes() -> Iterator[NoteLine]:
        for each in typed.notes:
            yield replace(each.line, texts={**each.line.texts, "remark": "measured"})

    return workbook_of(Content(Title(typed.header, "bench", False, {}), lines(), notes()))


def take(file: Path) -> dict[str, Any]:
    """Read, checked, and then sent, checked, confirmed and written as the page does it."""
    from bench.entry_world import NOW, YEAR  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person, Unit  # noqa: PLC0415  models need setup
    from rabrong.org.queries import actor_of  # noqa: PLC0415  models need setup
    from rabrong.org.rules import Refusal  # noqa: PLC0415  models need setup
    from rabrong.paper.sheets.books import read_book  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks import actions  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks.checking import Asking, check  # noqa: PLC0415  models need setup
    from rabrong.results.workbooks.reading import Typed, typed_in  # noqa: PLC0415  models need setup

    data, root = file.read_bytes(), Unit.objects.get(code="d0")
    actor = actor_of(Person.objects.get(code="psdg"), NOW)

    def read() -> Typed:
        sheets = read_book(data)
        assert isinstance(sheets, tuple), sheets
        typed = typed_in(sheets, YEAR, "d0")
        assert isinstance(typed, Typed), typed
        return typed

    read_s, typed = _seconds(read)
    check_s, plan = _seconds(partial(check, typed, Asking(actor, root, YEAR, {}), lambda _done, _steps: None))
    found: dict[str, Any] = {"read": read_s, "check": check_s, "rows": len(typed.lines)}
    assert not plan.mishaps, plan.mishaps[0].words()
    found |= {"numbers": plan.numbers, "reports": len(plan.ready)}
    del typed, plan
    handed = actions.Sent("filled.xlsx", data, "th")
    sent = actions.receive_workbook(root, YEAR, handed, by=actor, now=NOW)
    assert not isinstance(sent, Refusal), sent
    dry_s, _ = _seconds(lambda: actions.check_workbook(sent, by=actor, now=NOW))
    found |= {f"dry_{name}": each for name, each in _peak().items()}
    actions.order_workbook(sent, {}, sent.outcome["digest"])
    confirm_s, done = _seconds(lambda: actions.take_in_workbook(sent, by=actor, now=NOW))
    assert done.state == "taken", (done.state, done.outcome)
    write = tuple(whole - part for whole, part in zip(confirm_s, dry_s, strict=True))
    return {**found, "write": write, "confirm": confirm_s, **_peak()}


def main(arguments: list[str]) -> None:
    """The whole, or one job."""
    if arguments[:1] in (["make"], ["take"]):
        import django  # noqa: PLC0415  the settings come first

        django.setup(set_prefix=False)
        job, file, *rest = arguments
        said = make(Path(file), int(rest[0])) if job == "make" else take(Path(file))
        print(json.dumps(said))
    else:
        measure_workbooks(*map(int, arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
