"""A file says who owns: what it no longer says is ended and stays in the history."""

from decimal import Decimal

import pytest

from rabrong.agreement_file.document import Owner
from rabrong.assignments.exchange import keep_owners, owners_of
from rabrong.assignments.models import Ownership
from rabrong.org.rules import Refusal
from tests.nation import NOW, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def kept(nation: Nation, *owners: Owner) -> Refusal | None:
    return keep_owners({nation.indicators["8"].pk: owners}, actor(nation.people["psdg"]), NOW)


def test_a_file_ends_what_it_does_not_say(nation: Nation) -> None:
    pk = nation.indicators["8"].pk

    assert kept(nation, Owner("12", "main", Decimal(60), 0), Owner("13", "co", Decimal(40), 0)) is None

    assert [(owner.unit, owner.share) for owner in owners_of([pk])[pk]] == [("12", Decimal(60)), ("13", Decimal(40))]
    ended = Ownership.history.get(ended_at=NOW)
    assert (ended.unit, ended.ended_by) == (nation.units["กผ"], nation.people["psdg"])


def test_the_same_file_twice_changes_nothing(nation: Nation) -> None:
    kept(nation, Owner("12", "main", None, 0))
    rows = list(Ownership.history.values_list("pk", "ended_at"))

    kept(nation, Owner("12", "main", None, 0))

    assert list(Ownership.history.values_list("pk", "ended_at")) == rows


def test_a_person_stays_whom_no_file_can_name(nation: Nation) -> None:
    person = nation.people["psdg"]
    Ownership.objects.create(indicator=nation.indicators["8"], person=person, role="co")

    kept(nation)

    assert [row.person for row in Ownership.objects.all()] == [person]


@pytest.mark.parametrize(
    ("units", "code"), [(("none",), "exchange.unknown_unit"), (("12", "12"), "exchange.owner_twice")]
)
def test_an_unknown_unit_or_one_twice_is_refused(nation: Nation, units: tuple[str, ...], code: str) -> None:
    refusal = kept(nation, *(Owner(unit, "main", None, 0) for unit in units))

    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert [row.unit for row in Ownership.objects.all()] == [nation.units["กผ"]]
