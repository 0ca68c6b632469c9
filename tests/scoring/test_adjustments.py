"""Adjustments (domain rule 6.9): lines on top of a score, in order, held within 0 and the last point at the end."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING
from rabrong.scoring.adjustments import Adjustment, adjusted, why_adjusted
from rabrong.scoring.trace import Why
from tests.scoring.sample import FIVE, THREE

MISSED_REPORT = Adjustment("points", Decimal("-0.2"), "ไม่ส่งรายงานตามกำหนด")
BONUS = Adjustment("percent", Decimal(5), "จังหวัดที่ใช้พลังงานทดแทน")


@pytest.mark.parametrize(
    ("score", "lines", "after"),
    [
        ("5", (MISSED_REPORT,), "4.8"),  # OPEC
        ("2", (MISSED_REPORT, MISSED_REPORT), "1.6"),  # OPEC, two missed
        ("4.351", (BONUS,), "4.56855"),  # 4.351 + 0.21755
        ("4.784", (BONUS,), "5"),  # 4.784 + 0.2392 is past the last point
        ("0.1", (MISSED_REPORT,), "0"),  # not under 0
        ("4", (MISSED_REPORT, BONUS), "3.99"),  # 3.8 + 5 % of 3.8
        ("4", (BONUS, MISSED_REPORT), "4"),  # 4.2 - 0.2
        ("5", (BONUS, MISSED_REPORT), "5"),  # 5.25 - 0.2 = 5.05: held at the end only
        ("0.1", (MISSED_REPORT, Adjustment("points", Decimal("0.3"))), "0.2"),  # -0.1 + 0.3
        ("3", (Adjustment("percent", Decimal(-100)),), "0"),
        ("3", (), "3"),
    ],
)
def test_lines_are_applied_in_order_and_the_end_is_held(score: str, lines: tuple[Adjustment, ...], after: str) -> None:
    assert adjusted(Fraction(score), lines, FIVE) == Fraction(after)


def test_the_last_point_of_the_year_is_the_limit() -> None:
    assert adjusted(Fraction(99), (BONUS,), THREE) == 100


def test_the_explanation_shows_the_score_before_and_after_each_line() -> None:
    before = Why("levels.at", Fraction(4))
    assert why_adjusted(before, (MISSED_REPORT, BONUS), FIVE) == Why(
        "adjust.sum",
        Fraction("3.99"),
        {"sum": Fraction("3.99")},
        (
            before,
            Why(
                "adjust.points",
                Fraction("3.8"),
                {"before": Fraction(4), "amount": Decimal("-0.2"), "reason": "ไม่ส่งรายงานตามกำหนด"},
            ),
            Why(
                "adjust.percent",
                Fraction("3.99"),
                {"before": Fraction("3.8"), "amount": Decimal(5), "reason": "จังหวัดที่ใช้พลังงานทดแทน"},
            ),
        ),
    )


def test_the_explanation_says_when_the_scale_held_the_score() -> None:
    why = why_adjusted(Why("levels.top", Fraction(5)), (BONUS,), FIVE)
    assert (why.rule, why.value, why.terms) == ("adjust.held", Fraction(5), {"sum": Fraction("5.25")})


def test_without_lines_or_score_there_is_nothing_to_add_to_an_explanation() -> None:
    scored, absent = Why("levels.at", Fraction(4)), Why(MISSING.reason, MISSING)
    assert why_adjusted(scored, (), FIVE) == scored
    assert why_adjusted(absent, (BONUS,), FIVE) == absent
