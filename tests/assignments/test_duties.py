"""Supervisors, keepers, score owner and substitutes named by hand: by round, refused with the reason, with history."""

import pytest

from rabrong.agreements.models import Template, Year, YearState
from rabrong.assignments.actions.duties import end_duty, make_score_owner, name_responsible
from rabrong.assignments.actions.templates import take_over_template
from rabrong.assignments.models import Duty, Responsibility
from rabrong.assignments.queries import keepers_of, roles_of, supervisor_of
from rabrong.assignments.queries.roles import standing_duties
from rabrong.assignments.rules.duties import Contact, Naming, duties_mark
from rabrong.assignments.wording import refusal_words
from rabrong.audit.models import Event
from rabrong.org.models import Person, PersonStatus
from rabrong.org.rules import Refusal
from tests.agreements.kpi_world import World, build_world
from tests.nation import NOW, YEAR, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def named(world: World, duty: Duty, who: Person | Contact | str, **more: object) -> Responsibility | Refusal:
    person = world.people[who] if isinstance(who, str) else who
    naming = Naming(world.version, duty, person, **more)  # type: ignore[arg-type]  # names of its fields
    return name_responsible(naming, by=actor(world.people["psdg"]), now=NOW)


def keeper(world: World, who: str, **more: object) -> Responsibility:
    row = named(world, Duty.KEEPER, who, **more)
    assert isinstance(row, Responsibility), row
    return row


def owners(world: World) -> dict[int, list[str]]:
    """Round -> the keepers who own the score."""
    return {
        round_: [str(row) for row in keepers_of(world.version, round_) if row.is_score_owner] for round_ in (6, 9, 12)
    }


def test_another_supervisor_from_round_9_leaves_round_6(world: World) -> None:
    named(world, Duty.SUPERVISOR, "director")
    named(world, Duty.SUPERVISOR, "executive", from_round=9)

    found = [supervisor_of(world.version, round_) for round_ in (6, 9, 12)]
    assert [row.person for row in found if row] == [world.people[who] for who in ("director", "executive", "executive")]
    assert Event.objects.filter(verb="role.name").count() == 2


def test_a_supervisor_for_one_round_only(world: World) -> None:
    named(world, Duty.SUPERVISOR, "director")
    named(world, Duty.SUPERVISOR, "executive", from_round=9, to_round=9)

    found = [supervisor_of(world.version, round_) for round_ in (6, 9, 12)]
    assert [row.person for row in found if row] == [world.people[who] for who in ("director", "executive", "director")]


def test_only_one_keeper_owns_the_score_in_a_round(world: World) -> None:
    keeper(world, "writer", is_score_owner=True)
    keeper(world, "director", is_score_owner=True, from_round=9)

    assert owners(world) == {6: ["ผู้จัดเก็บ กผ"], 9: ["นายdirector"], 12: ["นายdirector"]}
    assert len(keepers_of(world.version, 12)) == 2


def test_the_score_passes_to_another_keeper(world: World) -> None:
    keeper(world, "writer", is_score_owner=True)
    other = keeper(world, "director")
    by = actor(world.people["psdg"])

    assert make_score_owner(other, 9, by=by, now=NOW) is True

    assert owners(world) == {6: ["ผู้จัดเก็บ กผ"], 9: ["นายdirector"], 12: ["นายdirector"]}
    current = next(row for row in keepers_of(world.version, 12) if row.is_score_owner)
    assert make_score_owner(current, 12, by=by, now=NOW) is False
    stale = make_score_owner(other, 9, by=by, now=NOW)
    assert isinstance(stale, Refusal)
    assert stale.code == "role.stale"


def test_a_keeper_takes_the_substitutes_along(world: World) -> None:
    first = keeper(world, "writer", is_score_owner=True)
    named(world, Duty.SUBSTITUTE, "director", substitute_for=first)

    assert end_duty(first, 9, by=actor(world.people["psdg"]), now=NOW) is True

    assert [row.duty for row in roles_of(world.version, 6)] == ["keeper", "substitute"]
    assert roles_of(world.version, 9) == []
    assert Event.objects.filter(verb="role.end_duty").count() == 1


def test_substitutes_follow_a_keeper_who_is_a_new_row(world: World) -> None:
    """The keeper's row was cut in two when another got the score; the substitute still ends with the keeper."""
    first = keeper(world, "writer", is_score_owner=True)
    named(world, Duty.SUBSTITUTE, "director", substitute_for=first)
    keeper(world, "executive", is_score_owner=True, from_round=9)
    current = next(row for row in keepers_of(world.version, 12) if row.person == world.people["writer"])

    end_duty(current, 12, by=actor(world.people["psdg"]), now=NOW)

    assert [str(row) for row in roles_of(world.version, 12)] == ["นายexecutive"]
    assert [row.duty for row in roles_of(world.version, 9)].count("substitute") == 1


