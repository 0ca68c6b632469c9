"""`rabrong rebuild --check`: the stored scores of a live database equal their entries, or it says which do not."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.models import Score, Tally, Total
from rabrong.results.scores.checking import differences_now, repaired, years_stored
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8


def reported() -> Nation:
    nation = build_nation()
    form = Submission(nation.units["1201"], nation.indicators["4.3"], MAY, {"ก": Decimal(15), "ข": Decimal(20)}, {})
    assert isinstance(submit_entries(form, by=actor(nation.people["1201"]), now=NOW), Accepted)
    return nation


def test_what_was_stored_along_the_path_is_in_order() -> None:
    reported()
    assert years_stored() == [YEAR]
    assert differences_now(YEAR, NOW) == []


def test_a_tampered_sum_score_and_total_are_named_and_repaired() -> None:
    nation = reported()
    Tally.objects.filter(unit=nation.units["12"], data_item__code="ก").update(total=Fraction(16))
    Score.objects.filter(item__agreement=nation.agreements["1201"]).update(shown=Decimal("4.5000"))
    Total.objects.filter(agreement=nation.agreements["cdd"]).update(shown=Decimal("5.0000"))
    found = [(each.kind, each.whose, each.month) for each in differences_now(YEAR, NOW)]
    assert found == [("score", "1201 4.3", MAY), ("tally", "12 4.3 ก", MAY), ("total", "cdd", MAY)]
    assert len(repaired(YEAR, NOW)) == 3
    assert differences_now(YEAR, NOW) == []
    assert Total.objects.get(agreement=nation.agreements["cdd"], month=MAY).shown == Decimal("4.0000")


def test_a_lost_row_is_found_too() -> None:
    nation = reported()
    Score.objects.filter(item__agreement=nation.agreements["12"]).delete()
    (found,) = differences_now(YEAR, NOW)
    assert (found.kind, found.month, found.stored) == ("score", MAY, "missing")
    # 15 of 20 is 75 %, the fourth level of 60, 65, 70, 75, 80.
    assert found.computed == "counted 75 4 4.0000"


def test_looking_changes_nothing() -> None:
    nation = reported()
    Total.objects.filter(agreement=nation.agreements["12"]).update(shown=Decimal("1.0000"))
    differences_now(YEAR, NOW)
    assert Total.objects.get(agreement=nation.agreements["12"], month=MAY).shown == Decimal("1.0000")
