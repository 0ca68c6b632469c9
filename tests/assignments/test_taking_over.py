"""A published KPI Template names the supervisor and the keepers; who was named before stays for the rounds before."""

import pytest

from rabrong.agreements.actions.templates_workflow import Results, publish_template
from rabrong.agreements.models import Template, Year, YearState
from rabrong.assignments.actions.templates import take_over_template, take_over_year
from rabrong.assignments.models import Duty, Responsibility
from rabrong.assignments.queries import duties_of, keepers_of, roles_of, supervisor_of
from rabrong.audit.models import Event
from rabrong.org.rules import Refusal
from tests.agreements.kpi_world import World, build_world
from tests.nation import NOW, YEAR, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def taken_over(world: World, **changes: object) -> Template:
    template = world.published(**changes)
    take_over_template(template, actor(world.people["psdg"]), NOW)
    return template


def codes(rows: list[Responsibility]) -> list[str]:
    return [row.person.code for row in rows if row.person]


def test_a_published_version_names_supervisor_and_keepers(world: World) -> None:
    template = taken_over(world)

    supervisor = supervisor_of(world.version, 6)
    assert supervisor is not None
    assert supervisor.person == template.supervisor
    assert codes(keepers_of(world.version, 12)) == [person.code for person in template.keepers.all()]
    assert [row.is_score_owner for row in keepers_of(world.version, 6)].count(True) == 1
    assert Event.objects.filter(verb="role.template").count() == 1


def test_publishing_takes_over_by_itself(world: World) -> None:
    results = Results(
        has_entries=world.results.has_entries, rescore=world.results.rescore, published=take_over_template
    )

    publish_template(world.submitted(), by=actor(world.people["psdg"]), now=NOW, results=results)

    assert supervisor_of(world.version, 6) is not None


def test_a_draft_names_nobody(world: World) -> None:
    take_over_template(world.submitted(), actor(world.people["psdg"]), NOW)

    assert roles_of(world.version, 6) == []


def test_taking_over_twice_changes_nothing(world: World) -> None:
    template = taken_over(world)
    before = list(Responsibility.history.values_list("pk", flat=True))

    take_over_template(template, actor(world.people["psdg"]), NOW)

    assert list(Responsibility.history.values_list("pk", flat=True)) == before


def test_another_supervisor_from_round_9_leaves_round_6_as_it_was(world: World) -> None:
    template = taken_over(world)
    first, other = template.supervisor, world.people["writer"]
    assert first is not None
    Template.objects.filter(pk=template.pk).update(supervisor=other, from_round=9)

    take_over_template(Template.objects.get(pk=template.pk), actor(world.people["psdg"]), NOW)

    named = {round_: supervisor_of(world.version, round_) for round_ in (6, 9, 12)}
    assert {round_: row.person for round_, row in named.items() if row} == {6: first, 9: other, 12: other}
    ended = Responsibility.history.get(ended_at=NOW)
    assert (ended.duty, ended.to_round, ended.ended_by) == (Duty.SUPERVISOR, None, world.people["psdg"])


def test_the_score_owner_goes_on_while_a_keeper(world: World) -> None:
    template = taken_over(world)
    owner = keepers_of(world.version, 6)[0].person
    template.keepers.add(world.people["psdg"], world.people["writer"])

    take_over_template(template, actor(world.people["psdg"]), NOW)

    assert keepers_of(world.version, 6)[0].person == owner
    assert [row.is_score_owner for row in keepers_of(world.version, 6)].count(True) == 1


def test_duties_of_a_person_are_those_in_the_own_name(world: World) -> None:
    template = taken_over(world)
    assert template.supervisor is not None

    duties = duties_of(template.supervisor, YEAR)

    assert [(row.duty, row.indicator.code) for row in duties.responsibilities] == [("supervisor", "4.3")]
    assert duties.ownerships == ()
    assert [row.indicator.code for row in duties_of(world.nation.units["กผ"], YEAR).ownerships] == ["8"]


def test_what_was_published_before_is_taken_over_once(world: World) -> None:
    world.published()
    by, year = actor(world.people["psdg"]), Year.objects.get(pk=YEAR)

    assert take_over_year(year, by=by, now=NOW) == 1
    assert take_over_year(year, by=by, now=NOW) == 0
    assert supervisor_of(world.version, 6) is not None

    other = take_over_year(year, by=actor(world.people["writer"]), now=NOW)
    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    closed = take_over_year(year, by=by, now=NOW)
    assert [each.code for each in (other, closed) if isinstance(each, Refusal)] == [
        "org.not_administrator",
        "year.closed",
    ]
