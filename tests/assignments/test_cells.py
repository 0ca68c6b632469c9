"""A cell of the Owner-Supporter table: set for rounds, refused with the reason, and nothing of before is lost."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from rabrong.agreements.models import Year, YearState
from rabrong.assignments.actions.ownership import end_owner, set_cell, set_cells
from rabrong.assignments.models import Ownership
from rabrong.assignments.queries.cells import history_of, key_of, mark_of, standing_cells
from rabrong.assignments.rules.cells import Cell, Refused
from rabrong.assignments.wording import refusal_words
from rabrong.audit.models import Event
from rabrong.org.models import Person, PersonStatus, Unit
from rabrong.org.rules import Refusal
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Nation:
    """Indicator 8 belongs to กผ for the whole year."""
    return build_nation()


def cell(nation: Nation, who: Unit | Person | str, role: str, **more: object) -> Cell:
    """A cell of indicator 8."""
    return Cell(nation.indicators["8"], nation.units[who] if isinstance(who, str) else who, role, **more)  # type: ignore[arg-type]  # names of its fields


def put(nation: Nation, who: Unit | Person | str, role: str, **more: object) -> bool | Refusal:
    return set_cell(cell(nation, who, role, **more), by=actor(nation.people["psdg"]), now=NOW)


def says(nation: Nation, who: Unit | Person | str) -> list[tuple[str, Decimal | None, int, int | None]]:
    rows = standing_cells([nation.indicators["8"].pk]).get(key_of(cell(nation, who, "")), [])
    return [(row.role, row.share, row.from_round, row.to_round) for row in rows]


def test_a_change_from_round_9_keeps_round_6(nation: Nation) -> None:
    assert put(nation, "กผ", "co", share=Decimal(40), from_round=9) is True

    assert says(nation, "กผ") == [("main", None, 6, 6), ("co", Decimal(40), 9, None)]
    first = Ownership.history.get(ended_at=NOW)
    assert (first.role, first.from_round, first.ended_by) == ("main", 6, nation.people["psdg"])
    event = Event.objects.get(verb="owner.set")
    assert event.before == {"กผ": "main 6-12"}
    assert event.after == {"กผ": "main 6-6, co 40% 9-12"}


def test_one_round_in_the_middle_leaves_both_ends(nation: Nation) -> None:
    put(nation, "กผ", "supporter", from_round=9, to_round=9)

    assert says(nation, "กผ") == [("main", None, 6, 6), ("supporter", None, 9, 9), ("main", None, 12, None)]


def test_the_same_again_changes_nothing(nation: Nation) -> None:
    put(nation, "กผ", "co", from_round=9)
    rows = list(Ownership.history.values_list("pk", "ended_at"))

    assert put(nation, "กผ", "co", from_round=9) is False
    assert put(nation, "กผ", "main", from_round=6, to_round=6) is False
    assert put(nation, "12", "") is False

    assert list(Ownership.history.values_list("pk", "ended_at")) == rows
    assert Event.objects.filter(verb="owner.set").count() == 1


def test_a_blank_ends_and_a_person_has_a_cell_too(nation: Nation) -> None:
    person = nation.people["กผ"]

    assert put(nation, person, "supporter") is True
    assert put(nation, "กผ", "", from_round=12) is True

    assert says(nation, person) == [("supporter", None, 6, None)]
    assert says(nation, "กผ") == [("main", None, 6, 9)]
    assert [row.ended_at for row in history_of(nation.indicators["8"], nation.units["กผ"])] == [None, NOW]


def test_a_row_is_ended_from_a_round_on(nation: Nation) -> None:
    row = Ownership.objects.get()
    by = actor(nation.people["psdg"])

    assert end_owner(row, 9, by=by, now=NOW) is True
    assert says(nation, "กผ") == [("main", None, 6, 6)]

    again = end_owner(row, 9, by=by, now=NOW)
    assert isinstance(again, Refusal)
    assert again.code == "owner.stale"
    assert end_owner(Ownership.objects.get(), 9, by=by, now=NOW) is False


REFUSED: Mapping[str, dict[str, object]] = {
    "owner.unknown_role": {"role": "chief"},
    "owner.unknown_round": {"from_round": 8},
    "owner.rounds_order": {"from_round": 9, "to_round": 6},
    "owner.share_range": {"share": Decimal(0)},
    "owner.share_over": {"share": Decimal(41)},
    "owner.overlap": {"role": "supporter", "from_round": 6},
    "owner.stale": {"seen": "1.2.3"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_a_cell_cannot_say_is_refused(nation: Nation, code: str) -> None:
    put(nation, "กผ", "main", share=Decimal(60))
    put(nation, "12", "co", from_round=9)
    before = list(Ownership.history.values_list("pk", "ended_at"))

    refusal = put(nation, "12", **{"role": "co", "from_round": 9, **REFUSED[code]})  # type: ignore[arg-type]  # names of fields

    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal_words(refusal)
    assert list(Ownership.history.values_list("pk", "ended_at")) == before


def test_a_unit_that_is_closed_in_a_round_cannot_have_it(nation: Nation) -> None:
    """District 1201 ends on 1 July 2555, the first day of the last three months: round 12 is not its any more."""
    Unit.objects.filter(code="1201").update(ends=date(2012, 7, 1))
    unit = Unit.objects.get(code="1201")

    refusal = put(nation, unit, "co")

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.terms["round"]) == ("owner.unit_closed", 12)
    assert "1\u00a0ก.ค.\u00a02555" in refusal_words(refusal)
    assert put(nation, unit, "co", to_round=9) is True


def test_a_unit_has_nothing_before_it_is_there(nation: Nation) -> None:
    """A unit founded on 1 April 2555 begins with round 9: April is fiscal month 7."""
    Unit.objects.filter(code="1202").update(starts=date(2012, 4, 1))
    unit = Unit.objects.get(code="1202")

    refusal = put(nation, unit, "main")

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.terms["round"]) == ("owner.unit_not_yet", 6)
    assert put(nation, unit, "main", from_round=9) is True


def test_a_person_whose_account_is_closed_is_refused(nation: Nation) -> None:
    Person.objects.filter(code="keeper-12").update(status=PersonStatus.CLOSED, is_active=False)

    refusal = put(nation, Person.objects.get(code="keeper-12"), "main")

    assert isinstance(refusal, Refusal)
    assert refusal.code == "owner.person_closed"


def test_nothing_is_changed_in_a_closed_year_or_by_others(nation: Nation) -> None:
    done = set_cell(cell(nation, "12", "co"), by=actor(nation.people["12"]), now=NOW)
    assert isinstance(done, Refusal)
    assert done.code == "org.not_administrator"

    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    refusal = put(nation, "12", "co")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "year.closed"


def test_several_cells_are_set_together_or_not_at_all(nation: Nation) -> None:
    by = actor(nation.people["psdg"])
    cells = [
        cell(nation, "กผ", "main", share=Decimal(70)),
        cell(nation, "12", "co", share=Decimal(30)),
        cell(nation, "13", "supporter"),
    ]

    refused = set_cells([*cells, cell(nation, "12", "main")], by=by, now=NOW)
    assert refused == (Refused(3, Refusal("owner.twice", {"who": "หน่วย 12", "code": "8"})),)
    assert Ownership.history.count() == 1

    assert set_cells(cells, by=by, now=NOW) == 3
    assert set_cells(cells, by=by, now=NOW) == 0
    assert set_cells([], by=by, now=NOW) == 0
    assert Event.objects.filter(verb="owner.set").count() == 1


def test_shares_are_looked_at_when_all_cells_are_in(nation: Nation) -> None:
    """70 and 30 become 40 and 60: on the way there would be 70 + 60 = 130."""
    put(nation, "กผ", "main", share=Decimal(70))
    put(nation, "12", "co", share=Decimal(30))
    swapped = [cell(nation, "12", "co", share=Decimal(60)), cell(nation, "กผ", "main", share=Decimal(40))]

    assert set_cells(swapped, by=actor(nation.people["psdg"]), now=NOW) == 2


def test_rounds_of_one_cell_may_be_said_apart_in_one_go(nation: Nation) -> None:
    cells = [cell(nation, "กผ", "co", to_round=9), cell(nation, "กผ", "supporter", from_round=12)]

    assert set_cells(cells, by=actor(nation.people["psdg"]), now=NOW) == 1

    assert says(nation, "กผ") == [("co", None, 6, 9), ("supporter", None, 12, None)]
    assert Event.objects.get(verb="owner.set").after == {"กผ": "co 6-9, supporter 12-12"}


def test_the_mark_changes_with_the_cell(nation: Nation) -> None:
    key = key_of(cell(nation, "กผ", ""))
    mark = mark_of(standing_cells([nation.indicators["8"].pk])[key])

    assert put(nation, "กผ", "co", seen=mark) is True
    refusal = put(nation, "กผ", "supporter", seen=mark)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "owner.stale"
    assert put(nation, "12", "co", seen="") is True
