"""Months already gone when a department starts in mid-year: its numbers from a sheet, each marked as imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from rabrong.agreement_file.claims_in import Cell, cell_claim, cells_of
from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.importing.cells import text_in
from rabrong.agreements.importing.kinds import Order, SheetKind, Work
from rabrong.agreements.importing.past_sheet import nothing_filled, past_choices
from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.agreements.queries import indicators_of, year_rules
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.importing.plan import Line, Plan
from rabrong.org.importing.rows import Field, Problem, Rows, TypedRow, text_problems
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import Entry, EntryImport, ImportedEntry
from rabrong.results.months import latest_month, round_of
from rabrong.results.reporters import Reporters, reporting_units
from rabrong.results.rules.rounds import frozen_refusal
from rabrong.results.scores import rebuild
from rabrong.scoring.absence import MISSING, Absent, Fault
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.claims import Claim
from rabrong.scoring.exact import plain
from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.fiscal import calendar_month, calendar_year, month_ends
from rabrong.thai.months import SHORT_ENGLISH, SHORT_THAI

MONTHS = range(1, 13)
BATCH = 1000
Place = tuple[int, int, str, int]
"""Unit, indicator, cell, month."""
Stored = tuple[int, Decimal | None, str]
"""The newest version of a place, and what it says."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One number that is to be stored, as version `version`."""

    place: Place
    version: int
    value: Decimal | None
    word: str
    source: str


