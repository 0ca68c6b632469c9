"""What assigning much at once would do, row by row: new, there already, changed, kept as it is, refused."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rabrong.agreements.models import Year
from rabrong.assignments.models import Ownership
from rabrong.assignments.queries.cells import key_of, standing_cells
from rabrong.assignments.rules.cells import Cell, plan_cells
from rabrong.assignments.rules.duties import Naming
from rabrong.org.rules import Refusal
from rabrong.scoring.exact import plain

What = Literal["new", "there", "changes", "kept", "refused"]


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment: of which indicator to whom as what. `before` is what the cell says now, "" for nothing."""

    what: What
    code: str
    who: str
    role: str
    share: Decimal | None = None
    before: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """All rows, and what carries those out that can be."""

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...] = ()
    namings: tuple[Naming, ...] = ()

    @property
    def digest(self) -> str:
        """What the preview showed."""
        told = [
            [row.what, row.code, row.who, row.role, "" if row.share is None else plain(row.share), row.before]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def prepared_cells(cells: Sequence[Cell], year: Year, *, keeps: bool) -> Prepared:
    """The rows of some cells, each looked at with the others; with `keeps` a cell that says something else stays.

    One query.
    """
    standing = standing_cells({cell.indicator.pk for cell in cells})
    taken = {at for at, cell in enumerate(cells) if keeps and _says_other(cell, standing.get(key_of(cell), ()))}
    asked = [cell for at, cell in enumerate(cells) if at not in taken]
    plan = plan_cells(asked, standing, year)
    refused = {id(asked[each.at]): each.refusal for each in plan.refused}
    changed = {id(change.cell) for change in plan.changes}
    rows, good = [], []
    for at, cell in enumerate(cells):
        before = _told(standing.get(key_of(cell), ()))
        what = _what(cell, before, at in taken, refused, changed)
        rows.append(Row(what, cell.indicator.code, str(cell.who), cell.role, cell.share, before, refused.get(id(cell))))
        if what in ("new", "changes"):
            good.append(cell)
    return Prepared(tuple(rows), tuple(good))


def _says_other(cell: Cell, rows: Iterable[Ownership]) -> bool:
    several = list(rows)
    return bool(several) and any((row.role, row.share) != (cell.role, cell.share) for row in several)


def _what(cell: Cell, before: str, is_kept: bool, refused: Collection[int], changed: Collection[int]) -> What:
    if is_kept:
        return "kept"
    if id(cell) in refused:
        return "refused"
    if id(cell) not in changed:
        return "there"
    return "changes" if before else "new"


def _told(rows: Iterable[Ownership]) -> str:
    """The roles a cell has, in the order of their rounds, without words: "main", "co main"."""
    return " ".join(row.role for row in rows)
