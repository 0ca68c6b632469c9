"""The loaded example: everything is there once, and its digits are those of the scoring core alone."""

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from rabrong.agreement_file.claims_in import assembled, cell_claim
from rabrong.agreements.models import Agreement, IndicatorVersion, Item, PastResult, PastTotal
from rabrong.assignments.models import Ownership, Responsibility
from rabrong.audit.models import Event
from rabrong.audit.queries import broken_in
from rabrong.demo.clock import START
from rabrong.demo.loading import OtherExampleError, load_example
from rabrong.demo.models import Mark
from rabrong.demo.plan import SILENT_PROVINCES
from rabrong.demo.source import english, example
from rabrong.org.models import Membership, Person, Unit
from rabrong.org.queries import path_of, span_of_month
from rabrong.results.models import Draft, Entry, Score, ScoreChange, Total, Window
from rabrong.results.months import latest_month
from rabrong.scoring.absence import NOT_APPLICABLE, Absent
from rabrong.scoring.agreement import Round
from rabrong.scoring.assess import Reported, assess

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_every_unit_of_the_department_is_there() -> None:
    kinds = Counter(Unit.objects.values_list("kind", flat=True))
    assert (kinds["department"], kinds["region"], kinds["province"], kinds["district"]) == (1, 18, 76, 878)
    assert kinds["bureau"] + kinds["division"] + kinds["centre"] == 10
    assert Membership.objects.count() == 76
    assert not Unit.objects.filter(code__startswith="10").exists()


def test_a_district_stands_below_its_province_its_region_and_the_department() -> None:
    path = path_of(Unit.objects.get(code="1201"), span_of_month(2555, 8))
    assert [(unit.code, unit.name) for unit in path[:2]] == [("1201", "เมืองนนทบุรี"), ("12", "นนทบุรี")]
    assert [unit.code for unit in path[2:]] == ["r1", "cdd"]


def test_names_sort_as_in_a_thai_dictionary() -> None:
    names = list(Unit.objects.filter(kind="province").order_by("sort_key").values_list("name", flat=True))
    assert names[:3] == ["กระบี่", "กาญจนบุรี", "กาฬสินธุ์"]
    assert names.index("เชียงใหม่") < names.index("ตรัง") < names.index("แพร่") < names.index("ภูเก็ต")
    regions = list(Unit.objects.filter(kind="region").order_by("sort_key").values_list("code", flat=True))
    assert regions == [f"r{number}" for number in range(1, 19)]


def test_everything_has_an_english_name() -> None:
    assert not Unit.objects.filter(name_en="").exists()
    assert not IndicatorVersion.objects.filter(name_en="").exists()
    assert not Person.objects.filter(position_en="").exists()
    assert len(english()) == len(set(english()))


def test_people_are_positions_and_nobody_has_a_password() -> None:
    heads, deputies, guests, supervisors = 2, 3, 1, 1
    assert Person.objects.count() == heads + deputies + guests + supervisors + 18 + 76 + 878 + 2 * 10
    assert not [person for person in Person.objects.all() if person.has_usable_password()]


def test_every_province_and_district_promised_what_is_counted_there() -> None:
    assert Agreement.objects.filter(year=2555).count() == 1 + 76 + 878
    counted = IndicatorVersion.objects.filter(year=2555, data_items__isnull=False).distinct().count()
    assert counted == 8
    assert Item.objects.filter(agreement__year=2555).count() == 18 + (76 + 878) * counted


def test_may_is_open_at_the_demos_today() -> None:
    assert latest_month(2555, START.date()) == 8
    assert Window.objects.filter(year=2555).count() == 12
    april = Window.objects.get(year=2555, month=7)
    assert (april.opens.isoformat(), april.closes.isoformat()) == ("2012-04-10", "2012-05-12")
    assert {draft.month for draft in Draft.objects.all()} == {8}
    submitted = Entry.objects.filter(month=8, unit__kind="district").values("unit").distinct().count()
    assert 200 < submitted < 500


def test_two_provinces_are_silent_one_indicator_is_cancelled_and_two_wait() -> None:
    def states(month: int, **items: str) -> set[str]:
        return set(Score.objects.filter(month=month, **items).values_list("state", flat=True))

    for province in SILENT_PROVINCES:
        assert states(8, item__agreement__unit__code=province) == {"missing"}
    assert states(7, item__indicator__code="8") == {"cancelled"}
    assert states(6, item__indicator__code="8") == {"counted"}
    assert states(8, item__indicator__code__in=["5", "6"]) == {"not_started"}  # type: ignore[arg-type]
    assert states(8, item__indicator__code="3.2", item__agreement__unit__code="85") == {"not_applicable"}


def test_loading_again_changes_nothing() -> None:
    entries = Entry.objects.count()
    assert load_example() is False
    assert Entry.objects.count() == entries


