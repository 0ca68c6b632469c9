"""What forecasts of stored results rest on, and what comes of it, by hand."""

from decimal import Decimal
from fractions import Fraction as F

import pytest

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.models import Agreement, IndicatorVersion, Item, PastResult, PastTotal, Year
from rabrong.agreements.queries import year_rules
from rabrong.results.forecasts.outlook import Outlook, Seen, back_test_of, outlook_of
from rabrong.results.forecasts.reading import basis_of
from rabrong.results.models import Score, Trajectory
from rabrong.scoring.absence import Absent
from rabrong.scoring.forecast import Forecast
from tests.nation import NOW, YEAR, Nation, build_nation

pytestmark = pytest.mark.django_db
MARCH = 6


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def past(nation: Nation, year: int, months: dict[int, str], code: str = "4.3", unit: str = "cdd") -> None:
    for month, value in months.items():
        PastResult.objects.create(
            indicator=nation.indicators[code].indicator,
            unit=nation.units[unit],
            year=year,
            month=month,
            value=Decimal(value),
            score=Decimal(1),
        )


def reached(nation: Nation, months: dict[int, str], code: str = "4.3", unit: str = "cdd") -> Item:
    item = Item.objects.get(agreement=nation.agreements[unit], indicator=nation.indicators[code])
    for month, value in months.items():
        Score.objects.create(
            item=item, month=month, state="counted", result=F(value), exact=F(1), shown=Decimal("1.0000")
        )
    return item


def outlook(nation: Nation, item: Item, month: int = MARCH) -> Outlook:
    item.indicator = IndicatorVersion.objects.get(pk=item.indicator_id)
    scale = year_rules(YEAR).scale
    basis = basis_of(item.agreement.unit_id, YEAR, [item.indicator], month)
    scores = {score.month: score for score in Score.objects.filter(item=item)}
    return outlook_of(item, criterion_of(item.indicator.criteria, scale), scores, Seen(month, scale, basis))


def told(seen: Outlook) -> tuple[object, ...]:
    assert isinstance(seen.expected, Forecast)
    return seen.expected.low, seen.expected.middle, seen.expected.high


def test_the_shape_of_past_years_and_the_plan_carry_the_result_on(nation: Nation) -> None:
    past(nation, 2553, {MARCH: "40", 0: "80"})
    past(nation, 2554, {MARCH: "45", 0: "75"})
    Trajectory.objects.create(
        unit=nation.units["cdd"],
        indicator=nation.indicators["4.3"],
        version=1,
        months=["", "", "", "", "", "44", "", "", "", "", "", "77"],
        by=nation.people["psdg"],
        at=NOW,
    )
    seen = outlook(nation, reached(nation, {5: "30", MARCH: "42"}))
    # 42 / (40/80) = 84, 42 / (45/75) = 70, 42 x 77/44 = 73.5: middle 73.5, half of 14 beside: 63 to 91
    assert told(seen) == (63, F(147, 2), 91)
    # 60 65 70 75 80: 63 is 1.6, 73.5 is 3.7, 91 is 5
    assert seen.points is not None
    assert (seen.points.low, seen.points.middle, seen.points.high) == (F(16, 10), F(37, 10), F(5))


def test_the_newest_version_of_a_plan_counts(nation: Nation) -> None:
    for version, end in ((1, "77"), (2, "88")):
        Trajectory.objects.create(
            unit=nation.units["cdd"],
            indicator=nation.indicators["4.3"],
            version=version,
            months=[*[""] * 5, "44", *[""] * 5, end],
            by=nation.people["psdg"],
            at=NOW,
        )
    assert outlook(nation, reached(nation, {MARCH: "42"})).known.plan == {MARCH: 44, 12: 88}


def test_a_year_that_was_scored_here_to_its_end_is_a_past_year(nation: Nation) -> None:
    before = Year.objects.create(year=2554, points=["1", "2", "3", "4", "5"])
    version = nation.indicators["4.3"]
    old = IndicatorVersion.objects.create(
        indicator=version.indicator,
        year=before,
        code="4.3",
        name="เดิม",
        aspect=version.aspect,
        position=1,
        criteria=version.criteria,
    )
    agreement = Agreement.objects.create(year=before, unit=nation.units["cdd"])
    item = Item.objects.create(agreement=agreement, indicator=old)
    for month, value in ((MARCH, "1/3"), (12, "2/3")):
        Score.objects.create(item=item, month=month, state="counted", result=F(value), exact=F(2))
    seen = outlook(nation, reached(nation, {MARCH: "42"}))
    assert [(year.year, year.end) for year in seen.known.past] == [(2554, F(2, 3))]


