"""The tree that numbers go up, on a day or in a month of a fiscal year: districts under provinces under regions.

In a month of a fiscal year a unit stands where it stood last until that month's end. A unit closed within the year
keeps its place until the year ends, so that what it reported stays counted. The tree ends at the department: the
ministry above it adds nothing up.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from rabrong.org.models import Membership, Unit, UnitKind, UnitVersion
from rabrong.thai.fiscal import first_day, month_ends

MOST_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Days `[starts, ends)`: what held last within them is what counts."""

    starts: date
    ends: date


def span_of_day(day: date) -> Span:
    """One day: the tree as it stood on it."""
    return Span(day, day + timedelta(days=1))


def span_of_month(year: int, month: int) -> Span:
    """From the first day of a fiscal year to the end of one of its months: the tree that its numbers add up."""
    return Span(first_day(year), end_of_month(year, month))


def end_of_month(year: int, month: int) -> date:
    """The first day after a fiscal month."""
    return month_ends(year, month)[1]


@dataclass(frozen=True, slots=True)
class Tree:
    """Who stands under whom, by unit id."""

    parent_of: Mapping[int, int]
    children_of: Mapping[int, tuple[int, ...]]

    def path(self, unit_id: int) -> tuple[int, ...]:
        """The unit and everything above it, from below."""
        path = [unit_id]
        while (above := self.parent_of.get(path[-1])) is not None:
            path.append(above)
        return tuple(path)


def unit_codes() -> dict[int, str]:
    """Unit id -> code. One query."""
    return dict(Unit.objects.values_list("id", "code"))


