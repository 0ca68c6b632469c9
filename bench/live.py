"""A thousand open screens on one process: from the commit of an entry to the whole drawn event on each of them."""

import asyncio
import math
import os
import re
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from bench.measure import NANOSECONDS_PER_MS
from bench.serving import Served, example_on_postgresql, served
from bench.web import MOST_MIB, SCORECARD, TOPIC, Visitor, _entries, _resident_mebibytes

SCREENS, ROUNDS = int(os.environ.get("BENCH_SCREENS", "1000")), 10
P99_AIM_MS = 300
MOST_KIB = 100
SECONDS_BETWEEN = 2.0
SECONDS_TO_WAIT = 20
VIEWS = (("executive", "th"), ("executive", "en"), ("psdg", "th"), ("psdg", "en"))


@dataclass(slots=True)
class Arrivals:
    """When each screen had the whole event of a round, and how large the largest was."""

    at: list[float] = field(default_factory=list)
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Viewer:
    """A session that has the page open: its cookies, and the mark of the drawing it shows."""

    cookies: str
    shown: str


async def screen(netloc: str, viewer: Viewer, opened: asyncio.Semaphore, arrivals: Arrivals) -> None:
    """One open screen: notes when each drawn event was read to its end."""
    host, _, port = netloc.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=2**20)
    path = f"/live/?topic={TOPIC}&view={quote(SCORECARD, safe='')}&shown={viewer.shown}"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {viewer.cookies}\r\n\r\n".encode())
    await reader.readuntil(b"retry: 2000\n\n")
    opened.release()
    while True:
        lines = await reader.readuntil(b"\n\n")
        if b"event: drawn" in lines or b"event: parts" in lines:
            arrivals.at.append(time.perf_counter())
            arrivals.largest = max(arrivals.largest, len(lines))


def viewers(netloc: str) -> list[Viewer]:
    """A session for each view, each with the page open."""
    found = []
    for role, language in VIEWS:
        visitor = Visitor(netloc, role)
        visitor.cookies["django_language"] = language
        shown = re.search(r'data-shown="(\w+)"', visitor.ask(SCORECARD)[1])
        said = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        found.append(Viewer(said, "" if shown is None else shown[1]))
    return found


def processor_ms(pid: int) -> float:
    """What all threads of a process have worked so far."""
    spent = (each.read_text(encoding="ascii").split()[0] for each in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(map(int, spent)) / NANOSECONDS_PER_MS


@dataclass(slots=True)
class Measured:
    """Milliseconds from each commit to each screen; what the server worked for each entry, from the commit to the last
    screen, and in a second without one; the bytes of the largest event."""

    taken: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    largest: int = 0


async def told(at: Served, submit: Callable[[], object], said: list[Viewer]) -> Measured:
    """What an entry costs, and how long it takes."""
    opened, arrivals, found = asyncio.Semaphore(0), Arrivals(), Measured()
    screens = [
        asyncio.create_task(screen(at.netloc, said[number % len(said)], opened, arrivals)) for number in range(SCREENS)
    ]
    for _ in screens:
        await asyncio.wait_for(opened.acquire(), 120)
    for _ in range(ROUNDS):
        await asyncio.sleep(SECONDS_BETWEEN / 2)
        before = processor_ms(at.pid)
        await asyncio.sleep(SECONDS_BETWEEN / 2)
        begun = processor_ms(at.pid)
        found.idle.append((begun - before) / (SECONDS_BETWEEN / 2))
        arrivals.at.clear()
        await asyncio.to_thread(submit)
        committed = time.perf_counter()
        until = committed + SECONDS_TO_WAIT
        while len(arrivals.at) < SCREENS and time.perf_counter() < until:
            await asyncio.sleep(0.01)
        found.worked.append(processor_ms(at.pid) - begun)
        found.taken += [(each - committed) * 1000 for each in arrivals.at]
        found.taken += [SECONDS_TO_WAIT * 1000.0] * (SCREENS - len(arrivals.at))
    for each in screens:
        each.cancel()
    found.taken.sort()
    found.largest = arrivals.largest
    return found


def measure_live() -> None:
    """Print what was measured."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with example_on_postgresql(), served(1, kept_pages_mb=24) as at:
        submit = _entries()
        found = asyncio.run(told(at, submit, viewers(at.netloc)))
        resident = _resident_mebibytes(at.pid)
    taken, largest = found.taken, found.largest
    p99 = taken[math.ceil(0.99 * len(taken)) - 1]
    missed = " MISSED" if p99 > P99_AIM_MS else ""
    print(
        f"{SCREENS} open screens of {len(VIEWS)} views on one process, {ROUNDS} entries: after the commit median "
        f"{statistics.median(taken):.0f} ms, p99 {p99:.0f} ms, aim {P99_AIM_MS}{missed}"
    )
    worked, idle = statistics.median(found.worked), statistics.median(found.idle)
    print(f"processor time of the server, from the commit to the last screen: median {worked:.0f} ms")
    print(f"processor time of the server in a second without an entry: median {idle:.0f} ms")
    print(f"largest event {largest / 1024:.1f} KiB, aim {MOST_KIB}{' MISSED' if largest > MOST_KIB * 1024 else ''}")
    print(f"resident memory of the server: {resident} MiB, aim {MOST_MIB}{' MISSED' if resident > MOST_MIB else ''}")


if __name__ == "__main__":
    measure_live()
