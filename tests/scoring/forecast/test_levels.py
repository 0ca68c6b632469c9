"""What a level still needs, by hand."""

from decimal import Decimal
from fractions import Fraction as F

from rabrong.scoring.absence import MISSING
from rabrong.scoring.criteria import Bands, DirectScore, Levels, Steps
from rabrong.scoring.forecast import Level, Pace, levels_of, needs, still_to_report
from rabrong.scoring.forecast.levels import less_is_better
from tests.scoring.sample import FIVE, SIXTY_TO_HUNDRED, decimals, formula_of


def values(levels: tuple[Level, ...]) -> list[tuple[object, ...]]:
    return [(int(level.points), level.value) for level in levels]


def test_levels_bands_and_steps_say_which_result_earns_what() -> None:
    assert values(levels_of(SIXTY_TO_HUNDRED, FIVE)) == [(1, 60), (2, 70), (3, 80), (4, 90), (5, 100)]
    # <15 is 1, 15 to 24 is 2, from 25 on 3
    assert values(levels_of(Bands(decimals("15 25"), decimals("1 2 3")), FIVE)) == [(2, 15), (3, 25)]
    # fewer complaints: over 20 is 1, 10 to 20 is 3, under 10 is 5
    assert values(levels_of(Bands(decimals("20 10"), decimals("1 3 5")), FIVE)) == [(3, 20), (5, 10)]
    assert values(levels_of(Steps(("ก", "ข"), decimals("2 5")), FIVE)) == [(2, 1), (5, 2)]
    assert levels_of(DirectScore(), FIVE) == ()


def test_less_is_better_where_more_points_stand_at_smaller_results() -> None:
    assert less_is_better(levels_of(Levels(decimals("10 8 6 4 2")), FIVE))
    assert not less_is_better(levels_of(SIXTY_TO_HUNDRED, FIVE))
    assert not less_is_better(())


def test_every_level_says_how_much_more_a_month_it_needs() -> None:
    # 61, 68, 76 in October to December: 7 and 8 a month. Nine months are left.
    told = needs(levels_of(SIXTY_TO_HUNDRED, FIVE), {1: F(61), 2: F(68), 3: F(76)}, 3, 9)
    # 60 and 70 are reached; 80 needs 4, 4/9 a month; 90 needs 14, 14/9; 100 needs 24, 24/9
    assert [(need.state, need.more, need.a_month) for need in told] == [
        ("reached", F(0), F(0)),
        ("reached", F(0), F(0)),
        ("possible", F(4), F(4, 9)),
        ("possible", F(14), F(14, 9)),
        ("possible", F(24), F(24, 9)),
    ]


def test_what_was_never_done_in_a_month_is_said() -> None:
    # 60, 62, 66: the best month brought 4. One month is left: 70 needs 4, 80 needs 14
    told = needs(levels_of(SIXTY_TO_HUNDRED, FIVE), {9: F(60), 10: F(62), 11: F(66)}, 11, 1)
    assert [need.state for need in told] == ["reached", "possible", "faster", "faster", "faster"]


def test_where_less_is_better_the_way_goes_down() -> None:
    # 10 8 6 4 2; 9, 7, 6.5 by August: 2 and 0.5 a month; one month is left: 6 needs 0.5, 4 needs 2.5, 2 needs 4.5
    told = needs(levels_of(Levels(decimals("10 8 6 4 2")), FIVE), {9: F(9), 10: F(7), 11: F(13, 2)}, 11, 1)
    assert [(need.state, need.more) for need in told] == [
        ("reached", 0),
        ("reached", 0),
        ("possible", F(1, 2)),
        ("faster", F(5, 2)),
        ("faster", F(9, 2)),
    ]


def test_without_a_result_or_months_to_come_nothing_is_needed() -> None:
    levels = levels_of(SIXTY_TO_HUNDRED, FIVE)
    assert needs(levels, {7: F(60)}, 8, 4) == ()
    assert needs(levels, {12: F(60)}, 12, 0) == ()


def test_from_one_month_no_pace_is_known() -> None:
    assert Pace.of({1: F(60)}) == Pace(None, None)
    told = needs(levels_of(SIXTY_TO_HUNDRED, FIVE), {1: F(60)}, 1, 11)
    assert {need.state for need in told} == {"reached", "possible"}


def test_the_usual_pace_is_the_way_over_the_months() -> None:
    # 10 in October, 12 in November, 9 in January: -1 over three months; the best month brought 2
    assert Pace.of({1: F(10), 2: F(12), 4: F(9)}) == Pace(F(-1, 3), F(2))
    assert Pace.of({1: F(10), 2: F(12), 4: F(9)}, falling=True) == Pace(F(1, 3), F(3, 2))


def test_the_upper_number_of_a_ratio_is_to_grow() -> None:
    ratio = formula_of("ก / ข * 100", "ก", "ข")
    # 11,904 of 14,898 are 79.9033 %; 80 % are 11,918.4, so 14.4 more
    assert still_to_report(ratio, {"ก": F(11904), "ข": F(14898)}, F(80)) == ("ก", F(144, 10))
    # 70 % are there already
    assert still_to_report(ratio, {"ก": F(11904), "ข": F(14898)}, F(70)) is None


def test_growth_is_asked_of_this_years_sales() -> None:
    # (ก - ข) / ข * 100: 1,090 against 1,000 is 9 %; 10 % is 1,100, so 10 more
    growth = formula_of("(ก - ข) / ข * 100", "ก", "ข")
    assert still_to_report(growth, {"ก": F(1090), "ข": F(1000)}, F(10)) == ("ก", F(10))


def test_what_no_number_leads_to_says_nothing() -> None:
    ratio = formula_of("ก / ข * 100", "ก", "ข")
    assert still_to_report(ratio, {"ก": MISSING, "ข": F(10)}, F(80)) is None
    # of max(ก, ข) nothing grows evenly with the smaller; a constant never moves
    assert still_to_report(formula_of("max(ก, ข)", "ก", "ข"), {"ก": F(1), "ข": F(9)}, F(20)) == ("ข", F(11))
    assert still_to_report(formula_of("100 / ก", "ก"), {"ก": F(2)}, F(60)) is None
    assert still_to_report(formula_of("100 / ก", "ก"), {"ก": F(-2)}, F(-60)) is None
    assert still_to_report(formula_of("100 / ก", "ก"), {"ก": F(-1)}, F(-60)) is None


def test_a_level_keeps_its_points() -> None:
    assert Level(Decimal(3), F(80)).points == 3
