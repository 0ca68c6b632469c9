"""Results and targets in the words of an indicator's own criteria, on any scale."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from rabrong.agreement_file.from_data import criterion_of
from rabrong.dashboards.pages.criteria import result_words, target_score, target_words
from rabrong.dashboards.pages.indicators.charts import knots_of
from rabrong.results.models import Score
from rabrong.scoring.scale import Scale

FIVE = Scale(tuple(Decimal(point) for point in (1, 2, 3, 4, 5)))
HUNDRED = Scale(tuple(Decimal(point) for point in (50, 75, 100)))
LEVELS = {"kind": "levels", "at": ["60", "65", "70", "75", "80"]}
STEPS = {"kind": "steps", "steps": list("abcde")}
MIXED = {"kind": "mixed", "steps": ["a", "b"], "at": ["60", "70", "80"]}
PARTS = {
    "kind": "composite",
    "parts": [
        {"code": "1", "name": "หนึ่ง", "weight": "50", "criteria": LEVELS},
        {"code": "2", "name": "สอง", "weight": "50", "criteria": {"kind": "pass_fail", "pass": "5", "fail": "1"}},
    ],
}
AVERAGE = {"kind": "average", "parts": [{"weight": "60"}, {"weight": "40"}], "at": ["65", "70", "75", "80", "85"]}
BANDS = {"kind": "bands", "from": ["10", "20"], "points": ["50", "75", "100"]}


@pytest.mark.parametrize(
    ("criteria", "scale", "target", "words", "points"),
    [
        (LEVELS, FIVE, "80", "80.00", "5.0000"),
        (LEVELS, FIVE, "72.5", "72.50", "3.5000"),
        (STEPS, FIVE, "5", "5 ขั้น", "5.0000"),
        (MIXED, FIVE, "70", "4 คะแนน", "4.0000"),
        (AVERAGE, FIVE, "80", "80.00", "4.0000"),
        (PARTS, FIVE, "5", "5 คะแนน", "5"),
        ({"kind": "score"}, FIVE, "4.5", "4.5 คะแนน", "4.5000"),
        ({"kind": "levels", "at": ["30", "20", "10"]}, HUNDRED, "15", "15.00", "87.5000"),
        (BANDS, HUNDRED, "20", "20.00", "100.0000"),
    ],
)
def test_a_target_is_said_and_drawn(criteria: object, scale: Scale, target: str, words: str, points: str) -> None:
    criterion = criterion_of(criteria, scale)

    with override("th"):
        assert target_words(criterion, Decimal(target), scale) == words
    assert target_score(criterion, Decimal(target), scale) == Decimal(points)


def test_no_target_is_no_target() -> None:
    criterion = criterion_of(LEVELS, FIVE)

    assert target_words(criterion, None, FIVE) == ""
    assert target_score(criterion, None, FIVE) is None


@pytest.mark.parametrize(
    ("criteria", "score", "words"),
    [
        (LEVELS, Score(result=Fraction(200, 3), exact=Fraction(7, 3)), "66.67"),
        (STEPS, Score(result=Fraction(0), exact=Fraction(1)), "0 จาก 5"),
        (MIXED, Score(exact=Fraction(7, 2)), "3.5 จาก 5"),
        (PARTS, Score(exact=Fraction(17, 4)), "4.25 จาก 5"),
        (LEVELS, Score(), ""),
    ],
)
def test_a_result_is_said_in_its_own_unit(criteria: object, score: Score, words: str) -> None:
    with override("th"):
        assert result_words(criterion_of(criteria, FIVE), score, FIVE) == words


def test_bands_are_drawn_as_steps() -> None:
    knots = knots_of(criterion_of(BANDS, HUNDRED), HUNDRED.points)

    expected = ((10, 50), (10, 75), (20, 75), (20, 100))
    assert knots == [(Decimal(value), Decimal(points)) for value, points in expected]


def test_a_criterion_of_parts_has_no_curve() -> None:
    assert knots_of(criterion_of(PARTS, FIVE), FIVE.points) == []
