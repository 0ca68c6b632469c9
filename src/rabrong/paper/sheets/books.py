"""Reading a whole workbook that somebody sent back: every sheet with its rows, in a process of its own.

The rows come over line by line, so that tens of thousands of them take little memory here.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from rabrong.paper.sheets.cells import Row, Unreadable
from rabrong.paper.sheets.child import WHOLE
from rabrong.paper.sheets.content import Limits, kind_of
from rabrong.paper.sheets.reading import CHILD, KEPT_ENVIRONMENT, died

MIB = 2**20
BOOK_LIMITS = Limits(bytes_in=20 * MIB, bytes_inside=320 * MIB, rows=60_000, columns=80)
MOST_SECONDS = 90


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet: its rows; the addresses of cells with a formula and of numbers shown as percent; merged areas as
    (first row, first column, last row, last column), rows from 1, columns from 0."""

    name: str
    rows: tuple[Row, ...]
    formulas: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_book(data: bytes, limits: Limits = BOOK_LIMITS) -> tuple[BookSheet, ...] | Unreadable:
    """The sheets of an Excel workbook (.xlsx) in their order, hidden ones as well, or why it is not read."""
    if not data or len(data) > limits.bytes_in:
        refused = kind_of(data, limits)
        return refused if isinstance(refused, Unreadable) else Unreadable("file.broken")
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-P", "-m", CHILD, WHOLE]
        try:
            done = subprocess.run(
                command,
                input=data,
                stdout=said,
                stderr=subprocess.DEVNULL,
                timeout=MOST_SECONDS,
                check=False,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            return Unreadable("file.too_much_inside")
        if done.returncode != 0:
            return died(done.returncode)
        said.seek(0)
        return _sheets(said)


def _sheets(said: IO[bytes]) -> tuple[BookSheet, ...] | Unreadable:
    """A line for each sheet and below it one for each of its rows."""
    sheets: list[BookSheet] = []
    lines = (json.loads(line) for line in said)
    head: Any = next(lines, None)
    while head is not None:
        if "code" in head:
            return Unreadable(head["code"], tuple((name, value) for name, value in head["terms"]))
        kept: dict[str, str] = {}
        rows = tuple(_rows(lines, int(head["rows"]), kept))
        merged = tuple((first, left, last, right) for first, left, last, right in head["merged"])
        sheets.append(BookSheet(head["name"], rows, frozenset(head["formulas"]), frozenset(head["percents"]), merged))
        head = next(lines, None)
    return tuple(sheets)


def _rows(lines: Iterator[Any], count: int, kept: dict[str, str]) -> Iterator[Row]:
    """The same text is kept once: sheets repeat themselves."""
    for _ in range(count):
        number, *cells = next(lines)
        yield Row(number, tuple(kept.setdefault(cell, cell) for cell in cells))
