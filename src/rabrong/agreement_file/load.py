"""Who carries how much: indicators and weight by unit, computed, beside what a paper printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.agreement_file.document import AgreementFile, Owner, PrintedRow
from rabrong.agreement_file.lint.owners import OWNING, weight_of

PERCENT = 100


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """A unit's indicators as main or co-owner and the weight it carries: its share where given, else the whole.

    `printed` are its rows in the printed tables, in their order.
    """

    unit: str
    indicators: tuple[str, ...]
    weight: Fraction
    printed: tuple[PrintedRow, ...]


def unit_loads(file: AgreementFile) -> list[UnitLoad]:
    """Every unit that owns something or stands in a printed table, in the order of the tables, then of the file."""
    units = dict.fromkeys(row.unit for table in file.printed for row in table.rows)
    units |= dict.fromkeys(owner.unit for _, _, owner in _owning(file))
    return [_load(file, unit) for unit in units]


def _owning(file: AgreementFile) -> Iterator[tuple[str, Decimal, Owner]]:
    for indicator in file.agreement.indicators:
        for owner in file.details[indicator.code].owners:
            if owner.role in OWNING:
                yield indicator.code, weight_of(indicator), owner


def _load(file: AgreementFile, unit: str) -> UnitLoad:
    rows = [(code, weight, owner) for code, weight, owner in _owning(file) if owner.unit == unit]
    carried = sum((_carried(weight, owner) for _, weight, owner in rows), Fraction(0))
    printed = tuple(row for table in file.printed for row in table.rows if row.unit == unit)
    return UnitLoad(unit, tuple(code for code, _, _ in rows), carried, printed)


def _carried(weight: Decimal, owner: Owner) -> Fraction:
    share = Fraction(PERCENT) if owner.share is None else Fraction(owner.share)
    return Fraction(weight) * share / PERCENT
