"""What asks for a word beside a number: exact rules that never refuse a true number, and the note that red needs.

A number stands out where it lies more than 3.5 robust deviations from the median: 0.6745 |x - median| > 3.5 MAD, MAD
the median of all |x - median| (Iglewicz and Hoaglin, 1993). Where more than half of the numbers are the same, MAD is 0
and says nothing of the spread: then only ten times the median or more, or a tenth of it or less, stands out. Fewer
than FEWEST numbers say nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from rabrong.scoring.absence import NOT_APPLICABLE
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.formula import Formula

FEWEST = 5
DEVIATIONS = Fraction(35, 10) / Fraction(6745, 10000)
JUMP = 10
HUNDRED = 100
PERCENT = ("ร้อยละ", "%")

Series = Sequence[tuple[int, Claim]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a word is asked for: a code for its sentence, and the cells and numbers in it."""

    code: str
    terms: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A month's numbers as somebody would submit them.

    `reported` is cell -> what was reported by month, the month itself left out; `result` and `shown`, the displayed
    score, are what the numbers give; `lowest` is the limit of the year's lowest band; `peers` are the results of the
    same indicator and month at the units beside this one.
    """

    indicator: Indicator
    month: int
    claims: Mapping[str, Claim]
    reported: Mapping[str, Series]
    result: Fraction | None = None
    shown: Decimal | None = None
    lowest: Decimal | None = None
    peers: Sequence[Fraction] = ()


def remarks_asked(case: Case) -> tuple[Finding, ...]:
    """Everything about the numbers that a remark has to explain."""
    return (*_not_applicable(case), *_falling(case), *_too_large(case), *_unlike_before(case), *_unlike_others(case))


def note_asked(case: Case) -> Finding | None:
    """In the lowest band of the year what stands in the way has to be said."""
    is_red = case.shown is not None and case.lowest is not None and case.shown <= case.lowest
    return Finding("report.red") if is_red else None


def _not_applicable(case: Case) -> Iterator[Finding]:
    for cell, claim in case.claims.items():
        if claim == NOT_APPLICABLE:
            yield Finding("report.not_applicable", {"cell": cell})


def _falling(case: Case) -> Iterator[Finding]:
    """A running total only grows."""
    for cell, item in case.indicator.data.items():
        value, before = case.claims.get(cell), _last(case, cell)
        if item.over_months == "running" and isinstance(value, Decimal) and before is not None and value < before[1]:
            yield Finding("report.falls", {"cell": cell, "month": before[0], "before": before[1], "value": value})


def _last(case: Case, cell: str) -> tuple[int, Decimal] | None:
    return next(reversed(_numbers(case, cell)), None)


def _numbers(case: Case, cell: str) -> list[tuple[int, Decimal]]:
    """What was reported as numbers before the month, in order."""
    series = case.reported.get(cell, ())
    return [(month, claim) for month, claim in series if month < case.month and isinstance(claim, Decimal)]


def _too_large(case: Case) -> Iterator[Finding]:
    """A part is no larger than its whole, and no percentage over 100."""
    parts = None if case.indicator.formula is None else ratio_of(case.indicator.formula)
    if parts is not None:
        part, whole = (case.claims.get(code) for code in parts)
        if isinstance(part, Decimal) and isinstance(whole, Decimal) and part > whole:
            yield Finding("report.part_over_whole", {"part": parts[0], "whole": parts[1]})
            return
    value = case.result
    if value is not None and value > HUNDRED and any(word in case.indicator.unit for word in PERCENT):
        yield Finding("report.over_hundred", {"value": value})


def ratio_of(formula: Formula) -> tuple[str, str] | None:
    """Part and whole where the formula is a / b, with or without times 100; None for every other."""
    names = [step.name for step in formula.program if step.kind == "item"]
    constants = {step.constant for step in formula.program if step.kind == "constant"}
    signs = sorted(step.name for step in formula.program if step.kind not in ("item", "constant"))
    is_ratio = len(names) == len({*names}) == 2 and signs in (["/"], ["*", "/"]) and constants <= {Fraction(HUNDRED)}
    return (names[0], names[1]) if is_ratio else None


def _unlike_before(case: Case) -> Iterator[Finding]:
    """Against the unit's own months; of a running total, what each month added."""
    for cell, value in case.claims.items():
        earlier = _numbers(case, cell)
        if not isinstance(value, Decimal) or not earlier:
            continue
        item = case.indicator.data.get(cell)
        numbers, current = [Fraction(number) for _, number in earlier], Fraction(value)
        if item is not None and item.over_months == "running":
            numbers, current = [after - before for before, after in pairwise(numbers)], current - numbers[-1]
        if current >= 0 and stands_out(current, numbers):
            yield Finding("report.unlike_before", {"cell": cell, "months": len(numbers)})


def _unlike_others(case: Case) -> Iterator[Finding]:
    if case.result is not None and stands_out(case.result, case.peers):
        yield Finding("report.unlike_others", {"units": len(case.peers)})


def stands_out(value: Fraction, others: Sequence[Fraction]) -> bool:
    """Whether a number lies far from the others, by the rule of this module."""
    if len(others) < FEWEST:
        return False
    middle = median(others)
    spread = median([abs(other - middle) for other in others])
    if spread:
        return abs(value - middle) > DEVIATIONS * spread
    return middle > 0 and (value >= JUMP * middle or value * JUMP <= middle)


def median(numbers: Sequence[Fraction]) -> Fraction:
    """The middle of some numbers, exactly."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
