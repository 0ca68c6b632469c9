"""Open screens look again after approvals, returns and closings, which change no score."""

import pytest

from rabrong.agreements.models import Year
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.models import PersonStatus, Role
from rabrong.org.rules import Refusal
from rabrong.results.actions import screens
from rabrong.results.actions.approving import approve_reports, return_reports
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.actions.rounds import close_round, reopen_round
from rabrong.results.models import Report, RoundClosing
from tests.dashboards.conftest import enter
from tests.nation import NOW, STARTS, YEAR, Nation, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What screens were told of."""
    told: set[str] = set()
    monkeypatch.setattr(screens, "publish", told.update)
    return told


@pytest.fixture
def report(nation: Nation) -> Report:
    """One of district 1201, and a head of its province."""
    new = [NewPerson("head-12", "12", "พัฒนาการจังหวัด", roles=((Role.DIRECTOR, "12"),))]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    enter(nation, "1201", 20, 20)
    return Report.objects.get(unit=nation.units["1201"])


def unit_topics(*codes: str) -> set[str]:
    return {f"{YEAR}/unit/{code}" for code in codes}


def test_an_approval_reaches_the_unit_and_all_above_it_alone(nation: Nation, report: Report, topics: set[str]) -> None:
    head = actor(nation.people["head-12"])
    assert not approve_reports({report.pk: report.version}, by=head, now=NOW).refusals
    assert topics >= unit_topics("1201", "12", "cdd")
    assert not topics & unit_topics("11", "1101", "1202", "13")


def test_a_return_reaches_them_too(nation: Nation, report: Report, topics: set[str]) -> None:
    head = actor(nation.people["head-12"])
    assert not isinstance(return_reports({report.pk: report.version}, "ตรวจใหม่", by=head, now=NOW), Refusal)
    assert topics >= unit_topics("1201", "12", "cdd")


def test_what_is_refused_tells_nobody(nation: Nation, report: Report, topics: set[str]) -> None:
    stranger = actor(nation.people["1202"])
    assert approve_reports({report.pk: report.version}, by=stranger, now=NOW).refusals
    assert topics == set()


def test_closing_a_round_and_opening_it_again_reaches_every_unit(nation: Nation, topics: set[str]) -> None:
    submit_reports(YEAR)
    psdg = actor(nation.people["psdg"])
    assert isinstance(close_round(Year.objects.get(), 6, by=psdg, now=NOW), RoundClosing)
    assert topics == unit_topics(*nation.units)
    topics.clear()
    assert not isinstance(reopen_round(Year.objects.get(), 6, "ตัวเลขผิด", by=psdg, now=NOW), Refusal)
    assert topics == unit_topics(*nation.units)
