"""Two versions of a KPI Template side by side, with the words marked that differ.

Thai has no spaces between words, so texts are compared by what a reader takes for one letter (a consonant with its
vowel and tone marks), by whole numbers and by whole words of other scripts; marks that nearly touch become one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rabrong.agreements.pages.templates import Line, Sheet

TOKEN = re.compile(r"[A-Za-z0-9.,%]+|\s+|[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*|.", re.S)
NEAR = 2
"""So many equal letters between two marks are marked with them."""
LONGEST = 4000
"""Longer texts are marked as a whole where they differ: comparing takes time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; a marked one is not in the other."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A field in both versions."""

    label: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    is_same: bool


def compared(first: Sheet, second: Sheet) -> list[ComparedLine]:
    """All fields of two versions, in the order of the page."""
    texts = {line.name: line.text for line in _lines(second)}
    return [_compared(line.label, line.text, texts.get(line.name, "")) for line in _lines(first)]


def _lines(sheet: Sheet) -> Iterable[Line]:
    return (line for section in sheet.sections for line in section.lines)


def _compared(label: str, first: str, second: str) -> ComparedLine:
    mine, theirs = marked(first, second)
    return ComparedLine(label, mine, theirs, is_same=first == second)


def marked(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces.

    >>> marked("ร้อยละ 80", "ร้อยละ 85")[1]
    (Piece(text='ร้อยละ ', is_marked=False), Piece(text='85', is_marked=True))
    """
    if first == second:
        return _whole(first, is_marked=False), _whole(second, is_marked=False)
    if max(len(first), len(second)) > LONGEST:
        return _whole(first, is_marked=True), _whole(second, is_marked=True)
    one, two = TOKEN.findall(first), TOKEN.findall(second)
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size > NEAR or _at_an_end(block, len(one), len(two))]
    equal_one = {at for block in kept for at in range(block.a, block.a + block.size)}
    equal_two = {at for block in kept for at in range(block.b, block.b + block.size)}
    return _pieces(one, equal_one), _pieces(two, equal_two)


def _at_an_end(block: tuple[int, int, int], one: int, two: int) -> bool:
    begin_one, begin_two, size = block
    return (begin_one == 0 and begin_two == 0) or (begin_one + size == one and begin_two + size == two)


def _whole(text: str, *, is_marked: bool) -> tuple[Piece, ...]:
    return (Piece(text, is_marked),) if text else ()


def _pieces(tokens: Sequence[str], equal: set[int]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for at, token in enumerate(tokens):
        is_marked = at not in equal
        if pieces and pieces[-1].is_marked == is_marked:
            pieces[-1] = Piece(pieces[-1].text + token, is_marked)
        else:
            pieces.append(Piece(token, is_marked))
    return tuple(pieces)
