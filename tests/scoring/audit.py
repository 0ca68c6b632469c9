"""An auditor who believes nothing: recomputes every step of an explanation from its terms and from the steps below."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from rabrong.scoring.scale import Scale
from rabrong.scoring.trace import Why, steps_of

LOOKED_UP = (
    *("bands.edge", "bands.first", "bands.between", "bands.last", "steps.none", "steps.done", "mixed.steps"),
    *("mixed.no_value", "mixed.value_short", "pass_fail.pass", "pass_fail.fail", "score.given"),
    *("weighted_steps.step", "average.part", "unit.undated"),
)
"""Rules whose value stands in a table or was given: there is nothing to recompute."""


def exact(value: object) -> Fraction:
    """A term as a fraction."""
    assert isinstance(value, Fraction | Decimal | int), value
    return Fraction(value)


def half_up(value: Fraction, places: object) -> Fraction:
    """Rounding as it is taught: half a unit more, then cut."""
    unit = 10 ** int(exact(places))
    rounded = Fraction(floor(abs(value) * unit + Fraction(1, 2)), unit)
    return rounded if value >= 0 else -rounded


def numbers_below(why: Why) -> list[Fraction]:
    """The values of the steps below that have one."""
    return [step.value for step in why.because if isinstance(step.value, Fraction)]


def weighed(why: Why) -> Fraction:
    """sum(weight x value) / sum(weight) of the steps below that have a value."""
    counted = [step for step in why.because if isinstance(step.value, Fraction)]
    weights = [exact(step.terms["weight"]) for step in counted]
    return sum((w * exact(step.value) for w, step in zip(weights, counted, strict=True)), Fraction(0)) / sum(weights)


def interpolated(why: Why) -> Fraction:
    """The rule of three between two neighbours."""
    x, low, high, low_points, high_points = (
        exact(why.terms[name]) for name in ("x", "low", "high", "low_points", "high_points")
    )
    return (low_points * (high - x) + high_points * (x - low)) / (high - low)


def held(value: Fraction, scale: Scale) -> Fraction:
    """Within 0 and the last point."""
    return sorted([Fraction(0), value, exact(scale.points[-1])])[1]


def substituted(why: Why) -> Fraction:
    """The formula as Python reads it."""
    items = why.terms["items"]
    assert isinstance(items, Mapping)
    value = eval(str(why.terms["text"]), {"__builtins__": {}}, {**items, "max": max, "min": min, "abs": abs})
    return exact(value)


def readings_of(why: Why) -> list[tuple[int, object]]:
    """Month and report, without the months not reported."""
    readings = why.terms["readings"]
    assert isinstance(readings, Sequence)
    return [(month, value) for month, value in readings if getattr(value, "state", "") != "missing"]


def months(why: Why) -> list[Fraction]:
    """The numbers reported, in order of month."""
    return [Fraction(value) for _, value in readings_of(why) if isinstance(value, Decimal)]


def latest(why: Why) -> Fraction:
    """The value of the unit that reported last; of equal months the unit last by code."""
    reported = [step for step in why.because if isinstance(step.value, Fraction)]
    moments = [
        (max((m for m, _ in readings_of(s)), default=-1), str(s.terms["unit"]), exact(s.value)) for s in reported
    ]
    return sorted(moments)[-1][2]


def share(why: Why) -> list[tuple[Fraction, Fraction]]:
    """(score, weight) of the indicators below that are counted."""
    lines = [step for step in why.because if step.rule == "indicator.weighted"]
    return [(exact(line.terms["score"]), exact(line.terms["weight"])) for line in lines]


def within(why: Why) -> Fraction:
    """sum(score x weight) / sum(weight)."""
    return sum((score * weight for score, weight in share(why)), Fraction(0)) / sum(weight for _, weight in share(why))


RECOMPUTED: Mapping[str, Callable[[Why, Scale], Fraction]] = {
    "levels.top": lambda why, _: exact(why.terms["low_points"]),
    "levels.at": lambda why, _: exact(why.terms["low_points"]),
    "levels.between": lambda why, _: interpolated(why),
    "levels.short_first": lambda why, _: exact(why.terms["low_points"]),
    "levels.short_zero": lambda *_: Fraction(0),
    "levels.short_wall": lambda *_: Fraction(0),
    "levels.short_extrapolate": lambda why, _: max(Fraction(0), interpolated(why)),
    "mixed.value": lambda why, _: numbers_below(why)[0],
    "weighted_steps.sum": lambda why, _: min(exact(why.terms["cap"]), sum(numbers_below(why), Fraction(0))),
    "result.rounded": lambda why, _: half_up(exact(why.terms["x"]), why.terms["places"]),
    "average.mean": lambda why, _: weighed(why),
    "composite.mean": lambda why, _: weighed(why),
    "composite.part": lambda why, _: numbers_below(why)[0],
    "composite.part_lowest": lambda _, scale: exact(scale.points[0]),
    "score.lowest": lambda _, scale: exact(scale.points[0]),
    "adjust.points": lambda why, _: exact(why.terms["before"]) + exact(why.terms["amount"]),
    "adjust.percent": lambda why, _: exact(why.terms["before"]) * (100 + exact(why.terms["amount"])) / 100,
    "adjust.sum": lambda why, scale: held(numbers_below(why)[-1], scale),
    "adjust.held": lambda why, scale: held(numbers_below(why)[-1], scale),
    "formula.value": lambda why, _: substituted(why),
    "rollup.sum": lambda why, _: sum(numbers_below(why), Fraction(0)),
    "rollup.mean": lambda why, _: sum(numbers_below(why), Fraction(0)) / exact(why.terms["units"]),
    "rollup.weighted_mean": lambda why, _: weighed(why),
    "rollup.min": lambda why, _: min(numbers_below(why)),
    "rollup.max": lambda why, _: max(numbers_below(why)),
    "rollup.latest": lambda why, _: latest(why),
    "rollup.none": lambda why, _: next(exact(w.value) for w in why.because if w.value == why.value),
    "unit.sum": lambda why, _: sum(months(why), Fraction(0)),
    "unit.mean": lambda why, _: sum(months(why), Fraction(0)) / len(months(why)),
    "unit.running": lambda why, _: months(why)[-1],
    "unit.last": lambda why, _: months(why)[-1],
    "unit.weighted": lambda why, _: numbers_below(why)[0],
    "unit.silent_as_zero": lambda *_: Fraction(0),
    "indicator.weighted": lambda why, _: (
        exact(why.terms["score"]) * exact(why.terms["weight"]) / exact(why.terms["divisor"])
    ),
    "aspect.within": lambda why, _: within(why),
    "total.unrounded": lambda why, _: sum(numbers_below(why), Fraction(0)),
    "total.displayed": lambda why, _: sum((half_up(v, why.terms["places"]) for v in numbers_below(why)), Fraction(0)),
}


def audited(why: Why, scale: Scale) -> set[str]:
    """Every rule of an explanation, after recomputing each of its steps."""
    for _, step in steps_of(why):
        if not isinstance(step.value, Fraction):
            continue
        if step.rule not in LOOKED_UP:
            assert RECOMPUTED[step.rule](step, scale) == step.value, step
        assert_linked(step)
    return {step.rule for _, step in steps_of(why)}


def assert_linked(why: Why) -> None:
    """What a step calls x, score or before is the value of the step it comes from."""
    if why.rule == "indicator.weighted" and why.because:
        assert why.because[0].value == why.terms["score"]
    if "x" in why.terms and not why.rule.startswith("mixed."):
        sources = [step for step in why.because if step.rule.split(".")[0] in ("result", "average", "formula")]
        assert [step.value for step in sources[:1]] in ([], [why.terms["x"]]), why
    if why.rule in ("adjust.sum", "adjust.held"):
        for before, line in zip(why.because, why.because[1:], strict=False):
            assert line.terms["before"] == before.value
