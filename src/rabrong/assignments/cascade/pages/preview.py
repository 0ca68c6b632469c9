"""A plan as the preview shows it: by indicator, by receiver, what is refused by reason, where sums do not meet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Item
from rabrong.agreements.wording.agreements import weights_words
from rabrong.agreements.wording.criteria import criteria_lines
from rabrong.assignments.cascade.orders import Order, Way
from rabrong.assignments.cascade.plan import Content, Difference, Gap, Plan, Refused
from rabrong.assignments.cascade.wording import row_words
from rabrong.ui.numbers import at_most

PLACES = 4
METHOD_WORDS: Mapping[str, str | Promise] = {
    "same": _("เหมือนกัน"),
    "split": _("แบ่งกัน"),
    "own": _("กำหนดเอง"),
}
BY_WORDS: Mapping[str, str | Promise] = {
    "equal": _("เท่ากันทุกหน่วย"),
    "past": _("ตามผลปีก่อน"),
    "column": _("ตามคอลัมน์ที่วาง"),
    "hand": _("ใส่ค่าเองรายหน่วย"),
}
MOVING_WORDS: Mapping[str, str | Promise] = {
    "scaled": _("ย่อขยายตามสัดส่วน"),
    "shifted": _("เลื่อนเท่ากันทุกระดับ"),
    "kept": _("คงเกณฑ์เดิม"),
}


@dataclass(frozen=True, slots=True)
class Sides:
    """What one indicator of one receiver was and becomes; "" on a side that does not differ or is not there."""

    target: tuple[str, str]
    weight: tuple[str, str]
    criteria: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A row of the preview; `kind` is new, changed or signed."""

    key: str
    name: str
    indicator: str
    kind: str
    sides: Sides


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """How one indicator passes down: by what way, to how many, and whether its parts meet the target."""

    code: str
    name: str
    way: str
    target: str
    new: int
    changed: int
    signed: int
    refused: int
    gaps: int
    is_split: bool


@dataclass(frozen=True, slots=True)
class ReasonRows:
    """Who is refused for one reason."""

    words: str
    who: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """Where the parts do not meet the target above; `by` with its sign."""

    above: str
    indicator: str
    target: str
    parts: str
    by: str


MOST_NAMED = 12


def way_line(way: Way) -> str:
    """A way in words."""
    parts = [str(METHOD_WORDS[way.method])]
    if way.method == "split":
        parts += [str(BY_WORDS[way.by]), str(MOVING_WORDS[way.moving])]
    if way.weight:
        parts.append(gettext("น้ำหนัก %(weight)s") % {"weight": f"{at_most(Decimal(way.weight), PLACES)}%"})
    return " · ".join(parts)


def indicator_rows(order: Order, plan: Plan, items: Iterable[Item]) -> list[IndicatorRow]:
    """The indicators of an order, in the order of the agreement."""
    ways = {way.code: way for way in order.ways}
    kinds: dict[str, dict[str, int]] = {}
    for each in plan.differences:
        counted = kinds.setdefault(each.indicator, {})
        counted[kind_of(each)] = counted.get(kind_of(each), 0) + 1
    refused = [each.indicator for each in plan.refused]
    gaps = [each.indicator for each in plan.gaps]
    return [
        IndicatorRow(
            code=item.indicator.code,
            name=item.indicator.name,
            way=way_line(ways[item.indicator.code]),
            target=number_words("" if item.target is None else str(item.target)),
            new=kinds.get(item.indicator.code, {}).get("new", 0),
            changed=kinds.get(item.indicator.code, {}).get("changed", 0),
            signed=kinds.get(item.indicator.code, {}).get("signed", 0),
            refused=refused.count(item.indicator.code),
            gaps=gaps.count(item.indicator.code),
            is_split=ways[item.indicator.code].method == "split",
        )
        for item in items
        if item.indicator.code in ways
    ]


def kind_of(difference: Difference) -> str:
    """Whether it is new, changed, or only proposed to what is signed."""
    if difference.is_signed:
        return "signed"
    return "new" if difference.before is None else "changed"


def difference_rows(
    differences: Iterable[Difference], names: Mapping[str, str], points: Sequence[str]
) -> list[DifferenceRow]:
    """The rows of a page of the preview."""
    return [
        DifferenceRow(
            key=each.receiver.key,
            name=names.get(each.receiver.key, each.receiver.key),
            indicator=each.indicator,
            kind=kind_of(each),
            sides=sides_of(each.before or {}, each.after, points),
        )
        for each in differences
    ]


def sides_of(before: Content, after: Content, points: Sequence[str]) -> Sides:
    """What was and what becomes, in words."""
    return Sides(
        target=(number_words(before.get("target", "")), number_words(after.get("target", ""))),
        weight=(weights_words(before.get("weights")), weights_words(after.get("weights"))),
        criteria=(criteria_words(before, points), criteria_words(after, points)),
    )


def number_words(text: str) -> str:
    """A target; "-" for none."""
    return at_most(Decimal(text), PLACES) if text else "-"


def criteria_words(content: Content, points: Sequence[str]) -> str:
    """The criteria, "-" where nothing stands; levels in one line."""
    if not content:
        return "-"
    criteria: Any = content.get("criteria")
    if criteria is None:
        return gettext("ตามเกณฑ์ของตัวชี้วัด")
    if criteria.get("kind") == "levels":
        return " · ".join(at_most(Decimal(str(each)), PLACES) for each in criteria["at"])
    return "\n".join(criteria_lines(criteria, points))


def refused_rows(refused: Iterable[Refused | Sequence[str]], names: Mapping[str, str]) -> list[ReasonRows]:
    """Who is refused, by reason, the most frequent first."""
    by_code: dict[str, list[str]] = {}
    for each in refused:
        key, indicator, code = (each.key, each.indicator, each.code) if isinstance(each, Refused) else each
        who = (
            f"{names.get(key, key.removeprefix('~'))} ({key.removeprefix('~')})"
            if key in names
            else key.removeprefix("~")
        )
        by_code.setdefault(code, []).append(f"{who} · {indicator}" if indicator else who)
    in_order = sorted(by_code.items(), key=lambda each: -len(each[1]))
    return [ReasonRows(row_words(code), tuple(who[:MOST_NAMED]), len(who[MOST_NAMED:])) for code, who in in_order]


def gap_rows(gaps: Iterable[Gap | Sequence[str]], names: Mapping[str, str]) -> list[GapRow]:
    """Where sums do not meet."""
    rows = []
    for each in gaps:
        above, indicator, target, parts = (
            (each.above, each.indicator, each.target, each.parts) if isinstance(each, Gap) else each
        )
        by = Decimal(parts) - Decimal(target)
        sign = "+" if by > 0 else ""
        name = names.get(above, above)
        rows.append(GapRow(name, indicator, number_words(target), number_words(parts), sign + at_most(by, PLACES)))
    return rows


def keys_in(plan: Plan) -> set[str]:
    """All that has a name in the preview of what is refused and what does not meet."""
    return {each.key for each in plan.refused} | {each.above for each in plan.gaps}
