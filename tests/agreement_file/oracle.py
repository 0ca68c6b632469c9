"""A second way to score: plain recipes over the numbers of a file, written without the core's ladders and tallies."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

MISSING = "missing"
NOT_APPLICABLE = "not_applicable"
Score = Fraction | str
"""Points, or one of the two words."""
Tree = dict[str, Any]
"""A mapping of the file as plain data."""
Given = str | list[str] | dict[str, str] | None
"""A result as it stands in the file."""


def rounded(value: Fraction, places: int) -> str:
    """Half up, for values that are not negative."""
    units = math.floor(value * 10**places + Fraction(1, 2))
    return str(Decimal(units).scaleb(-places)) if places else str(units)


@dataclass(frozen=True)
class Year:
    """What the file says of the year, as it was generated."""

    points: Sequence[Fraction]
    floor: str
    places: int
    total: str
    missing: str


def by_levels(x: Fraction, at: Sequence[Fraction], points: Sequence[Fraction], year: Year) -> Fraction:
    """The most any single segment or level gives; short of the first level the floor."""
    if at[0] > at[-1]:
        return by_levels(-x, [-level for level in at], points, year)
    earned = [point for level, point in zip(at, points, strict=True) if x >= level]
    for position in range(len(at) - 1):
        low, high = at[position], at[position + 1]
        if low < x < high:
            earned.append(points[position] + (points[position + 1] - points[position]) * (x - low) / (high - low))
    if earned:
        return max(earned)
    if year.floor == "first":
        return points[0]
    if year.floor == "zero" or at[0] == at[1]:
        return Fraction(0)
    slope = (points[1] - points[0]) / (at[1] - at[0])
    return max(Fraction(0), points[0] - slope * (at[0] - x))


def by_bands(x: Fraction, edges: Sequence[Fraction], points: Sequence[Fraction]) -> Fraction:
    """The points of the range: as many edges as are reached, from below or from above."""
    falling = edges[0] > edges[-1]
    return points[sum(1 for edge in edges if (x <= edge if falling else x >= edge))]


def by_steps(done: int, points: Sequence[Fraction], year: Year) -> Fraction:
    """The points of the last step; before the first the floor."""
    if done:
        return points[done - 1]
    if year.floor == "first":
        return min(points[0], year.points[0])
    if year.floor == "zero" or len(points) == 1:
        return Fraction(0)
    return max(Fraction(0), 2 * points[0] - points[1])


def fractions(texts: Sequence[str]) -> list[Fraction]:
    """Exact numbers from the texts of the file."""
    return [Fraction(text) for text in texts]


def score_of(criteria: Tree, result: Given, year: Year) -> Score:
    """The points of a result, or why there are none; `result` is what the file holds, None when it holds nothing."""
    if result == "N/A":
        return NOT_APPLICABLE
    if criteria["kind"] == "composite":
        return composite(
            [(part, score_of(part["criteria"], part.get("result"), year)) for part in criteria["parts"]], year
        )
    if criteria["kind"] == "average":
        return average(criteria, year)
    if result is None:
        return MISSING
    return BY_KIND[criteria["kind"]](criteria, result, year)


def weighted_steps(criteria: Tree, result: list[str], year: Year) -> Score:
    """The sum of what was given, up to the cap."""
    given = [Fraction(step) for step in result if step not in ("N/A", "")]
    if not given:
        return MISSING if "" in result else NOT_APPLICABLE
    return min(sum(given, Fraction(0)), Fraction(criteria.get("cap", year.points[-1])))


def mixed(criteria: Tree, result: dict[str, str], year: Year) -> Score:
    """The steps' points; all of them done, the better of that and the quantity's."""
    count, done = len(criteria["steps"]), int(result["steps"])
    by_count = by_steps(done, year.points[:count], year)
    if done < count or result.get("value", "N/A") == "N/A":
        return by_count
    nothing_short = Year([Fraction(0), *year.points], "zero", 0, "", "")
    at = fractions(criteria["at"])
    if len(at) == 1:
        return year.points[-1] if Fraction(result["value"]) >= at[0] else by_count
    return max(by_count, by_levels(Fraction(result["value"]), at, year.points[count:], nothing_short))


def average(criteria: Tree, year: Year) -> Score:
    """Levels of the weighted mean of what is there."""
    given = [(Fraction(part["weight"]), part.get("result")) for part in criteria["parts"]]
    known = [(weight, Fraction(result)) for weight, result in given if result not in (None, "N/A")]
    missing = any(result is None for _, result in given)
    if not known:
        return MISSING if missing else NOT_APPLICABLE
    if missing and year.missing != "leave_out":
        return MISSING
    weights = sum((weight for weight, _ in known), Fraction(0))
    mean = sum((weight * result for weight, result in known), Fraction(0)) / weights
    return by_levels(mean, fractions(criteria["at"]), year.points, year)


def composite(parts: Sequence[tuple[Tree, Score]], year: Year) -> Score:
    """The weighted mean of the parts' scores."""
    scores = [score for _, score in parts]
    if all(isinstance(score, str) for score in scores):
        return MISSING if MISSING in scores else NOT_APPLICABLE
    if year.missing == "block" and MISSING in scores:
        return MISSING
    lowest = [year.points[0] if score == MISSING and year.missing == "lowest" else score for score in scores]
    counted = [
        (Fraction(part["weight"]), s) for (part, _), s in zip(parts, lowest, strict=True) if isinstance(s, Fraction)
    ]
    return sum((weight * s for weight, s in counted), Fraction(0)) / sum(weight for weight, _ in counted)


