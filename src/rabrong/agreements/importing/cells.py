"""Cells of a sheet as values: numbers in Arabic or Thai digits, what is wrong with them as problems of the cell."""

from decimal import Decimal

from rabrong.agreement_file.numbers import number_of
from rabrong.org.importing.rows import Problem, TypedRow
from rabrong.scoring.absence import Fault
from rabrong.thai.digits import to_arabic_digits


def number_in(row: TypedRow, column: str) -> Decimal | Problem | None:
    """The number of a cell; None where it is empty."""
    text = to_arabic_digits(row.texts.get(column, ""))
    if not text:
        return None
    number = number_of(text)
    return row.problem(column, number.code, key="", **number.terms) if isinstance(number, Fault) else number


def text_in(row: TypedRow, column: str) -> str:
    """The text of a cell as one line."""
    return " ".join(row.texts.get(column, "").split())


def lines_in(row: TypedRow, column: str) -> list[str]:
    """The lines of a cell, or its pieces between semicolons."""
    pieces = row.texts.get(column, "").replace("\n", ";").split(";")
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]