def test_a_year_kept_as_a_whole_has_no_shape(nation: Nation) -> None:
    past(nation, 2554, {0: "80"})
    seen = outlook(nation, reached(nation, {MARCH: "42"}))
    assert seen.known.past == ()
    assert isinstance(seen.expected, Absent)
    assert seen.points is None


def test_a_percentage_of_a_part_stays_within_a_hundred(nation: Nation) -> None:
    IndicatorVersion.objects.filter(pk=nation.indicators["4.3"].pk).update(measure="ร้อยละ")
    past(nation, 2553, {MARCH: "30", 0: "90"})
    past(nation, 2554, {MARCH: "40", 0: "80"})
    # 60 / (1/3) = 180 and 60 / (1/2) = 120: both are held at 100
    assert told(outlook(nation, reached(nation, {MARCH: "60"}))) == (100, 100, 100)
    # growth is no part of a whole
    IndicatorVersion.objects.filter(pk=nation.indicators["4.3"].pk).update(formula="(ก - ข) / ข * 100")
    assert told(outlook(nation, Item.objects.get(agreement=nation.agreements["cdd"], indicator__code="4.3")))[1] == 150


def test_steps_are_counted(nation: Nation) -> None:
    past(nation, 2554, {MARCH: "2", 0: "4"}, code="8")
    seen = outlook(nation, reached(nation, {MARCH: "3"}, code="8"))
    assert seen.known.kind == "steps"
    assert told(seen) == (3, 4, 5)


def test_what_is_judged_is_forecast_as_a_score(nation: Nation) -> None:
    IndicatorVersion.objects.filter(pk=nation.indicators["8"].pk).update(criteria={"kind": "score"})
    for year in (2553, 2554):
        past(nation, year, {MARCH: "2", 0: "4"}, code="8")
    seen = outlook(nation, reached(nation, {MARCH: "3"}, code="8"))
    # the score stood at 1 all along, in past years too, and stays there
    assert seen.criterion is None
    assert told(seen) == (1, 1, 1)


def test_a_cancelled_indicator_is_not_forecast(nation: Nation) -> None:
    IndicatorVersion.objects.filter(pk=nation.indicators["4.3"].pk).update(cancelled=9)
    past(nation, 2553, {MARCH: "40", 0: "80"})
    past(nation, 2554, {MARCH: "45", 0: "75"})
    assert isinstance(outlook(nation, reached(nation, {MARCH: "42"})).expected, Absent)


def test_last_years_totals_come_with_the_rest(nation: Nation) -> None:
    PastTotal.objects.create(unit=nation.units["cdd"], year=2554, month=0, total=Decimal("3.5000"))
    PastTotal.objects.create(unit=nation.units["cdd"], year=2553, month=0, total=Decimal("3.1000"))
    basis = basis_of(nation.units["cdd"].pk, YEAR, nation.indicators.values(), MARCH)
    assert basis.totals == {0: Decimal("3.5000")}
    assert basis_of(nation.units["cdd"].pk, YEAR, [], MARCH).plans == {}


def test_past_years_are_forecast_from_each_other(nation: Nation) -> None:
    for year, at in ((2552, "40"), (2553, "36"), (2554, "42")):
        past(nation, year, {MARCH: at, 0: "80"})
    seen = outlook(nation, reached(nation, {MARCH: "42"}))
    tested = back_test_of(seen, year_rules(YEAR).scale)
    # 2552: 40 / (36/80) = 88 8/9 and 40 / (42/80) = 76 4/21
    assert [(trial.year, trial.month) for trial in tested.trials] == [(2552, 6), (2553, 6), (2554, 6)]
    assert tested.trials[0].expected.middle == (F(800, 9) + F(1600, 21)) / 2
