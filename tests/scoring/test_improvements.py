"""What raises a total most for least, by hand."""

from fractions import Fraction as F

from rabrong.scoring.improvements import Improvement, Stand, improvement, most_for_least


def stand(code: str, share: F, pace: F | None) -> Stand:
    return Stand(code, F(74), F(3), share, pace)


def test_the_gain_is_the_weight_share_times_the_points() -> None:
    # 5 of 90 counted, from 3 to 4.5 points: 5/90 x 1.5 = 1/12; from 74 to 80 at 2 a month is three months
    told = improvement(stand("4.3", F(5, 90), F(2)), F(80), F(9, 2))
    assert told == Improvement("4.3", F(80), F(9, 2), F(6), F(1, 12), F(3))
    assert told.gain_a_month == F(1, 36)


def test_less_may_be_better() -> None:
    told = improvement(stand("7", F(1, 10), F(2)), F(70), F(4))
    assert told is not None
    assert told.more == 4


def test_what_gains_nothing_is_no_improvement() -> None:
    assert improvement(stand("4.3", F(5, 90), F(2)), F(80), F(3)) is None
    assert improvement(stand("4.3", F(5, 90), F(2)), F(74), F(4)) is None


def test_without_a_usual_pace_nobody_knows_how_long_it_takes() -> None:
    for pace in (None, F(0), F(-1)):
        told = improvement(stand("4.3", F(1, 10), pace), F(80), F(4))
        assert told is not None
        assert (told.months, told.gain_a_month) == (None, None)


def test_most_for_least_comes_first_and_the_unknown_last() -> None:
    quick = improvement(stand("quick", F(1, 10), F(6)), F(80), F(4))
    slow = improvement(stand("slow", F(2, 10), F(1)), F(80), F(4))
    unknown = improvement(stand("unknown", F(5, 10), None), F(80), F(4))
    least = improvement(stand("least", F(1, 100), None), F(80), F(4))
    found = [each for each in (least, unknown, slow, quick) if each is not None]
    # quick gains 0.1 in one month, slow 0.2 in six: 0.0333 a month
    assert [each.code for each in most_for_least(found)] == ["quick", "slow", "unknown", "least"]
