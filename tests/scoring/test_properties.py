"""What must hold for any numbers, checked against oracles written in another way than the core."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent
from rabrong.scoring.agreement import Aspect
from rabrong.scoring.assess import Reported, assess
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Bands, Levels
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import Scored, scorecard
from tests.scoring.audit import half_up
from tests.scoring.drawn import Year, claimed, results, scales, tables, years
from tests.scoring.sample import FIVE, agreement, indicator, scored

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def exact(score: Fraction | Absent) -> Fraction:
    """A score that must be there."""
    assert isinstance(score, Fraction)
    return score


def piecewise(at: Sequence[Decimal], scale: Scale, value: Fraction) -> Fraction:
    """Levels by the book: every segment is looked at, the greatest score anyone grants counts."""
    points = [Fraction(point) for point in scale.points]
    levels = [Fraction(level) for level in at]
    reached = [value >= level if at[0] < at[-1] else value <= level for level in levels]
    granted = [point for point, is_reached in zip(points, reached, strict=True) if is_reached]
    for i in range(len(levels) - 1):
        low, high = sorted((levels[i], levels[i + 1]))
        if low < value < high:
            share = abs(value - levels[i]) / (high - low)
            granted.append(points[i] * (1 - share) + points[i + 1] * share)
    return max(granted) if granted else floored(levels, points, scale, value)


def floored(levels: Sequence[Fraction], points: Sequence[Fraction], scale: Scale, value: Fraction) -> Fraction:
    """Short of the first level: the line through the first two points, cut at zero."""
    if scale.floor == "first":
        return points[0]
    if scale.floor == "zero" or levels[0] == levels[1]:
        return Fraction(0)
    slope = (points[1] - points[0]) / (levels[1] - levels[0])
    return max(Fraction(0), points[1] - slope * (levels[1] - value))


@given(st.data())
def test_levels_agree_with_a_search_over_all_segments(data: st.DataObject) -> None:
    scale = replace(data.draw(scales()), result_places=None)
    at = data.draw(tables(len(scale.points)))
    value = Fraction(data.draw(st.one_of(results(), st.sampled_from(at))))
    assert Levels(at).score(value, scale) == piecewise(at, scale, value)


@given(st.data())
def test_a_better_result_is_never_worth_less(data: st.DataObject) -> None:
    scale = data.draw(scales())
    at = data.draw(tables(len(scale.points)))
    worse, better = sorted((Fraction(data.draw(results())), Fraction(data.draw(results()))), reverse=at[0] > at[-1])
    assert exact(Levels(at).score(worse, scale)) <= exact(Levels(at).score(better, scale))


@given(st.data())
def test_a_score_lies_between_the_floor_and_the_last_point(data: st.DataObject) -> None:
    scale = data.draw(scales())
    at = data.draw(tables(len(scale.points)))
    lowest = scale.points[0] if scale.floor == "first" else 0
    assert lowest <= exact(Levels(at).score(data.draw(results()), scale)) <= scale.points[-1]


@given(st.data())
def test_any_criterion_stays_between_zero_and_the_last_point(data: st.DataObject) -> None:
    scale = data.draw(scales())
    found = data.draw(claimed(scale))
    score = found.criterion.score(found.claim, scale)
    assert found.criterion.claim_fault(found.claim, scale) is None
    assert isinstance(score, Absent) or 0 <= score <= scale.points[-1]


@given(st.data())
def test_at_a_level_exactly_its_highest_point_is_earned(data: st.DataObject) -> None:
    scale = replace(data.draw(scales()), result_places=None)
    at = data.draw(tables(len(scale.points)))
    level = data.draw(st.sampled_from(at))
    highest = max(point for value, point in zip(at, scale.points, strict=True) if value == level)
    assert Levels(at).score(level, scale) == highest


@given(st.data())
def test_negating_levels_and_value_changes_nothing(data: st.DataObject) -> None:
    scale = data.draw(scales())
    at = data.draw(tables(len(scale.points)))
    value = Fraction(data.draw(results()))
    mirrored = Levels(tuple(-level for level in at))
    assert mirrored.score(-value, scale) == Levels(at).score(value, scale)


@given(
    st.data(),
    st.integers(1, 1000).map(lambda n: Decimal(n) / 8),
    st.integers(-1000, 1000).map(lambda n: Decimal(n) / 8),
)
def test_a_change_of_unit_changes_no_score(data: st.DataObject, factor: Decimal, offset: Decimal) -> None:
    """Baht or thousands of baht, degrees or other degrees."""
    scale = replace(data.draw(scales()), result_places=None)
    at = data.draw(tables(len(scale.points)))
    value = Fraction(data.draw(results()))
    scaled = Levels(tuple(level * factor + offset for level in at))
    assert scaled.score(value * Fraction(factor) + Fraction(offset), scale) == Levels(at).score(value, scale)


@given(st.data())
def test_bands_agree_with_trying_every_range(data: st.DataObject) -> None:
    """Every range that touches the value is tried; the best of them has it."""
    edges = data.draw(tables(data.draw(st.integers(2, 5))))
    points = data.draw(st.lists(st.sampled_from(FIVE.points), min_size=len(edges) + 1, max_size=len(edges) + 1))
    value = Fraction(data.draw(st.one_of(results(), st.sampled_from(edges))))
    falling = edges[0] > edges[-1]
    bounds = [None, *edges, None]
    touched = [
        point
        for point, start, end in zip(points, bounds, bounds[1:], strict=False)
        if is_within(value, *((end, start) if falling else (start, end)))
    ]
    assert Bands(edges, tuple(points)).score(value, FIVE) == max(touched)


def is_within(value: Fraction, low: Decimal | None, high: Decimal | None) -> bool:
    """Between two edges, both of them included; None is no edge."""
    return (low is None or Fraction(low) <= value) and (high is None or value <= Fraction(high))


@given(st.data())
def test_nothing_reported_never_scores(data: st.DataObject) -> None:
    scale = data.draw(scales())
    criterion = data.draw(claimed(scale)).criterion
    for absent in (MISSING, NOT_APPLICABLE):
        assert criterion.score(absent, scale) == absent


LINES = st.lists(
    st.tuples(st.fractions(0, 5, max_denominator=60), st.integers(1, 40), st.sampled_from(["a", "a1", "b"])),
    min_size=1,
    max_size=8,
)
FRAMEWORK = (Aspect("a", "", {}, (Aspect("a1", "", {}),)), Aspect("b", "", {}))


def items_of(lines: list[tuple[Fraction, int, str]]) -> list[Scored]:
    """Counted indicators."""
    return [scored(str(at), str(w), str(score), "counted", aspect) for at, (score, w, aspect) in enumerate(lines)]


@given(LINES)
def test_the_total_is_the_mean_of_as_many_scores_as_there_is_weight(lines: list[tuple[Fraction, int, str]]) -> None:
    """A weight of 5 is five indicators of weight one."""
    one_by_one = [score for score, weight, _ in lines for _ in range(weight)]
    card = scorecard(items_of(lines), FRAMEWORK, FIVE)
    assert card.exact_total == sum(one_by_one) / Fraction(len(one_by_one))
    assert card.counted_weight == len(one_by_one)


@given(LINES)
def test_the_shares_of_the_dimensions_add_up_to_the_total(lines: list[tuple[Fraction, int, str]]) -> None:
    card = scorecard(items_of(lines), FRAMEWORK, FIVE)
    top = [line for line in card.aspects if line.depth == 0 and line.exact_share is not None]
    assert sum(exact(line.exact_share) for line in top if line.exact_share is not None) == card.exact_total
    for line in card.aspects:
        inside = [(score, weight) for score, weight, aspect in lines if aspect.startswith(line.code)]
        if inside:
            assert line.exact_within == sum(s * w for s, w in inside) / Fraction(sum(w for _, w in inside))
        else:
            assert line.exact_within is None


@given(LINES, st.integers(0, 7))
def test_leaving_one_out_keeps_the_total_within_the_scores_counted(
    lines: list[tuple[Fraction, int, str]], out: int
) -> None:
    items = items_of(lines)
    kept = [score for at, (score, _, _) in enumerate(lines) if at != out]
    assume(kept)
    items = [replace(item, score=None, state="missing") if at == out else item for at, item in enumerate(items)]
    card = scorecard(items, FRAMEWORK, FIVE)
    assert card.exact_total is not None
    assert min(kept) <= card.exact_total <= max(kept)


@given(LINES, st.integers(1, 50))
def test_only_the_proportions_of_the_weights_matter(lines: list[tuple[Fraction, int, str]], factor: int) -> None:
    larger = [(score, weight * factor, aspect) for score, weight, aspect in lines]
    assert scorecard(items_of(larger), (), FIVE).exact_total == scorecard(items_of(lines), (), FIVE).exact_total


@given(LINES, st.sampled_from([0, 2, 4]))
def test_the_displayed_total_is_the_sum_of_what_is_displayed(
    lines: list[tuple[Fraction, int, str]], places: int
) -> None:
    card = scorecard(items_of(lines), FRAMEWORK, replace(FIVE, total="displayed", places=places))
    divisor = sum(weight for _, weight, _ in lines)
    shown = [half_up(score * weight / divisor, places) for score, weight, _ in lines]
    assert card.total == sum(shown)
    assert [line.weighted for line in card.lines] == shown


@given(st.lists(st.one_of(results(), st.none()), min_size=1, max_size=5))
def test_missing_is_not_zero(claims: list[Decimal | Fraction | None]) -> None:
    """A total without the silent ones is that of an agreement that never had them."""
    reported: dict[str, Claim] = {str(at): claim for at, claim in enumerate(claims) if claim is not None}
    all_codes = [str(at) for at in range(len(claims))]
    whole = assess(agreement(*map(indicator, all_codes)), {code: Reported(c) for code, c in reported.items()})
    fewer = assess(agreement(*map(indicator, reported)), {code: Reported(c) for code, c in reported.items()})
    assert whole.scorecard.exact_total == fewer.scorecard.exact_total
    assert whole.scorecard.counted_weight == 100 * len(reported)


@SLOW
@given(years())
def test_a_year_scores_within_its_scale_and_counts_what_it_says(year: Year) -> None:
    assessment = assess(year.agreement, year.reported, year.round_)
    card, scale = assessment.scorecard, assessment.scale
    counted = [line for line in card.lines if line.exact_score is not None and line.weight is not None]
    assert card.counted_weight == sum(line.weight for line in counted if line.weight is not None) <= card.agreed_weight
    if card.exact_total is not None and scale.total == "unrounded":
        assert 0 <= card.exact_total <= scale.points[-1]
    for line in card.lines:
        expected = None if line.exact_score is None else half_up(line.exact_score, scale.places)
        assert line.score == expected


@SLOW
@given(years())
def test_an_assessment_is_the_same_every_time(year: Year) -> None:
    first = assess(year.agreement, year.reported, year.round_)
    again = assess(year.agreement, dict(reversed(list(year.reported.items()))), year.round_)
    assert again.scorecard == first.scorecard
