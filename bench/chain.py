"""The cost of the audit chain: eight processes that record at once, beside the same rows without a chain."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tools import with_postgresql

WRITERS = 8
EVENTS_OF_A_WRITER = 150
JOBS = ("chained", "plain")


@dataclass(frozen=True, slots=True)
class Written:
    """What all writers took together."""

    seconds: float
    median_ms: float
    p95_ms: float
    longest_ms: float

    @property
    def events_a_second(self) -> float:
        """All writers together."""
        return WRITERS * EVENTS_OF_A_WRITER / self.seconds


def measure_chain() -> None:
    """Print both jobs on SQLite, and on PostgreSQL where it is installed; both write through to the disk."""
    print(f"{f'{WRITERS} writers at once':<48}{'events/s':>10}{'median ms':>10}{'p95 ms':>10}{'longest':>10}")
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        _measure("SQLite", f"sqlite:///{Path(folder) / 'chain.sqlite3'}")
    with_postgresql.FAST_AND_FORGETFUL = ()  # type: ignore[assignment]  # here a power cut has to be survived
    try:
        with with_postgresql.server() as address:
            _measure("PostgreSQL", address)
    except with_postgresql.NoServerError as error:
        print(error)


def _measure(engine: str, address: str) -> None:
    _run(address, "migrate")
    for job, words in zip(JOBS, ("recorded in one chain", "inserted without a chain"), strict=True):
        done = _written(address, job)
        figures = f"{done.events_a_second:>10.0f}{done.median_ms:>10.1f}{done.p95_ms:>10.1f}{done.longest_ms:>10.1f}"
        print(f"{f'{engine}, {words}':<48}{figures}")


def _written(address: str, job: str) -> Written:
    """Writers start together: each says that it is ready, and waits for a line."""
    writers = [_started(address, job) for _ in range(WRITERS)]
    for writer in writers:
        assert writer.stdout is not None  # asked for when it was started
        writer.stdout.readline()
    begun = time.perf_counter()
    for writer in writers:
        assert writer.stdin is not None  # asked for when it was started
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [writer.communicate()[0] for writer in writers]
    seconds = time.perf_counter() - begun
    taken = sorted(each for text in said for each in json.loads(text))
    return Written(seconds, statistics.median(taken), taken[ceil(0.95 * len(taken)) - 1], taken[-1])


def _started(address: str, job: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.chain", job]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=_environment(address))


def _run(address: str, job: str) -> None:
    subprocess.run([sys.executable, "-m", "bench.chain", job], check=True, env=_environment(address))


def _environment(address: str) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "rabrong.config.settings.test", "RABRONG_TEST_DATABASE": address}
    return {**os.environ, **settings}


def _work(job: str) -> None:
    """What a process of its own does."""
    import django  # noqa: PLC0415  only in the processes that write
    from django.core.management import call_command  # noqa: PLC0415  only in the processes that write

    django.setup(set_prefix=False)
    if job == "migrate":
        call_command("migrate", verbosity=0, interactive=False)
        return
    write = {"chained": _chained, "plain": _plain}[job]
    write()
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps([_timed(write) for _ in range(EVENTS_OF_A_WRITER)]))


def _timed(write: Callable[[], None]) -> float:
    begun = time.perf_counter()
    write()
    return (time.perf_counter() - begun) * 1000


def _chained() -> None:
    from django.utils.timezone import now  # noqa: PLC0415  models need setup

    from rabrong.audit.actions import Deed, record  # noqa: PLC0415  models need setup
    from rabrong.audit.origin import Origin, coming_from  # noqa: PLC0415  models need setup

    deed = Deed("entries.submit", "entry 2555/4.3/1201/8", "keeper-1201", before={"ก": "14"}, after={"ก": "15"})
    with coming_from(Origin("5f1e77aa0123bcde", "10.24.1.77")):
        record("cdd", deed, now=now())


def _plain() -> None:
    """The same two rows, and nobody waits for anybody but the disk."""
    from django.db import transaction  # noqa: PLC0415  models need setup
    from django.utils.timezone import now  # noqa: PLC0415  models need setup

    from rabrong.audit.models import Event, PersonalValue  # noqa: PLC0415  models need setup

    number = time.time_ns()
    with transaction.atomic():
        event = Event.objects.create(
            chain="plain",
            number=number,
            at=now(),
            actor="keeper-1201",
            verb="entries.submit",
            subject="entry 2555/4.3/1201/8",
            before={"ก": "14"},
            after={"ก": "15"},
            origin={"address": {"sha256": "0" * 64}},
            request_id="5f1e77aa0123bcde",
            previous="0" * 64,
            digest="0" * 64,
        )
        PersonalValue.objects.create(event=event, side="origin", field="address", whose="k", salt="0" * 32, value="10")


if __name__ == "__main__":
    _work(sys.argv[1])