def after_adjusting(score: Fraction, lines: Sequence[dict[str, str]], year: Year) -> Fraction:
    """The score with its lines on top, held on the scale when there are any."""
    for line in lines:
        score += Fraction(line["points"]) if "points" in line else score * Fraction(line["percent"]) / 100
    return min(max(score, Fraction(0)), year.points[-1]) if lines else score


BY_KIND: dict[str, Callable[[Tree, Any, Year], Score]] = {
    "levels": lambda criteria, x, year: by_levels(Fraction(x), fractions(criteria["at"]), year.points, year),
    "bands": lambda criteria, x, _: by_bands(Fraction(x), fractions(criteria["from"]), fractions(criteria["points"])),
    "steps": lambda _, done, year: by_steps(int(done), year.points, year),
    "weighted_steps": weighted_steps,
    "mixed": mixed,
    "pass_fail": lambda criteria, verdict, _: Fraction(criteria[verdict]),
    "score": lambda _, points, __: Fraction(points),
}


@dataclass
class Expected:
    """The scorecard as it should come out, every number a text."""

    states: dict[str, str] = field(default_factory=dict)
    scores: dict[str, str | None] = field(default_factory=dict)
    weighted: dict[str, str | None] = field(default_factory=dict)
    within: dict[str, str | None] = field(default_factory=dict)
    share: dict[str, str | None] = field(default_factory=dict)
    total: str | None = None


@dataclass(frozen=True)
class Counted:
    """An indicator that may count: `score` is None where it does not."""

    code: str
    aspect: str
    weight: Fraction
    state: str
    score: Fraction | None


def in_round(indicator: Tree, year: Year, round_: int) -> Counted:
    """One indicator in a round."""
    weight = indicator["weight"]
    weight = Fraction(weight.get(str(round_), "0") if isinstance(weight, dict) else weight)
    state, points = "counted", None
    found = score_of(indicator["criteria"], indicator.get("result"), year)
    if "cancelled" in indicator and round_ >= int(indicator["cancelled"]):
        state = "cancelled"
    elif round_ < int(indicator.get("starts", "6")):
        state = "not_started"
    elif isinstance(found, Fraction):
        points = after_adjusting(found, indicator.get("adjust", []), year)
    else:
        state = found
        if found == MISSING and year.missing == "lowest":
            points = after_adjusting(year.points[0], indicator.get("adjust", []), year)
    return Counted(indicator["code"], indicator["aspect"], weight, state, points)


def codes_below(node: Tree) -> set[str]:
    """The node's own code and all below it."""
    return {node["code"]}.union(*(codes_below(part) for part in node.get("parts", [])))


def nodes_of(framework: Sequence[Tree]) -> list[Tree]:
    """Every node of the framework."""
    return [node for top in framework for node in (top, *nodes_of(top.get("parts", [])))]


def expected(file: Tree, year: Year, round_: int) -> Expected:
    """The whole scorecard of a round."""
    all_ = [in_round(indicator, year, round_) for indicator in file["indicators"]]
    divisor = sum((one.weight for one in all_ if one.score is not None), Fraction(0))
    card = Expected()
    for one in all_:
        card.states[one.code] = one.state
        card.scores[one.code] = None if one.score is None else rounded(one.score, year.places)
        known = one.score is not None and divisor
        card.weighted[one.code] = (
            rounded(one.score * one.weight / divisor, year.places) if known and one.score is not None else None
        )
    card.total, _ = both_ways(all_, divisor, year, card)
    for node in nodes_of(file["framework"]):
        inside = [one for one in all_ if one.aspect in codes_below(node)]
        card.share[node["code"]], card.within[node["code"]] = both_ways(inside, divisor, year, card)
    return card


def both_ways(
    inside: Sequence[Counted], divisor: Fraction, year: Year, card: Expected
) -> tuple[str | None, str | None]:
    """The sum of weighted scores and the mean within, None where a missing one blocks or nothing counts."""
    counted = [(one, one.score) for one in inside if one.score is not None and divisor]
    if not counted or (year.missing == "block" and any(one.state == MISSING for one in inside)):
        return None, None
    points = sum((score * one.weight for one, score in counted), Fraction(0))
    weight = sum(one.weight for one, _ in counted)
    share = points / divisor
    if year.total == "displayed":
        share = sum((Fraction(card.weighted[one.code] or "0") for one, _ in counted), Fraction(0))
    return rounded(share, year.places), rounded(points / weight, year.places) if weight else None
