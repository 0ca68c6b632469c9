"""Scores that agencies printed, and a few that follow from the rule: every vector of the file, through the core."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rabrong.scoring.adjustments import Adjustment, adjusted
from rabrong.scoring.criteria import Composite, DirectScore, Levels, Part, WeightedSteps
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import ScoreLine, scorecard
from tests.scoring.sample import decimals, scored

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "scoring-vectors.json").read_text(encoding="utf-8")
)
KINDS = ("linear", "weighted", "subindicators", "weighted_steps_cap")

Vector = dict[str, Any]


def of_kind(kind: str) -> pytest.MarkDecorator:
    """Parametrizes a test with every vector of a kind."""
    vectors = [vector for vector in VECTORS if vector["kind"] == kind]
    return pytest.mark.parametrize("vector", vectors, ids=lambda vector: str(vector["id"]))


def scale_of(vector: Vector) -> Scale:
    """Five points, as many decimals as were printed."""
    return Scale(decimals("1 2 3 4 5"), places=vector["dp"])


def weighted_line(vector: Vector, score: Fraction) -> ScoreLine:
    """The row of an indicator whose weights sum to what the source says."""
    rest = Decimal(vector["sum_weights"]) - Decimal(vector["weight"])
    items = [scored("k", vector["weight"], str(score)), scored("rest", str(rest), "3")]
    card = scorecard(items, (), scale_of(vector))
    assert card.counted_weight == Decimal(vector["sum_weights"])
    return card.lines[0]


def test_the_file_holds_the_kinds_that_are_tested() -> None:
    assert {vector["kind"] for vector in VECTORS} == set(KINDS)
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) == 26


@of_kind("linear")
def test_levels_reproduce_the_score(vector: Vector) -> None:
    at = tuple(Decimal(level) for level in vector["levels"])
    assert (at[0] > at[-1]) is (vector["direction"] == "desc")
    scale = scale_of(vector)
    criterion = Levels(at)
    assert criterion.fault(scale) is None
    score = criterion.score(Decimal(vector["result"]), scale)
    assert isinstance(score, Fraction)
    assert str(round_half_up(score, vector["dp"])) == vector["score"]
    if "weight" in vector:
        assert str(weighted_line(vector, score).weighted) == vector["weighted"]


@of_kind("weighted")
def test_a_weighted_score_is_reproduced(vector: Vector) -> None:
    claim = Decimal(vector["score"])
    assert DirectScore().claim_fault(claim, scale_of(vector)) is None
    score = DirectScore().score(claim, scale_of(vector))
    assert isinstance(score, Fraction)
    assert str(weighted_line(vector, score).weighted) == vector["weighted"]


def test_sum_of_weights_of_102_divided_by_100_would_fail() -> None:
    vector = next(vector for vector in VECTORS if vector["id"] == "MJU61-1.5.1")
    by_100 = Fraction(vector["score"]) * Fraction(vector["weight"]) / 100
    assert str(round_half_up(by_100, vector["dp"])) == "0.0750" != vector["weighted"]


@of_kind("subindicators")
def test_a_composite_reproduces_the_score(vector: Vector) -> None:
    parts = tuple(
        Part(str(at), "", Decimal(sub["weight"]), DirectScore()) for at, sub in enumerate(vector["subs"], start=1)
    )
    claim = tuple(Decimal(sub["score"]) for sub in vector["subs"])
    score = Composite(parts).score(claim, scale_of(vector))
    assert isinstance(score, Fraction)
    assert str(round_half_up(score, vector["dp"])) == vector["score"]


@of_kind("weighted_steps_cap")
def test_weighted_steps_with_a_bonus_reproduce_the_score(vector: Vector) -> None:
    scale, steps = scale_of(vector), tuple(Decimal(step) for step in vector["steps"])
    criterion = WeightedSteps(tuple(Decimal(most) for most in vector["step_max"]), Decimal(5))
    assert criterion.claim_fault(steps, scale) is None
    subtotal = criterion.score(steps, scale)
    assert isinstance(subtotal, Fraction)
    assert str(round_half_up(subtotal, 3)) == vector["subtotal"]
    bonus = (Adjustment("percent", Decimal(5)),) if vector["bonus"] else ()
    if vector["bonus"]:
        assert str(round_half_up(subtotal * 5 / 100, 3)) == vector["bonus"]
    assert str(round_half_up(adjusted(subtotal, bonus, scale), 3)) == vector["score"]


@pytest.mark.parametrize(
    ("own", "committee", "missed"),
    [("OPEC-2.1-self", "OPEC-2.1-committee", 1), ("OPEC-2.2-self", "OPEC-2.2-committee", 2)],
)
def test_the_committee_took_two_tenths_for_each_missed_report(own: str, committee: str, missed: int) -> None:
    scores = {vector["id"]: Decimal(vector["score"]) for vector in VECTORS}
    penalty = Adjustment("points", Decimal("-0.2"), "ไม่ส่งรายงานตามกำหนด")
    after = adjusted(Fraction(scores[own]), (penalty,) * missed, Scale(decimals("1 2 3 4 5")))
    assert after == scores[committee]