def within(span: Span, prefix: str = "") -> Q:
    """The rows whose days touch a span."""
    starts = Q(**{f"{prefix}starts__lt": span.ends})
    return starts & (Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gt": span.starts}))


def tree_in(span: Span) -> Tree:
    """The whole tree of a span. Two queries."""
    versions = UnitVersion.objects.filter(within(span)).exclude(unit__kind=UnitKind.DEPARTMENT)
    parents = _pairs(versions.order_by("starts"), "unit_id", "parent_id")
    regions = _pairs(Membership.objects.filter(within(span)).order_by("starts"), "member_id", "region_id")
    return _tree({**parents, **regions})


def _pairs(rows: QuerySet[Any], below: str, above: str) -> dict[int, int | None]:
    return dict(rows.values_list(below, above))


def _tree(parents: Mapping[int, int | None]) -> Tree:
    known = {unit: parent for unit, parent in parents.items() if parent is not None}
    children: dict[int, list[int]] = {}
    for unit, parent in known.items():
        children.setdefault(parent, []).append(unit)
    return Tree(known, {parent: tuple(units) for parent, units in children.items()})


def trees_of(year: int, months: Iterable[int]) -> dict[int, Tree]:
    """Month -> the tree its numbers add up; months between two changes share one. Two queries a change, and two."""
    return {
        month: tree for group in _unchanged(year, list(months)) for tree in [_whole(year, group)] for month in group
    }


def _whole(year: int, group: Sequence[int]) -> Tree:
    return tree_in(span_of_month(year, group[-1]))


def trees_around(
    units: Collection[int], year: int, months: Sequence[int], *, siblings: bool = True
) -> list[tuple[Tree, tuple[int, ...]]]:
    """The parts of the trees that numbers of some units (by id) and months touch: the paths, and the children of the
    units themselves; with `siblings` those of all on the paths. Around more than MOST_ROOTS the whole trees.

    One query, and two for each group of months between which the tree did not change: one, as a rule.
    """
    whole = len(units) > MOST_ROOTS
    return [
        (_whole(year, group) if whole else _around(units, span_of_month(year, group[-1]), siblings), tuple(group))
        for group in _unchanged(year, months)
    ]


def _unchanged(year: int, months: Sequence[int]) -> list[list[int]]:
    """Months in groups: within one the tree is the same. One query; none for a single month."""
    if len(months) < len(("the first", "another")):
        return [list(months)] if months else []
    changed = _changes_between(end_of_month(year, months[0]), end_of_month(year, months[-1]))
    groups: list[list[int]] = [[months[0]]]
    for before, month in pairwise(months):
        if any(end_of_month(year, before) <= day < end_of_month(year, month) for day in changed):
            groups.append([])
        groups[-1].append(month)
    return groups


def _changes_between(first: date, last: date) -> list[date]:
    days = {"starts__gte": first, "starts__lt": last}
    units = UnitVersion.objects.filter(**days).order_by().values_list("starts")
    return [day for (day,) in units.union(Membership.objects.filter(**days).order_by().values_list("starts"))]


PATHS = """
WITH RECURSIVE path(root, unit, depth) AS (
  SELECT id, id, 0 FROM org_unit WHERE id IN ({roots})
  UNION ALL
  SELECT path.root, COALESCE(
    (SELECT m.region_id FROM org_membership m
      WHERE m.member_id = path.unit AND m.starts < %s AND (m.ends IS NULL OR m.ends > %s)
      ORDER BY m.starts DESC LIMIT 1),
    (SELECT v.parent_id FROM org_unitversion v JOIN org_unit u ON u.id = v.unit_id AND u.kind <> 'department'
      WHERE v.unit_id = path.unit AND v.starts < %s AND (v.ends IS NULL OR v.ends > %s)
      ORDER BY v.starts DESC LIMIT 1)), depth + 1
  FROM path WHERE path.unit IS NOT NULL AND depth < %s
)
SELECT root, unit FROM path WHERE unit IS NOT NULL ORDER BY root, depth
"""
MOST_ROOTS = 5_000
"""How many units one query names; databases limit them."""


def path_ids(unit_id: int, span: Span) -> list[int]:
    """The unit and everything above it in a span, from below. One query."""
    return paths_of([unit_id], span)[unit_id]


def paths_of(units: Iterable[int], span: Span) -> dict[int, list[int]]:
    """Unit id -> itself and everything above it in a span, from below. One query for each MOST_ROOTS."""
    found: dict[int, list[int]] = {}
    days, ids = [span.ends, span.starts], list(units)
    for start in range(0, len(ids), MOST_ROOTS):
        roots = ids[start : start + MOST_ROOTS]
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(roots))
            cursor.execute(PATHS.format(roots=marks), [*roots, *days, *days, MOST_LEVELS])
            for root, unit in cursor.fetchall():
                found.setdefault(root, []).append(unit)
    return found


def _around(units: Collection[int], span: Span, siblings: bool) -> Tree:
    paths = paths_of(units, span)
    above = {unit for path in paths.values() for unit in path} if siblings else units
    along = {below: above for path in paths.values() for below, above in pairwise(path)}
    return _tree({**_directly_below(above, span), **along})


UNDER = """
SELECT m.member_id, m.region_id FROM org_membership m
 WHERE m.region_id IN ({units}) AND m.starts < %s AND (m.ends IS NULL OR m.ends > %s)
   AND NOT EXISTS (SELECT 1 FROM org_membership n WHERE n.member_id = m.member_id AND n.starts > m.starts
                    AND n.starts < %s AND (n.ends IS NULL OR n.ends > %s))
UNION ALL
SELECT v.unit_id, v.parent_id FROM org_unitversion v
 WHERE v.parent_id IN ({units}) AND v.starts < %s AND (v.ends IS NULL OR v.ends > %s)
   AND NOT EXISTS (SELECT 1 FROM org_unitversion n WHERE n.unit_id = v.unit_id AND n.starts > v.starts
                    AND n.starts < %s AND (n.ends IS NULL OR n.ends > %s))
   AND NOT EXISTS (SELECT 1 FROM org_membership m WHERE m.member_id = v.unit_id
                    AND m.starts < %s AND (m.ends IS NULL OR m.ends > %s))
"""


