"""Much at once: indicators to many, last year's assignments, a hand-over; looked at first, whole, safe to repeat."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.models import Indicator, IndicatorVersion, Year
from rabrong.assignments.actions.duties import name_responsible
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.queries import keepers_of, supervisor_of
from rabrong.assignments.rules.duties import Contact, Naming
from rabrong.assignments.together.bulk import Bulk, assign_together, prepared_bulk
from rabrong.assignments.together.copying import copy_assignments, prepared_copy
from rabrong.assignments.together.handing import (
    HandOver,
    hand_over,
    holdings_of,
    mark_of,
    previewed_hand_over,
    still_holding,
)
from rabrong.assignments.together.plan import Prepared
from rabrong.assignments.wording import refusal_words
from rabrong.org.models import Person, Role, RoleAssignment, Unit
from rabrong.org.rules import Refusal
from tests.assignments.order_world import TODAY, OrderWorld, build_order_world
from tests.nation import NOW, YEAR, actor

pytestmark = pytest.mark.django_db

NEXT = YEAR + 1
ALL = Bulk(("4.3", "8"), ("กผ", "r1"), ("director",), "supporter")


@pytest.fixture
def world() -> OrderWorld:
    return build_order_world()


def code_of(found: object) -> str:
    assert isinstance(found, Refusal), found
    assert refusal_words(found)
    return found.code


def whats(prepared: Prepared) -> dict[tuple[str, str], str]:
    return {(row.code, row.who): row.what for row in prepared.rows}


def test_many_are_assigned_to_many_and_repeating_it_changes_nothing(world: OrderWorld) -> None:
    seen = prepared_bulk(world.year, ALL)
    # 2 indicators x (2 units + 1 person) = 6 cells; กผ is main owner of 8 already, so that one changes
    assert sorted(whats(seen).values()) == ["changes", "new", "new", "new", "new", "new"]

    assert assign_together(world.year, ALL, seen.digest, by=world.psdg, now=NOW) == 6
    again = prepared_bulk(world.year, ALL)
    assert set(whats(again).values()) == {"there"}
    assert assign_together(world.year, ALL, again.digest, by=world.psdg, now=NOW) == 0
    assert Ownership.objects.filter(role="supporter").count() == 6


def test_what_cannot_be_is_said_by_row_and_the_rest_is_assigned(world: OrderWorld) -> None:
    Unit.objects.filter(code="r1").update(ends=date(2011, 11, 1))
    Person.objects.filter(code="director").update(status="closed", is_active=False)
    bulk = replace(ALL, indicators=("4.3", "99"), units=("กผ", "r1", "ไม่มี"))

    seen = prepared_bulk(world.year, bulk)

    refused = {(row.code, row.who): row.refusal.code for row in seen.rows if row.refusal is not None}
    assert refused == {
        ("4.3", "หน่วย r1"): "owner.unit_closed",
        ("4.3", "นายผอ. กผ"): "owner.person_closed",
        ("99", ""): "together.indicator_gone",
        ("", "ไม่มี"): "together.unknown",
    }
    assert assign_together(world.year, bulk, seen.digest, by=world.psdg, now=NOW) == 1


def test_bulk_is_refused(world: OrderWorld) -> None:
    seen = prepared_bulk(world.year, ALL).digest
    tried = {
        "together.no_indicator": replace(ALL, indicators=()),
        "together.nobody": replace(ALL, units=(), people=()),
        "together.too_many": replace(ALL, indicators=("4.3",) * 51, units=("กผ",) * 100),
        "together.stale": replace(ALL, role="co"),
    }

    found = {code: assign_together(world.year, bulk, seen, by=world.psdg, now=NOW) for code, bulk in tried.items()}

    assert {code: code_of(each) for code, each in found.items()} == {code: code for code in tried}
    other = actor(world.people["executive"])
    assert code_of(assign_together(world.year, ALL, seen, by=other, now=NOW)) == "org.not_administrator"
    assert not Ownership.objects.filter(role="supporter").exists()


def named(world: OrderWorld, duty: Duty, who: Person | Contact, **also: object) -> Responsibility:
    naming = Naming(world.nation.indicators["4.3"], duty, who, **also)  # type: ignore[arg-type]
    made = name_responsible(naming, by=world.psdg, now=NOW)
    assert isinstance(made, Responsibility), made
    return made


@pytest.fixture
def next_year(world: OrderWorld) -> Year:
    """The next year, copied; in this one 4.3 is shared 60 to 40, supervised, kept and stood in for."""
    ratio = world.nation.indicators["4.3"]
    for unit, role, share in (("กผ", "main", "60"), ("12", "co", "40")):
        Ownership.objects.create(indicator=ratio, unit=world.units[unit], role=role, share=Decimal(share))
    named(world, Duty.SUPERVISOR, world.people["director"])
    keeper = named(world, Duty.KEEPER, world.people["กผ"], is_score_owner=True)
    named(world, Duty.SUBSTITUTE, Contact("นางแทน", "นักวิชาการ"), substitute_for=keeper)
    copied = copy_year(world.year, NEXT, by=world.psdg, now=NOW)
    assert isinstance(copied, Year), copied
    return copied


def test_last_years_assignments_are_copied_by_the_key_of_the_indicator(world: OrderWorld, next_year: Year) -> None:
    IndicatorVersion.objects.filter(year=next_year, code="4.3").update(code="4.9")  # renumbered, the key stays
    seen = prepared_copy(world.year, next_year)

    # three owners (กผ and 12 of 4.3, กผ of 8), a supervisor, a keeper, a substitute
    assert copy_assignments(world.year, next_year, seen.digest, by=world.psdg, now=NOW) == 6

    version = IndicatorVersion.objects.get(year=next_year, code="4.9")
    owned = Ownership.objects.filter(indicator=version).order_by("role")
    assert [(row.role, row.share) for row in owned] == [("co", Decimal(40)), ("main", Decimal(60))]
    supervisor = supervisor_of(version, 6)
    assert supervisor is not None
    assert supervisor.person == world.people["director"]
    assert [(row.person, row.is_score_owner) for row in keepers_of(version, 12)] == [(world.people["กผ"], True)]
    substitute = Responsibility.objects.get(indicator=version, duty=Duty.SUBSTITUTE)
    assert (substitute.name, substitute.substitute_for) == ("นางแทน", keepers_of(version, 6)[0])
    again = prepared_copy(world.year, next_year)
    assert set(whats(again).values()) == {"there"}
    assert copy_assignments(world.year, next_year, again.digest, by=world.psdg, now=NOW) == 0


def test_what_cannot_be_copied_is_said_by_row(world: OrderWorld, next_year: Year) -> None:
    other = Indicator.objects.create(key="another")
    IndicatorVersion.objects.filter(year=next_year, code="8").update(indicator=other)
    Unit.objects.filter(code="12").update(ends=TODAY)
    Person.objects.filter(pk=world.people["กผ"].pk).update(status="closed", is_active=False)

    seen = prepared_copy(world.year, next_year)

    told = {(row.role, row.code, row.who): row.refusal.code if row.refusal else row.what for row in seen.rows}
    assert told[("main", "8", "หน่วย กผ")] == "together.indicator_gone"
    assert told[("co", "4.3", "หน่วย 12")] == "owner.unit_closed"
    assert told[("keeper", "4.3", "ผู้จัดเก็บ กผ")] == "owner.person_closed"


def test_a_cell_or_supervisor_that_says_something_else_is_kept(world: OrderWorld, next_year: Year) -> None:
    ratio = IndicatorVersion.objects.get(year=next_year, code="4.3")
    Ownership.objects.create(indicator=ratio, unit=world.units["กผ"], role="supporter")
    Responsibility.objects.create(indicator=ratio, duty=Duty.SUPERVISOR, person=world.people["deputy"])

    seen = prepared_copy(world.year, next_year)
    copy_assignments(world.year, next_year, seen.digest, by=world.psdg, now=NOW)

    assert Ownership.objects.get(indicator=ratio, unit=world.units["กผ"]).role == "supporter"
    assert Responsibility.objects.get(indicator=ratio, duty=Duty.SUPERVISOR).person == world.people["deputy"]


def test_copying_is_refused(world: OrderWorld, next_year: Year) -> None:
    seen = prepared_copy(world.year, next_year).digest
    executive = actor(world.people["executive"])

    assert code_of(copy_assignments(world.year, next_year, "", by=world.psdg, now=NOW)) == "together.stale"
    assert code_of(copy_assignments(world.year, next_year, seen, by=executive, now=NOW)) == "org.not_administrator"
    Year.objects.filter(pk=NEXT).update(state="closed")
    assert code_of(copy_assignments(world.year, next_year, seen, by=world.psdg, now=NOW)) == "year.closed"
    assert not Ownership.objects.filter(indicator__year=next_year).exists()


@pytest.fixture
def leaver(world: OrderWorld) -> Person:
    """The director supports 4.3 and 8 in the own name, supervises 4.3 and is head of กผ."""
    person = world.people["director"]
    for version in world.nation.indicators.values():
        Ownership.objects.create(indicator=version, person=person, role="supporter")
    named(world, Duty.SUPERVISOR, person)
    RoleAssignment.objects.create(person=person, role=Role.DIRECTOR, unit=world.units["กผ"], starts=date(2011, 10, 1))
    return person


def wanted(world: OrderWorld, leaver: Person, to: Person | None, *kinds: str) -> HandOver:
    held = [each for each in holdings_of(leaver, YEAR, TODAY) if not kinds or each.kind in kinds]
    return HandOver(world.year, leaver, {each.key: to for each in held}, 9, TODAY)


def seen_of(leaver: Person) -> str:
    return mark_of(holdings_of(leaver, YEAR, TODAY))


def test_everything_is_handed_over_from_a_round_and_the_rounds_before_stay(world: OrderWorld, leaver: Person) -> None:
    successor = world.people["deputy2"]
    asked = wanted(world, leaver, successor)
    looked_at = previewed_hand_over(asked, by=world.psdg, now=NOW)
    assert not isinstance(looked_at, Refusal)
    assert [each.refusal for each in looked_at] == [None] * 4
    assert Ownership.objects.filter(person=successor).count() == 0

    assert hand_over(asked, seen_of(leaver), by=world.psdg, now=NOW) == 4

    ratio = world.nation.indicators["4.3"]
    people = {round_: row.person for round_ in (6, 9, 12) if (row := supervisor_of(ratio, round_))}
    assert people == {6: leaver, 9: successor, 12: successor}
    rows = Ownership.objects.filter(indicator=ratio, person__isnull=False).order_by("from_round")
    assert [(row.person, row.from_round, row.to_round) for row in rows] == [(leaver, 6, 6), (successor, 9, None)]
    assert world.holders(Role.DIRECTOR, "กผ") == ["deputy2"]
    assert RoleAssignment.objects.get(person=leaver).ends == TODAY
    assert Ownership.history.filter(person=leaver, ended_at=NOW).count() == 2


def test_a_row_that_cannot_be_passed_on_takes_everything_back(world: OrderWorld, leaver: Person) -> None:
    successor = world.people["deputy2"]
    RoleAssignment.objects.create(person=successor, role=Role.DIRECTOR, unit=world.units["กผ"], starts=date(2012, 6, 1))
    asked = wanted(world, leaver, successor)

    assert code_of(hand_over(asked, seen_of(leaver), by=world.psdg, now=NOW)) == "role.held_already"
    assert Ownership.objects.filter(person=leaver).count() == 2
    assert world.holders(Role.DIRECTOR, "กผ") == ["director"]


def test_what_nobody_takes_ends(world: OrderWorld, leaver: Person) -> None:
    assert hand_over(wanted(world, leaver, None, "owner", "duty"), seen_of(leaver), by=world.psdg, now=NOW) == 3

    assert [each.kind for each in holdings_of(leaver, YEAR, TODAY)] == ["owner", "owner", "duty", "role"]
    assert {row.to_round for row in Ownership.objects.filter(person=leaver)} == {6}


def test_a_hand_over_is_refused(world: OrderWorld, leaver: Person) -> None:
    asked, seen = wanted(world, leaver, world.people["deputy2"]), seen_of(leaver)
    tried = {
        "together.nothing": replace(asked, successors={}),
        "together.oneself": replace(asked, successors=dict.fromkeys(asked.successors, leaver)),
        "days.past": replace(asked, on=date(2012, 5, 1)),
    }

    assert {code: code_of(hand_over(each, seen, by=world.psdg, now=NOW)) for code, each in tried.items()} == {
        code: code for code in tried
    }
    assert code_of(hand_over(asked, "", by=world.psdg, now=NOW)) == "together.stale"
    executive = actor(world.people["executive"])
    assert code_of(hand_over(asked, seen, by=executive, now=NOW)) == "org.not_administrator"
    assert code_of(previewed_hand_over(asked, by=executive, now=NOW)) == "org.not_administrator"


def test_who_left_and_still_holds_is_found(world: OrderWorld, leaver: Person) -> None:
    assert list(still_holding(YEAR)) == []
    Person.objects.filter(pk=leaver.pk).update(status="closed", is_active=False)
    keeper = world.people["12"]
    named(world, Duty.KEEPER, keeper)
    Person.objects.filter(pk=keeper.pk).update(unit=world.units["13"])

    assert {person.code for person in still_holding(YEAR)} == {"director", "keeper-12"}
    hand_over(wanted(world, leaver, None, "owner", "duty"), seen_of(leaver), by=world.psdg, now=NOW)
    assert {person.code for person in still_holding(YEAR)} == {"keeper-12"}  # what counts in round 6 only is over


def test_the_pages_look_first_and_then_carry_out(world: OrderWorld, leaver: Person, client: Client) -> None:
    client.force_login(world.people["psdg"])
    bulk = {"indicators": ["4.3"], "units": ["r1", "r2"], "role": "supporter", "from_round": "6"}

    looked_at = client.post("/2555/assign/", {**bulk, "step": "check"})
    assert "เพิ่มใหม่ 2" in " ".join(looked_at.content.decode().split())
    seen = looked_at.context["seen"]
    assert client.post("/2555/assign/", {**bulk, "step": "apply", "seen": seen}).status_code == 302
    assert client.post("/2555/assign/", {**bulk, "step": "apply", "seen": seen}).status_code == 409
    assert Ownership.objects.filter(unit__kind="region").count() == 2

    at = f"/2555/hand-over/{leaver.code}/"
    page = client.get(at)
    keys = [row.key for row in page.context["rows"]]
    form = {**dict.fromkeys(keys, "deputy2"), "from_round": "9", "on": "15/5/2555", "seen": page.context["seen"]}
    assert client.post(at, {**form, "step": "check"}).context["may_apply"]
    assert client.post(at, {**form, keys[0]: "ไม่มีใคร", "step": "check"}).status_code == 422
    assert client.post(at, {**form, "on": "เมื่อไร", "step": "check"}).status_code == 422
    assert client.post(at, {**form, "step": "apply"}).status_code == 302
    assert client.post(at, {**form, "step": "apply"}).status_code == 409
    assert world.holders(Role.DIRECTOR, "กผ") == ["deputy2"]
    assert "deputy2" in client.get("/2555/hand-over/?q=deputy2").content.decode()


def test_copying_on_the_page(world: OrderWorld, next_year: Year, client: Client) -> None:
    client.force_login(world.people["psdg"])
    page = client.get(f"/{NEXT}/assign/copy/")

    assert client.post(f"/{NEXT}/assign/copy/", {"seen": "x"}).status_code == 409
    assert client.post(f"/{NEXT}/assign/copy/", {"seen": page.context["seen"]}).status_code == 302
    assert "ไม่มีอะไรเปลี่ยน" in client.get(f"/{NEXT}/assign/copy/").content.decode()
    assert "ไม่มีปีก่อนหน้า" in client.get("/2555/assign/copy/").content.decode()


def test_looking_takes_the_same_queries_for_one_and_for_many(world: OrderWorld, next_year: Year) -> None:
    year = world.year

    def queries(bulk: Bulk) -> int:
        with CaptureQueriesContext(connection) as caught:
            prepared_bulk(year, bulk)
        return len(caught)

    many = Bulk(("4.3", "8"), tuple(world.units), ("director", "deputy"), "co")
    assert queries(Bulk(("4.3",), ("กผ",), (), "co")) <= queries(many) <= 4
    with CaptureQueriesContext(connection) as caught:
        prepared_copy(year, next_year)
    assert len(caught) <= 5
