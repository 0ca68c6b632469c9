"""What an import would do: everything that is wrong, and what is new, changed or the same as before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.org.importing.rows import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """A row that would do something: what is new, or each field before and after."""

    row: int
    code: str
    name: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The outcome of a dry run. With problems nothing may be taken in."""

    problems: tuple[Problem, ...] = ()
    new: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()
    unchanged: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it may be carried out."""
        return not self.problems

    @property
    def does_something(self) -> bool:
        """Whether anything is new or changed."""
        return bool(self.new or self.changed)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was sent; its hash names it in the record."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of its bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that counts where a row names none, the day it is today, and the department whose units these are."""

    on: date
    today: date
    department: str
