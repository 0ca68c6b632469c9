"""A round that was closed, and what came after it: the world of what is frozen and of how it is explained."""

from decimal import Decimal

from rabrong.agreements.models import Year
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.actions.rounds import close_round
from rabrong.results.models import Entry, RoundClosing
from rabrong.results.scores import rebuild
from tests.nation import NOW, YEAR, Nation, actor

MARCH = 6


def reported(nation: Nation, unit: str, met: int, version: int) -> None:
    """March's number of a district: so many of 20."""
    for cell, value in (("ก", met), ("ข", 20)):
        entered(nation, unit, "4.3", (cell, value), version)


def entered(nation: Nation, unit: str, code: str, number: tuple[str, int], version: int) -> None:
    """A number of March as it stands in the database."""
    cell, value = number
    Entry.objects.create(
        unit=nation.units[unit],
        indicator=nation.indicators[code],
        cell=cell,
        month=MARCH,
        version=version,
        value=Decimal(value),
        by=nation.people[unit],
        at=NOW,
    )


def close_march(nation: Nation, *, until: int) -> Nation:
    """Round 6 was closed on 15 and 18 of 20: 33/40 = 82.5 %, level 5. Then 15 became 12: 30/40 = 75 %, level 4."""
    reported(nation, "1201", 15, 1)
    reported(nation, "1202", 18, 1)
    entered(nation, "กผ", "8", ("result", 3), 1)
    submit_reports(YEAR)
    rebuild(YEAR, until_month=until, now=NOW)
    assert isinstance(close_round(Year.objects.get(), 6, by=actor(nation.people["psdg"]), now=NOW), RoundClosing)
    reported(nation, "1201", 12, 2)
    rebuild(YEAR, until_month=until, now=NOW)
    return nation
