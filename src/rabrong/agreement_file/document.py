"""A read agreement file: the agreement that is scored, and what is written beside it for people and for the lint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from rabrong.scoring.agreement import Agreement, Round
from rabrong.scoring.assess import Reported
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.formula import Formula

FIRST_YEAR, LAST_YEAR = 2500, 2699
OwnerRole = Literal["main", "co", "supporter"]
OWNER_ROLES: tuple[OwnerRole, ...] = ("main", "co", "supporter")
KINDS = ("ministry", "department", "bureau", "division", "centre", "province", "district", "party")


@dataclass(frozen=True, slots=True)
class Owner:
    """One row of the Owner-Supporter table; `share` in percent, None when not given."""

    unit: str
    role: OwnerRole
    share: Decimal | None
    line: int


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What is counted as a data item, in what it is counted, and the same in English."""

    measure: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """What counts in place of the first from a round on: criteria that were amended, formulas of later versions."""

    criteria: Mapping[Round, Criterion] = field(default_factory=dict)
    formulas: Mapping[Round, Formula] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detail:
    """What the file says about an indicator that no score of the first round depends on; `lines` is key -> line.

    `key` names it across years and numbers, `items` is data item -> words.
    """

    line: int
    key: str = ""
    name_en: str = ""
    target: Decimal | None = None
    responsible: str = ""
    items: Mapping[str, ItemWords] = field(default_factory=dict)
    later: Later = field(default_factory=Later)
    owners: tuple[Owner, ...] = ()
    baseline: Mapping[int, Decimal] = field(default_factory=dict)
    evidence: tuple[str, ...] | None = None
    note: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit of the file's own list; `kind` is empty when not given."""

    code: str
    name: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One unit's row in a printed assignment table; None or empty where the paper prints nothing."""

    unit: str
    count: int | None
    indicators: tuple[str, ...]
    percent: Decimal | None
    weights: tuple[Decimal, ...]
    line: int


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """What one source printed."""

    source: str
    rows: tuple[PrintedRow, ...]
    line: int


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A day of the year's calendar."""

    code: str
    name: str
    name_en: str
    on: date


@dataclass(frozen=True, slots=True)
class YearBeside:
    """What the file says about the year that no score depends on; `aspects_en` is aspect code -> English name,
    `bands_en` as many as there are bands."""

    appeal_days: int | None = None
    details_decided_by: str = ""
    calendar: tuple[DatedEvent, ...] = ()
    bands_en: tuple[str, ...] = ()
    aspects_en: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgreementFile:
    """Everything in a rabrong/1 file; `aspect_lines` is aspect code -> line. `person` and `superior` are codes."""

    agreement: Agreement
    unit_name: str
    superior_name: str
    note: str
    reported: Mapping[str, Reported]
    details: Mapping[str, Detail]
    units: tuple[ListedUnit, ...]
    printed: tuple[PrintedTable, ...]
    aspect_lines: Mapping[str, int]
    indicators_line: int
    bands_line: int
    person: str = ""
    superior: str = ""
    beside: YearBeside = field(default_factory=YearBeside)
