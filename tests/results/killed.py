"""A process that enters, certifies, returns, changes what counts and closes, and is killed again and again.

`python -m tests.results.killed SECONDS` prints what happened as JSON: how often it was killed, how many submissions
were acknowledged, what was found wrong.
"""

import json
import os
import random
import signal
import sys
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from rabrong.agreements.models import IndicatorVersion
    from rabrong.org.models import Person

MAY = 8
ENOUGH, PATIENCE = 10, 45
DISTRICTS = ("1101", "1102", "1201", "1202", "1301", "1302")


def main(seconds: float) -> None:
    """Make a nation in the database of the settings, then kill writers until the time is over."""
    django.setup(set_prefix=False)
    from django.core.management import call_command  # noqa: PLC0415  models need setup
    from django.db import connections  # noqa: PLC0415

    from rabrong.results.models import ApprovalStep, Approver  # noqa: PLC0415
    from tests.nation import YEAR, build_nation  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    build_nation()
    ApprovalStep.objects.create(year_id=YEAR, position=1, approver=Approver.PSDG)
    connections.close_all()
    until, kills, problems = time.monotonic() + seconds, 0, list[str]()
    acknowledged: dict[str, tuple[int, str]] = {}
    chance = random.Random()
    while not problems and _goes_on(until, len(acknowledged)):
        acknowledged |= _killed_writer(chance.uniform(0.02, 0.9), chance.getrandbits(32))
        kills += 1
        problems = _wrong(acknowledged)
        connections.close_all()
    print(json.dumps({"kills": kills, "acknowledged": len(acknowledged), "problems": problems}))


def _goes_on(until: float, acknowledged: int) -> bool:
    """To the end of the time; on a busy machine a little longer, until something was written at all."""
    over = time.monotonic() - until
    return over < 0 or (over < PATIENCE and acknowledged <= ENOUGH)


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

    chance = random.Random(seed)
    indicator = IndicatorVersion.objects.get(code="4.3")
    while True:
        deed = chance.choices((_enter, _certify, _choose, _close), weights=(6, 3, 1, 1))[0]
        deed(chance, indicator, writing)


def _enter(chance: random.Random, indicator: "IndicatorVersion", writing: int) -> None:
    from rabrong.org.models import Person, Unit  # noqa: PLC0415  models need setup
    from rabrong.results.actions import Accepted, Submission, submit_entries  # noqa: PLC0415
    from rabrong.results.queries import newest_of_month  # noqa: PLC0415
    from tests.nation import NOW, actor  # noqa: PLC0415

    unit = Unit.objects.get(code=chance.choice(DISTRICTS))
    keeper = Person.objects.get(code=f"keeper-{unit.code}")
    stand = {cell: entry.version for cell, entry in newest_of_month(unit, indicator, MAY).items()}
    claims = {"ก": Decimal(chance.randint(0, 10**6)), "ข": Decimal(chance.randint(1, 10**6))}
    done = submit_entries(Submission(unit, indicator, MAY, claims, stand), by=actor(keeper), now=NOW)
    assert isinstance(done, Accepted)
    for entry in done.entries:
        os.write(writing, f"{unit.code}/{entry.cell}/{entry.version} {entry.version} {entry.value}\n".encode())


def _certify(chance: random.Random, indicator: "IndicatorVersion", writing: int) -> None:
    """Some reports certified by the PSDG, or one returned: scores follow where not all counts."""
    from rabrong.results.actions.approving import approve_reports, return_reports  # noqa: PLC0415
    from rabrong.results.models import Report  # noqa: PLC0415
    from tests.nation import NOW, actor  # noqa: PLC0415

    by = actor(_psdg())
    waiting = dict(Report.objects.filter(state="submitted").values_list("pk", "version"))
    if waiting:
        assert not approve_reports(waiting, by=by, now=NOW).refusals
    certified = list(Report.objects.filter(state="certified").values_list("pk", "version"))
    return_reports(dict([chance.choice(certified)]), "แก้", by=by, now=NOW)


def _choose(chance: random.Random, indicator: "IndicatorVersion", writing: int) -> None:
    """Another rule of what counts: every score anew."""
    from rabrong.agreements.models import Year  # noqa: PLC0415
    from rabrong.results.actions.counting import choose_counting  # noqa: PLC0415
    from rabrong.results.models import Counts  # noqa: PLC0415
    from tests.nation import NOW, YEAR, actor  # noqa: PLC0415

    edits = Year.objects.get(pk=YEAR).edits
    choose_counting(YEAR, edits, (chance.choice(list(Counts)), "มติ"), by=actor(_psdg()), now=NOW)


def _close(chance: random.Random, indicator: "IndicatorVersion", writing: int) -> None:
    """The round of six months closed, and opened again."""
    from rabrong.agreements.models import Year  # noqa: PLC0415
    from rabrong.results.actions.rounds import close_round, reopen_round  # noqa: PLC0415
    from tests.nation import NOW, YEAR, actor  # noqa: PLC0415

    year, by = Year.objects.get(pk=YEAR), actor(_psdg())
    close_round(year, 6, by=by, now=NOW)
    reopen_round(year, 6, "หนังสือ", by=by, now=NOW)


def _psdg() -> "Person":
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup

    return Person.objects.get(code="psdg")


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
    found += _half_moved()
    return found if told == len(stored) else [*found, f"{told} numbers recorded, {len(stored)} stored"]


def _half_moved() -> list[str]:
    """Every move, rule and closing has its record, every report stands where its last move left it."""
    from rabrong.audit.models import Event  # noqa: PLC0415  models need setup
    from rabrong.results.models import CountingRule, Report, ReportMove, RoundClosing, Snapshot  # noqa: PLC0415

    decided = Event.objects.filter(verb__in=("reports.approve", "reports.return"))
    pairs = {
        "moves": (
            sum(int(event.after["reports"]) for event in decided),
            ReportMove.objects.exclude(state="submitted").count(),
        ),
        "rules": (Event.objects.filter(verb="year.counting").count(), CountingRule.objects.count()),
        "closings": (Event.objects.filter(verb="round.close").count(), RoundClosing.objects.count()),
        "closed": (RoundClosing.objects.count(), Snapshot.objects.values("closing").distinct().count()),
    }
    found = [f"{told} {name} recorded, {kept} stored" for name, (told, kept) in pairs.items() if told != kept]
    last = {row.report_id: (row.version, row.state) for row in ReportMove.objects.order_by("pk")}
    stands = {row.pk: (row.version, row.state) for row in Report.objects.all()}
    return found if last == stands else [*found, "a report does not stand where it was moved"]


if __name__ == "__main__":
    main(float(sys.argv[1]))
