"""A read agreement file: the agreement that is scored, and what is written beside it for people and for the lint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rabrong.scoring.agreement import Agreement
from rabrong.scoring.assess import Reported

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
class Detail:
    """What the file says about an indicator that no score depends on; `lines` is key -> line."""

    line: int
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
class AgreementFile:
    """Everything in a rabrong/1 file; `aspect_lines` is aspect code -> line."""

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
