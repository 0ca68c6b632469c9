"""Why a stored score is what it is: the core's own explanations over stored sums."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.explained import assessment_of, why_of
from rabrong.results.queries import stored_scorecard
from rabrong.scoring.wording import explain
from tests.nation import NOW, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MAY = 8


def entered() -> Nation:
    nation = build_nation()
    for unit, met, everybody in (("1201", 15, 20), ("1101", 30, 50)):
        form = Submission(
            nation.units[unit], nation.indicators["4.3"], MAY, {"ก": Decimal(met), "ข": Decimal(everybody)}, {}
        )
        assert isinstance(submit_entries(form, by=actor(nation.people[unit], NOW), now=NOW), Accepted)
    return nation


def test_the_department_is_explained_from_its_sums() -> None:
    nation = entered()
    reason = why_of(nation.agreements["cdd"], "4.3", MAY)
    assert reason is not None
    lines = [text for _, text in explain(reason, "th")]
    assert lines[0].startswith("1.8571 = 1.8571 × 5 ÷ 5")
    assert any("45 / 70 * 100" in line for line in lines)  # 15 + 30 of 20 + 50


def test_a_district_is_explained_down_to_its_month() -> None:
    nation = entered()
    reason = why_of(nation.agreements["1201"], "4.3", MAY)
    assert reason is not None
    assert any("พ.ค. 15" in text for _, text in explain(reason, "th"))


def test_a_direct_result_is_explained() -> None:
    nation = entered()
    form = Submission(nation.units["กผ"], nation.indicators["8"], MAY, {"result": Decimal(3)}, {})
    submit_entries(form, by=actor(nation.people["กผ"], NOW), now=NOW)
    assessment = assessment_of(nation.agreements["cdd"], "8", MAY)
    assert assessment.results["8"].score == Fraction(3)
    # (13/7 x 5 + 3 x 10) / 15 = 55/21 = 2.6190
    assert assessment.scorecard.total == Decimal("2.6190")


def test_the_stored_scorecard_adds_up_to_the_stored_total() -> None:
    nation = entered()
    card = stored_scorecard(nation.agreements["cdd"], MAY)
    assert card.total == Decimal("1.8571")
    assert [line.code for line in card.lines] == ["8", "4.3"]
    assert card.counted_weight == Decimal(5)


def test_an_unknown_code_has_no_explanation() -> None:
    assert why_of(entered().agreements["cdd"], "99", MAY) is None
