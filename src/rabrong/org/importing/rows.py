"""From a sheet to rows with known columns: whatever order the columns stand in, with Thai or English heads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import override

from rabrong.paper.sheets.cells import Row, Sheet, address
from rabrong.thai.dates import Doubt, read_date, typed_date
from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.invisible import without_invisible
from rabrong.ui.words import in_language

HEAD_ROWS = 10
"""How far down the heads may stand: some offices write a title above them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is known: its name in code, its heads, whether a sheet must have it, how long its text may be."""

    name: str
    title: str
    title_en: str
    required: bool = False
    most: int = 200
    width: int = 16


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell, or in a row or the file where `column` or `row` is None; rows from 1, columns from 0."""

    code: str
    row: int | None = None
    column: int | None = None
    terms: Mapping[str, object] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """B12; the number of the row where no cell is to blame, "" for the file."""
        if self.row is None:
            return ""
        return str(self.row) if self.column is None else address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row: the text under each known column, "" where the sheet has none."""

    number: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]

    def problem(self, column: str, code: str, /, **terms: object) -> Problem:
        """A problem in one of its cells."""
        return Problem(code, self.number, self.columns.get(column), terms)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows below the heads, and the heads that nothing is known of."""

    rows: tuple[TypedRow, ...]
    unknown: tuple[str, ...]


def rows_of(sheet: Sheet, fields: Sequence[Field]) -> Rows | Problem:
    """The rows of a sheet, or which column it lacks."""
    known = {_plain(head): each.name for each in fields for head in (each.title, each.title_en, each.name)}
    at = next((at for at, row in enumerate(sheet.rows[:HEAD_ROWS]) if len(_columns(row, known)) > 1), None)
    if at is None:
        return Problem("file.no_heads", terms={"heads": _titles(fields)})
    head = sheet.rows[at]
    columns = _columns(head, known)
    missing = [each for each in fields if each.required and each.name not in columns]
    if missing:
        return Problem("file.no_column", head.number, terms={"heads": _titles(missing)})
    below = sheet.rows[at + 1 :]
    if below and len(_columns(below[0], known)) > 1:  # the heads again, in the other language
        below = below[1:]
    if not below:
        return Problem("file.no_rows", head.number)
    unknown = [text for number, text in enumerate(head.cells) if text and number not in columns.values()]
    return Rows(tuple(_typed(row, columns) for row in below), tuple(unknown))


def _columns(row: Row, known: Mapping[str, str]) -> dict[str, int]:
    """Name of a column -> where it stands, if the row is one of heads."""
    found: dict[str, int] = {}
    for at, text in enumerate(row.cells):
        name = known.get(_plain(text))
        if name is not None:
            found.setdefault(name, at)
    return found


def _plain(head: str) -> str:
    return " ".join(head.replace("*", " ").split()).casefold()


def _titles(fields: Iterable[Field]) -> str:
    return ", ".join(in_language(each, "title") for each in fields)


def _typed(row: Row, columns: Mapping[str, int]) -> TypedRow:
    texts = {name: without_invisible(row.at(column)).strip() for name, column in columns.items()}
    return TypedRow(row.number, texts, columns)


def text_problems(row: TypedRow, fields: Iterable[Field]) -> list[Problem]:
    """Texts that are too long to be kept."""
    return [
        row.problem(each.name, "cell.too_long", most=each.most)
        for each in fields
        if len(row.texts.get(each.name, "")) > each.most
    ]


def day_in(row: TypedRow, column: str, otherwise: date) -> date | Problem:
    """The day in a cell, another one where the cell is empty."""
    text = row.texts.get(column, "")
    if not text:
        return otherwise
    read = read_date(text)
    if isinstance(read, date):
        return read
    if isinstance(read, Doubt):
        return row.problem(column, "date.other_era", year=read.typed_year, typed=typed_date(read.suggested))
    return row.problem(column, read.code)


def choice_in(text: str, choices: type[TextChoices]) -> str | None:
    """The code of what was chosen: written as the code, or as its label in Thai or English; None when it is none."""
    return _words_of(choices).get(_plain(text))


@cache
def _words_of(choices: type[TextChoices]) -> dict[str, str]:
    """Everything that is understood -> its code."""
    words: dict[str, str] = {}
    for language in ("en", "th"):
        with override(language):
            words |= {_plain(str(each.label)): str(each.value) for each in choices}
    return words | {str(each.value): str(each.value) for each in choices}


def code_text(text: str) -> str:
    """A code with Arabic digits."""
    return to_arabic_digits(text)
