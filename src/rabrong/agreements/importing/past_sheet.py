"""Results of the three years before, by indicator and unit, from a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rabrong.agreements.importing.cells import number_in, text_in
from rabrong.agreements.models import IndicatorVersion, PastResult, Year
from rabrong.org.importing.plan import Line, Plan
from rabrong.org.importing.rows import Field, Problem, Rows, TypedRow, text_problems
from rabrong.org.models import Unit
from rabrong.scoring.exact import plain

YEARS_BACK = 3


@dataclass(frozen=True, slots=True)
class PastRow:
    """One result that is to be kept."""

    indicator: int
    unit: int
    year: int
    value: Decimal
    source: str


def past_fields(year: Year) -> list[Field]:
    """Indicator, unit, a column for each year, the source."""
    years = [
        Field(f"y{each}", f"ผลปี {each}", f"Result of {each}", most=30, width=14)
        for each in range(year.year - YEARS_BACK, year.year)
    ]
    return [
        Field("code", "รหัสตัวชี้วัด", "Indicator", required=True, most=40, width=14),
        Field("unit", "รหัสหน่วย", "Unit", required=True, most=20, width=12),
        *years,
        Field("source", "แหล่งที่มา", "Source", required=True, most=200, width=40),
    ]


def past_choices(year: Year) -> dict[str, tuple[str, ...]]:
    """The indicators of the year."""
    return {"code": tuple(year.indicators.order_by("position").values_list("code", flat=True))}


def nothing_filled(year: Year) -> Sequence[Sequence[str]]:
    """An empty form."""
    return ()


def plan_past(year: Year, rows: Rows, now: datetime) -> tuple[Plan, list[PastRow]]:
    """What a sheet would do. Three queries."""
    versions = {row.code: row.indicator_id for row in IndicatorVersion.objects.filter(year=year)}
    units = dict(Unit.objects.values_list("code", "pk"))
    known = _known(year)
    problems: list[Problem] = []
    work: dict[tuple[int, int, int], PastRow] = {}
    lines = []
    for row in rows.rows:
        found = [*text_problems(row, past_fields(year)), *_code_problems(row, versions, units)]
        past = (
            [] if found else _results(row, year, (versions[text_in(row, "code")], units[text_in(row, "unit")]), found)
        )
        twice = [each for each in past if _place(each) in work]
        problems += [*found, *(row.problem(f"y{each.year}", "past.twice") for each in twice)]
        work |= {_place(each): each for each in past}
        lines.append(_line(row, past, known))
    new = tuple(line for line in lines if not line.before and line.after)
    changed = tuple(line for line in lines if line.before and line.before != line.after)
    plan = Plan(tuple(problems), new, changed, len(lines) - len(new) - len(changed), rows.unknown)
    return plan, [each for place, each in work.items() if known.get(place) != each.value]


def _place(row: PastRow) -> tuple[int, int, int]:
    return row.indicator, row.unit, row.year


def _known(year: Year) -> dict[tuple[int, int, int], Decimal | None]:
    rows = PastResult.objects.filter(month=0, year__lt=year.year, year__gte=year.year - YEARS_BACK)
    return {(row.indicator_id, row.unit_id, row.year): row.value for row in rows}


def _code_problems(row: TypedRow, versions: Mapping[str, int], units: Mapping[str, int]) -> list[Problem]:
    found = []
    if text_in(row, "code") not in versions:
        found.append(row.problem("code", "exchange.unknown_indicator", code=text_in(row, "code")))
    if text_in(row, "unit") not in units:
        found.append(row.problem("unit", "unit.unknown", code=text_in(row, "unit")))
    if not text_in(row, "source"):
        found.append(row.problem("source", "cell.empty"))
    return found


def _results(row: TypedRow, year: Year, whose: tuple[int, int], problems: list[Problem]) -> list[PastRow]:
    results = []
    for each in range(year.year - YEARS_BACK, year.year):
        number = number_in(row, f"y{each}")
        if isinstance(number, Problem):
            problems.append(number)
        elif number is not None:
            results.append(PastRow(*whose, each, number, text_in(row, "source")))
    return results


def _line(row: TypedRow, past: Sequence[PastRow], known: Mapping[tuple[int, int, int], Decimal | None]) -> Line:
    values = {str(each.year): known.get(_place(each)) for each in past}
    before = {year: plain(value) for year, value in values.items() if value is not None}
    after = {str(each.year): plain(each.value) for each in past}
    return Line(row.number, text_in(row, "code"), text_in(row, "unit"), before, after)
