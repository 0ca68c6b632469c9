"""A kind of sheet: its columns, what a filled one would do, and doing it. Later stages add kinds of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.models import Year
from rabrong.org.actor import Actor
from rabrong.org.importing.plan import File, Plan
from rabrong.org.importing.rows import Field, Rows
from rabrong.org.rules import Refusal

Work = object
"""What a dry run found to be done; only its own kind knows what it is."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants a sheet taken in, from which file, against which state of the year, when."""

    year: int
    edits: int
    file: File
    by: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind. `choices` are the drop-downs by column; `take_in` says None when it is done."""

    name: str
    title: str | Promise
    about: str | Promise
    fields: Callable[[Year], Sequence[Field]]
    choices: Callable[[Year], dict[str, tuple[str, ...]]]
    filled: Callable[[Year], Sequence[Sequence[str]]]
    check: Callable[[Year, Rows, datetime], tuple[Plan, Work]]
    take_in: Callable[[Order, Work], Refusal | Stale | None]
