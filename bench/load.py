"""What the server bears: ApacheBench (Debian's apache2-utils) against the example on PostgreSQL with two processes.

1 department, 10 bureaus, 18 regions, 76 provinces, 878 districts, 21 indicators; clients and PostgreSQL share the
machine's cores with the server.
"""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from django.db import connections

from bench.serving import example_on_postgresql, served, workers_of
from bench.web import MOST_MIB, SCORECARD, TOPIC, Visitor, _entries, _resident_mebibytes

PROCESSES = 2
STATE = f"/live/state/?topic={TOPIC}"
DRAWN, KEPT, UNCHANGED = 400, 2000, 10_000
KEPT_PAGES_MB = 24
SECONDS_BETWEEN = 1.0


@dataclass(frozen=True, slots=True)
class Load:
    """What ApacheBench measured: answers a second, and milliseconds by percentile."""

    answers_a_second: float
    median_ms: int
    p95_ms: int
    failed: int


@dataclass(frozen=True, slots=True)
class Aim:
    """What is promised; None where nothing is."""

    answers_a_second: int | None = None
    median_ms: int | None = None
    p95_ms: int | None = None


def loaded(netloc: str, path: str, headers: dict[str, str], *, clients: int, requests: int) -> Load:
    """Ask for a page so many times by so many clients at once, after a few that do not count."""
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    asking = ["-q", "-k", "-c", str(clients), *given, f"http://{netloc}{path}"]
    _apache_bench(20 * clients, asking)
    said = _apache_bench(requests, asking)
    return Load(
        float(_found(r"Requests per second:\s+([\d.]+)", said)),
        int(_found(r"\n\s+50%\s+(\d+)", said)),
        int(_found(r"\n\s+95%\s+(\d+)", said)),
        int(_found(r"Failed requests:\s+(\d+)", said)),
    )


def _apache_bench(requests: int, asking: list[str]) -> str:
    command = ["ab", "-n", str(requests), *asking]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _found(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    assert found, said  # ApacheBench always says it
    return found[1]


def line_of(job: str, load: Load, aim: Aim) -> str:
    """One row of the printed table."""
    missed = [
        f"{name} aim {wanted} MISSED" if is_missed else f"{name} aim {wanted}"
        for name, wanted, is_missed in (
            ("answers/s", aim.answers_a_second, load.answers_a_second < (aim.answers_a_second or 0)),
            ("median", aim.median_ms, load.median_ms > (aim.median_ms or 10**9)),
            ("p95", aim.p95_ms, load.p95_ms > (aim.p95_ms or 10**9)),
        )
        if wanted is not None
    ]
    failed = f"  {load.failed} differ in length" if load.failed else ""
    measured = f"{load.answers_a_second:>8.1f}/s  median {load.median_ms:>4} ms  p95 {load.p95_ms:>4} ms"
    return f"{job:<52}{measured}  {', '.join(missed)}{failed}"


def cookies_of(visitor: Visitor) -> dict[str, str]:
    """What a browser sends."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())}


def measure_drawn() -> None:
    """Every page drawn anew."""
    with served(PROCESSES, kept_pages_mb=0) as at:
        headers = cookies_of(Visitor(at.netloc, "executive"))
        one = loaded(at.netloc, SCORECARD, headers, clients=1, requests=DRAWN // 4)
        print(line_of("scorecard drawn, one client", one, Aim(median_ms=40, p95_ms=100)))
        eight = loaded(at.netloc, SCORECARD, headers, clients=8, requests=DRAWN)
        print(line_of("scorecard drawn, eight clients", eight, Aim(answers_a_second=50, p95_ms=200)))
        with numbers_coming_in():
            eight = loaded(at.netloc, SCORECARD, headers, clients=8, requests=DRAWN)
        print(line_of("the same, a number changing every second", eight, Aim(answers_a_second=50, p95_ms=200)))
        _print_memory(at.pid)


@contextmanager
def numbers_coming_in() -> Iterator[None]:
    """Meanwhile a district's number that goes up to the department changes every second."""
    submit, is_over = _entries(), Event()

    def report() -> None:
        while not is_over.wait(SECONDS_BETWEEN):
            submit()
        connections.close_all()

    reporting = Thread(target=report)
    reporting.start()
    try:
        yield
    finally:
        is_over.set()
        reporting.join()


def measure_kept() -> None:
    """Pages kept by the version of everything recorded, and who asks again whether anything changed."""
    with served(PROCESSES, kept_pages_mb=KEPT_PAGES_MB) as at:
        visitor = Visitor(at.netloc, "executive")
        eight = loaded(at.netloc, SCORECARD, cookies_of(visitor), clients=8, requests=KEPT)
        print(line_of("scorecard kept, eight clients", eight, Aim(answers_a_second=100, p95_ms=200)))
        again = {**cookies_of(visitor), "If-None-Match": tag_of(visitor)}
        unchanged = loaded(at.netloc, STATE, again, clients=8, requests=UNCHANGED)
        print(line_of("asked again, nothing changed (304)", unchanged, Aim(answers_a_second=500)))
        _print_memory(at.pid)


def tag_of(visitor: Visitor) -> str:
    """The ETag of what may change."""
    from bench.web import _connection  # noqa: PLC0415

    with visitor.open(_connection(visitor.netloc), STATE) as answer:
        answer.read()
        return answer.headers["ETag"]


def _print_memory(pid: int) -> None:
    most = max(_resident_mebibytes(worker) for worker in workers_of(pid))
    print(f"resident memory of the larger process: {most} MiB, aim {MOST_MIB}{' MISSED' if most > MOST_MIB else ''}")


def main() -> None:
    """Print what was measured."""
    with example_on_postgresql():
        measure_drawn()
        measure_kept()


if __name__ == "__main__":
    main()
