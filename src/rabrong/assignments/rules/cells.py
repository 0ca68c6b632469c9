"""What a cell of the Owner-Supporter table may say, and which rows have to end and begin for it.

A cell is an indicator and a unit or a person. It says a role for some rounds; what it says of the others stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.assignments.queries.cells import Key, key_of, mark_of
from rabrong.assignments.rules.rounds import (
    absent_refusal,
    round_after,
    round_before,
    rounds_refusal,
    to_the_end,
    touch,
    until,
)
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.scoring.exact import added, plain

WHOLE = Decimal(100)
BLANK = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell is to say from a round on: a role ("main", "co", "supporter") or BLANK, and the share in percent.

    `to_round` None is to the end of the year. `seen` is the `mark_of` what stood there when somebody decided it, None
    for replacing whatever stands.
    """

    indicator: IndicatorVersion
    who: Unit | Person
    role: str
    share: Decimal | None = None
    from_round: int = 6
    to_round: int | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Which of several cannot be, counted from 0, and why."""

    at: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Replacing:
    """What one cell changes: rows that end, rows that begin. Both empty where it says so already."""

    cell: Cell
    before: tuple[Ownership, ...] = ()
    after: tuple[Ownership, ...] = ()


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What several cells change together; nothing may be written while anything is refused."""

    changes: tuple[Replacing, ...] = ()
    refused: tuple[Refused, ...] = ()


Standing = Mapping[Key, Sequence[Ownership]]
"""Rows in force by cell."""


@dataclass(slots=True)
class _Planning:
    """Where the planning of several cells stands: the rows there are and would be, what was asked before."""

    year: Year
    standing: Standing
    rows: dict[Key, list[Ownership]]
    asked: dict[Key, list[Cell]] = field(default_factory=dict)


def plan_cells(cells: Sequence[Cell], standing: Standing, year: Year) -> CellPlan:
    """The rows that several cells of a year end and begin, and those that cannot be, each with its reason.

    Every cell at most once a round; shares are looked at when all are in. No query.
    """
    planning = _Planning(year, standing, {key: list(rows) for key, rows in standing.items()})
    planned = [_planned(cell, planning) for cell in cells]
    refused = [Refused(at, each) for at, each in enumerate(planned) if isinstance(each, Refusal)]
    changes = tuple(each for each in planned if isinstance(each, Replacing) and (each.before or each.after))
    over = _shares_over(cells, standing, planning.rows)
    refused += [Refused(at, over[cell.indicator.pk]) for at, cell in enumerate(cells) if cell.indicator.pk in over]
    return CellPlan(changes, tuple(sorted(refused, key=lambda each: each.at)))


def _planned(cell: Cell, planning: _Planning) -> Replacing | Refusal:
    key = key_of(cell)
    rows = planning.rows.setdefault(key, [])
    earlier = planning.asked.setdefault(key, [])
    refusal = _cell_refusal(cell, planning.year) or _twice_refusal(cell, earlier)
    refusal = refusal or _stale_refusal(cell, planning.standing.get(key, ())) or _overlap_refusal(cell, rows)
    earlier.append(cell)
    if refusal is not None:
        return refusal
    change = _replacing(cell, rows, planning.rows)
    planning.rows[key] = [row for row in rows if row not in change.before] + list(change.after)
    return change


def _cell_refusal(cell: Cell, year: Year) -> Refusal | None:
    if cell.role and cell.role not in dict(Ownership.ROLES):
        return Refusal("owner.unknown_role", {"role": cell.role[:20]})
    if cell.share is not None and not (cell.role and 0 < cell.share <= WHOLE):
        return Refusal("owner.share_range", {"share": plain(cell.share)})
    refusal = rounds_refusal(cell, year)
    return refusal or (absent_refusal(cell.who, cell, year) if cell.role else None)


def _twice_refusal(cell: Cell, earlier: Iterable[Cell]) -> Refusal | None:
    if any(touch(cell, each) for each in earlier):
        return Refusal("owner.twice", {"who": str(cell.who), "code": cell.indicator.code})
    return None


