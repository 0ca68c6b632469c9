"""What keeps rows of aspects and indicators from being a framework."""

from collections.abc import Iterator, Sequence

from rabrong.agreements.framework import AspectRow, FrameworkPlan
from rabrong.org.rules import Refusal

LONGEST_CODE = 40


def plan_refusal(plan: FrameworkPlan) -> Refusal | None:
    """Codes that name one thing each, nodes that hang in the tree, names. No query."""
    return next(_plan_refusals(plan), None)


def _plan_refusals(plan: FrameworkPlan) -> Iterator[Refusal]:
    codes = [row.code for row in plan.aspects]
    yield from _code_refusals(codes, "aspect")
    yield from _code_refusals([row.code for row in plan.indicators], "indicator")
    for aspect in plan.aspects:
        if not aspect.name:
            yield Refusal("aspect.no_name", {"code": aspect.code})
        if aspect.under and aspect.under not in codes:
            yield Refusal("aspect.unknown", {"code": aspect.under})
    for indicator in plan.indicators:
        if not indicator.name:
            yield Refusal("indicator.no_name", {"code": indicator.code})
        if indicator.aspect not in codes:
            yield Refusal("aspect.unknown", {"code": indicator.aspect})
    if not plan.aspects:
        yield Refusal("framework.empty")
    yield from _cycle_refusals(plan.aspects)


def _code_refusals(codes: Sequence[str], kind: str) -> Iterator[Refusal]:
    for at, code in enumerate(codes):
        if not code or len(code) > LONGEST_CODE:
            yield Refusal(f"{kind}.bad_code", {"code": code[:LONGEST_CODE], "most": LONGEST_CODE})
        if code in codes[:at]:
            yield Refusal(f"{kind}.code_twice", {"code": code})


def _cycle_refusals(rows: Sequence[AspectRow]) -> Iterator[Refusal]:
    above = {row.code: row.under for row in rows}
    for row in rows:
        at, steps = row.under, 0
        while at and steps <= len(rows):
            at, steps = above.get(at, ""), steps + 1
        if at:
            yield Refusal("aspect.cycle", {"code": row.code})