def _directly_below(units: Iterable[int], span: Span) -> dict[int, int | None]:
    """Child -> parent, of what `versions_under` and `members_of` find. One query for each MOST_ROOTS: written as SQL
    for the many entries that wait for it."""
    found: dict[int, int | None] = {}
    days, ids = [span.ends, span.starts], list(units)
    for start in range(0, len(ids), MOST_ROOTS):
        some = ids[start : start + MOST_ROOTS]
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(UNDER.format(units=marks), [*some, *days * 2, *some, *days * 3])
            found |= dict(cursor.fetchall())
    return found


def versions_under(units: Iterable[int], span: Span) -> QuerySet[UnitVersion]:
    """What stands directly below some units by its own place, not by a region."""
    later = UnitVersion.objects.filter(within(span), unit=OuterRef("unit"), starts__gt=OuterRef("starts"))
    regions = Membership.objects.filter(within(span), member=OuterRef("unit"))
    rows = UnitVersion.objects.filter(within(span), parent_id__in=units)
    return rows.filter(~Exists(later), ~Exists(regions)).order_by()


def members_of(regions: Iterable[int], span: Span) -> QuerySet[Membership]:
    """Who belongs to some regions."""
    later = Membership.objects.filter(within(span), member=OuterRef("member"), starts__gt=OuterRef("starts"))
    return Membership.objects.filter(within(span), region_id__in=regions).filter(~Exists(later)).order_by()


def path_of(unit: Unit, span: Span) -> list[Unit]:
    """The unit and everything above it, from below. Two queries."""
    ids = path_ids(unit.pk, span)
    above = Unit.objects.in_bulk(ids[1:])
    return [unit, *(above[pk] for pk in ids[1:])]


def children_of(unit: Unit, span: Span) -> QuerySet[Unit]:
    """What stands directly below a unit: a region's provinces, a province's districts, a department's regions and
    bureaus. One query."""
    below = versions_under([unit.pk], span).values("unit_id")
    members = members_of([unit.pk], span).values("member_id")
    return Unit.objects.filter(Q(pk__in=below) | Q(pk__in=members)).order_by("sort_key")


BELOW = """
WITH RECURSIVE links(unit, above) AS (
  SELECT m.member_id, m.region_id FROM org_membership m
   WHERE m.starts < %s AND (m.ends IS NULL OR m.ends > %s)
     AND NOT EXISTS (SELECT 1 FROM org_membership n WHERE n.member_id = m.member_id
                      AND n.starts < %s AND n.starts > m.starts)
  UNION ALL
  SELECT v.unit_id, v.parent_id FROM org_unitversion v
   WHERE v.starts < %s AND (v.ends IS NULL OR v.ends > %s) AND v.parent_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM org_unitversion n WHERE n.unit_id = v.unit_id
                      AND n.starts < %s AND n.starts > v.starts)
     AND NOT EXISTS (SELECT 1 FROM org_membership m WHERE m.member_id = v.unit_id
                      AND m.starts < %s AND (m.ends IS NULL OR m.ends > %s))
),
below(unit, depth) AS (
  SELECT id, 0 FROM org_unit WHERE id IN ({roots})
  UNION
  SELECT links.unit, depth + 1 FROM links JOIN below ON links.above = below.unit WHERE depth < %s
)
SELECT DISTINCT unit FROM below
"""


def units_below(roots: Iterable[int], span: Span) -> frozenset[int]:
    """The ids of some units and of everything below them. One query."""
    ids = list(roots)
    if not ids:
        return frozenset()
    starts, ends = span.starts, span.ends
    days = [ends, starts, ends, ends, starts, ends, ends, starts]
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(BELOW.format(roots=marks), [*days, *ids, MOST_LEVELS])
        return frozenset(row[0] for row in cursor.fetchall())
