"""A small nation with numbers, names in both languages, and browsers for its people."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from rabrong.agreements.models import Aspect, Band, DataItem, IndicatorVersion, Item
from rabrong.assignments.models import Ownership
from rabrong.dashboards.queries.settled import forget
from rabrong.org.models import Person, Unit
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.models import Entry
from rabrong.results.scores import rebuild
from rabrong.scoring.claims import Claim
from tests.dashboards.closing import close_march
from tests.nation import NOW, YEAR, Nation, actor, build_nation

MAY = 8
Browser = Callable[[str], Client]


@pytest.fixture
def nation(db: None) -> Nation:
    """Two provinces and their districts have reported April and May; province 13 is silent."""
    nation = build_nation()
    _name_in_english()
    Item.objects.filter(indicator=nation.indicators["4.3"]).update(target=Decimal(80))
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    numbers = {"1101": (30, 50), "1102": (33, 50), "1201": (15, 20), "1202": (18, 20)}
    for code, (met, everybody) in numbers.items():
        claims: dict[str, Claim] = {"ก": Decimal(met), "ข": Decimal(everybody)}
        for cell, value in claims.items():
            Entry.objects.create(
                unit=nation.units[code],
                indicator=nation.indicators["4.3"],
                cell=cell,
                month=7,
                version=1,
                value=value,
                by=nation.people[code],
                at=NOW,
            )
    Entry.objects.create(
        unit=nation.units["กผ"],
        indicator=nation.indicators["8"],
        cell="result",
        month=7,
        version=1,
        value=Decimal(3),
        by=nation.people["กผ"],
        at=NOW,
    )
    rebuild(YEAR, until_month=MAY, now=NOW)
    return nation


@pytest.fixture
def reads_once(settings: Settings) -> Iterator[None]:
    """What is settled is read once, as in production; a test that uses it changes it by actions alone."""
    forget()
    settings.KEEPS_SETTLED = True
    yield
    forget()


def _name_in_english() -> None:
    for unit in Unit.objects.all():
        Unit.objects.filter(pk=unit.pk).update(name_en=f"Unit {unit.code.replace('กผ', 'Planning')}")
    for model, field in ((Aspect, "name"), (Band, "name"), (IndicatorVersion, "name"), (DataItem, "name")):
        model.objects.update(**{f"{field}_en": f"English {field}"})
    Person.objects.update(position_en="Somebody")


@pytest.fixture
def closed(nation: Nation) -> Nation:
    """Round 6 was closed, then a number of March became less: see close_march."""
    return close_march(nation, until=MAY)


@pytest.fixture
def browser(nation: Nation) -> Browser:
    """A browser in which the keeper of a unit (or "psdg") is signed in."""

    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(nation.people[who])
        return client

    return signed_in


def enter(nation: Nation, unit: str, met: int, everybody: int, version: int = 0) -> None:
    """Submit May's numbers of a district."""
    claims: dict[str, Claim] = {"ก": Decimal(met), "ข": Decimal(everybody)}
    form = Submission(nation.units[unit], nation.indicators["4.3"], MAY, claims, dict.fromkeys(("ก", "ข"), version))
    assert isinstance(submit_entries(form, by=actor(nation.people[unit], NOW), now=NOW), Accepted)
