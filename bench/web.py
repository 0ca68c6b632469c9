"""What the pages promise, on the whole example: one entry saved, the scorecard, an event on a second screen, memory."""

import gc
import http.client
import itertools
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from bench.measure import Timing, timed, timing_line
from bench.nation import SEED

if TYPE_CHECKING:
    from django.test import Client

SCORECARD = "/2555/unit/cdd/"
TOPIC = "2555/unit/cdd"
DISTRICT_ENTRY = "/2555/kpi/4.3/unit/1201/month/8/"
MOST_QUERIES = 20
MOST_MIB = 200
EVENT_AIM_MS = 1000
MAY = 8


def measure_web() -> None:
    """Print the lines of the pages; the example is loaded into a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        data = Path(folder)
        loading = _seconds(lambda: _started_and_stopped(data))
        print(f"first start, example loaded: {loading:.1f} s; database {_mebibytes(data / 'demo.sqlite3')} MiB")
        again = timed("second start, to the first answer", lambda: _first_answer(data), runs=5, aim_ms=3000)
        print(timing_line(again))
        _measure_inside(data)
        _measure_server(data)


def _measure_inside(data: Path) -> None:
    """In this process, without HTTP: what the code itself costs."""
    os.environ |= {"RABRONG_DATA": str(data), "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.demo"}
    import django  # noqa: PLC0415  settings must be chosen first

    django.setup(set_prefix=False)
    print(timing_line(timed("one entry saved and rolled up, 971 units", _entries(), runs=200, aim_ms=25)))
    client = _signed_in()
    _keep_nothing()
    page = timed("scorecard of the department, made", lambda: client.get(SCORECARD), runs=40, aim_ms=40)
    queries = _queries(client)
    missed = " MISSED" if queries > MOST_QUERIES else ""
    print(f"{timing_line(page)}; {queries} queries, aim {MOST_QUERIES}{missed}")


def _entries() -> Callable[[], object]:
    """A function that submits one number of the next district each time."""
    from rabrong.demo.clock import START  # noqa: PLC0415  models need settings
    from rabrong.org.queries import actor_of  # noqa: PLC0415  models need setup
    from rabrong.results.actions import Accepted, Submission, submit_entries  # noqa: PLC0415
    from rabrong.results.models import Entry  # noqa: PLC0415

    rows = Entry.objects.filter(indicator__code="4.3", cell="ก", month=MAY).select_related("unit", "indicator", "by")
    newest = {entry.unit_id: entry for entry in rows.order_by("version")}
    entries = [entry for entry in newest.values() if entry.value is not None]
    Random(SEED).shuffle(entries)
    turn = itertools.cycle(entries)
    versions = {entry.unit_id: entry.version for entry in entries}

    def submit_one() -> None:
        entry = next(turn)
        assert entry.value is not None  # chosen so above
        version = versions[entry.unit_id]
        entry.value += 1 if version % 2 else -1
        form = Submission(entry.unit, entry.indicator, MAY, {"ก": entry.value}, {"ก": version})
        assert isinstance(submit_entries(form, by=actor_of(entry.by, START), now=START), Accepted)
        versions[entry.unit_id] += 1

    return submit_one


def _signed_in() -> "Client":
    from django.test import Client  # noqa: PLC0415  settings must be chosen first

    from rabrong.org.models import Person  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(code="psdg"))
    return client


def _keep_nothing() -> None:
    """Every page is drawn anew."""
    from rabrong.dashboards.kept.answering import STORE  # noqa: PLC0415  settings must be chosen first

    STORE.most_bytes = 0


def _queries(client: "Client") -> int:
    from django.db import connection  # noqa: PLC0415  settings must be chosen first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        client.get(SCORECARD)
    return len(captured)


@dataclass(frozen=True, slots=True)
class Server:
    """A demo that runs, as its own process."""

    pid: int
    netloc: str


@contextmanager
def _server(data: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "rabrong", "demo", "--port", "0", "--data", str(data), "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None  # asked for in the call
        found = (re.search(r"ready at (http://\S+)", line) for line in process.stdout)
        address = next(match[1] for match in found if match)
        try:
            yield Server(process.pid, urlsplit(address).netloc)
        finally:
            process.send_signal(signal.SIGINT)


def _started_and_stopped(data: Path) -> None:
    with _server(data):
        pass


def _first_answer(data: Path) -> None:
    with _server(data) as server, closing(http.client.HTTPConnection(server.netloc)) as connection:
        connection.request("GET", "/")
        assert connection.getresponse().read()


class Visitor:
    """Somebody with a browser's cookies, as few words as possible."""

    def __init__(self, netloc: str, role: str) -> None:
        self.netloc, self.cookies = netloc, dict[str, str]()
        token = _token(self.ask("/")[1])
        self.ask("/", {"csrfmiddlewaretoken": token, "role": role})

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body."""
        with closing(_connection(self.netloc)) as connection, self.open(connection, path, form) as answer:
            return answer.status, answer.read().decode()

    def open(
        self, connection: http.client.HTTPConnection, path: str, form: dict[str, str] | None = None
    ) -> http.client.HTTPResponse:
        """The answer, not read yet."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if form is None else urlencode(form)
        connection.request("GET" if form is None else "POST", quote(path, safe="/?=&"), body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found  # every page with a form has one
    return found[1]


def _measure_server(data: Path) -> None:
    """Over HTTP: from a district's submit to the fresh scorecard on the other screen; and the process's memory."""
    with _server(data) as server:
        watcher, officer = Visitor(server.netloc, "psdg"), Visitor(server.netloc, "district")
        with closing(_connection(server.netloc)) as line, watcher.open(line, f"/live/?topic={TOPIC}") as stream:
            taken = sorted(_event(officer, watcher, stream) for _ in range(10))
        for _ in range(20):
            watcher.ask(SCORECARD)
        median = statistics.median(taken)
        print(timing_line(Timing("submit to fresh scorecard on a second screen", median, taken[-1], 10, EVENT_AIM_MS)))
        resident = _resident_mebibytes(server.pid)
        missed = " MISSED" if resident > MOST_MIB else ""
        print(f"resident memory of the server: {resident} MiB, aim {MOST_MIB}{missed}")


def _connection(netloc: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(netloc, timeout=30)


def _event(officer: Visitor, watcher: Visitor, stream: http.client.HTTPResponse) -> float:
    """Milliseconds; more than a second after the one before, so that nothing is merged."""
    time.sleep(1.1)
    form = _changed_form(officer.ask(DISTRICT_ENTRY)[1])
    begun = time.perf_counter()
    status, _ = officer.ask(DISTRICT_ENTRY, form)
    assert status == 302
    while stream.readline() != f"data: {TOPIC}\n".encode():
        pass
    watcher.ask(SCORECARD)
    return (time.perf_counter() - begun) * 1000


def _changed_form(page: str) -> dict[str, str]:
    """The form as the page has it, with one more, or one less where all are counted."""
    inputs = re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', page)
    form = dict(inputs)
    reached, everybody = int(form["ก"]), int(form["ข"])
    remark = {"remark~4.3~8": "measured"}  # asked for where a number stands out
    return form | remark | {"ก": str(reached + 1 if reached < everybody else reached - 1), "save": "submit"}


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _mebibytes(file: Path) -> int:
    return file.stat().st_size // 2**20


def _resident_mebibytes(pid: int) -> int:
    """Linux tells it in kibibytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found  # every running process has it
    return int(found[1]) // 1024
