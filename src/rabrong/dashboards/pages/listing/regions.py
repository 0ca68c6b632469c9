"""The list of regions: how the totals of the provinces of each lie. A region has no total of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.dashboards.pages.crumbs import Crumb, step_to
from rabrong.dashboards.pages.groups.spread import Lies, totals_lie
from rabrong.dashboards.pages.listing.units import UnitRow
from rabrong.dashboards.queries.groups import Group
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.org.queries import Scope
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language

PLACES = 4


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with the provinces that are seen; `certified` of them have a certified total."""

    step: Crumb
    searched: str
    provinces: int
    certified: int
    lies: Lies
    sent: int
    expected: int


def region_rows(
    book: YearBook, group: Group, rows: Iterable[UnitRow], regions: Sequence[Unit], scope: Scope
) -> list[RegionRow]:
    """The regions in the order of their numbers."""
    by_region: dict[str, list[UnitRow]] = {}
    for row in rows:
        by_region.setdefault(row.region, []).append(row)
    found = []
    for region in regions:
        own = by_region.get(in_language(region, "name"), [])
        if own:
            found.append(_row(book, group, region, own, step_to(book.year, region, scope)))
    return found


def _row(book: YearBook, group: Group, region: Unit, own: Sequence[UnitRow], step: Crumb) -> RegionRow:
    ids = {row.unit.pk for row in own}
    members = tuple(each for each in group.members if each.unit.pk in ids)
    return RegionRow(
        step=step,
        searched=f"{region.code} {region.name} {region.name_en}".casefold(),
        provinces=len(own),
        certified=sum(row.label is not None and row.label.is_certified for row in own),
        lies=totals_lie(book, replace(group, members=members)),
        sent=sum(row.sent for row in own),
        expected=sum(row.expected for row in own),
    )


Order = Callable[[RegionRow], tuple[object, ...]]
ORDERS: Mapping[str, Order] = {
    "worst": lambda row: (row.lies.median is not None, row.lies.median or Decimal(0)),
    "best": lambda row: (row.lies.median is None, -(row.lies.median or Decimal(0))),
    "reported": lambda row: (not row.expected, Fraction(row.sent, row.expected or 1)),
}
"""Every other word leaves the order of numbers."""


def wanted_regions(rows: Iterable[RegionRow], wanted: Mapping[str, str]) -> list[RegionRow]:
    """The rows that were asked for, in the order that was asked for."""
    order, sought = ORDERS.get(wanted["sort"]), wanted["q"].casefold()
    kept = [row for row in rows if sought in row.searched]
    return kept if order is None else sorted(kept, key=order)


def region_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("เขตตรวจราชการ"), width=24),
        Column(gettext("จังหวัด")),
        Column(gettext("ต่ำสุด")),
        Column(gettext("กลาง")),
        Column(gettext("สูงสุด")),
        Column(gettext("เฉลี่ยอย่างง่าย (ไม่ใช่คะแนนของเขต)"), width=28),
        Column(gettext("ไม่มีคะแนน")),
        Column(gettext("รับรองแล้ว")),
        Column(gettext("รายงานที่ส่ง")),
        Column(gettext("รายงานทั้งหมด")),
    ]


def region_cells(rows: Iterable[RegionRow]) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [
        [
            row.step.name,
            str(row.provinces),
            _text(None if row.lies.worst is None else row.lies.worst.score),
            _text(row.lies.median),
            _text(None if row.lies.best is None else row.lies.best.score),
            _text(row.lies.mean),
            str(row.lies.missing),
            str(row.certified),
            str(row.sent),
            str(row.expected),
        ]
        for row in rows
    ]


def _text(score: Decimal | None) -> str:
    return "" if score is None else f"{score:.{PLACES}f}"
