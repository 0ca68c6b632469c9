"""Who is told of an alert: by role, duty and watch list, each once, and nobody of what may not be seen."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.monitoring.models import Alert, AlertKind, Watch
from rabrong.notices.models import Notice
from rabrong.notices.wording import words_of
from rabrong.org.models import Person, Role, RoleAssignment
from tests.monitoring.world import LATER, MAY, enter, look, rule
from tests.nation import NOW, STARTS, YEAR, Nation


def told() -> dict[str, list[str]]:
    """Person -> what they were told."""
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(kind__startswith="alert.").select_related("recipient").order_by("pk"):
        person = notice.recipient
        assert isinstance(person, Person)
        found.setdefault(person.code, []).append(words_of(notice)[0])
    return found


def fall(nation: Nation) -> None:
    """District 1201 falls from 5 to 1 and nobody above follows."""
    rule(nation, AlertKind.BAND, "1", "district")
    look()
    enter(nation, "1201", MAY, 12, 20, now=NOW + LATER)
    look(NOW + LATER)


def test_the_keeper_of_the_unit_and_the_psdg_are_told_once(nation: Nation) -> None:
    fall(nation)
    assert told() == {code: ["ตกช่วงคะแนน: 4.3 หน่วย 1201"] for code in ("keeper-1201", "psdg")}
    look(NOW + 2 * LATER)
    assert {len(said) for said in told().values()} == {1}
    assert Alert.objects.get().told_at == NOW + LATER


def test_several_of_one_kind_are_one_notice(nation: Nation) -> None:
    rule(nation, AlertKind.BAND, "1")
    enter(nation, "1201", MAY, 12, 20)
    look()  # 1201, its province, and the department fall

    assert told()["psdg"] == ["ตกช่วงคะแนน 3 รายการ"]
    assert told()["keeper-12"] == ["ตกช่วงคะแนน: 4.3 หน่วย 12"]


def test_owner_supervisor_and_keeper_of_the_indicator_are_told(nation: Nation) -> None:
    head, supervisor = nation.people["กผ"], nation.people["11"]
    RoleAssignment.objects.create(person=head, role=Role.DIRECTOR, unit=nation.units["กผ"], starts=STARTS)
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["กผ"])
    Responsibility.objects.create(indicator=nation.indicators["4.3"], duty=Duty.SUPERVISOR, person=supervisor)
    RoleAssignment.objects.create(person=supervisor, role=Role.SUPERVISOR, unit=nation.units["cdd"], starts=STARTS)
    fall(nation)

    assert set(told()) == {"keeper-1201", "psdg", "keeper-กผ", "keeper-11"}


@pytest.mark.parametrize(("who", "is_told"), [("12", True), ("11", False)])
def test_who_watches_is_told_as_far_as_seen(nation: Nation, who: str, is_told: bool) -> None:
    place = {"person": nation.people[who], "year_id": YEAR, "unit": nation.units["1201"], "at": NOW}
    Watch.objects.create(**place)
    fall(nation)

    assert (f"keeper-{who}" in told()) is is_told


def test_a_duty_without_sight_tells_nobody(nation: Nation) -> None:
    Responsibility.objects.create(
        indicator=nation.indicators["4.3"], duty=Duty.KEEPER, person=nation.people["1301"], position="x"
    )
    fall(nation)

    assert "keeper-1301" not in told()


def test_who_is_suspended_or_gone_is_not_told(nation: Nation) -> None:
    Person.objects.filter(code="keeper-1201").update(status="suspended", is_active=False)
    nation.people["psdg"].roles.update(ends=NOW.date() - timedelta(days=1))
    rule_by = nation.people["psdg"]
    RoleAssignment.objects.create(
        person=rule_by, role=Role.PSDG, unit=nation.units["cdd"], starts=NOW.date(), ends=NOW.date() + timedelta(days=1)
    )
    fall(nation)

    assert set(told()) == {"psdg"}


def test_what_is_over_before_anybody_was_told_is_not_told(nation: Nation) -> None:
    fall(nation)
    Alert.objects.update(told_at=None, closed_at=NOW + 2 * LATER)
    Notice.objects.all().delete()
    enter(nation, "1201", MAY, 16, 20, now=NOW + 3 * LATER)
    look(NOW + 3 * LATER)

    assert told() == {}
    assert Decimal(Alert.objects.get().facts["after"]) == 1
