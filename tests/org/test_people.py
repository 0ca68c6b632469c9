"""Taking people in, moving, suspending, closing; roles and acting officials; who may do it and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from rabrong.audit.models import Event, PersonalValue
from rabrong.org.actions.founding import NewPerson
from rabrong.org.actions.people import (
    PersonChanges,
    change_person,
    close_person,
    move_person,
    restore_person,
    suspend_person,
    take_in_person,
)
from rabrong.org.actions.roles import appoint_acting, end_acting, end_role, give_role
from rabrong.org.models import Acting, ActingKind, Person, Position, Role, RoleAssignment
from rabrong.org.people_rules import NewActing, NewRole
from rabrong.org.queries import actor_of
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.org.wording import refusal_words
from tests.nation import NOW, STARTS, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
TODAY, MARCH, JUNE = date(2012, 5, 15), date(2012, 3, 1), date(2012, 6, 1)
NEW = NewPerson("somsri", "12", "นักวิชาการพัฒนาชุมชน", "สมศรี ใจดี", telephone="02 141 0001", email="s@example.go.th")


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def code_of(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    assert refusal_words(answer)
    return answer.code


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 5, tzinfo=UTC)


def acting_for(nation: Nation, **other: object) -> NewActing:
    new = NewActing(
        person=nation.people["1202"],
        principal=nation.people["1201"],
        seat="",
        kind=ActingKind.BEHALF,
        role=Role.KEEPER,
        unit=nation.units["1201"],
        starts=date(2012, 5, 1),
        ends=JUNE,
        order_ref="คำสั่งที่ 9/2555",
    )
    return replace(new, **other)  # type: ignore[arg-type]  # fields of NewActing


def test_a_person_taken_in_is_invited_and_cannot_do_anything_yet(nation: Nation) -> None:
    new = replace(NEW, roles=((Role.KEEPER, "12"),))
    person = take_in_person(new, on=MARCH, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(person, Person)
    assert (person.status, person.has_usable_password()) == ("invited", False)
    assert actor_of(person, NOW).grants == ()
    assert list(Position.objects.filter(person=person).values_list("title", "starts", "ends")) == [
        ("นักวิชาการพัฒนาชุมชน", MARCH, None)
    ]


def test_personal_values_lie_beside_the_record(nation: Nation) -> None:
    take_in_person(NEW, on=MARCH, by=actor(nation.people["psdg"]), now=NOW)
    event = Event.objects.get(verb="person.take_in")
    assert "s@example.go.th" not in str(event.before) + str(event.after)
    assert "สมศรี" not in str(event.after)
    beside = set(PersonalValue.objects.filter(event=event).values_list("value", flat=True))
    assert {"s@example.go.th", "02 141 0001", "สมศรี ใจดี"} <= beside


def test_a_change_keeps_only_what_changed(nation: Nation) -> None:
    person = nation.people["1201"]
    changes = PersonChanges(name="ก", name_en="", telephone="", email="a@example.go.th")
    assert isinstance(change_person(person, changes, by=actor(nation.people["psdg"]), now=NOW), Person)
    assert set(Event.objects.get(verb="person.change").after) == {"name", "email"}
    assert Person.objects.get(pk=person.pk).email == "a@example.go.th"


def test_moving_keeps_where_somebody_sat(nation: Nation) -> None:
    person, by = nation.people["1201"], actor(nation.people["psdg"])
    moved = move_person(person, nation.units["13"], ("พัฒนาการจังหวัด", "Head"), on=MARCH, by=by, now=NOW)
    assert isinstance(moved, Person)
    rows = Position.objects.filter(person=person).values_list("unit__code", "starts", "ends")
    assert list(rows) == [("1201", STARTS, MARCH), ("13", MARCH, None)]
    assert may_enter_for(actor_of(moved, NOW), nation.units["1201"]) is not None  # roles have days of their own


def test_a_suspended_account_loses_access_at_once(nation: Nation, client: Client) -> None:
    person = nation.people["1201"]
    client.force_login(person)
    assert client.get("/2555/unit/1201/").status_code == 200
    suspend_person(person, reason="ลาออก", by=actor(nation.people["psdg"]), now=NOW)
    assert client.get("/2555/unit/1201/").status_code == 302
    assert actor_of(Person.objects.get(pk=person.pk), NOW).grants == ()
    restore_person(person, reason="กลับมา", by=actor(nation.people["psdg"]), now=NOW)
    assert client.get("/2555/unit/1201/").status_code == 302  # the session of before stays ended
    client.force_login(Person.objects.get(pk=person.pk))
    assert client.get("/2555/unit/1201/").status_code == 200


def test_a_closed_account_ends_with_seat_roles_and_actings(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    appoint_acting(acting_for(nation), by=by, now=NOW)
    assert isinstance(close_person(nation.people["1202"], reason="เกษียณ", by=by, now=NOW), Person)
    person = Person.objects.get(code="keeper-1202")
    assert (person.status, person.is_active) == ("closed", False)
    assert RoleAssignment.objects.get(person=person).ends == TODAY
    assert Acting.objects.get(person=person).ends == TODAY
    assert Position.objects.get(person=person).ends == TODAY
    assert code_of(restore_person(person, reason="x", by=by, now=NOW)) == "person.not_suspended"
    assert code_of(suspend_person(person, reason="x", by=by, now=NOW)) == "person.closed"


def test_a_role_counts_on_its_days_only(nation: Nation) -> None:
    person, by = nation.people["1202"], actor(nation.people["psdg"])
    new = NewRole(person, Role.KEEPER, nation.units["1201"], date(2012, 5, 1), JUNE, "คำสั่งที่ 2")
    assert isinstance(give_role(new, by=by, now=NOW), RoleAssignment)
    may = {moment: may_enter_for(actor_of(person, moment), nation.units["1201"]) is not None for moment in DAYS}
    assert list(may.values()) == [False, True, True, False]


DAYS = (at(2012, 4, 30), at(2012, 5, 1), at(2012, 5, 31), at(2012, 6, 1))


def test_acting_gives_the_role_in_the_other_name_on_its_days(nation: Nation) -> None:
    assert isinstance(appoint_acting(acting_for(nation), by=actor(nation.people["psdg"]), now=NOW), Acting)
    grants = [may_enter_for(actor_of(nation.people["1202"], moment), nation.units["1201"]) for moment in DAYS]
    assert [grant.acting_for if grant else None for grant in grants] == [None, "keeper-1201", "keeper-1201", None]
    own = may_enter_for(actor(nation.people["1202"]), nation.units["1202"])
    assert own is not None
    assert own.own


def test_a_vacant_seat_is_named_by_itself(nation: Nation) -> None:
    new = acting_for(nation, principal=None, seat="พัฒนาการจังหวัด (ว่าง)", kind=ActingKind.VACANCY, role=Role.DIRECTOR)
    new = replace(new, unit=nation.units["12"])
    assert isinstance(appoint_acting(new, by=actor(nation.people["psdg"]), now=NOW), Acting)
    grant = actor(nation.people["1202"]).holds(Role.DIRECTOR)[0]
    assert (grant.acting_for, grant.unit_id) == ("พัฒนาการจังหวัด (ว่าง)", nation.units["12"].pk)


def test_acting_ends_early(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    acting = appoint_acting(acting_for(nation), by=by, now=NOW)
    assert isinstance(acting, Acting)
    assert isinstance(end_acting(acting, TODAY, by=by, now=NOW), Acting)
    assert may_enter_for(actor(nation.people["1202"]), nation.units["1201"]) is None
    assert code_of(end_acting(acting, date(2012, 5, 20), by=by, now=NOW)) == "days.past"


def test_two_heads_for_the_same_days_are_refused_saying_who(nation: Nation) -> None:
    by, unit = actor(nation.people["psdg"]), nation.units["12"]
    first = NewRole(nation.people["12"], Role.DIRECTOR, unit, MARCH, JUNE)
    assert isinstance(give_role(first, by=by, now=NOW), RoleAssignment)
    second = NewRole(nation.people["13"], Role.DIRECTOR, unit, date(2012, 5, 31))
    answer = give_role(second, by=by, now=NOW)
    assert code_of(answer) == "role.second_head"
    words = refusal_words(answer)  # type: ignore[arg-type]  # just asserted
    assert "ผู้จัดเก็บ 12" in words
    assert "31\u00a0พ.ค.\u00a02555" in words
    assert isinstance(give_role(replace(second, starts=JUNE), by=by, now=NOW), RoleAssignment)


def test_a_second_head_is_refused_when_taken_in_too(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    give_role(NewRole(nation.people["12"], Role.DIRECTOR, nation.units["12"], MARCH), by=by, now=NOW)
    new = replace(NEW, roles=((Role.DIRECTOR, "12"),))
    assert code_of(take_in_person(new, on=MARCH, by=by, now=NOW)) == "role.second_head"


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (replace(NEW, unit=""), "person.no_unit"),
        (replace(NEW, unit="ไม่มี"), "unit.unknown"),
        (replace(NEW, position=" "), "person.no_position"),
        (replace(NEW, code="KEEPER-12"), "person.code_taken"),
        (replace(NEW, code="มี ช่องว่าง"), "person.bad_code"),
        (replace(NEW, code="a/b"), "person.bad_code"),
        (replace(NEW, code=".."), "person.bad_code"),
        (replace(NEW, code="new"), "person.bad_code"),
        (replace(NEW, email="ไม่ใช่อีเมล"), "person.bad_email"),
    ],
)
def test_a_person_that_cannot_be_taken_in_is_refused(nation: Nation, new: NewPerson, why: str) -> None:
    people = Person.objects.count()
    assert code_of(take_in_person(new, on=MARCH, by=actor(nation.people["psdg"]), now=NOW)) == why
    assert Person.objects.count() == people


def test_roles_that_cannot_be_are_refused(nation: Nation) -> None:
    by, person, units = actor(nation.people["psdg"]), nation.people["1201"], nation.units
    wanted = {
        "role.held_already": NewRole(person, Role.KEEPER, units["1201"], MARCH),
        "role.not_there": NewRole(person, Role.PSDG, units["1201"], MARCH),
        "role.assessor_ends": NewRole(person, Role.ASSESSOR, units["cdd"], MARCH),
        "days.order": NewRole(person, Role.VIEWER, units["12"], MARCH, MARCH),
        "unit.not_there_yet": NewRole(person, Role.VIEWER, units["12"], date(2000, 1, 1)),
    }
    assert {code: code_of(give_role(new, by=by, now=NOW)) for code, new in wanted.items()} == {
        code: code for code in wanted
    }


def test_actings_that_cannot_be_are_refused(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    wanted = {
        "acting.no_order": acting_for(nation, order_ref=" "),
        "acting.self": acting_for(nation, person=nation.people["1201"]),
        "acting.for_whom": acting_for(nation, principal=None),
        "acting.principal_without_role": acting_for(nation, role=Role.APPROVER),
        "days.order": acting_for(nation, ends=date(2012, 5, 1)),
    }
    assert [code_of(appoint_acting(new, by=by, now=NOW)) for new in wanted.values()] == list(wanted)
    assert isinstance(appoint_acting(acting_for(nation), by=by, now=NOW), Acting)
    assert code_of(appoint_acting(acting_for(nation, person=nation.people["12"]), by=by, now=NOW)) == "acting.overlap"
    give_role(NewRole(nation.people["12"], Role.DIRECTOR, nation.units["12"], MARCH), by=by, now=NOW)
    taken = acting_for(nation, principal=None, seat="ว่าง", kind=ActingKind.VACANCY, role=Role.DIRECTOR)
    assert code_of(appoint_acting(replace(taken, unit=nation.units["12"]), by=by, now=NOW)) == "acting.not_vacant"


def test_the_last_administrator_stays(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    role = RoleAssignment.objects.get(role="psdg")
    assert code_of(end_role(role, TODAY, by=by, now=NOW)) == "role.last_administrator"
    assert code_of(close_person(nation.people["psdg"], reason="x", by=by, now=NOW)) == "person.not_oneself"
    give_role(NewRole(nation.people["กผ"], Role.PSDG, nation.units["cdd"], MARCH), by=by, now=NOW)
    ended = end_role(role, TODAY, by=by, now=NOW)
    assert isinstance(ended, RoleAssignment)
    assert ended.ends == TODAY


def test_a_role_is_not_ended_in_the_past(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    role = RoleAssignment.objects.get(person=nation.people["1201"])
    assert code_of(end_role(role, MARCH, by=by, now=NOW)) == "days.past"
    assert code_of(end_role(role, STARTS, by=by, now=NOW)) == "days.order"


def test_administrators_who_suspend_each_other_at_once_leave_one(nation: Nation) -> None:
    first, rival = nation.people["psdg"], nation.people["1201"]
    RoleAssignment.objects.create(person=rival, role=Role.PSDG, unit=nation.units["cdd"], starts=date(2011, 10, 1))
    by_first, by_rival = actor(first), actor(rival)
    assert isinstance(suspend_person(rival, reason="x", by=by_first, now=NOW), Person)
    assert code_of(suspend_person(first, reason="x", by=by_rival, now=NOW)) == "role.last_administrator"
    assert code_of(close_person(first, reason="x", by=by_rival, now=NOW)) == "role.last_administrator"


def test_only_the_administrator_changes_people(nation: Nation) -> None:
    stranger, person = actor(nation.people["12"]), nation.people["1201"]
    role = RoleAssignment.objects.get(person=person)
    acting = appoint_acting(acting_for(nation), by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(acting, Acting)
    events = Event.objects.count()
    answers = [
        take_in_person(NEW, on=MARCH, by=stranger, now=NOW),
        change_person(person, PersonChanges("ก", "", "", ""), by=stranger, now=NOW),
        move_person(person, nation.units["13"], ("ก", ""), on=MARCH, by=stranger, now=NOW),
        suspend_person(person, reason="x", by=stranger, now=NOW),
        close_person(person, reason="x", by=stranger, now=NOW),
        give_role(NewRole(person, Role.VIEWER, nation.units["12"], MARCH), by=stranger, now=NOW),
        end_role(role, TODAY, by=stranger, now=NOW),
        appoint_acting(acting_for(nation), by=stranger, now=NOW),
        end_acting(acting, TODAY, by=stranger, now=NOW),
    ]
    assert [code_of(answer) for answer in answers] == ["org.not_administrator"] * 9
    assert Event.objects.count() == events


def test_what_an_acting_administrator_does_is_recorded_in_both_names(nation: Nation) -> None:
    new = acting_for(nation, principal=nation.people["psdg"], role=Role.PSDG, unit=nation.units["cdd"])
    appoint_acting(new, by=actor(nation.people["psdg"]), now=NOW)
    suspend_person(nation.people["1301"], reason="x", by=actor(nation.people["1202"]), now=NOW)
    event = Event.objects.get(verb="person.suspend")
    assert (event.actor, event.acting_for) == ("keeper-1202", "psdg")