def test_an_example_of_another_version_is_not_taken_for_this_one() -> None:
    Mark.objects.update(loaded="something else")
    with pytest.raises(OtherExampleError):
        load_example()


def test_the_loading_is_in_the_audit_record() -> None:
    assert Event.objects.filter(chain="cdd", verb="demo.loaded").count() == 1
    assert broken_in("cdd") is None


def newest() -> dict[str, dict[tuple[str, str, int], str]]:
    """Indicator -> (unit, cell, month) -> the newest entry's text."""
    found: dict[str, dict[tuple[str, str, int], str]] = defaultdict(dict)
    for entry in Entry.objects.select_related("unit", "indicator").order_by("version"):
        text = entry.word if entry.value is None else str(entry.value)
        found[entry.indicator.code][entry.unit.code, entry.cell, entry.month] = text
    return found


def reported_until(month: int, entries: dict[str, dict[tuple[str, str, int], str]]) -> dict[str, Reported]:
    """What the scoring core is handed: readings of data items, or the last claim, put together without the database's
    sums."""
    found = {}
    for indicator in example().agreement.indicators:
        cells = entries.get(indicator.code, {})
        if indicator.data:
            readings: dict[str, dict[str, list[tuple[int, Decimal | Absent]]]] = defaultdict(dict)
            for (unit, cell, at), text in sorted(cells.items(), key=lambda row: row[0][2]):
                if at <= month:
                    value = NOT_APPLICABLE if text == "N/A" else Decimal(text)
                    readings[cell].setdefault(unit, []).append((at, value))
            found[indicator.code] = Reported(readings=readings)
        else:
            last = {
                cell: text for (_, cell, at), text in sorted(cells.items(), key=lambda row: row[0][2]) if at <= month
            }
            claims = {
                cell: cell_claim(text, "verdict" if text in ("pass", "fail") else "number")
                for cell, text in last.items()
            }
            found[indicator.code] = Reported(claim=assembled(indicator.criterion, claims))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(("month", "round_"), [(3, 6), (6, 6), (7, 9), (8, 9)])
def test_the_departments_digits_are_those_of_the_scoring_core_alone(month: int, round_: Round) -> None:
    assessment = assess(example().agreement, reported_until(month, newest()), round_)
    total = Total.objects.get(agreement__unit__code="cdd", month=month)
    assert total.shown == assessment.scorecard.total
    assert Fraction(total.exact) == assessment.scorecard.exact_total
    assert total.counted_weight == assessment.scorecard.counted_weight
    stored = Score.objects.filter(item__agreement__unit__code="cdd", month=month).select_related("item__indicator")
    assert {score.item.indicator.code: score.exact for score in stored} == {
        code: result.score for code, result in assessment.results.items()
    }


def test_the_year_comes_near_what_one_expects() -> None:
    totals = Total.objects.filter(agreement__unit__code="cdd").order_by("month").values_list("shown", flat=True)
    shown = [total for total in totals if total is not None]
    assert shown == sorted(shown)
    assert Decimal("3.5") < shown[-1] < Decimal("3.9")


def test_years_before_are_there_by_year_and_month() -> None:
    department = PastTotal.objects.filter(unit__code="cdd", year__lt=2555)
    assert department.filter(month=0).count() == 3
    assert department.exclude(month=0).count() == 36
    baseline = PastResult.objects.get(unit__code="cdd", indicator__key="cdd-4.3", year=2554, month=0)
    assert (baseline.value, baseline.score) == (Decimal("71.20"), Decimal("3.2400"))  # 3 + 1.20 / 5
    assert PastTotal.objects.filter(unit__kind="province", month=0, year=2554).count() == 76


def test_the_weeks_changes_lead_to_the_total_as_it_is() -> None:
    changes = list(ScoreChange.objects.order_by("at"))
    assert 3 <= len(changes) <= 6
    for earlier, later in pairwise(changes):
        assert earlier.total_after == later.total_before
    assert changes[-1].total_after == Total.objects.get(agreement__unit__code="cdd", month=8).shown
    assert all(0 <= (START - change.at).days < 7 for change in changes)


def test_every_indicator_has_a_supervisor_a_score_owner_and_people_who_help() -> None:
    """15 indicators with one to two people each, 21 in all, and one for 7 from round 9 on."""
    duties = Responsibility.objects.filter(indicator__year_id=2555)
    codes = sorted(IndicatorVersion.objects.filter(year_id=2555).values_list("code", flat=True))
    people = Ownership.objects.filter(indicator__year_id=2555, person__isnull=False)
    assert sorted(duties.filter(duty="supervisor").values_list("indicator__code", flat=True)) == codes
    assert sorted(duties.filter(is_score_owner=True).values_list("indicator__code", flat=True)) == codes
    assert duties.filter(duty="substitute").count() == 4
    assert [row.indicator.code for row in people.filter(from_round=9)] == ["7"]
    assert people.count() == 21 + 1
