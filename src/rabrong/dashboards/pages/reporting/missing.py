"""Who has not reported: each report that is missing, or each unit with how much it owes, to filter, sort and export."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import State, Svg, state_glyph
from rabrong.dashboards.pages.states import days_words, standing_glyph, standing_words
from rabrong.org.models import Unit
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.results.queries.states import Standings
from rabrong.results.standing import Days, Standing
from rabrong.ui.dates import day, month_name
from rabrong.ui.words import in_language, language


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that its keeper still owes; `days` since it was due, below 0 while there is time."""

    unit: Unit
    indicator: IndicatorVersion
    month: int
    standing: Standing
    days: int

    @property
    def state(self) -> State:
        """One word for filter and glyph."""
        return standing_glyph(self.standing)

    @property
    def glyph(self) -> Svg:
        """The glyph of the state."""
        return state_glyph(self.state)

    @property
    def words(self) -> str:
        """The state in words."""
        return standing_words(self.standing)

    @property
    def days_words(self) -> str:
        """How many days are left, or how many it is over."""
        return days_words(-self.days)


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit with how many reports it owes of how many, how long, and the last month it reported anything for."""

    unit: Unit
    missing: int
    all: int
    overdue: int
    days: int
    last_month: int

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all came from it."""
        return self.missing == self.all


def missing_rows(
    found: Standings, units: Mapping[int, Unit], indicators: Mapping[int, IndicatorVersion], today: date
) -> list[Missing]:
    """Everything that is owed by now, longest first."""
    rows = [
        Missing(units[unit], indicators[indicator], month, standing, _days(found.windows.get(month), today))
        for (unit, indicator, month), standing in found.reports.items()
        if not standing.is_done and standing_glyph(standing) != "not_due"
    ]
    return sorted(rows, key=lambda row: (-row.days, *_place(row.unit), row.indicator.position, row.month))


def _place(unit: Unit) -> tuple[str, str]:
    return unit.parent.sort_key if unit.parent else "", unit.sort_key


def _days(window: Days | None, today: date) -> int:
    return 0 if window is None else (today - window.closes).days


def owing_rows(rows: Iterable[Missing], found: Standings, last: Mapping[int, int]) -> list[Owing]:
    """The same by unit, silent ones first, then by how much is owed."""
    owed: dict[int, list[Missing]] = {}
    for row in rows:
        owed.setdefault(row.unit.pk, []).append(row)
    duties: dict[int, int] = {}
    for (unit, _, _), standing in found.reports.items():
        duties[unit] = duties.get(unit, 0) + (standing_glyph(standing) != "not_due")
    made = [
        Owing(
            each[0].unit,
            len(each),
            duties[unit],
            sum(row.state == "overdue" for row in each),
            max(row.days for row in each),
            last.get(unit, 0),
        )
        for unit, each in owed.items()
    ]
    return sorted(made, key=lambda row: (not row.is_silent, -row.overdue, -row.missing, *_place(row.unit)))


ORDERS: Mapping[str, Callable[[Missing], tuple[object, ...]]] = {
    "unit": lambda row: (*_place(row.unit), row.indicator.position, row.month),
    "indicator": lambda row: (row.indicator.position, row.month, *_place(row.unit)),
}
"""Every other word leaves the longest first."""


def wanted_rows(rows: Iterable[Missing], wanted: Mapping[str, str]) -> list[Missing]:
    """The rows that were asked for, in the order that was asked for."""
    sought, order = wanted["q"].casefold(), ORDERS.get(wanted["sort"])
    kept = [
        row
        for row in rows
        if wanted["state"] in ("", row.state)
        and wanted["kpi"] in ("", row.indicator.code)
        and wanted["kind"] in ("", row.unit.kind)
        and sought in _searched(row.unit)
    ]
    return kept if order is None else sorted(kept, key=order)


def _searched(unit: Unit) -> str:
    names = (unit.code, unit.name, unit.name_en, unit.short_name, unit.parent.name if unit.parent else "")
    return " ".join(names).casefold()


def missing_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("รหัสหน่วย")),
        Column(gettext("หน่วยงาน"), width=32),
        Column(gettext("สังกัด"), width=32),
        Column(gettext("ตัวชี้วัด")),
        Column(gettext("ชื่อตัวชี้วัด"), width=50),
        Column(gettext("เดือน")),
        Column(gettext("สถานะ"), width=24),
        Column(gettext("ครบกำหนด")),
        Column(gettext("เกินมาแล้ว (วัน)")),
    ]


def missing_cells(rows: Iterable[Missing], found: Standings) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [
        [
            row.unit.code,
            in_language(row.unit, "name"),
            in_language(row.unit.parent, "name") if row.unit.parent else "",
            row.indicator.code,
            in_language(row.indicator, "name"),
            month_name(row.month, language()),
            row.words,
            day(found.windows[row.month].closes, language()) if row.month in found.windows else "",
            str(max(0, row.days)),
        ]
        for row in rows
    ]
