"""The list of units: each with its total, the weight counted, its label, and how many reports of the month came."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import Band
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.labels import Label, label_of
from rabrong.dashboards.pages.reports import aside_in
from rabrong.dashboards.queries.groups import Group, Member
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit, UnitKind
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.numbers import typed
from rabrong.ui.words import in_language

PLACES = 4
NO_BAND = "none"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; `total` and `label` are None where it promised nothing of its own."""

    unit: Unit
    name: str
    region: str
    href: str
    total: Decimal | None
    band: Band
    counted: Decimal | None
    label: Label | None
    sent: int
    expected: int

    @property
    def kind(self) -> str:
        """What kind of unit it is, in words."""
        return str(UnitKind(self.unit.kind).label)


@dataclass(frozen=True, slots=True)
class Places:
    """Where units stand: unit id -> code and name of its region."""

    region_of: Mapping[int, tuple[str, str]]


def unit_rows(book: YearBook, group: Group, versions: Iterable[IndicatorVersion], places: Places) -> list[UnitRow]:
    """The units with totals in dictionary order."""
    due = frozenset(version.pk for version in versions if not aside_in(version, book.month))
    sent, expected = Counter[int](), Counter[int]()
    for (unit, indicator), place in group.places.items():
        sent[unit] += place.sent if indicator in due else 0
    for unit, indicator in group.promised.reported:
        expected[unit] += indicator in due
    return [_row(book, group, member, Sums(sent, expected, places)) for member in group.members]


@dataclass(frozen=True, slots=True)
class Sums:
    """Reports of the month by the lowest units, sent and to be sent; and where units stand."""

    sent: Mapping[int, int]
    expected: Mapping[int, int]
    places: Places


def _row(book: YearBook, group: Group, member: Member, sums: Sums) -> UnitRow:
    below = group.below[member.unit.pk]
    return UnitRow(
        unit=member.unit,
        name=in_language(member.unit, "name"),
        region=sums.places.region_of.get(member.unit.pk, ("", ""))[1],
        href=reverse("unit", args=(book.year, member.unit.code)),
        total=member.total,
        band=band_at(book, member.total),
        counted=member.counted,
        label=label_of(group.closing, is_whole=member.is_certified),
        sent=sum(sums.sent.get(unit, 0) for unit in below),
        expected=sum(sums.expected.get(unit, 0) for unit in below),
    )


def bureau_rows(book: YearBook, bureaus: Iterable[Unit]) -> list[UnitRow]:
    """The units of the centre, whose indicators are in the department's agreement."""
    found = []
    for unit in bureaus:
        href = reverse("unit", args=(book.year, unit.code))
        found.append(
            UnitRow(
                unit, in_language(unit, "name"), "", href, None, band_at(book, None), None, None, sent=0, expected=0
            )
        )
    return found


Order = Callable[[UnitRow], tuple[object, ...]]
ORDERS: Mapping[str, Order] = {
    "worst": lambda row: (row.total is None and row.label is None, row.total is not None, row.total or 0),
    "best": lambda row: (row.total is None, -(row.total or Decimal(0))),
    "reported": lambda row: (not row.expected, Fraction(row.sent, row.expected or 1)),
    "region": lambda row: (not row.region, len(row.region), row.region),
}
"""Every other word leaves the order of names."""


def wanted_units(rows: Iterable[UnitRow], wanted: Mapping[str, str]) -> list[UnitRow]:
    """The rows that were asked for, in the order that was asked for."""
    sought, order = wanted["q"].casefold(), ORDERS.get(wanted["sort"])
    kept = [
        row
        for row in rows
        if sought in _searched(row)
        and wanted["region"] in ("", row.region)
        and _is_in(row, wanted["band"])
        and _has_label(row, wanted["label"])
    ]
    return kept if order is None else sorted(kept, key=order)


def _searched(row: UnitRow) -> str:
    unit = row.unit
    return " ".join((unit.code, unit.name, unit.name_en, unit.short_name)).casefold()


def _is_in(row: UnitRow, band: str) -> bool:
    if not band:
        return True
    return row.total is None if band == NO_BAND else row.band.digit == band


def _has_label(row: UnitRow, label: str) -> bool:
    if not label:
        return True
    return row.label is not None and row.label.is_certified is (label == "certified")


def unit_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("รหัสหน่วย")),
        Column(gettext("หน่วยงาน"), width=32),
        Column(gettext("ประเภท"), width=20),
        Column(gettext("เขตตรวจราชการ"), width=24),
        Column(gettext("คะแนนรวม")),
        Column(gettext("ระดับ")),
        Column(gettext("น้ำหนักที่นับ")),
        Column(gettext("สถานะคะแนน"), width=20),
        Column(gettext("รายงานที่ส่ง")),
        Column(gettext("รายงานทั้งหมด")),
    ]


def unit_cells(rows: Iterable[UnitRow]) -> list[list[Cell]]:
    """The list as rows of a file; no total is an empty cell, never 0."""
    return [
        [
            row.unit.code,
            row.name,
            row.kind,
            row.region,
            "" if row.total is None else f"{row.total:.{PLACES}f}",
            row.band.digit,
            "" if row.counted is None else typed(row.counted, PLACES),
            "" if row.label is None else row.label.word,
            str(row.sent),
            str(row.expected),
        ]
        for row in rows
    ]
