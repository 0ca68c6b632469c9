"""May a unit change like that: one function a rule, None when it may, else the refusal people read."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from rabrong.org.models import Membership, Unit, UnitKind, UnitVersion
from rabrong.org.queries.tree import Span, children_of, span_of_day, units_below, within
from rabrong.org.rules import Refusal

K = UnitKind
CENTRAL = frozenset({K.DEPARTMENT, K.BUREAU, K.DIVISION, K.CENTRE})
ABOVE: dict[str, frozenset[UnitKind]] = {
    K.MINISTRY: frozenset(),
    K.OUTSIDE: frozenset({K.MINISTRY}),
    K.DEPARTMENT: frozenset({K.MINISTRY}),
    K.BUREAU: CENTRAL,
    K.DIVISION: CENTRAL,
    K.CENTRE: CENTRAL,
    K.REGION: frozenset({K.DEPARTMENT}),
    K.PROVINCE: frozenset({K.DEPARTMENT}),
    K.DISTRICT: frozenset({K.PROVINCE}),
}
"""Kind -> what it may stand under. A province belongs to a region by membership, not by its place."""

MAY_BE_TOP = frozenset({K.MINISTRY, K.OUTSIDE, K.DEPARTMENT})


def day_refusal(unit: Unit, on: date, today: date) -> Refusal | None:
    """A change is recorded when its day has come, after the unit's newest version began, before it ends. One query."""
    if on > today:
        return Refusal("unit.not_yet", {"on": on})
    if unit.ends is not None:
        return Refusal("unit.closed", {"unit": unit.name, "on": unit.ends})
    newest = unit.versions.order_by("-starts").values_list("starts", flat=True).first()
    if newest is not None and on <= newest:
        return Refusal("unit.later_change", {"unit": unit.name, "on": newest})
    return None


CODE = re.compile(r"(?=.*\w)[\w.-]{1,20}")
"""It stands in addresses: no space, no slash, not dots alone."""


def code_refusal(codes: Iterable[str]) -> Refusal | None:
    """A code can stand in an address, and names one unit for good, closed ones too. One query."""
    listed = list(codes)
    bad = next((code for code in listed if CODE.fullmatch(code) is None), None)
    if bad is not None:
        return Refusal("unit.bad_code", {"code": bad})
    twice = next((code for at, code in enumerate(listed) if code in listed[:at]), None)
    taken = twice or Unit.objects.filter(code__in=listed).values_list("code", flat=True).first()
    return None if taken is None else Refusal("unit.code_taken", {"code": taken})


def place_refusal(kind: str, under: Unit | None, on: date) -> Refusal | None:
    """What a kind of unit may stand under; the upper unit is there on that day. No query."""
    if under is None:
        return None if kind in MAY_BE_TOP else Refusal("unit.no_parent", {"kind": UnitKind(kind)})
    if under.kind not in ABOVE[kind]:
        return Refusal("unit.wrong_place", {"kind": UnitKind(kind), "above": UnitKind(under.kind)})
    return open_refusal(under, on)


def open_refusal(unit: Unit, on: date) -> Refusal | None:
    """The unit is there on a day. No query."""
    if on < unit.starts:
        return Refusal("unit.not_there_yet", {"unit": unit.name, "on": unit.starts})
    if unit.ends is not None and on >= unit.ends:
        return Refusal("unit.closed", {"unit": unit.name, "on": unit.ends})
    return None


def cycle_refusal(unit: Unit, under: Unit, on: date) -> Refusal | None:
    """A unit does not stand below itself, on that day or any later one. One query."""
    if under.pk in units_below([unit.pk], Span(on, date.max)):
        return Refusal("unit.cycle", {"unit": unit.name, "above": under.name})
    return None


def children_refusal(unit: Unit, on: date) -> Refusal | None:
    """Nothing stands below a unit that closes. One query."""
    below = [child.name for child in children_of(unit, span_of_day(on)) if child.ends is None or child.ends > on]
    if below:
        return Refusal("unit.has_children", {"unit": unit.name, "count": len(below), "first": below[0]})
    return None


def membership_refusal(member: Unit, region: Unit, starts: date, ends: date | None) -> Refusal | None:
    """A province is in one region at a time; only regions have members. One query."""
    if region.kind != UnitKind.REGION or member.kind != UnitKind.PROVINCE:
        return Refusal("membership.kinds", {"member": member.name, "region": region.name})
    if ends is not None and ends <= starts:
        return Refusal("days.order", {"starts": starts, "ends": ends})
    span = Span(starts, ends or date.max)
    other = Membership.objects.filter(within(span), member=member).select_related("region").first()
    if other is None:
        return open_refusal(region, starts) or open_refusal(member, starts)
    terms = {"member": member.name, "region": other.region.name, "starts": other.starts, "ends": last_day(other.ends)}
    return Refusal("membership.overlap" if other.ends else "membership.overlap_open", terms)


def last_day(ends: date | None) -> date | None:
    """The last day of a range that ends before `ends`."""
    return None if ends is None else ends - timedelta(days=1)


def newest_version(unit: Unit) -> UnitVersion:
    """The version that holds now. One query."""
    return unit.versions.get(ends=None)
