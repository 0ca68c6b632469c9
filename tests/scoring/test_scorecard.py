"""From scores to the total (domain rules 6.7, 6.8): the weights counted, subtotals both ways, rounding at the edge."""

from dataclasses import replace
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.scoring.agreement import Aspect
from rabrong.scoring.scale import Band, Scale
from rabrong.scoring.scorecard import AspectLine, Scorecard, Scored, State, scorecard, total_of
from tests.scoring.sample import BLOCKING, FIVE, LOWEST, decimals, scored, weights_of

FRAMEWORK = (
    Aspect(
        "external",
        "มิติภายนอก",
        weights_of("70"),
        (Aspect("effectiveness", "ประสิทธิผล", weights_of("60")), Aspect("quality", "คุณภาพ", weights_of("10"))),
    ),
    Aspect("internal", "มิติภายใน", weights_of({6: "20", 12: "30"})),
)
ONE = (Aspect("a", "ประสิทธิผล", {}),)
DISPLAYED = Scale(decimals("1 2 3 4 5"), places=2, total="displayed")
UNROUNDED = Scale(decimals("1 2 3 4 5"), places=2)


def aspect_line(card: Scorecard, code: str) -> AspectLine:
    """The line of an aspect."""
    return next(line for line in card.aspects if line.code == code)


def test_a_weighted_score_is_divided_by_the_weights_counted_not_by_100() -> None:
    """MJU 2561 has weights of 102 in all: 5 x 1.5 / 102 = 0.0735294..."""
    card = scorecard([scored("1", "1.5", "5"), scored("2", "100.5", "3")], ONE, FIVE)
    assert card.lines[0].exact_weighted == Fraction(15, 204)
    assert card.lines[0].weighted == Decimal("0.0735")
    assert card.counted_weight == Decimal("102.0")
    assert card.exact_total == (5 * Fraction("1.5") + 3 * Fraction("100.5")) / 102


def test_weights_of_23_are_divided_by_23() -> None:
    """(5 x 20 + 2 x 3) / 23 = 106 / 23 = 4.6086956..."""
    card = scorecard([scored("1", "20", "5"), scored("2", "3", "2")], ONE, FIVE)
    assert card.exact_total == Fraction(106, 23)
    assert card.total == Decimal("4.6087")


@pytest.mark.parametrize("state", ["not_applicable", "cancelled", "not_started", "missing"])
def test_what_is_not_counted_is_out_of_numerator_and_denominator(state: State) -> None:
    out = scored("2", "20", None, state)
    card = scorecard([scored("1", "80", "3.1"), out], ONE, FIVE)
    assert card.total == Decimal("3.1000")
    assert card.counted_weight == 80
    assert (card.lines[1].score, card.lines[1].weighted, card.lines[1].band) == (None, None, None)


@pytest.mark.parametrize(
    ("state", "agreed"), [("not_applicable", 100), ("missing", 100), ("cancelled", 80), ("not_started", 80)]
)
def test_the_agreed_weight_is_that_of_the_round(state: State, agreed: int) -> None:
    """80 of 100 counted when 20 are silent; cancelled or not yet started they are in neither."""
    out = scored("2", "20", None, state)
    assert scorecard([scored("1", "80", "3"), out], ONE, FIVE).agreed_weight == agreed


def test_silence_pays_where_the_missing_are_left_out() -> None:
    """80 % at 3.1 and 20 % at 1.2: 2.48 + 0.24 = 2.72; unreported it would be 3.10."""
    reported = [scored("1", "80", "3.1"), scored("2", "20", "1.2")]
    silent = [scored("1", "80", "3.1"), scored("2", "20", None, "missing")]
    assert scorecard(reported, ONE, FIVE).total == Decimal("2.7200")
    assert scorecard(silent, ONE, FIVE).total == Decimal("3.1000")


def test_the_first_point_for_a_missing_result_is_counted_with_its_weight() -> None:
    """0.8 x 3.1 + 0.2 x 1 = 2.68; the state stays missing."""
    card = scorecard([scored("1", "80", "3.1"), scored("2", "20", "1", "missing")], ONE, LOWEST)
    assert card.total == Decimal("2.6800")
    assert card.lines[1].state == "missing"
    assert card.lines[1].weighted == Decimal("0.2000")
    assert card.counted_weight == 100


