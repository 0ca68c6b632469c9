"""Search: what is found, in which order, by whom; and that the index is there on both engines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.models import Person, PersonStatus, Role, Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.queries.search import has_trigrams, people_matching, units_matching
from tests.nation import STARTS, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Nation:
    """The small nation with names that somebody would look for."""
    nation = build_nation()
    new = [
        NewUnit("1299", UnitKind.DISTRICT, "บางกรวย", "บก.", "Bang Kruai", "12"),
        NewUnit("1298", UnitKind.DISTRICT, "กรวยป่า", "", "Kruai Pa", "12"),
        NewUnit("1399", UnitKind.DISTRICT, "คลองกรวย_100%", "", "", "13"),
    ]
    units = found_units(new, starts=STARTS, department="cdd", known=nation.units)
    people = [NewPerson("somsri.k", "1299", "พัฒนาการอำเภอ", "สมศรี กรวยทอง", "Somsri", roles=((Role.KEEPER, "1299"),))]
    take_in_people(people, units, starts=STARTS, status=PersonStatus.ACTIVE)
    return nation


def codes(nation: Nation, text: str, who: str = "psdg") -> list[str]:
    """The codes found, units before people."""
    scope = Scope(actor(nation.people[who]))
    return [row.code for rows in (units_matching(scope, text), people_matching(scope, text)) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1299", ["1299"]),
        ("๑๒๙๙", ["1299"]),
        ("กรวย", ["1298", "1399", "1299", "somsri.k"]),
        ("บางกร", ["1299"]),
        ("bang KRUAI", ["1299"]),
        ("kruai bang", ["1299"]),
        ("บก", ["1299"]),
        ("กรวย บก", ["1299"]),
        ("พัฒนาการ สมศรี", ["somsri.k"]),
        ("กรวยx", []),
    ],
)
def test_every_word_is_found_wherever_it_stands(nation: Nation, text: str, expected: list[str]) -> None:
    assert codes(nation, text) == expected


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', '"กรวย" OR "หน่วย"', "กรวย*", "NEAR(กรวย)"])
def test_signs_of_a_query_language_are_plain_letters(nation: Nation, text: str) -> None:
    assert codes(nation, text) == (["1399"] if text in ("%", "_") else [])


def test_an_exact_code_comes_before_what_begins_so(nation: Nation) -> None:
    assert codes(nation, "12")[:3] == ["12", "1201", "1202"]


def test_nobody_finds_what_is_outside_the_own_scope(nation: Nation) -> None:
    assert codes(nation, "กรวย", "12") == ["1298", "1299", "somsri.k"]
    assert codes(nation, "กรวย", "1201") == []
    assert codes(nation, "psdg", "1201") == []
    assert codes(nation, "keeper", "1201") == ["keeper-1201"]


def test_nothing_is_found_for_who_holds_no_role(nation: Nation) -> None:
    nation.people["1201"].roles.update(ends="2009-01-01")

    assert codes(nation, "หน่วย", "1201") == []


def test_a_name_that_changed_is_found_and_the_old_one_no_longer(nation: Nation) -> None:
    Unit.objects.filter(code="1299").update(search_text="1299 บางใหญ่")

    assert codes(nation, "บางใหญ่") == ["1299"]
    assert codes(nation, "บางกรวย") == []


def test_who_is_gone_is_no_longer_found(nation: Nation) -> None:
    person = Person.objects.get(code="somsri.k")
    person.positions.all().delete()
    person.roles.all().delete()
    person.delete()

    assert codes(nation, "สมศรี") == []


@pytest.mark.parametrize("text", ["กรวย", "ก", "กรวย บก"])
def test_a_search_is_a_query_a_kind_however_much_it_finds(nation: Nation, text: str) -> None:
    codes(nation, "กรวย")
    counts = []
    for who in ("psdg", "12"):
        scope = Scope(actor(nation.people[who]))
        with CaptureQueriesContext(connection) as captured:
            list(units_matching(scope, text))
            list(people_matching(scope, text))
        counts.append(len(captured))

    assert counts == [2, 3]


def test_the_index_is_there_after_all_migrations(nation: Nation) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'org_%%_search_trigrams'")
            assert cursor.fetchone() == (2,)
            return
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'org_%%_words_%%'")
        assert cursor.fetchone() == (6,)
        cursor.execute("INSERT INTO org_unit_words (org_unit_words) VALUES ('integrity-check')")
    assert has_trigrams("sqlite", str(connection.settings_dict["NAME"]), "org_unit")
