"""How far forecasts would have been off, on series whose answers are known."""

from fractions import Fraction as F

from rabrong.scoring.absence import Absent
from rabrong.scoring.forecast import BackTest, Known, PastYear, back_test
from tests.scoring.sample import FIVE, SIXTY_TO_HUNDRED


def points(value: F) -> F:
    score = SIXTY_TO_HUNDRED.score(value, FIVE)
    assert not isinstance(score, Absent)
    return score


def year(number: int, at: int, end: int) -> PastYear:
    return PastYear(number, {6: F(at)}, F(end))


def test_each_year_is_forecast_from_the_others() -> None:
    # shares by March: 2552 40/80 = 1/2, 2553 36/90 = 2/5, 2554 42/70 = 3/5
    known = Known("accumulating", 6, {}, {}, (year(2552, 40, 80), year(2553, 36, 90), year(2554, 42, 70)))
    told = back_test(known, (6,), points)
    # 2552 from 2/5 and 3/5: 100 and 66 2/3, middle 83 1/3: off by 3 1/3; 1.5 times 33 1/3 beside: 16 2/3 to 150, held
    # 2553 from 1/2 and 3/5: 72 and 60, middle 66: off by 24; beside 18: 42 to 90, just held
    # 2554 from 1/2 and 2/5: 84 and 105, middle 94.5: off by 24.5; beside 31.5: 52.5 to 136.5, held
    assert [(trial.year, trial.month, trial.error, trial.held) for trial in told.trials] == [
        (2552, 6, F(10, 3), True),
        (2553, 6, F(24), True),
        (2554, 6, F(49, 2), True),
    ]
    assert told.held == 3
    # (10/3 + 24 + 49/2) / 3 = 311/18
    assert told.error == F(311, 18)
    # as points a level is 10: 80 is 3 and 83 1/3 3 1/3; 90 is 4 and 66 1.6; 70 is 2 and 94.5 4.45
    assert told.score_error == (F(1, 3) + F(24, 10) + F(245, 100)) / 3


def test_a_year_unlike_two_that_went_alike_is_not_held() -> None:
    # shares 1/2, 1/2, 3/5: 2554 from the two alike is 84 to 84 and came to 70; the others lie between 1/2 and 3/5
    known = Known("accumulating", 6, {}, {}, (year(2552, 40, 80), year(2553, 45, 90), year(2554, 42, 70)))
    told = back_test(known, (6,), points)
    assert [trial.held for trial in told.trials] == [True, True, False]
    assert told.held == 2


def test_years_that_all_went_alike_are_forecast_exactly() -> None:
    known = Known("accumulating", 6, {}, {}, (year(2552, 40, 80), year(2553, 45, 90), year(2554, 35, 70)))
    told = back_test(known, (6,), points)
    assert told.error == 0
    assert told.score_error == 0
    assert (told.held, len(told.trials)) == (3, 3)


def test_what_cannot_be_forecast_is_no_trial() -> None:
    known = Known("accumulating", 6, {}, {}, (year(2554, 40, 80),))
    told = back_test(known, (5, 6), points)
    assert told == BackTest(())
    assert told.error is None
    assert told.score_error is None
