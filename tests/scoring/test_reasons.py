"""Why an assessment says what it says: down to a unit's month, and every step recomputes from its own terms."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import Aspect, Indicator
from rabrong.scoring.assess import Assessment, Readings, Reported, assess
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Composite, DirectScore, Part, Steps
from rabrong.scoring.reasons import TOTAL, why, why_indicator, why_total
from rabrong.scoring.rollup import DataItem, OverMonths, OverUnits, Reading, Unreported
from rabrong.scoring.scale import Missing
from rabrong.scoring.trace import Why, as_data, steps_of
from rabrong.scoring.wording import explain
from tests.scoring.audit import audited
from tests.scoring.drawn import Year, claimed, scales, years
from tests.scoring.sample import FIVE, agreement, decimals, formula_of, indicator

D = Decimal


def found(why_: Why | None) -> Why:
    """An explanation that must be there."""
    assert why_ is not None
    return why_


def assessed(*indicators: Indicator, missing: Missing = "leave_out", **claims: Claim) -> Assessment:
    """An assessment of indicators from claims; i1 is the claim of indicator 1."""
    reported = {code.removeprefix("i"): Reported(claim) for code, claim in claims.items()}
    return assess(agreement(*indicators, missing=missing), reported)


def test_the_total_is_explained_by_the_weighted_scores() -> None:
    """(3.5 x 60 + 1 x 40) / 100 of 120, the third being silent."""
    assessment = assessed(indicator("1", "60"), indicator("2", "40"), indicator("3", "20"), i1=D(85), i2=D(60))
    total = found(why(assessment, TOTAL))
    assert (total.rule, total.value) == ("total.unrounded", Fraction("2.5"))
    assert total.terms == {"last": 5, "counted": 100, "agreed": 120, "places": 4}
    assert [(step.rule, step.value) for step in total.because] == [
        ("indicator.weighted", Fraction("2.1")),
        ("indicator.weighted", Fraction("0.4")),
        ("state.missing", None),
    ]
    assert total == why_total(assessment)


def test_a_total_that_does_not_exist_names_what_is_missing() -> None:
    assessment = assessed(indicator("1"), indicator("2"), indicator("3"), missing="block", i1=D(85))
    total = why_total(assessment)
    assert (total.rule, total.value, total.terms) == ("total.none", None, {"missing": "2, 3"})


def test_a_total_of_nothing_applicable_misses_nothing() -> None:
    assert why_total(assessed(indicator("1"), i1=NOT_APPLICABLE)).terms == {"missing": "-"}


def test_an_aspect_is_explained_by_the_indicators_of_its_branch() -> None:
    """(3.5 x 60 + 1 x 20) / 80 = 2.875 within, 230 / 100 of the total."""
    framework = (Aspect("top", "มิติภายนอก", {}, (Aspect("inner", "คุณภาพ", {}),)), Aspect("other", "มิติภายใน", {}))
    agreed = replace(
        agreement(indicator("1", "60", "inner"), indicator("2", "20", "top"), indicator("3", "20", "other")),
        framework=framework,
    )
    assessment = assess(agreed, {"1": Reported(D(85)), "2": Reported(D(60)), "3": Reported(NOT_APPLICABLE)})
    top, other = found(why(assessment, "top")), found(why(assessment, "other"))
    assert (top.rule, top.value) == ("aspect.within", Fraction("2.875"))
    assert top.terms == {"code": "top", "name": "มิติภายนอก", "weight": 80, "share": Fraction("2.875")}
    assert [step.terms["code"] for step in top.because] == ["1", "2"]
    assert (other.rule, other.value) == ("aspect.none", None)


def test_an_unknown_code_has_no_explanation() -> None:
    assert why(assessed(indicator("1")), "9") is None
    with pytest.raises(KeyError):
        why_indicator(assessed(indicator("1")), "9")


def test_an_indicator_is_explained_from_its_weighted_score_down() -> None:
    steps = [(depth, step.rule) for depth, step in steps_of(found(why(assessed(indicator("1"), i1=D(85)), "1")))]
    assert steps == [(0, "indicator.weighted"), (1, "levels.between")]


@pytest.mark.parametrize(
    ("changes", "rule"), [({"cancelled": 6}, "state.cancelled"), ({"starts": 12}, "state.not_started")]
)
def test_an_indicator_outside_its_rounds_has_nothing_below(changes: dict[str, object], rule: str) -> None:
    agreed = agreement(replace(indicator("1"), **changes))  # type: ignore[arg-type]
    assessment = assess(agreed, {"1": Reported(D(85))}, 9)
    assert found(why(assessment, "1")) == Why(rule, None, {"code": "1", "name": "ตัวชี้วัด 1"})


@pytest.mark.parametrize(("claim", "state"), [(MISSING, "missing"), (NOT_APPLICABLE, "not_applicable")])
def test_an_indicator_without_result_says_which_kind_of_nothing(claim: Claim, state: str) -> None:
    explained = found(why(assessed(indicator("1"), i1=claim), "1"))
    assert explained.rule == f"state.{state}"
    assert [step.rule for step in explained.because] == [f"absent.{'not_reported' if state == 'missing' else state}"]


def test_an_indicator_without_weight_in_the_round_still_explains_its_score() -> None:
    explained = found(why(assessed(indicator("1", {6: "10"}), i1=D(85)), "1"))
    assert (explained.rule, [step.value for step in explained.because]) == ("state.counted", [Fraction("3.5")])


def test_a_claim_that_cannot_be_scored_is_explained_by_its_fault() -> None:
    steps = replace(indicator("1"), criterion=Steps(("ก",), decimals("5")))
    (fault,) = found(why(assessed(steps, i1=D(2)), "1")).because
    assert (fault.rule, fault.terms) == ("steps.not_that_many", {"done": 2, "steps": 1})


def test_the_first_point_for_silence_is_adjusted_like_any_score() -> None:
    penalty = Adjustment("points", D("-0.2"), "ไม่ส่งรายงาน")
    assessment = assessed(replace(indicator("1"), adjustments=(penalty,)), missing="lowest")
    steps = [(depth, step.rule, step.value) for depth, step in steps_of(found(why(assessment, "1")))]
    assert steps == [
        (0, "indicator.weighted", Fraction("0.8")),
        (1, "adjust.sum", Fraction("0.8")),
        (2, "score.lowest", Fraction(1)),
        (3, "absent.not_reported", MISSING),
        (2, "adjust.points", Fraction("0.8")),
    ]


def test_a_blocked_composite_explains_which_part_it_waits_for() -> None:
    parts = (Part("1.1", "ก", D(1), DirectScore()), Part("1.2", "ข", D(1), DirectScore()))
    assessment = assessed(replace(indicator("1"), criterion=Composite(parts)), missing="block", i1=(D(4), MISSING))
    (blocked,) = found(why(assessment, "1")).because
    assert blocked.rule == "absent.part_missing"
    assert [(step.terms["code"], step.value) for step in blocked.because] == [("1.1", 4), ("1.2", MISSING)]


def one_item(
    readings: dict[str, list[Reading]],
    over_units: OverUnits = "sum",
    over_months: OverMonths = "sum",
    unreported: Unreported = "leave_out",
) -> Why:
    """The explanation of an item x whose sum is the result; ก, ข and ค are expected."""
    item = DataItem("x", "ครัวเรือน", over_units, over_months, weighted_by="w")
    data = {"x": item, "w": DataItem("w", "ประชากร")}
    changed = replace(indicator("1"), data=data, formula=formula_of("x", "x", "w"), unreported=unreported)
    agreed = replace(agreement(changed), units=dict.fromkeys("กขค", "province"))
    weights: Readings = {"w": {"ก": [(1, D(3))], "ข": [(1, D(1))]}}
    assessment = assess(agreed, {"1": Reported(readings={"x": readings, **weights})})
    return next(step for _, step in steps_of(found(why(assessment, "1"))) if step.rule.startswith("rollup."))


def test_an_item_is_explained_by_units_and_these_by_months() -> None:
    october: list[Reading] = [(1, D(4)), (2, D(6))]
    explained = one_item({"ก": october, "ข": [(0, D(5))]})
    assert explained == Why(
        "rollup.sum",
        Fraction(15),
        {"code": "x", "name": "ครัวเรือน", "units": 2},
        (
            Why("rollup.silent", None, {"silent": 1, "codes": "ค"}),
            Why("unit.sum", Fraction(10), {"unit": "ก", "readings": tuple(october)}),
            Why("unit.undated", Fraction(5), {"unit": "ข", "readings": ((0, D(5)),)}),
        ),
    )


def test_silence_counted_as_zero_is_called_that() -> None:
    explained = one_item({"ก": [(1, D(4))], "ข": [(1, MISSING)]}, unreported="zero")
    units = [step for step in explained.because if "unit" in step.terms]
    assert [step.rule for step in units] == ["unit.sum", "unit.silent_as_zero", "unit.silent_as_zero"]
    assert [step.value for step in units] == [4, 0, 0]
    assert explained.terms["units"] == 3


@pytest.mark.parametrize("unreported", ["leave_out", "block"])
def test_silence_that_is_not_counted_is_not_called_zero(unreported: Unreported) -> None:
    explained = one_item({"ก": [(1, D(4))], "ข": [(1, MISSING)]}, unreported=unreported)
    (silent,) = [step for step in explained.because if step.terms.get("unit") == "ข"]
    assert (silent.rule, silent.value) == ("unit.none", MISSING)


def test_a_weighted_mean_is_explained_with_the_weights() -> None:
    """(8 x 3 + 4 x 1) / 4 = 7; ค reported no weight."""
    explained = one_item({"ก": [(1, D(8))], "ข": [(1, D(4))], "ค": [(1, D(9))]}, "weighted_mean")
    assert explained.value == 7
    assert explained.terms["units"] == 2
    assert [(step.rule, step.value, step.terms.get("weight")) for step in explained.because] == [
        ("unit.weighted", 8, 3),
        ("unit.weighted", 4, 1),
        ("unit.unweighted", MISSING, None),
    ]
    assert [step.rule for step in explained.because[2].because] == ["unit.sum"]


def test_a_weighted_mean_without_a_weighing_item_leaves_every_unit_out() -> None:
    item = DataItem("x", "", "weighted_mean")
    changed = replace(indicator("1"), data={"x": item}, formula=formula_of("x", "x"))
    assessment = assess(agreement(changed), {"1": Reported(readings={"x": {"ก": [(1, D(8))]}})})
    rules = [step.rule for _, step in steps_of(found(why(assessment, "1")))]
    assert rules[-3:] == ["rollup.weighted_mean", "unit.unweighted", "unit.last"]


def test_a_formula_without_result_still_shows_its_items() -> None:
    data = {"a": DataItem("a"), "b": DataItem("b")}
    changed = replace(indicator("1"), data=data, formula=formula_of("a / b", "a", "b"))
    readings: Readings = {"a": {"ก": [(1, D(5))]}, "b": {"ก": [(1, D(0))]}}
    assessment = assess(agreement(changed), {"1": Reported(readings=readings)})
    (absent,) = found(why(assessment, "1")).because
    (formula,) = absent.because
    assert (absent.rule, formula.rule) == ("absent.division_by_zero", "formula.none")
    assert [step.value for step in formula.because] == [5, 0]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(years())
def test_every_number_recomputes_from_its_explanation_alone(year: Year) -> None:
    assessment = assess(year.agreement, year.reported, year.round_)
    card = assessment.scorecard
    for line in card.lines:
        explained = found(why(assessment, line.code))
        audited(explained, assessment.scale)
        assert explained.value == line.exact_weighted
    for aspect in card.aspects:
        explained = found(why(assessment, aspect.code))
        audited(explained, assessment.scale)
        assert explained.value == aspect.exact_within
    audited(why_total(assessment), assessment.scale)
    assert why_total(assessment).value == card.exact_total


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(years(), st.sampled_from(["th", "en"]))
def test_every_explanation_can_be_said_and_sent(year: Year, language: str) -> None:
    assessment = assess(year.agreement, year.reported, year.round_)
    for code in [*assessment.results, *(line.code for line in assessment.scorecard.aspects), TOTAL]:
        explained = found(why(assessment, code))
        sentences = [text for _, text in explain(explained, language, assessment.scale.places)]  # type: ignore[arg-type]
        assert len(sentences) == len(list(steps_of(explained)))
        assert [text for text in sentences if not text or "{" in text or "None" in text or "absent." in text] == []
        assert json.loads(json.dumps(as_data(explained)))["rule"] == explained.rule


@given(st.data())
def test_a_criterion_explains_the_very_score_it_gives(data: st.DataObject) -> None:
    scale = data.draw(scales())
    found_ = data.draw(claimed(scale))
    explained = found_.criterion.why(found_.claim, scale)
    assert explained.value == found_.criterion.score(found_.claim, scale)
    audited(explained, scale)


def test_the_example_of_the_rules_reads_as_it_is_printed() -> None:
    """11,044 / 14,898 x 100 = 74.1307...; 3 + 4.1307... / 5."""
    data = {"ก": DataItem("ก", "ผู้นำที่ผ่านเกณฑ์"), "ข": DataItem("ข", "ผู้นำทั้งหมด")}
    changed = replace(indicator("1"), unit="ร้อยละ", data=data, formula=formula_of("ก / ข * 100", "ก", "ข"))
    readings: Readings = {"ก": {"กรม": [(0, D(11044))]}, "ข": {"กรม": [(0, D(14898))]}}
    assessment = assess(agreement(changed), {"1": Reported(readings=readings)})
    assert list(explain(found(why(assessment, "1")), "en")) == [
        (0, "2.4131 = 2.4131 × 100 ÷ 100 · 1 score × weight ÷ weight counted"),
        (1, "2.4131 = 2 + (74.1308 − 70) ÷ (80 − 70) × (3 − 2) · interpolated"),
        (2, "74.1308 = 11,044 / 14,898 * 100 · formula ก / ข * 100 ร้อยละ"),
        (3, "ก = 11,044 · ผู้นำที่ผ่านเกณฑ์, sum of 1 units"),
        (4, "กรม: 11,044 · given without months"),
        (3, "ข = 14,898 · ผู้นำทั้งหมด, sum of 1 units"),
        (4, "กรม: 14,898 · given without months"),
    ]
    assert assessment.scale == FIVE
