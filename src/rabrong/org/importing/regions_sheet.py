"""Memberships of provinces in inspection regions from a sheet, by days or by fiscal years."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rabrong.org.importing.plan import AsOf, Line, Plan
from rabrong.org.importing.rows import Field, Problem, Rows, TypedRow, code_text, day_in
from rabrong.org.importing.units_sheet import KnownUnits
from rabrong.org.models import Membership, Unit, UnitKind
from rabrong.org.rules import Refusal
from rabrong.org.tree_rules import last_day, open_refusal
from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.fiscal import day_after, first_day

FIELDS = (
    Field("province", "รหัสจังหวัด", "Province code", required=True, most=20),
    Field("region", "รหัสเขตตรวจราชการ", "Region code", required=True, most=20, width=20),
    Field("starts", "ตั้งแต่", "From"),
    Field("ends", "ถึงวันสุดท้าย", "Last day"),
    Field("order_ref", "เลขที่คำสั่ง", "Order", most=120, width=28),
)
FISCAL_YEAR = re.compile(r"2[456][0-9]{2}")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A province in a region for `[starts, ends)`."""

    typed: TypedRow
    member: Unit
    region: Unit
    starts: date
    ends: date | None
    order_ref: str


@dataclass(frozen=True, slots=True)
class RegionsWork:
    """The memberships to be stored."""

    joined: tuple[MembershipRow, ...]


def known_memberships() -> dict[int, list[Membership]]:
    """Province id -> its memberships. One query."""
    found: dict[int, list[Membership]] = {}
    for row in Membership.objects.select_related("region").order_by("starts"):
        found.setdefault(row.member_id, []).append(row)
    return found


def plan_regions(
    sheet: Rows, known: KnownUnits, held: Mapping[int, list[Membership]], as_of: AsOf
) -> tuple[Plan, RegionsWork]:
    """The dry run. No query."""
    problems: list[Problem] = []
    joined: list[MembershipRow] = []
    unchanged = 0
    for typed in sheet.rows:
        read = _read(typed, known, as_of)
        if isinstance(read, Problem):
            problems.append(read)
        elif _is_held(read, held.get(read.member.pk, ())):
            unchanged += 1
        else:
            problems += _overlaps(read, held.get(read.member.pk, ()), joined)
            joined.append(read)
    lines = tuple(Line(row.typed.number, row.member.code, row.member.name, {}, _told(row)) for row in joined)
    return Plan(tuple(problems), lines, (), unchanged, sheet.unknown), RegionsWork(tuple(joined))


def _read(typed: TypedRow, known: KnownUnits, as_of: AsOf) -> MembershipRow | Problem:
    units = {}
    for column, kind in (("province", UnitKind.PROVINCE), ("region", UnitKind.REGION)):
        code = code_text(typed.texts.get(column, ""))
        unit = known.by_code.get(code)
        if unit is None:
            return typed.problem(column, "unit.unknown" if code else "unit.no_code", code=code)
        if unit.kind != kind or unit.department != as_of.department:
            return typed.problem(column, "unit.not_that_kind", code=code, kind=kind)
        units[column] = unit
    days = _days_in(typed, as_of)
    if isinstance(days, Problem):
        return days
    order_ref = typed.texts.get("order_ref", "")
    row = MembershipRow(typed, units["province"], units["region"], *days, order_ref)
    refusal = open_refusal(row.member, row.starts) or open_refusal(row.region, row.starts)
    return row if refusal is None else _as_problem(typed, refusal)


def _as_problem(typed: TypedRow, refusal: Refusal) -> Problem:
    return typed.problem("starts", refusal.code, **refusal.terms)


def _days_in(typed: TypedRow, as_of: AsOf) -> tuple[date, date | None] | Problem:
    """The range of days, its end exclusive; a year alone is a fiscal year."""
    first, last = (to_arabic_digits(typed.texts.get(column, "")) for column in ("starts", "ends"))
    starts = first_day(int(first)) if FISCAL_YEAR.fullmatch(first) else day_in(typed, "starts", as_of.on)
    if isinstance(starts, Problem):
        return starts
    ends: date | None = None
    if FISCAL_YEAR.fullmatch(last):
        ends = day_after(int(last))
    elif last:
        read = day_in(typed, "ends", as_of.on)
        if isinstance(read, Problem):
            return read
        ends = read + ONE_DAY
    if ends is not None and ends <= starts:
        return typed.problem("ends", "days.order", starts=starts, ends=ends)
    return starts, ends


def _is_held(row: MembershipRow, held: Iterable[Membership]) -> bool:
    return any((each.region_id, each.starts, each.ends) == (row.region.pk, row.starts, row.ends) for each in held)


def _overlaps(row: MembershipRow, held: Iterable[Membership], joined: Iterable[MembershipRow]) -> list[Problem]:
    """A province is in one region at a time."""
    for each in held:
        if overlap((row.starts, row.ends), (each.starts, each.ends)):
            terms = {"member": row.member.name, "region": each.region.name, "starts": each.starts}
            code = "membership.overlap" if each.ends else "membership.overlap_open"
            return [row.typed.problem("starts", code, ends=last_day(each.ends), **terms)]
    for other in joined:
        if other.member.pk == row.member.pk and overlap((row.starts, row.ends), (other.starts, other.ends)):
            return [row.typed.problem("starts", "membership.twice", member=row.member.name, row=other.typed.number)]
    return []


Days = tuple[date, date | None]


def overlap(one: Days, other: Days) -> bool:
    """Whether two ranges of days have a day in common; None has no end."""
    return one[0] < (other[1] or date.max) and other[0] < (one[1] or date.max)


def _told(row: MembershipRow) -> dict[str, str]:
    return {
        "region": row.region.name,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat() if row.ends else "",
    }
