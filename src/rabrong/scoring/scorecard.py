"""From scores to the total: weighted scores over the weights counted, subtotals both ways, the total, the bands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rabrong.scoring.agreement import Aspect, Round, aspects_of
from rabrong.scoring.exact import added, sum_of_fractions
from rabrong.scoring.scale import Scale

State = Literal["counted", "not_applicable", "cancelled", "not_started", "missing"]


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its final exact score; None where nothing counts. `weight` is None when none was agreed."""

    code: str
    aspect: str
    weight: Decimal | None
    state: State
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator's row: exact values for further computing, displayed ones rounded half up to the scale's places."""

    code: str
    aspect: str
    weight: Decimal | None
    state: State
    exact_score: Fraction | None
    exact_weighted: Fraction | None
    score: Decimal | None
    weighted: Decimal | None
    band: str | None


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One node of the framework, shown two ways: `within` itself and as its `share` of the total (domain rule 6.7)."""

    code: str
    name: str
    depth: int
    weight: Decimal | None
    counted_weight: Decimal
    exact_within: Fraction | None
    exact_share: Fraction | None
    within: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A unit's scores in one round. `total` is None when nothing counts or the round is blocked by a missing result.

    `counted_weight` is what the weighted scores are divided by, `agreed_weight` what it would be with every result
    there: cancelled indicators and those not yet started are out of both (domain rule 6.8).
    """

    lines: tuple[ScoreLine, ...]
    aspects: tuple[AspectLine, ...]
    exact_total: Fraction | None
    total: Decimal | None
    counted_weight: Decimal
    agreed_weight: Decimal
    band: str | None


@dataclass(frozen=True, slots=True)
class Sum:
    """The last line of a scorecard alone: its fields mean what they mean in Scorecard."""

    exact_total: Fraction | None
    total: Decimal | None
    counted_weight: Decimal


def total_of(scored: Sequence[Scored], scale: Scale) -> Sum:
    """The total without the lines above it: the same digits as the whole scorecard's, for less work."""
    counted_weight = _counted_weight(scored)
    if scale.total == "displayed":
        exact_total = _share([_line(item, Fraction(counted_weight), scale) for item in scored], scale)
    else:
        exact_total = _unrounded(scored, counted_weight, scale)
    return Sum(exact_total, None if exact_total is None else scale.displayed(exact_total), counted_weight)


def scorecard(scored: Sequence[Scored], framework: tuple[Aspect, ...], scale: Scale, round_: Round = 12) -> Scorecard:
    """The whole scorecard from exact scores."""
    counted_weight = _counted_weight(scored)
    lines = tuple(_line(item, Fraction(counted_weight), scale) for item in scored)
    exact_total = _share(lines, scale)
    total = None if exact_total is None else scale.displayed(exact_total)
    return Scorecard(
        lines=lines,
        aspects=tuple(_aspect_line(aspect, depth, lines, scale, round_) for depth, aspect in aspects_of(framework)),
        exact_total=exact_total,
        total=total,
        counted_weight=counted_weight,
        agreed_weight=_agreed_weight(lines),
        band=None if total is None else scale.band(total),
    )


def _counted_weight(scored: Iterable[Scored]) -> Decimal:
    return added(item.weight for item in scored if item.score is not None and item.weight is not None)


def _unrounded(scored: Sequence[Scored], counted_weight: Decimal, scale: Scale) -> Fraction | None:
    """The weighted scores added up before they are divided: one division instead of one a line."""
    if _is_blocked(scored, scale) or not counted_weight:
        return None
    parts = [(item.score, item.weight) for item in scored if item.score is not None and item.weight is not None]
    return sum_of_fractions(score * Fraction(weight) for score, weight in parts) / Fraction(counted_weight)


def _is_blocked(lines: Iterable[Scored | ScoreLine], scale: Scale) -> bool:
    """A missing result without weight in the round changes no total, so it blocks none."""
    return scale.missing == "block" and any(line.state == "missing" and line.weight not in (None, 0) for line in lines)


def _agreed_weight(lines: Iterable[ScoreLine]) -> Decimal:
    in_round = (line for line in lines if line.state not in ("cancelled", "not_started"))
    return added(line.weight for line in in_round if line.weight is not None)


def _line(item: Scored, divisor: Fraction, scale: Scale) -> ScoreLine:
    score = None if item.score is None else scale.displayed(item.score)
    weighted = None
    if item.score is not None and item.weight is not None and divisor:
        weighted = item.score * Fraction(item.weight) / divisor
    return ScoreLine(
        code=item.code,
        aspect=item.aspect,
        weight=item.weight,
        state=item.state,
        exact_score=item.score,
        exact_weighted=weighted,
        score=score,
        weighted=None if weighted is None else scale.displayed(weighted),
        band=None if score is None else scale.band(score),
    )


def _aspect_line(aspect: Aspect, depth: int, lines: Sequence[ScoreLine], scale: Scale, round_: Round) -> AspectLine:
    codes = {node.code for _, node in aspects_of((aspect,))}
    inside = [line for line in lines if line.aspect in codes]
    counted = [line for line in inside if line.exact_weighted is not None]
    weight = added(line.weight for line in counted if line.weight is not None)
    share = _share(inside, scale)
    within = None if share is None else _within(counted, weight)
    declared = aspect.weights.get(round_)
    return AspectLine(
        code=aspect.code,
        name=aspect.name,
        depth=depth,
        weight=_agreed_weight(inside) if declared is None else declared,
        counted_weight=weight,
        exact_within=within,
        exact_share=share,
        within=None if within is None else scale.displayed(within),
        share=None if share is None else scale.displayed(share),
    )


def _within(counted: Iterable[ScoreLine], weight: Decimal) -> Fraction | None:
    points = sum_of_fractions(
        line.exact_score * Fraction(line.weight)
        for line in counted
        if line.exact_score is not None and line.weight is not None
    )
    return points / Fraction(weight) if weight else None


def _share(lines: Sequence[ScoreLine], scale: Scale) -> Fraction | None:
    """The sum of the weighted scores, unrounded or as displayed; None when none counts or a missing one blocks."""
    if _is_blocked(lines, scale):
        return None
    if scale.total == "displayed":
        shown = [Fraction(line.weighted) for line in lines if line.weighted is not None]
    else:
        shown = [line.exact_weighted for line in lines if line.exact_weighted is not None]
    return sum_of_fractions(shown) if shown else None
