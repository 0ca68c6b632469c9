"""Cells: where they are (B12) and what stands in them, as the text a person would have typed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

LETTERS = 26
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the program shows it, from 1; blank cells at its end are left out."""

    number: int
    cells: tuple[str, ...]

    def at(self, column: int) -> str:
        """The text in a column, counted from 0; "" where there is none."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold anything, with the name it has in its file."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file is not read: a code for wording.py, and the figures in its sentence."""

    code: str
    terms: tuple[tuple[str, str], ...] = ()


def column_letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell: the row as shown, from 1, the column from 0.

    >>> address(12, 1)
    'B12'
    """
    return f"{column_letters(column)}{row}"


def text_of(value: Value) -> str:
    """A cell's value as text: 1201 and not 1201.0, days as ISO, without control characters and outer spaces."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _plain(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return clean(str(value))


def _plain(number: float) -> str:
    """The shortest digits that mean the number, never with an exponent."""
    return str(int(number)) if number.is_integer() else f"{Decimal(repr(number)):f}"


def clean(text: str) -> str:
    """Text without what nobody typed: control characters, byte order marks, spaces around it."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\u00a0", " ").strip(" \t\r\n\ufeff\u200b")
