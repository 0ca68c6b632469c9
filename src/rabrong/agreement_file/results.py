"""The results file: one number per indicator, unit, month and item; every bad row is found, none is half taken."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rabrong.agreement_file.bytes_in import text_of
from rabrong.agreement_file.claims_in import Cell, assembled, cell_claim, cells_of
from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.numbers import shortened
from rabrong.agreement_file.problems import BadFileError, Problem, listed_allowed
from rabrong.scoring.absence import MISSING, Absent, Fault
from rabrong.scoring.agreement import Indicator, Round
from rabrong.scoring.assess import Reported
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import NOT_ADDED_UP
from rabrong.thai.fiscal import fiscal_month

COLUMNS = ("indicator", "unit", "month", "item", "value")
MOST_MEGABYTES = 40
MOST_PROBLEMS = 10_000
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
RESULT = "result"

Series = dict[int, Claim]
"""Fiscal month -> what was reported for it."""


@dataclass(frozen=True, slots=True)
class Results:
    """Indicator -> item -> unit -> fiscal month -> value, as read from a results file."""

    values: Mapping[str, Mapping[str, Mapping[str, Series]]] = field(default_factory=dict)

    def until(self, file: AgreementFile, round_: Round) -> dict[str, Reported]:
        """What counts in a round: months up to its last; indicators without a row keep their own result."""
        reported = dict(file.reported)
        for indicator in file.agreement.indicators:
            if indicator.code in self.values:
                reported[indicator.code] = _reported(
                    indicator, self.values[indicator.code], file.agreement.unit, round_
                )
        return reported


def read_results(path: Path, file: AgreementFile) -> Results:
    """The results in a CSV file, checked against the agreement. Raises BadFileError."""
    return results_of(text_of(path, most_megabytes=MOST_MEGABYTES), str(path), file)


def results_of(text: str, source: str, file: AgreementFile) -> Results:
    """The results in a CSV text. Raises BadFileError with every bad row."""
    problems: list[Problem] = []
    checker = _Checker(file, problems)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = _columns(next(reader, []), problems)
        if columns is not None:
            for row in reader:
                checker.take(row, columns, reader.line_num)
                if len(problems) >= MOST_PROBLEMS:
                    problems.append(Problem("csv.stopped", "", reader.line_num + 1, None, {"most": MOST_PROBLEMS}))
                    break
    except csv.Error as error:
        problems.append(Problem("csv.syntax", "", reader.line_num, None, {"problem": str(error)}))
    if problems:
        raise BadFileError(source, problems)
    return Results(checker.values)


def _columns(header: Sequence[str], problems: list[Problem]) -> Sequence[int] | None:
    names = [name.strip() for name in header]
    if sorted(names) == sorted(COLUMNS):
        return [names.index(column) for column in COLUMNS]
    terms = {"given": shortened(", ".join(names)), "expected": ",".join(COLUMNS)}
    problems.append(Problem("csv.header", "", 1, None, terms))
    return None


class _Checker:
    """Checks row by row and keeps what is good; lookups are made once per file."""

    def __init__(self, file: AgreementFile, problems: list[Problem]) -> None:
        self.year = file.agreement.year
        self.problems = problems
        self.items = {indicator.code: _items(indicator) for indicator in file.agreement.indicators}
        self.criteria = {indicator.code: indicator.criterion for indicator in file.agreement.indicators}
        self.has_data = {indicator.code: bool(indicator.data) for indicator in file.agreement.indicators}
        self.units = {listed.code for listed in file.units} | {file.agreement.unit} if file.units else None
        self.scale = file.agreement.scale
        self.months: dict[str, int | None] = {}
        self.values: dict[str, dict[str, dict[str, Series]]] = {}
        self.first_lines: dict[tuple[str, str, int, str], int] = {}

    def take(self, row: Sequence[str], columns: Sequence[int], line: int) -> None:
        """Keep a row, or note everything that is wrong with it."""
        if not any(cell.strip() for cell in row):
            return
        if len(row) != len(COLUMNS):
            self._note("csv.width", line, "", given=len(row), expected=len(COLUMNS))
            return
        indicator, unit, month, item, value = (row[column].strip() for column in columns)
        noted = len(self.problems)
        cell = self._cell(indicator, item, line)
        self._check_unit(unit, line)
        fiscal = self._month(month, line)
        claim = self._claim(value, cell, line)
        if claim is not None and not self.has_data[indicator]:
            self._check_claim(indicator, item or RESULT, claim, line)
        if len(self.problems) > noted or fiscal is None or cell is None or claim is None:
            return
        self._keep((indicator, item or RESULT, unit), fiscal, claim, line, month)

    def _keep(self, place: tuple[str, str, str], fiscal: int, claim: Claim, line: int, month: str) -> None:
        indicator, item, unit = place
        series = self.values.setdefault(indicator, {}).setdefault(item, {}).setdefault(unit, {})
        key = (indicator, unit, fiscal, item)
        if key in self.first_lines:
            self._note(
                "csv.twice",
                line,
                "",
                first=self.first_lines[key],
                row=shortened(f"{indicator}, {unit}, {month}, {item}"),
            )
            return
        self.first_lines[key] = line
        if claim is not MISSING:
            series[fiscal] = claim

    def _cell(self, indicator: str, item: str, line: int) -> Cell | None:
        items = self.items.get(indicator)
        if items is None:
            self._note(
                "csv.indicator", line, "indicator", text=shortened(indicator), allowed=listed_allowed(self.items)
            )
            return None
        cell = items.get(item or RESULT)
        if cell is None:
            self._note(
                "csv.item",
                line,
                "item",
                text=shortened(item),
                indicator=shortened(indicator),
                allowed=listed_allowed(items),
            )
        return cell

    def _check_unit(self, unit: str, line: int) -> None:
        if not unit:
            self._note("csv.unit_empty", line, "unit")
        elif self.units is not None and unit not in self.units:
            self._note("csv.unit", line, "unit", text=shortened(unit))

    def _month(self, text: str, line: int) -> int | None:
        if text not in self.months:
            found = MONTH.fullmatch(text)
            self.months[text] = fiscal_month(int(found[1]), int(found[2]), self.year) if found else None
        fiscal = self.months[text]
        if fiscal is None:
            terms = {
                "text": shortened(text),
                "year": str(self.year),
                "first": f"{self.year - 1}-10",
                "last": f"{self.year}-09",
            }
            self._note("csv.month", line, "month", **terms)
        return fiscal

    def _claim(self, text: str, cell: Cell | None, line: int) -> Claim | None:
        if cell is None:
            return None
        claim = cell_claim(text, cell)
        if isinstance(claim, Fault):
            self._note(claim.code, line, "value", **claim.terms)
            return None
        return claim

    def _check_claim(self, indicator: str, item: str, claim: Claim, line: int) -> None:
        """A number that this item cannot have: more steps than there are, points off the scale."""
        criterion = self.criteria[indicator]
        fault = criterion.claim_fault(assembled(criterion, {item: claim}), self.scale)
        if fault:
            self._note(fault.code, line, "value", **fault.terms)

    def _note(self, code: str, line: int, column: str, **terms: object) -> None:
        at = COLUMNS.index(column) + 1 if column else None
        self.problems.append(Problem(code, column, line, at, {"key": column, **terms}))


def _items(indicator: Indicator) -> dict[str, Cell]:
    if indicator.data:
        return dict.fromkeys(indicator.data, "number")
    return dict(cells_of(indicator.criterion))


def _reported(indicator: Indicator, items: Mapping[str, Mapping[str, Series]], own: str, round_: Round) -> Reported:
    if indicator.data:
        return Reported(readings={item: dict(_readings(units, round_)) for item, units in items.items()})
    return Reported(
        claim=assembled(indicator.criterion, {item: _last(units, own, round_) for item, units in items.items()})
    )


def _readings(units: Mapping[str, Series], round_: Round) -> Iterator[tuple[str, list[tuple[int, Decimal | Absent]]]]:
    for unit, series in units.items():
        months = sorted(month for month in series if month <= round_)
        values = [(month, value) for month in months if isinstance(value := series[month], Decimal | Absent)]
        if values:
            yield unit, values


def _last(units: Mapping[str, Series], own: str, round_: Round) -> Claim:
    """The last report of the agreement's own unit, or of the only unit that reported: results are not added up."""
    last = {
        unit: series[max(months)] for unit, series in units.items() if (months := [m for m in series if m <= round_])
    }
    if own in last or len(last) <= 1:
        return last.get(own, next(iter(last.values()), MISSING))
    return NOT_ADDED_UP