def _stale_refusal(cell: Cell, rows: Sequence[Ownership]) -> Refusal | None:
    """Something in the cell changed since somebody looked at it."""
    if cell.seen is None or cell.seen == mark_of(rows):
        return None
    return Refusal("owner.stale", {"who": str(cell.who), "code": cell.indicator.code})


def _overlap_refusal(cell: Cell, rows: Sequence[Ownership]) -> Refusal | None:
    """What begins in a later round and says something else is ended first, by itself."""
    later = [row for row in rows if touch(cell, row) and row.from_round > cell.from_round]
    other = next((row for row in later if not _says(row, cell)), None)
    terms = {"who": str(cell.who), "code": cell.indicator.code}
    return None if other is None else Refusal("owner.overlap", {**terms, "round": other.from_round})


def _says(row: Ownership, cell: Cell) -> bool:
    return (row.role, row.share) == (cell.role, cell.share)


def _replacing(cell: Cell, rows: Sequence[Ownership], everything: Standing) -> Replacing:
    touched = tuple(row for row in rows if touch(cell, row))
    if not touched and not cell.role:
        return Replacing(cell)
    if len(touched) == 1 and _says(touched[0], cell) and _covers(touched[0], cell):
        return Replacing(cell)
    after = [piece for row in touched for piece in pieces_outside(row, cell.from_round, until(cell))]
    if cell.role:
        after.append(_row(cell, touched, everything))
    return Replacing(cell, touched, tuple(after))


def _covers(row: Ownership, cell: Cell) -> bool:
    return row.from_round <= cell.from_round and until(row) >= until(cell)


def _row(cell: Cell, touched: Sequence[Ownership], everything: Standing) -> Ownership:
    who = {"person": cell.who} if isinstance(cell.who, Person) else {"unit": cell.who}
    near = [row.position for key, rows in everything.items() if key[0] == cell.indicator.pk for row in rows]
    return Ownership(
        indicator=cell.indicator,
        role=cell.role,
        share=cell.share,
        position=touched[0].position if touched else max(near, default=0) + 1,
        from_round=cell.from_round,
        to_round=to_the_end(until(cell)),
        **who,
    )


def pieces_outside(row: Ownership, first: int, last: int) -> list[Ownership]:
    """What a row goes on saying of the rounds before `first` and after `last`, as rows of their own, not stored."""
    pieces = []
    if row.from_round < first:
        pieces.append(_copy(row, row.from_round, round_before(first)))
    if until(row) > last:
        pieces.append(_copy(row, round_after(last), until(row)))
    return pieces


def _copy(row: Ownership, first: int, last: int) -> Ownership:
    names = ("indicator_id", "unit_id", "person_id", "role", "share", "position")
    return Ownership(**{name: getattr(row, name) for name in names}, from_round=first, to_round=to_the_end(last))


def _shares_over(cells: Sequence[Cell], before: Standing, after: Standing) -> dict[int, Refusal]:
    """Indicator -> why its shares are more than the whole; what was too much before may become less."""
    found: dict[int, Refusal] = {}
    for version in {cell.indicator.pk: cell.indicator for cell in cells}.values():
        for round_ in ROUNDS:
            total = _shares(after, version, round_)
            if total > WHOLE and total > _shares(before, version, round_):
                terms = {"code": version.code, "round": round_, "sum": plain(total)}
                found.setdefault(version.pk, Refusal("owner.share_over", terms))
    return found


def _shares(standing: Standing, version: IndicatorVersion, round_: int) -> Decimal:
    rows = [row for key, several in standing.items() if key[0] == version.pk for row in several]
    return added(row.share for row in rows if row.share is not None and row.counts_in(round_))


def ending(row: Ownership, from_round: int) -> Cell:
    """The cell that ends a row from a round on and leaves what it says before."""
    who = row.person if row.person is not None else row.unit
    assert who is not None  # a row is of one of the two
    return Cell(row.indicator, who, BLANK, from_round=max(from_round, row.from_round), to_round=row.to_round)
