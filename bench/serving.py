"""The example on PostgreSQL, served by as many processes as a bench asks for.

As a program: python -m bench.serving PROCESSES - prints its address and answers until it is stopped.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import django

from tools.with_postgresql import NAME, server

SECONDS_TO_STOP = 20


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs; `pid` is that of the process that answers, or of the one above several."""

    pid: int
    netloc: str


@contextmanager
def example_on_postgresql() -> Iterator[None]:
    """An empty cluster of its own, filled with the example; Django of this process is set up on it."""
    with server() as address, tempfile.TemporaryDirectory(prefix="rabrong-load-") as folder:
        (Path(folder) / "secret").write_text(secrets.token_urlsafe(48), encoding="ascii")
        os.environ |= {NAME: address, "RABRONG_DATA": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        django.setup(set_prefix=False)
        from django.core.management import call_command  # noqa: PLC0415  settings must be chosen first
        from django.db import connections  # noqa: PLC0415

        from rabrong.demo.loading import load_example  # noqa: PLC0415  models need setup

        call_command("migrate", verbosity=0, interactive=False)
        load_example()
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself within the first minute
        call_command("collectstatic", verbosity=0, interactive=False)
        try:
            yield
        finally:
            for each in connections.all():
                each.close()
                each.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


@contextmanager
def served(processes: int, *, kept_pages_mb: int) -> Iterator[Served]:
    """The example, served on any free port."""
    environment = {**os.environ, "BENCH_KEPT_PAGES_MB": str(kept_pages_mb), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bench.serving", str(processes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None  # asked for in the call
        try:
            yield Served(process.pid, process.stdout.readline().strip())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS_TO_STOP)


def workers_of(pid: int) -> list[int]:
    """The processes below one that answer, or itself; Python's own helpers are none of them."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    spawned = [int(each) for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]
    return spawned or [pid]


def main(processes: int) -> None:
    """Serve until stopped."""
    django.setup(set_prefix=False)
    from rabrong.cli.processes import serve_here, serve_in  # noqa: PLC0415  models need setup

    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        ready = partial(print, f"127.0.0.1:{listener.getsockname()[1]}", flush=True)
        if processes == 1:
            serve_here(listener, ready, behind_proxy=False)
        else:
            serve_in(processes, listener, ready, behind_proxy=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
