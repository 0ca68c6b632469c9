"""Expected results as points, and the expected total, by hand."""

from decimal import Decimal
from fractions import Fraction as F

from rabrong.scoring.absence import MISSING, Absent, Fault
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import Aspect
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Levels
from rabrong.scoring.criteria.criterion import Criterion
from rabrong.scoring.forecast import Expected, Forecast, Points, expected_totals, points_of
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import State
from rabrong.scoring.trace import Why
from tests.scoring.sample import FIVE, SIXTY_TO_HUNDRED, decimals


def between(low: int, middle: int, high: int) -> Forecast:
    return Forecast("accumulating", F(low), F(middle), F(high), ())


def test_levels_turn_results_into_points() -> None:
    # 60..100: 72 is 2.2, 85 is 3.5, 96 is 4.6
    assert points_of(between(72, 85, 96), SIXTY_TO_HUNDRED, FIVE) == Points(F(22, 10), F(35, 10), F(46, 10))


def test_where_less_is_better_the_low_result_is_the_high_score() -> None:
    # 10 8 6 4 2: 9 is 1.5, 7 is 2.5, 3 is 4.5
    fewer = Levels(decimals("10 8 6 4 2"))
    assert points_of(between(3, 7, 9), fewer, FIVE) == Points(F(15, 10), F(25, 10), F(45, 10))


def test_adjustments_are_taken_off_every_end() -> None:
    late = (Adjustment("points", Decimal("-0.2")),)
    assert points_of(between(60, 70, 80), SIXTY_TO_HUNDRED, FIVE, late) == Points(F(8, 10), F(18, 10), F(28, 10))


def test_without_a_criterion_the_score_itself_was_forecast() -> None:
    assert points_of(between(2, 3, 4), None, FIVE) == Points(F(2), F(3), F(4))


class Silent:
    """A criterion that never scores a number."""

    def fault(self, scale: Scale) -> Fault | None:
        return None

    def claim_fault(self, claim: Claim, scale: Scale) -> Fault | None:
        return None

    def score(self, claim: Claim, scale: Scale) -> F | Absent:
        return MISSING

    def why(self, claim: Claim, scale: Scale) -> Why:
        return Why("absent.not_reported", MISSING)


def test_a_criterion_that_gives_no_score_gives_no_points() -> None:
    silent: Criterion = Silent()
    assert points_of(between(2, 3, 4), silent, FIVE) is MISSING


def expected(code: str, weight: str, points: Points | None, score: F | None, state: State = "counted") -> Expected:
    return Expected(code, "a", Decimal(weight), state, points, score)


def test_what_has_no_forecast_stays_as_it_stands_and_what_has_no_score_is_out() -> None:
    rows = [
        expected("1", "60", Points(F(2), F(3), F(4)), F(2)),
        expected("2", "20", None, F(5)),
        expected("3", "10", None, None, "missing"),
        expected("4", "10", None, F(4), "cancelled"),
        expected("5", "20", None, F(4), "not_started"),
    ]
    totals = expected_totals(rows, (Aspect("a", "ประสิทธิผล", {}),), FIVE)
    # (2, 3, 4 x 60 + 5 x 20) / 80 = 2.75, 3.5, 4.25; 3 is missing, 4 cancelled, 5 has not started
    assert [card.total for card in (totals.low, totals.middle, totals.high)] == [
        Decimal("2.7500"),
        Decimal("3.5000"),
        Decimal("4.2500"),
    ]
    assert totals.middle.counted_weight == 80
    assert [line.state for line in totals.middle.lines] == ["counted", "counted", "missing", "cancelled", "not_started"]


def test_a_forecast_of_what_is_not_yet_counted_counts_at_the_end() -> None:
    rows = [expected("1", "50", Points(F(1), F(2), F(3)), None, "not_started")]
    totals = expected_totals(rows, (Aspect("a", "ประสิทธิผล", {}),), FIVE)
    assert totals.middle.total == 2
