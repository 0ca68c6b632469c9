"""The outcome of a dry run in words: what is wrong by cell, what would be new or changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from rabrong.agreements.wording.importing import cell_words
from rabrong.agreements.wording.years import FIELDS
from rabrong.org.importing.plan import Line, Plan

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem with its cell."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row that would do something: (field, before, after)."""

    row: int
    code: str
    name: str
    is_new: bool
    changes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page of a dry run shows; long lists are cut, the counts are whole."""

    problems: Sequence[ProblemRow]
    lines: Sequence[LineRow]
    problem_count: int
    new: int
    changed: int
    unchanged: int
    unknown: Sequence[str]

    @property
    def may_apply(self) -> bool:
        """Whether there is something to do and nothing wrong."""
        return self.problem_count == 0 and bool(self.new or self.changed)


def outcome_of(plan: Plan) -> Outcome:
    """The plan in words."""
    problems = [ProblemRow(each.address, cell_words(each)) for each in plan.problems[:MOST_SHOWN]]
    both = [(line, True) for line in plan.new] + [(line, False) for line in plan.changed]
    lines = [_line(line, is_new=is_new) for line, is_new in both[:MOST_SHOWN]]
    counts = (len(plan.problems), len(plan.new), len(plan.changed), plan.unchanged)
    return Outcome(problems, lines, *counts, plan.unknown)


def _line(line: Line, *, is_new: bool) -> LineRow:
    names = dict.fromkeys((*line.before, *line.after))
    pairs = [(name, line.before.get(name, ""), line.after.get(name, "")) for name in names]
    changes = [(_word(name), old, new) for name, old, new in pairs if old != new]
    return LineRow(line.row, line.code, line.name, is_new, changes)


def _word(name: str) -> str:
    """A level by its number; the heads of the sheet where the file has no word."""
    if name.startswith("level_"):
        return f"{FIELDS['at']} {name.removeprefix('level_')}"
    return str(FIELDS.get({"unit": "unit", "weight": "weight"}.get(name, name), name))