def test_a_missing_result_blocks_the_total_and_its_own_branch_only() -> None:
    items = [
        scored("1", "60", "3", aspect="effectiveness"),
        scored("2", "10", "4", aspect="quality"),
        scored("3", "30", None, "missing", aspect="internal"),
    ]
    card = scorecard(items, FRAMEWORK, replace(BLOCKING, bands=(Band(None, "ดี"),)))
    assert (card.exact_total, card.total, card.band) == (None, None, None)
    assert aspect_line(card, "external").within == Decimal("3.1429")  # (60 x 3 + 10 x 4) / 70
    assert aspect_line(card, "external").share == Decimal("3.1429")
    assert (aspect_line(card, "internal").within, aspect_line(card, "internal").share) == (None, None)
    assert card.counted_weight == 70


@pytest.mark.parametrize("state", ["not_applicable", "cancelled", "not_started"])
def test_only_a_missing_result_blocks(state: State) -> None:
    out = scored("2", "20", None, state)
    assert scorecard([scored("1", "80", "3"), out], ONE, BLOCKING).total == Decimal("3.0000")


@pytest.mark.parametrize("weight", ["0", None])
def test_a_missing_result_without_weight_in_the_round_blocks_nothing(weight: str | None) -> None:
    card = scorecard([scored("1", "80", "3"), scored("2", weight, None, "missing")], ONE, BLOCKING)
    assert card.total == Decimal("3.0000")


def test_an_indicator_without_weight_in_the_round_counts_nothing() -> None:
    card = scorecard([scored("1", "80", "3"), scored("2", None, "5")], ONE, FIVE)
    assert (card.lines[1].score, card.lines[1].weighted) == (Decimal("5.0000"), None)
    assert card.total == Decimal("3.0000")
    assert card.counted_weight == card.agreed_weight == 80


@pytest.mark.parametrize("items", [[], [scored("1", "0", "3")], [scored("1", "5", None, "not_applicable")]])
def test_where_no_weight_counts_there_is_no_total_and_not_zero(items: list[object]) -> None:
    card = scorecard(items, ONE, FIVE)  # type: ignore[arg-type]
    assert (card.exact_total, card.total, card.band) == (None, None, None)
    assert card.counted_weight == 0


def test_a_dimension_is_shown_within_itself_and_as_its_share_of_the_total() -> None:
    items = [
        scored("1", "40", "4", aspect="effectiveness"),
        scored("2", "20", "1", aspect="effectiveness"),
        scored("3", "10", "5", aspect="quality"),
        scored("4", "30", "2", aspect="internal"),
    ]
    card = scorecard(items, FRAMEWORK, FIVE)
    assert [(line.code, line.depth, line.within, line.share) for line in card.aspects] == [
        ("external", 0, Decimal("3.2857"), Decimal("2.3000")),  # 230 / 70, 230 / 100
        ("effectiveness", 1, Decimal("3.0000"), Decimal("1.8000")),  # 180 / 60, 180 / 100
        ("quality", 1, Decimal("5.0000"), Decimal("0.5000")),
        ("internal", 0, Decimal("2.0000"), Decimal("0.6000")),
    ]
    assert card.total == Decimal("2.9000")


def test_a_dimension_where_nothing_counts_has_no_subtotal() -> None:
    items = [scored("1", "60", "3", aspect="effectiveness"), scored("2", "10", None, "not_applicable", "quality")]
    card = scorecard(items, FRAMEWORK, FIVE)
    quality, internal = aspect_line(card, "quality"), aspect_line(card, "internal")
    assert (quality.within, quality.share) == (None, None)
    assert quality.counted_weight == 0
    assert (internal.within, internal.share) == (None, None)


def test_a_dimension_has_the_declared_weight_of_the_round_or_else_that_of_its_indicators() -> None:
    items = [scored("1", "7", "3", aspect="internal"), scored("2", "8", None, "cancelled", aspect="internal")]
    weights = [aspect_line(scorecard(items, FRAMEWORK, FIVE, round_), "internal").weight for round_ in (6, 9, 12)]
    assert weights == [20, 7, 30]


