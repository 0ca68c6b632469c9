"""A whole assessment: rounds, states, the three rules for missing results, data items through the formula."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import Agreement, Indicator, Round
from rabrong.scoring.assess import Assessment, Readings, Reported, assess, result_of
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import DirectScore, Levels, PassFail, Steps
from rabrong.scoring.rollup import DataItem
from rabrong.scoring.scale import Missing
from tests.scoring.sample import agreement, decimals, formula_of, indicator

D = Decimal


def assessed(agreed: Agreement, claims: Mapping[str, Claim], round_: Round = 12) -> Assessment:
    """An assessment from claims alone."""
    return assess(agreed, {code: Reported(claim) for code, claim in claims.items()}, round_)


def with_data(**changes: object) -> Indicator:
    """ก / ข * 100 over the provinces, levels 60..100."""
    data = {"ก": DataItem("ก", "ผ่านเกณฑ์"), "ข": DataItem("ข", "ทั้งหมด")}
    changed: Indicator = replace(indicator("1"), data=data, formula=formula_of("ก / ข * 100", "ก", "ข"), **changes)  # type: ignore[arg-type]
    return changed


def readings(passed: Mapping[str, str], everybody: Mapping[str, str]) -> Readings:
    """The last month of each unit."""
    return {
        "ก": {unit: [(12, D(value))] for unit, value in passed.items()},
        "ข": {unit: [(12, D(value))] for unit, value in everybody.items()},
    }


def test_every_indicator_is_scored_and_weighted() -> None:
    """(3.5 x 60 + 1 x 40) / 100 = 2.5."""
    found = assessed(agreement(indicator("1", "60"), indicator("2", "40")), {"1": D(85), "2": D(60)})
    assert [line.exact_score for line in found.scorecard.lines] == [Fraction("3.5"), 1]
    assert found.scorecard.total == D("2.5000")
    assert found.results["1"].state == "counted"


@pytest.mark.parametrize(
    ("missing", "state", "total", "counted"),
    [("leave_out", "missing", "3.1000", 80), ("lowest", "missing", "2.6800", 100), ("block", "missing", None, 80)],
)
def test_the_rule_for_missing_decides_what_silence_costs(
    missing: Missing, state: str, total: str | None, counted: int
) -> None:
    """80 % at 81, that is 3.1; 20 % unreported: left out 3.1, at the first point 2.48 + 0.2, or no total."""
    agreed = agreement(indicator("1", "80"), indicator("2", "20"), missing=missing)
    found = assessed(agreed, {"1": D(81)})
    assert found.results["2"].state == state
    assert found.scorecard.total == (None if total is None else D(total))
    assert found.scorecard.counted_weight == counted


def test_a_low_result_reported_costs_more_than_silence_left_out() -> None:
    """62 is 1.2: 0.8 x 3.1 + 0.2 x 1.2 = 2.72."""
    agreed = agreement(indicator("1", "80"), indicator("2", "20"))
    assert assessed(agreed, {"1": D(81), "2": D(62)}).scorecard.total == D("2.7200")


def test_every_round_has_its_own_rule_for_missing_results() -> None:
    agreed = replace(
        agreement(indicator("1", "80"), indicator("2", "20")), missing={6: "leave_out", 9: "lowest", 12: "block"}
    )
    totals = [assessed(agreed, {"1": D(81)}, round_).scorecard.total for round_ in (6, 9, 12)]
    assert totals == [D("3.1000"), D("2.6800"), None]


@pytest.mark.parametrize("missing", ["leave_out", "lowest", "block"])
def test_not_applicable_is_left_out_under_every_rule(missing: Missing) -> None:
    agreed = agreement(indicator("1", "80"), indicator("2", "20"), missing=missing)
    found = assessed(agreed, {"1": D(81), "2": NOT_APPLICABLE})
    assert (found.results["2"].state, found.results["2"].score) == ("not_applicable", None)
    assert found.scorecard.total == D("3.1000")
    assert found.scorecard.counted_weight == 80


def test_a_cancelled_indicator_is_out_from_its_round_on() -> None:
    agreed = agreement(indicator("1", "80"), replace(indicator("2", "20"), cancelled=9), missing="block")
    found = [assessed(agreed, {"1": D(81), "2": D(62)}, round_) for round_ in (6, 9, 12)]
    assert [each.results["2"].state for each in found] == ["counted", "cancelled", "cancelled"]
    assert [each.scorecard.total for each in found] == [D("2.7200"), D("3.1000"), D("3.1000")]
    assert [each.scorecard.agreed_weight for each in found] == [100, 80, 80]


def test_an_indicator_is_out_before_the_round_it_starts_in() -> None:
    agreed = agreement(indicator("1", "80"), replace(indicator("2", "20"), starts=12), missing="block")
    found = [assessed(agreed, {"1": D(81)}, round_) for round_ in (6, 9, 12)]
    assert [each.results["2"].state for each in found] == ["not_started", "not_started", "missing"]
    assert [each.scorecard.total for each in found] == [D("3.1000"), D("3.1000"), None]


def test_an_indicator_outside_its_rounds_has_no_score_even_when_reported() -> None:
    result = assessed(agreement(replace(indicator("1"), cancelled=6)), {"1": D(85)}).results["1"]
    assert (result.claim, result.score) == (D(85), None)


def test_weights_may_differ_per_round() -> None:
    """Round 6: (3.5 x 10 + 1 x 10) / 20; round 12: (3.5 x 10 + 1 x 30) / 40; in round 9 the second has none."""
    agreed = agreement(indicator("1", "10"), indicator("2", {6: "10", 12: "30"}))
    totals = [assessed(agreed, {"1": D(85), "2": D(60)}, round_).scorecard.exact_total for round_ in (6, 9, 12)]
    assert totals == [Fraction("2.25"), Fraction("3.5"), Fraction("1.625")]


def test_adjustments_come_after_the_floor() -> None:
    """55 is floored at 1, minus 0.2."""
    penalty = Adjustment("points", D("-0.2"), "ส่งช้า")
    result = assessed(agreement(replace(indicator("1"), adjustments=(penalty,))), {"1": D(55)}).results["1"]
    assert result.base == 1
    assert result.score == Fraction("0.8")


def test_a_penalty_is_not_escaped_by_reporting_nothing() -> None:
    """At the first point for want of a report, minus 0.2 for the missed report: the same 0.8 as a reported 55."""
    penalty = Adjustment("points", D("-0.2"), "ไม่ส่งรายงาน")
    agreed = agreement(replace(indicator("1"), adjustments=(penalty,)), missing="lowest")
    assert (
        assessed(agreed, {}).results["1"].score == assessed(agreed, {"1": D(55)}).results["1"].score == Fraction("0.8")
    )


@pytest.mark.parametrize(
    ("changed", "claim", "reason"),
    [
        ({"criterion": Steps(("ก", "ข"), decimals("1 5"))}, D(3), "steps.not_that_many"),
        ({"criterion": DirectScore()}, D("5.5"), "score.outside_scale"),
    ],
)
def test_a_claim_that_cannot_be_scored_is_missing_with_its_reason(
    changed: dict[str, object], claim: Claim, reason: str
) -> None:
    agreed = agreement(replace(indicator("1"), **changed))  # type: ignore[arg-type]
    base = assessed(agreed, {"1": claim}).results["1"].base
    assert isinstance(base, Absent)
    assert (base.state, base.reason) == ("missing", reason)


def test_a_verdict_is_scored() -> None:
    agreed = agreement(replace(indicator("1"), criterion=PassFail(D(5), D(1))))
    assert assessed(agreed, {"1": "pass"}).scorecard.total == D("5.0000")


def test_the_result_comes_from_the_added_up_items_not_from_the_mean_of_ratios() -> None:
    """(90 + 5) / (100 + 50) x 100 = 63.333..., where the mean of 90 % and 10 % would be 50."""
    given = readings({"ก": "90", "ข": "5"}, {"ก": "100", "ข": "50"})
    found = assess(agreement(with_data()), {"1": Reported(readings=given)})
    assert found.results["1"].claim == Fraction(190, 3)
    assert found.results["1"].score == Fraction(4, 3)  # 1 + (190/3 - 60) / 10
    assert found.results["1"].items["ก"].value == 95


def test_division_by_zero_is_no_result_and_never_zero() -> None:
    given = readings({"ก": "0"}, {"ก": "0"})
    result = assess(agreement(with_data()), {"1": Reported(readings=given)}).results["1"]
    assert result.claim == Absent("missing", "absent.division_by_zero")
    assert (result.state, result.score) == ("missing", None)


def test_an_item_nobody_reported_is_no_result() -> None:
    result = assess(agreement(with_data()), {"1": Reported(readings=readings({"ก": "5"}, {}))}).results["1"]
    assert isinstance(result.claim, Absent)
    assert (result.state, result.claim.terms["item"]) == ("missing", "ข")


def test_items_that_apply_nowhere_make_the_indicator_not_applicable() -> None:
    nowhere: Readings = {"ก": {"ก": [(12, NOT_APPLICABLE)]}, "ข": {"ก": [(12, NOT_APPLICABLE)]}}
    assert assess(agreement(with_data()), {"1": Reported(readings=nowhere)}).results["1"].state == "not_applicable"


def test_a_claim_stands_where_no_readings_are_given() -> None:
    assert assessed(agreement(with_data()), {"1": D(85)}).results["1"].claim == D(85)
    assert assessed(agreement(with_data()), {}).results["1"].claim == MISSING


@pytest.mark.parametrize(
    ("unreported", "claim"),
    [
        ("leave_out", Fraction(90)),  # 90 / 100
        ("zero", Fraction(90)),  # (90 + 0) / (100 + 0)
        ("block", None),
    ],
)
def test_a_silent_province_does_what_the_indicator_says(unreported: str, claim: Fraction | None) -> None:
    agreed = replace(agreement(with_data(unreported=unreported)), units={"ตาก": "province", "ยะลา": "province"})
    given = readings({"ตาก": "90"}, {"ตาก": "100"})
    found = assess(agreed, {"1": Reported(readings=given)}).results["1"]
    assert found.items["ก"].silent == ("ยะลา",)
    if claim is None:
        assert isinstance(found.claim, Absent)
        assert found.claim.terms["reason"] == "absent.unit_silent"
    else:
        assert found.claim == claim


def test_a_bureau_is_not_silent_where_provinces_report() -> None:
    agreed = replace(agreement(with_data(unreported="block")), units={"ตาก": "province", "กผ": "bureau"})
    given = readings({"ตาก": "90"}, {"ตาก": "100"})
    assert assess(agreed, {"1": Reported(readings=given)}).results["1"].claim == 90


def test_units_that_are_not_listed_expect_nobody() -> None:
    agreed = replace(agreement(with_data(unreported="block")), units={"ตาก": "province"})
    given = readings({"กรม": "90"}, {"กรม": "100"})
    assert assess(agreed, {"1": Reported(readings=given)}).results["1"].claim == 90


def test_one_indicator_alone_has_the_result_it_has_in_the_whole() -> None:
    agreed = agreement(indicator("1"), indicator("2"))
    whole = assessed(agreed, {"2": D(85)})
    assert result_of(indicator("2"), Reported(D(85)), agreed, 12) == whole.results["2"]


def test_an_old_levels_table_is_not_touched_by_a_new_round() -> None:
    agreed = agreement(replace(indicator("1"), criterion=Levels(decimals("10 8 6 4 2"))))
    assert [assessed(agreed, {"1": D(7)}, round_).results["1"].score for round_ in (6, 9, 12)] == [Fraction("2.5")] * 3
