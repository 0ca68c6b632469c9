"""Bands (domain rule 6.2): a whole level per range; an edge belongs to the better side."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Fault
from rabrong.scoring.criteria import Bands
from rabrong.scoring.trace import Why
from tests.scoring.sample import FIVE, ZERO_FLOOR, decimals

HOURS = Bands(decimals("15 25 35 45"), FIVE.points)
DAYS = Bands(decimals("45 35 25 15"), FIVE.points)
COMPLAINTS = Bands(decimals("15 25 35 45"), decimals("5 4 3 2 1"))
JUST_RIGHT = Bands(decimals("10 20"), decimals("1 5 2"))


@pytest.mark.parametrize(
    ("bands", "result", "points"),
    [
        (HOURS, "-3", 1),
        (HOURS, "14.9999", 1),
        (HOURS, "15", 2),
        (HOURS, "24.9999", 2),
        (HOURS, "25", 3),
        (HOURS, "35", 4),
        (HOURS, "45", 5),
        (HOURS, "1000", 5),
        (DAYS, "46", 1),  # falling edges: fewer days are better
        (DAYS, "45", 2),
        (DAYS, "15.0001", 4),
        (DAYS, "15", 5),
        (DAYS, "0", 5),
        (COMPLAINTS, "14", 5),  # rising edges, falling points: the edge stays on the low side
        (COMPLAINTS, "15", 5),
        (COMPLAINTS, "15.0001", 4),
        (COMPLAINTS, "45", 2),
        (COMPLAINTS, "46", 1),
        (JUST_RIGHT, "9", 1),  # the middle is best: both its edges belong to it
        (JUST_RIGHT, "10", 5),
        (JUST_RIGHT, "20", 5),
        (JUST_RIGHT, "20.1", 2),
    ],
)
def test_a_result_gets_the_whole_level_of_its_range(bands: Bands, result: str, points: int) -> None:
    assert bands.score(Decimal(result), FIVE) == points


def test_one_edge_reads_as_rising() -> None:
    assert [Bands((Decimal(50),), decimals("1 5")).score(Decimal(x), FIVE) for x in (49, 50, 51)] == [1, 5, 5]
    assert [Bands((Decimal(50),), decimals("5 1")).score(Decimal(x), FIVE) for x in (49, 50, 51)] == [5, 5, 1]


def test_of_all_ranges_that_meet_in_one_edge_the_best_has_it() -> None:
    bands = Bands(decimals("15 15 35"), decimals("3 1 2 5"))
    assert [bands.score(Decimal(x), FIVE) for x in (14, 15, 16)] == [3, 3, 2]


def test_the_floor_of_the_year_plays_no_part() -> None:
    assert HOURS.score(Decimal(0), ZERO_FLOOR) == 1


def test_a_result_is_rounded_before_it_finds_its_range() -> None:
    scale = replace(FIVE, result_places=0)
    assert HOURS.score(Decimal("24.5"), scale) == 3
    assert HOURS.score(Decimal("24.4"), scale) == 2


def test_a_ratio_finds_its_range_exactly() -> None:
    assert HOURS.score(Fraction(25 * 3 - 1, 3), FIVE) == 2
    assert HOURS.score(Fraction(75, 3), FIVE) == 3


def test_no_result_is_in_no_range() -> None:
    for absent in (MISSING, NOT_APPLICABLE):
        assert HOURS.score(absent, FIVE) == absent
        assert HOURS.why(absent, FIVE) == Why(absent.reason, absent)


def test_every_number_can_be_claimed() -> None:
    assert HOURS.claim_fault(Decimal(10**9), FIVE) is None


@pytest.mark.parametrize("bands", [HOURS, DAYS, COMPLAINTS, Bands((Decimal(50),), decimals("0 5"))])
def test_edges_in_order_with_one_more_point_are_good(bands: Bands) -> None:
    assert bands.fault(FIVE) is None


@pytest.mark.parametrize(
    ("starts", "points", "fault"),
    [
        ("", "1", Fault("bands.wrong_count", {"edges": 0, "points": 1})),
        ("15 25", "1 2", Fault("bands.wrong_count", {"edges": 2, "points": 2})),
        ("15 25 20", "1 2 3 4", Fault("levels.up_and_down", {"at": "15, 25, 20"})),
        ("15 15", "1 2 3", Fault("levels.all_equal", {"at": "15, 15"})),
        ("15 25", "1 2 6", Fault("points.outside_scale", {"points": "6", "last": "5"})),
        ("15 25", "-1 2 3", Fault("points.outside_scale", {"points": "-1", "last": "5"})),
    ],
)
def test_ranges_that_make_no_sense_are_a_fault(starts: str, points: str, fault: Fault) -> None:
    assert Bands(decimals(starts), decimals(points)).fault(FIVE) == fault


@pytest.mark.parametrize(
    ("bands", "result", "rule", "terms"),
    [
        (HOURS, "14", "bands.first", {"x": 14, "band": 1, "edge": 15}),
        (HOURS, "15", "bands.edge", {"x": 15, "band": 2, "edge": 15}),
        (HOURS, "20", "bands.between", {"x": 20, "band": 2, "start": 15, "end": 25}),
        (HOURS, "50", "bands.last", {"x": 50, "band": 5, "edge": 45}),
        (COMPLAINTS, "15", "bands.edge", {"x": 15, "band": 1, "edge": 15}),
        (DAYS, "50", "bands.first", {"x": 50, "band": 1, "edge": 45}),
    ],
)
def test_the_explanation_names_the_edges(bands: Bands, result: str, rule: str, terms: dict[str, object]) -> None:
    score = bands.score(Decimal(result), FIVE)
    assert isinstance(score, Fraction)
    assert bands.why(Decimal(result), FIVE) == Why(rule, score, terms)


def test_the_explanation_says_that_a_result_was_rounded() -> None:
    why = HOURS.why(Decimal("24.5"), replace(FIVE, result_places=0))
    assert why.terms["x"] == 25
    assert why.because == (Why("result.rounded", Fraction(25), {"x": Fraction("24.5"), "places": 0}),)
