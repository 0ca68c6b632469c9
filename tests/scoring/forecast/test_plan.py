"""Monthly plans to begin with, by hand."""

from fractions import Fraction as F

from rabrong.scoring.forecast import PastYear, proposed_plan


def test_a_plan_follows_the_shares_of_past_years() -> None:
    # by March 2553 had 1/2 of its end, 2554 3/5: the mean is 11/20, of 80 that is 44
    past = (PastYear(2553, {6: F(30)}, F(60)), PastYear(2554, {6: F(42)}, F(70)))
    plan = proposed_plan("accumulating", past, F(80))
    assert (plan[5], plan[11]) == (F(44), F(80))
    # no past year knows June: nine twelfths of 80
    assert plan[8] == F(60)


def test_steps_are_whole_and_a_past_year_without_any_says_nothing() -> None:
    # five steps: 4/5 of them by March, then 10/12 x 5 = 4.17 by July; October: 1/12 x 5 is none yet
    past = (PastYear(2553, {6: F(0)}, F(0)), PastYear(2554, {6: F(4)}, F(5)))
    plan = proposed_plan("steps", past, F(5))
    assert (plan[0], plan[5], plan[9], plan[11]) == (F(0), F(4), F(4), F(5))


def test_what_moves_keeps_its_distance_from_the_end() -> None:
    # 2553 stood 2 over its end in March, 2554 1 over it: 1.5 over 10; elsewhere at the end itself
    past = (PastYear(2553, {6: F(10)}, F(8)), PastYear(2554, {6: F(11)}, F(10)))
    plan = proposed_plan("moving", past, F(10))
    assert (plan[5], plan[6], plan[11]) == (F(23, 2), F(10), F(10))