def month_fields(year: Year) -> list[Field]:
    """Indicator, unit, what is counted, a column for each month, the source."""
    months = [
        Field(
            f"m{month}",
            f"{SHORT_THAI[calendar_month(month) - 1]} {calendar_year(year.year, month)}",
            f"{SHORT_ENGLISH[calendar_month(month) - 1]} {calendar_year(year.year, month)}",
            most=30,
            width=12,
        )
        for month in MONTHS
    ]
    return [
        Field("code", "รหัสตัวชี้วัด", "Indicator", required=True, most=40, width=14),
        Field("unit", "รหัสหน่วย", "Unit", required=True, most=20, width=12),
        Field("cell", "ข้อมูล", "Data item", most=60, width=12),
        *months,
        Field("source", "แหล่งที่มา", "Source", required=True, most=200, width=40),
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are checked against: cells by indicator, units, the newest versions, which
    units report an indicator in a round, the last month gone."""

    versions: Mapping[str, IndicatorVersion]
    cells: Mapping[str, Mapping[str, Cell]]
    units: Mapping[str, int]
    stored: Mapping[Place, Stored]
    reporting: Reporters
    gone: int


def plan_months(year: Year, rows: Rows, now: datetime) -> tuple[Plan, Work]:
    """What a sheet would do. Nine queries."""
    known = _known(year, now)
    problems: list[Problem] = []
    work: dict[Place, MonthRow] = {}
    lines = []
    for row in rows.rows:
        found = [*text_problems(row, month_fields(year)), *_code_problems(row, known)]
        numbers = [] if found else _numbers(row, known, found)
        found += [row.problem(f"m{each.place[3]}", "month.twice") for each in numbers if each.place in work]
        problems += found
        work |= {each.place: each for each in numbers}
        lines.append(_line(row, numbers, known))
    new = tuple(line for line in lines if line.after and not line.before)
    changed = tuple(line for line in lines if line.before and line.before != line.after)
    plan = Plan(tuple(problems), new, changed, len(lines) - len(new) - len(changed), rows.unknown)
    return plan, [each for each in work.values() if known.stored.get(each.place, (0, None, ""))[1:] != _said(each)]


def _known(year: Year, now: datetime) -> Known:
    versions = {version.code: version for version in indicators_of(year.year)}
    scale = year_rules(year.year).scale
    cells = {}
    for code, version in versions.items():
        items: dict[str, Cell] = {item.code: "number" for item in version.data_items.all()}
        cells[code] = items or dict(cells_of(criterion_of(version.criteria, scale)))
    today = localdate(now)
    gone = max((month for month in MONTHS if month_ends(year.year, month)[1] <= today), default=0)
    units = dict(Unit.objects.values_list("code", "pk"))
    return Known(versions, cells, units, _stored(year), reporting_units(year.year), gone)


def _stored(year: Year) -> dict[Place, Stored]:
    rows = Entry.objects.filter(indicator__year=year).order_by("version")
    fields = ("unit_id", "indicator_id", "cell", "month", "version", "value", "word")
    return {
        (unit, indicator, cell, month): (version, value, word)
        for unit, indicator, cell, month, version, value, word in rows.values_list(*fields)
    }


def _code_problems(row: TypedRow, known: Known) -> list[Problem]:
    code, unit, found = text_in(row, "code"), text_in(row, "unit"), []
    if code not in known.versions:
        found.append(row.problem("code", "exchange.unknown_indicator", code=code))
    elif _cell_of(row, known) is None:
        cells = ", ".join(known.cells[code])
        found.append(row.problem("cell", "month.no_cell", code=code, cell=text_in(row, "cell"), cells=cells))
    if unit not in known.units:
        found.append(row.problem("unit", "unit.unknown", code=unit))
    elif code in known.versions and not any(_reports(known, code, unit, round_) for round_ in ROUNDS):
        found.append(row.problem("unit", "month.not_reporter", code=code, unit=unit))
    if not text_in(row, "source"):
        found.append(row.problem("source", "cell.empty"))
    return found


def _cell_of(row: TypedRow, known: Known) -> str | None:
    """What is counted; left out where there is only one thing."""
    cells, typed = known.cells[text_in(row, "code")], text_in(row, "cell")
    if not typed and len(cells) == 1:
        return next(iter(cells))
    return typed if typed in cells else None


def _reports(known: Known, code: str, unit: str, round_: int) -> bool:
    return known.units[unit] in known.reporting.get((known.versions[code].pk, round_), ())


def _numbers(row: TypedRow, known: Known, problems: list[Problem]) -> list[MonthRow]:
    code, cell = text_in(row, "code"), _cell_of(row, known) or ""
    numbers = []
    for month in MONTHS:
        claim = cell_claim(to_arabic_digits(text_in(row, f"m{month}")), known.cells[code][cell])
        if isinstance(claim, Fault):
            problems.append(row.problem(f"m{month}", claim.code, key="", **claim.terms))
        elif claim is not MISSING and month > known.gone:
            problems.append(row.problem(f"m{month}", "month.not_gone"))
        elif claim is not MISSING and not _reports(known, code, text_in(row, "unit"), round_of(month)):
            problems.append(row.problem(f"m{month}", "month.not_reporter", code=code, unit=text_in(row, "unit")))
        elif claim is not MISSING:
            place = (known.units[text_in(row, "unit")], known.versions[code].pk, cell, month)
            version = known.stored.get(place, (0, None, ""))[0] + 1
            numbers.append(MonthRow(place, version, *_as_stored(claim), text_in(row, "source")))
    return numbers


def _as_stored(claim: Claim) -> tuple[Decimal | None, str]:
    if isinstance(claim, Decimal):
        return claim, ""
    return None, "N/A" if isinstance(claim, Absent) else str(claim)


def _said(row: MonthRow) -> tuple[Decimal | None, str]:
    return row.value, row.word


def _line(row: TypedRow, numbers: Sequence[MonthRow], known: Known) -> Line:
    before = {each.place: known.stored[each.place][1:] for each in numbers if each.place in known.stored}
    return Line(
        row.number,
        text_in(row, "code"),
        " ".join(filter(None, (text_in(row, "unit"), text_in(row, "cell")))),
        {_month(place): _digits(*said) for place, said in before.items()},
        {_month(each.place): _digits(each.value, each.word) for each in numbers},
    )


def _month(place: Place) -> str:
    return SHORT_THAI[calendar_month(place[3]) - 1]


def _digits(value: Decimal | None, word: str) -> str:
    return word if value is None else plain(value)


@transaction.atomic
def take_in_months(order: Order, work: Work) -> Refusal | Stale | None:
    """The numbers as new versions of their entries, each marked with its source, and the scores that follow."""
    at = year_at(order.year, order.edits, order.by, order.now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    months = [row.place[3] for row in work] if isinstance(work, list) else []
    refusal = closed_refusal(year) or frozen_refusal(year.year, months)
    if refusal is not None:
        return refusal
    rows: list[MonthRow] = list(work) if isinstance(work, list) else []
    _store(order, year, rows)
    submit_reports(year.year)
    rebuild(year.year, until_month=max([latest_month(year.year, order.by.today), *months]), now=order.now)
    note_year(admin, "entries.sheet", year, {}, {"numbers": str(len(rows)), "sha256": order.file.sha256})
    return None


def _store(order: Order, year: Year, rows: Iterable[MonthRow]) -> None:
    by_source: dict[str, list[MonthRow]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    for source, numbers in by_source.items():
        came_with = EntryImport.objects.create(
            year=year, source=source, sha256=order.file.sha256, by=order.by.person, at=order.now
        )
        entries = Entry.objects.bulk_create([_entry(row, order) for row in numbers], batch_size=BATCH)
        ImportedEntry.objects.bulk_create(
            [ImportedEntry(entry=entry, came_with=came_with) for entry in entries], batch_size=BATCH
        )


def _entry(row: MonthRow, order: Order) -> Entry:
    unit, indicator, cell, month = row.place
    return Entry(
        unit_id=unit,
        indicator_id=indicator,
        cell=cell,
        month=month,
        version=row.version,
        value=row.value,
        word=row.word,
        by=order.by.person,
        at=order.now,
    )


MONTHS_SHEET = SheetKind(
    name="months",
    title=gettext_lazy("ผลของเดือนที่ผ่านไปแล้ว"),
    about=gettext_lazy("เมื่อเริ่มใช้ระบบกลางปี ตัวเลขทุกตัวมีเครื่องหมายว่านำเข้า พร้อมแหล่งที่มา"),
    fields=month_fields,
    choices=past_choices,
    filled=nothing_filled,
    check=plan_months,
    take_in=take_in_months,
)