def test_somebody_without_an_account_is_named_with_telephone(world: World) -> None:
    row = named(world, Duty.KEEPER, Contact("นางสาวตัวอย่าง", "นักวิชาการ", "0 2141 6000", unit=world.nation.units["กผ"]))

    assert isinstance(row, Responsibility)
    assert (str(row), row.telephone, row.unit) == ("นางสาวตัวอย่าง", "0 2141 6000", world.nation.units["กผ"])


REFUSED: dict[str, tuple[Duty, str, dict[str, object]]] = {
    "owner.unknown_round": (Duty.KEEPER, "executive", {"from_round": 7}),
    "owner.rounds_order": (Duty.KEEPER, "executive", {"from_round": 12, "to_round": 6}),
    "role.twice": (Duty.KEEPER, "writer", {"from_round": 12}),
    "role.overlap": (Duty.SUPERVISOR, "executive", {"from_round": 6}),
    "role.score_owner_keeps": (Duty.SUPERVISOR, "executive", {"from_round": 9, "is_score_owner": True}),
    "role.substitute_for_whom": (Duty.SUBSTITUTE, "executive", {}),
    "role.stale": (Duty.KEEPER, "executive", {"seen": "0"}),
}


@pytest.mark.parametrize("code", REFUSED)
def test_who_cannot_be_named_is_refused(world: World, code: str) -> None:
    keeper(world, "writer", is_score_owner=True)
    named(world, Duty.SUPERVISOR, "director", from_round=9)
    before = list(Responsibility.history.values_list("pk", "ended_at"))
    duty, who, more = REFUSED[code]

    refusal = named(world, duty, who, **more)

    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal_words(refusal)
    assert list(Responsibility.history.values_list("pk", "ended_at")) == before


def test_a_score_owner_who_begins_later_is_ended_first(world: World) -> None:
    keeper(world, "writer", is_score_owner=True, from_round=9)
    other = keeper(world, "director")

    refusals = [
        named(world, Duty.KEEPER, "executive", is_score_owner=True),
        make_score_owner(other, 6, by=actor(world.people["psdg"]), now=NOW),
    ]

    assert [each.code for each in refusals if isinstance(each, Refusal)] == ["role.overlap", "role.overlap"]


def test_a_substitute_is_another_person_in_the_rounds_of_the_keeper(world: World) -> None:
    row = keeper(world, "writer", from_round=6, to_round=9)

    oneself = named(world, Duty.SUBSTITUTE, "writer", substitute_for=row, to_round=9)
    longer = named(world, Duty.SUBSTITUTE, "director", substitute_for=row)
    other_duty = named(world, Duty.KEEPER, "director", substitute_for=row)

    found = [each.code for each in (oneself, longer, other_duty) if isinstance(each, Refusal)]
    assert found == ["role.substitute_self", "role.substitute_rounds", "role.not_substitute"]


def test_nobody_a_closed_account_a_closed_year_and_others_are_refused(world: World) -> None:
    Person.objects.filter(pk=world.people["province"].pk).update(status=PersonStatus.CLOSED, is_active=False)
    row = keeper(world, "writer")
    closed = named(world, Duty.KEEPER, Person.objects.get(pk=world.people["province"].pk))
    nobody = named(world, Duty.KEEPER, Contact())
    other = end_duty(row, 9, by=actor(world.people["writer"]), now=NOW)
    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    in_closed = [named(world, Duty.KEEPER, "director"), end_duty(row, 9, by=actor(world.people["psdg"]), now=NOW)]

    found = [each.code for each in (closed, nobody, other, *in_closed) if isinstance(each, Refusal)]
    assert found == ["owner.person_closed", "role.nobody", "org.not_administrator", "year.closed", "year.closed"]


def test_what_somebody_saw_is_what_there_is(world: World) -> None:
    seen = duties_mark(standing_duties(world.version))

    assert isinstance(named(world, Duty.SUPERVISOR, "director", seen=seen), Responsibility)
    refusal = named(world, Duty.SUPERVISOR, "executive", seen=seen)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "role.stale"


def test_a_template_replaces_what_was_named_by_hand_from_a_later_round(world: World) -> None:
    """By hand somebody supervises round 9 only and another from round 12; the version of round 9 names a third."""
    template = world.published()
    first = template.supervisor
    take_over_template(template, actor(world.people["psdg"]), NOW)
    named(world, Duty.SUPERVISOR, "executive", from_round=9, to_round=9)
    named(world, Duty.SUPERVISOR, "province", from_round=12)
    Template.objects.filter(pk=template.pk).update(supervisor=world.people["writer"], from_round=9)

    take_over_template(Template.objects.get(pk=template.pk), actor(world.people["psdg"]), NOW)

    found = [supervisor_of(world.version, round_) for round_ in (6, 9, 12)]
    assert [row.person for row in found if row] == [first, world.people["writer"], world.people["writer"]]
    supervisors = [row for row in standing_duties(world.version) if row.duty == Duty.SUPERVISOR]
    assert [(row.from_round, row.to_round) for row in supervisors] == [(6, 6), (9, None)]
