"""What entering and approving cost: one entry in a small and a large tree, a month's close, eight writers at once.

On SQLite and PostgreSQL, each job in a process of its own on an empty database. `python -m bench.entries --whole` takes
100,000 units and sixty seconds, without it 20,000 units and ten.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from math import ceil
from pathlib import Path
from typing import Any

from tools import with_postgresql

REAL = (1, 18, 76, 878, 21)
"""Departments, regions in each, provinces, districts, indicators: a department of 973 units."""
PROVINCES = (1, 18, 76, 0, 21)
SMALL, LARGE, LARGEST = (1, 18, 76, 878, 2), (1, 30, 900, 19_000, 2), (4, 30, 3_600, 96_500, 2)
"""The same depth, at most 30 below a node; a tree of 100,000 units of four levels has more than one department."""
ENTRY_AIM_MS, WAIT_AIM_MS = 25, 1000


def measure_entries(*, whole: bool = False) -> None:
    """Print all lines, for both databases."""
    print(f"{'entries and approvals':<58}{'median ms':>10}{'p95 ms':>10}{'CPU ms':>10}")
    for engine, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        try:
            _measure(engine, database, whole)
        except with_postgresql.NoServerError as error:
            print(error)


Database = Callable[[], AbstractContextManager[str]]


def _measure(engine: str, database: Database, whole: bool) -> None:
    large = LARGEST if whole else LARGE
    _entry_line(f"{engine}: an entry, {_units(REAL):,} units, 21 indicators", _done(database, "entries", REAL))
    small, grown = _done(database, "entries", SMALL), _done(database, "entries", large)
    _entry_line(f"{engine}: the same with 2 indicators", small)
    _entry_line(f"{engine}: the same, {_units(large):,} units", grown)
    ratio = _p95(grown["wall"]) / _p95(small["wall"])
    of_cpu = statistics.median(grown["cpu"]) / statistics.median(small["cpu"])
    print(f"{engine}: larger over smaller, p95 {ratio:.2f}, median CPU {of_cpu:.2f}; aim 1.5")
    for shape, aim in ((PROVINCES, 5), (REAL, 30)):
        _close_line(engine, _done(database, "close", shape), aim)
    _writers_line(engine, _done(database, "writers", (60 if whole else 10, *REAL)))


def _units(shape: Sequence[int]) -> int:
    departments, regions, provinces, districts, _ = shape
    return departments * (1 + regions) + provinces + districts


def _entry_line(job: str, said: dict[str, Any]) -> None:
    wall, cpu = said["wall"], statistics.median(said["cpu"])
    missed = " MISSED" if _p95(wall) > ENTRY_AIM_MS else ""
    figures = f"{statistics.median(wall):>10.1f}{_p95(wall):>10.1f}{cpu:>10.1f}"
    print(f"{job:<58}{figures}  aim {ENTRY_AIM_MS} ms{missed}")


def _close_line(engine: str, said: dict[str, Any], aim: int) -> None:
    seconds, cpu = said["wall"] / 1000, said["cpu"] / 1000
    missed = " MISSED" if seconds > aim else ""
    job = f"{engine}: a month's close, {said['reports']:,} reports certified and rolled up"
    print(f"{job}: {seconds:.1f} s, CPU {cpu:.1f} s, peak {said['mib'][1]} MiB; aim {aim} s{missed}")


def _writers_line(engine: str, said: dict[str, Any]) -> None:
    wall, each = said["wall"], said["each"]
    missed = " MISSED" if max(wall) > WAIT_AIM_MS else ""
    figures = f"median {statistics.median(wall):.0f} ms, p95 {_p95(wall):.0f} ms, longest {max(wall):.0f} ms"
    print(
        f"{engine}: {len(each)} writers for {said['seconds']} s: {len(wall):,} entries, none lost, {figures}; ", end=""
    )
    print(f"each wrote {min(each)} to {max(each)}; aim longest {WAIT_AIM_MS} ms{missed}")


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[ceil(0.95 * len(taken)) - 1]


def _done(database: Database, job: str, sizes: Sequence[int]) -> dict[str, Any]:
    with database() as address:
        command = [sys.executable, "-m", "bench.entry_work", job, *map(str, sizes)]
        settings = {"DJANGO_SETTINGS_MODULE": "rabrong.config.settings.test", "RABRONG_TEST_DATABASE": address}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings})
        said: dict[str, Any] = json.loads(done.stdout)
        return said


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'entries.sqlite3'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    with_postgresql.FAST_AND_FORGETFUL = ()  # type: ignore[assignment]  # here a power cut has to be survived
    with with_postgresql.server() as address:
        yield address


if __name__ == "__main__":
    measure_entries(whole="--whole" in sys.argv)
