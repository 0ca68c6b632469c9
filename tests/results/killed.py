"""A process that writes entries and is killed again and again: run as `python -m tests.results.killed SECONDS`.

Prints what happened as JSON: how often it was killed, how many submissions were acknowledged, what was found wrong.
"""

import json
import os
import random
import signal
import sys
import time
from decimal import Decimal

import django

MAY = 8
DISTRICTS = ("1101", "1102", "1201", "1202", "1301", "1302")


def main(seconds: float) -> None:
    """Make a nation in the database of the settings, then kill writers until the time is over."""
    django.setup(set_prefix=False)
    from django.core.management import call_command  # noqa: PLC0415  models need setup
    from django.db import connections  # noqa: PLC0415

    from tests.nation import build_nation  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    build_nation()
    connections.close_all()
    until, kills, problems = time.monotonic() + seconds, 0, list[str]()
    acknowledged: dict[str, tuple[int, str]] = {}
    chance = random.Random()
    while time.monotonic() < until and not problems:
        acknowledged |= _killed_writer(chance.uniform(0.02, 0.6), chance.getrandbits(32))
        kills += 1
        problems = _wrong(acknowledged)
        connections.close_all()
    print(json.dumps({"kills": kills, "acknowledged": len(acknowledged), "problems": problems}))


def _killed_writer(after: float, seed: int) -> dict[str, tuple[int, str]]:
    """What a writer said it had stored, before it was killed in the middle of whatever it did."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _write_for_ever(writing, seed)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as said:
        lines = [line for line in said.read().splitlines(keepends=True) if line.endswith("\n")]
    return {place: (int(version), value) for place, version, value in (line.split() for line in lines)}


def _write_for_ever(writing: int, seed: int) -> None:
    from rabrong.agreements.models import IndicatorVersion  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person, Unit  # noqa: PLC0415
    from rabrong.results.actions import Accepted, Submission, submit_entries  # noqa: PLC0415
    from rabrong.results.queries import readings_of  # noqa: PLC0415
    from tests.nation import NOW, actor  # noqa: PLC0415

    chance = random.Random(seed)
    indicator = IndicatorVersion.objects.get(code="4.3")
    while True:
        unit = Unit.objects.get(code=chance.choice(DISTRICTS))
        keeper = Person.objects.get(code=f"keeper-{unit.code}")
        stand = {cell: rows[MAY].version for cell, rows in readings_of(unit, indicator).items() if MAY in rows}
        claims = {"ก": Decimal(chance.randint(0, 10**6)), "ข": Decimal(chance.randint(1, 10**6))}
        done = submit_entries(Submission(unit, indicator, MAY, claims, stand), by=actor(keeper), now=NOW)
        assert isinstance(done, Accepted)
        for entry in done.entries:
            os.write(writing, f"{unit.code}/{entry.cell}/{entry.version} {entry.version} {entry.value}\n".encode())


def _wrong(acknowledged: dict[str, tuple[int, str]]) -> list[str]:
    """What a restart finds: nothing half there, the record whole, everything acknowledged."""
    from rabrong.audit.models import Event  # noqa: PLC0415  models need setup
    from rabrong.audit.queries import broken_in  # noqa: PLC0415
    from rabrong.results.models import Entry  # noqa: PLC0415
    from rabrong.results.scores.checking import differences_now  # noqa: PLC0415
    from tests.nation import NOW, YEAR  # noqa: PLC0415

    rows = Entry.objects.values_list("unit__code", "cell", "version", "value")
    stored = {f"{unit}/{cell}/{version}": (version, f"{value}") for unit, cell, version, value in rows}
    lost = [place for place, said in acknowledged.items() if stored.get(place) != said]
    found = [f"lost: {place}" for place in lost] + [f"differs: {each}" for each in differences_now(YEAR, NOW)]
    broken = broken_in("cdd")
    told = sum(len(event.after) for event in Event.objects.filter(verb="entries.submit"))
    if broken is not None:
        found.append(f"chain: {broken}")
    return found if told == len(stored) else [*found, f"{told} numbers recorded, {len(stored)} stored"]


if __name__ == "__main__":
    main(float(sys.argv[1]))