def test_the_total_of_unrounded_scores_differs_from_that_of_displayed_ones() -> None:
    """Three of 4/3 with equal weights are 0.4444... each: 1.3333... unrounded, 0.44 x 3 = 1.32 as printed."""
    items = [scored(code, "1", "4/3") for code in ("1", "2", "3")]
    unrounded, displayed = scorecard(items, ONE, UNROUNDED), scorecard(items, ONE, DISPLAYED)
    assert [line.weighted for line in displayed.lines] == [Decimal("0.44")] * 3
    assert (unrounded.exact_total, unrounded.total) == (Fraction(4, 3), Decimal("1.33"))
    assert (displayed.exact_total, displayed.total) == (Fraction("1.32"), Decimal("1.32"))
    assert (displayed.aspects[0].share, displayed.aspects[0].within) == (Decimal("1.32"), Decimal("1.33"))


def test_shares_as_displayed_add_up_to_the_displayed_total() -> None:
    items = [
        scored("1", "40", "11/3", aspect="effectiveness"),
        scored("2", "23", "10/7", aspect="quality"),
        scored("3", "30", "2", aspect="internal"),
    ]
    card = scorecard(items, FRAMEWORK, DISPLAYED)
    shares = [aspect_line(card, code).share for code in ("external", "internal")]
    assert None not in shares
    assert sum(share for share in shares if share is not None) == card.total


@pytest.mark.parametrize(
    ("score", "weight", "rest", "places", "weighted"),
    [
        ("5", "2.5", "97.5", 2, "0.13"),  # MJU: 0.125
        ("1.6126", "25", "75", 4, "0.4032"),  # MSU: 0.40315
        ("15/14", "7", "93", 2, "0.08"),  # 0.075, in 28 digits 0.0749...97
    ],
)
def test_a_weighted_score_is_rounded_half_up(score: str, weight: str, rest: str, places: int, weighted: str) -> None:
    scale = Scale(decimals("1 2 3 4 5"), places=places)
    card = scorecard([scored("1", weight, score), scored("2", rest, "1")], ONE, scale)
    assert card.lines[0].weighted == Decimal(weighted)


def test_bands_read_the_displayed_score() -> None:
    """1.49995 is displayed as 1.5000, in the second band, though it is below 1.5."""
    scale = replace(FIVE, bands=(Band(Decimal("1.4999"), "ต้องปรับปรุง"), Band(Decimal(5), "ดี")))
    card = scorecard([scored("1", "100", "1.49995")], ONE, scale)
    assert (card.lines[0].band, card.band) == ("ดี", "ดี")
    assert scorecard([scored("1", "100", "1.49994")], ONE, scale).band == "ต้องปรับปรุง"


def test_no_decimal_context_of_the_caller_touches_a_scorecard() -> None:
    items = [scored("1", "33.3333333333", "11/3"), scored("2", "66.6666666667", "4.9999")]
    with localcontext(Context(prec=3)):
        in_three_digits = scorecard(items, ONE, FIVE)
    assert in_three_digits == scorecard(items, ONE, FIVE)
    assert in_three_digits.counted_weight == 100


def test_the_weight_counted_is_kept_as_it_was_written() -> None:
    assert str(scorecard([scored("1", "2.50", "3")], ONE, FIVE).counted_weight) == "2.50"


SCORED = st.builds(
    lambda weight, score, state: scored("1", weight, None if state != "counted" else score, state),
    st.sampled_from(["0", "1.5", "20", "33.3", None]),
    st.fractions(1, 5, max_denominator=999).map(str),
    st.sampled_from(["counted", "counted", "counted", "missing", "not_applicable", "cancelled"]),
)


@given(items=st.lists(SCORED, max_size=8), scale=st.sampled_from([FIVE, BLOCKING, DISPLAYED]))
def test_the_total_alone_has_the_digits_of_the_whole_scorecard(items: list[Scored], scale: Scale) -> None:
    whole, alone = scorecard(items, (), scale), total_of(items, scale)
    assert (alone.exact_total, alone.total) == (whole.exact_total, whole.total)
    assert str(alone.counted_weight) == str(whole.counted_weight)


def test_the_total_alone_is_the_weighted_mean_of_what_counts() -> None:
    """(5 x 20 + 2 x 3) / 23 = 106 / 23 = 4.6086956..."""
    last = total_of([scored("1", "20", "5"), scored("2", "3", "2"), scored("3", "77", None, "not_applicable")], FIVE)
    assert (last.exact_total, last.total, last.counted_weight) == (Fraction(106, 23), Decimal("4.6087"), Decimal(23))
