"""What a workbook would do: every mistake by its cell, what somebody else changed meanwhile, and what is ready."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rabrong.agreements.models import Item
from rabrong.org.actor import Grant
from rabrong.org.models import Unit
from rabrong.results.actions.submitting import NoteText
from rabrong.scoring.claims import Claim

NUMBERS, NOTES = "numbers", "notes"
MINE, THEIRS = "mine", "theirs"

Choices = Mapping[str, tuple[str, int]]
"""Place -> what was chosen there, against which version."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the file that was sent: rows from 1, columns from 0; `part` is the machine's name of the column.

    Without a column it is the whole row. `line` counts the lines that are ours, from 0; None where it is not ours.
    """

    sheet: str
    row: int
    column: int | None = None
    part: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Mishap:
    """What is wrong at a spot: a code, and its sentence in the language of the moment."""

    spot: Spot
    code: str
    words: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Clash:
    """A number or note that somebody else changed since the workbook was made, and that was changed in it as well."""

    place: str
    spot: Spot
    unit: Unit
    indicator: str
    label: str
    month: int
    before: str
    mine: str
    theirs: str
    version: int
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Ready:
    """A unit's month of an item that would be submitted: all its claims, the versions that stand, what changes.

    `note` is what is written beside, None where that stays as it is; `note_version` is the one that stands.
    """

    unit: Unit
    item: Item
    month: int
    grant: Grant
    claims: Mapping[str, Claim]
    versions: Mapping[str, int]
    changed: Mapping[str, str]
    reason: str = ""
    note: NoteText | None = None
    note_version: int = 0


@dataclass(slots=True)
class Plan:
    """The outcome of a check. `candidates` is everything it would do or ask, by place: what is confirmed has to be
    the same."""

    mishaps: list[Mishap] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    ready: list[Ready] = field(default_factory=list)
    candidates: dict[str, str] = field(default_factory=dict)
    lines: int = 0
    theirs: int = 0

    @property
    def numbers(self) -> int:
        """How many numbers would be new or changed."""
        return sum(len(each.changed) for each in self.ready)

    @property
    def notes(self) -> int:
        """How many notes would be written."""
        return sum(each.note is not None for each in self.ready)

    def digest(self) -> str:
        """The hash of everything it would do or ask."""
        said = "\n".join(f"{place}={text}" for place, text in sorted(self.candidates.items()))
        return hashlib.sha256(said.encode()).hexdigest()


def place_of(unit: str, indicator: str, cell: str, month: int) -> str:
    """The name of a number's place; the note's cell is "~"."""
    return "|".join((unit, indicator, cell, str(month)))


def spots_in_order(mishaps: Sequence[Mishap]) -> list[Mishap]:
    """Mishaps as a reader meets them: sheet by sheet, from above."""
    return sorted(mishaps, key=lambda each: (each.spot.sheet == NOTES, each.spot.row, each.spot.column or 0))
