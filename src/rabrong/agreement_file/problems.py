"""What is wrong with a file, as values: a code, the line, the place, the words of the sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake that makes the file unusable. `line` counts from 1; None when the whole file is meant."""

    code: str
    where: str
    line: int | None = None
    column: int | None = None
    terms: Mapping[str, object] = field(default_factory=dict)


def listed_allowed(words: Collection[str]) -> str:
    """What is allowed, as a sentence lists it; a list longer than anybody reads is cut."""
    shown = ", ".join(islice(words, MOST_SHOWN))
    return f"{shown}, …" if len(words) > MOST_SHOWN else shown or "-"


class BadFileError(Exception):
    """The file cannot be used; `problems` says everything that is wrong with it, in the order of the file."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        super().__init__(f"{source}: {len(problems)} problems")
        self.source = source
        self.problems = sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))
