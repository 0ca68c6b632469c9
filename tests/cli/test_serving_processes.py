"""`rabrong serve --processes N`: how it stops, and what happens when one of its processes is killed, or the first."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from rabrong.cli.serving_words import WORDS
from rabrong.cli.verify_words import WORDS as AUDIT_WORDS
from rabrong.notices.across import CHANNEL
from tests.config.production_process import ROOT
from tests.nation import build_nation
from tests.notices.test_across import SECONDS, cookie_of, stream

PAGE, LIVE = "/2555/unit/cdd/", "/live/?topic=2555/unit/cdd"
SHORTEST_LIFE = 5.5
"""A process that ends sooner is not followed by another."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A running `rabrong serve`: its first process, and where it answers."""

    process: subprocess.Popen[str]
    address: str

    def workers(self) -> set[int]:
        """The processes below it that answer; Python's own helpers are none of them."""
        pid = self.process.pid
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return {int(each) for each in below if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()}


def command_of(folder: Path, processes: int) -> tuple[list[str], dict[str, str]]:
    """What an operator types, and the environment."""
    known = connection.settings_dict
    address = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    command = [sys.executable, "-m", "rabrong", "serve", "--processes", str(processes), "--port", "0", "--lang", "en"]
    given = {"DJANGO_SETTINGS_MODULE": "tests.cli.served", "RABRONG_TEST_DATABASE": address, "PYTHONUNBUFFERED": "1"}
    return command, {**os.environ, **given, "RABRONG_STATIC": str(folder)}


@contextmanager
def serving(folder: Path, processes: int) -> Iterator[Serving]:
    """The database of this test, served until the end of the test at the latest."""
    command, environment = command_of(folder, processes)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None  # asked for in the call
        try:
            found = (re.search(r"http://([\d.:]+)", line) for line in process.stdout)
            address = next((match[1] for match in found if match), None)
            assert address is not None, process.communicate()[1]
            yield Serving(process, address)
        finally:
            process.terminate()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def is_there(pid: int) -> bool:
    """Whether a process runs; one that ended and was not asked for its code is none."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def answers(address: str, cookie: str) -> bool:
    with closing(http.client.HTTPConnection(address, timeout=SECONDS)) as line:
        line.request("GET", quote(PAGE), headers={"Cookie": cookie})
        return line.getresponse().status == 200


def rest_of(told: http.client.HTTPResponse) -> bytes:
    """What comes until the end of a stream; a process that was killed leaves it unfinished."""
    try:
        return told.read()
    except (http.client.IncompleteRead, ConnectionResetError):
        return b""


@pytest.fixture
def cookie(transactional_db: None) -> str:
    """The session of somebody who sees everything."""
    return cookie_of(build_nation().people["psdg"])


@pytest.fixture
def several() -> int:
    """Two processes; one where the database is a single file."""
    return 2 if connection.vendor == "postgresql" else 1


def test_a_termination_ends_open_streams_and_every_process_with_code_0(
    tmp_path: Path, cookie: str, several: int
) -> None:
    with serving(tmp_path, several) as served, ExitStack() as opened:
        streams = [opened.enter_context(stream(served.address, cookie, LIVE)) for _ in range(6)]
        workers = served.workers()
        assert len(workers) == (several if several > 1 else 0)
        served.process.send_signal(signal.SIGTERM)
        assert [told.read() for told in streams] == [b"\n"] * 6  # the rest of the first event, and a proper end
        _, complaints = served.process.communicate(timeout=SECONDS)
        assert (served.process.returncode, complaints.strip()) == (0, AUDIT_WORDS["en"]["heads.no_key"])
        assert not any(is_there(pid) for pid in workers)


def test_a_killed_process_is_followed_by_another_that_answers_and_hears(tmp_path: Path, cookie: str) -> None:
    if connection.vendor != "postgresql":
        assert refusal_of(tmp_path) == WORDS["en"]["one_process"]
        return
    with serving(tmp_path, 2) as served:
        time.sleep(SHORTEST_LIFE)
        first, other = sorted(served.workers())
        os.kill(first, signal.SIGKILL)
        assert answers(served.address, cookie)  # by the other, meanwhile
        wait_until(lambda: len(served.workers() - {first}) == 2, "nobody follows")
        assert other in served.workers()
        wait_until(lambda: listeners() == 2, "the new process does not listen")
        assert all(answers(served.address, cookie) for _ in range(8))
        assert served.process.poll() is None


def test_processes_end_when_the_one_above_them_is_killed(tmp_path: Path, cookie: str, several: int) -> None:
    with serving(tmp_path, several) as served, stream(served.address, cookie, LIVE) as told:
        workers = served.workers()
        served.process.kill()
        rest_of(told)
        wait_until(lambda: not any(is_there(pid) for pid in workers), "orphans")


def listeners() -> int:
    """How many processes hear what others say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()",
            [CHANNEL],
        )
        return int(cursor.fetchone()[0])


def refusal_of(folder: Path) -> str:
    """What `rabrong serve` says instead of serving."""
    command, environment = command_of(folder, 2)
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    return done.stderr.splitlines()[-1]
