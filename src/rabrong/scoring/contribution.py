"""What each unit brings to a result that is added up over units: parts that make the result exactly.

A ratio of sums is no sum of ratios; but with the divisor of all together it is a sum of the units' own dividends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from rabrong.scoring.formula import Formula, Instruction
from rabrong.scoring.rollup import Tally

NOTHING = Fraction(0)
Tallies = Mapping[str, Tally]
"""Data item code -> its tally in a unit and all below it."""
SHARED = ("sum", "mean", "weighted_mean")
Reason = Literal["no_result", "not_linear", "one_unit"]


@dataclass(frozen=True, slots=True)
class Unsplit:
    """Why a result has no parts: there is none; items are multiplied with each other; it is the number of one unit."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Split:
    """A result as a sum: what each unit brings, what the formula adds by itself, and what comes from nobody listed.

    `weights` is item -> what one of it is worth in the result.
    """

    result: Fraction
    parts: Mapping[str, Fraction]
    constant: Fraction
    rest: Fraction
    weights: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class _Form:
    """A constant and so much of each item."""

    constant: Fraction
    items: Mapping[str, Fraction] = field(default_factory=dict)

    def value(self, at: Mapping[str, Fraction]) -> Fraction:
        """The number it is at some values of the items."""
        return self.constant + sum((factor * at[code] for code, factor in self.items.items()), NOTHING)

    def times(self, factor: Fraction) -> "_Form":
        """So many of it."""
        return _Form(self.constant * factor, {code: each * factor for code, each in self.items.items()})

    def plus(self, other: "_Form") -> "_Form":
        """Both together."""
        codes = dict.fromkeys((*self.items, *other.items))
        items = {code: self.items.get(code, NOTHING) + other.items.get(code, NOTHING) for code in codes}
        return _Form(self.constant + other.constant, items)


def split(formula: Formula, whole: Tallies, units: Mapping[str, Tallies]) -> Split | Unsplit:
    """The result of `whole` by what each of the `units` below brings; they are separate and need not be all."""
    values = {code: tally.value() for code, tally in whole.items()}
    known = {code: value for code in formula.items if isinstance(value := values.get(code), Fraction)}
    if len(known) < len(formula.items) or not isinstance(formula.value(known), Fraction):
        return Unsplit("no_result")
    form = _form(formula.program, known)
    if form is None:
        return Unsplit("not_linear")
    used = [code for code, factor in form.items.items() if factor]
    if any(whole[code].how not in SHARED for code in used):
        return Unsplit("one_unit")
    parts = {
        unit: sum((form.items[code] * _share(whole[code], tallies.get(code)) for code in used), NOTHING)
        for unit, tallies in units.items()
    }
    result = form.value(known)
    rest = result - form.constant - sum(parts.values(), NOTHING)
    return Split(result, parts, form.constant, rest, {code: form.items[code] for code in used})


def _share(whole: Tally, part: Tally | None) -> Fraction:
    """What a unit brings to the value of all: of a mean its part of the sum over what all are divided by."""
    if part is None or not part.units:
        return NOTHING
    return part.total / whole.weight if whole.how in ("mean", "weighted_mean") else part.total


def _form(program: Sequence[Instruction], at: Mapping[str, Fraction]) -> _Form | None:
    """The formula as a sum of its items around some values: divisors stay what they are there, of the lesser and the
    greater the one that holds there. None where items are multiplied with each other."""
    stack: list[_Form] = []
    for step in program:
        if step.kind == "constant":
            stack.append(_Form(step.constant))
        elif step.kind == "item":
            stack.append(_Form(NOTHING, {step.name: Fraction(1)}))
        else:
            operands = stack[-step.operands :]
            del stack[-step.operands :]
            made = next(_applied(step, operands, at), None)
            if made is None:
                return None
            stack.append(made)
    return stack[0]


def _applied(step: Instruction, operands: list[_Form], at: Mapping[str, Fraction]) -> Iterator[_Form]:
    """The form after one move; nothing where it is none."""
    first = operands[0]
    if step.kind == "negate":
        yield first.times(Fraction(-1))
    elif step.name == "abs":
        yield first.times(Fraction(-1) if first.value(at) < 0 else Fraction(1))
    elif step.name in ("min", "max"):
        choose = min if step.name == "min" else max
        yield choose(operands, key=lambda form: form.value(at))
    elif step.name in "+-":
        yield first.plus(operands[1] if step.name == "+" else operands[1].times(Fraction(-1)))
    elif step.name == "/":
        yield first.times(1 / operands[1].value(at))
    elif not any(first.items.values()) or not any(operands[1].items.values()):
        one, other = (first, operands[1]) if any(operands[1].items.values()) else (operands[1], first)
        yield other.times(one.constant)
