"""What somebody looks for in Thai text: words, whatever the script of digits, the case, or how sara am is written."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import product

from rabrong.thai.digits import to_arabic_digits, to_thai_digits

LONGEST = 100
MOST_WORDS = 6
SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
"""Nikhahit and sara aa, a tone mark between them or not: what some keyboards write for sara am."""
SPLIT_AM = "\u0e4d\u0e32"
AM = "\u0e33"


def plain(text: str) -> str:
    """Text as it is compared: composed, Arabic digits, sara am in one letter, no case.

    >>> plain("น\u0e4d\u0e49\u0e32ดื่ม ๒๕๕๕ Km")
    'น้ำดื่ม 2555 km'
    """
    composed = unicodedata.normalize("NFC", to_arabic_digits(text)).replace("\0", " ")
    return SARA_AM.sub(rf"\1{AM}", composed).casefold()


def sought_words(text: str) -> list[str]:
    """The words of what somebody typed, as they are compared; the first MOST_WORDS of the first LONGEST letters."""
    return plain(text[:LONGEST]).split()[:MOST_WORDS]


def spellings(word: str) -> tuple[str, ...]:
    """How a word may stand in a text that nobody normalised: with digits of either script, sara am in one letter or
    two. At most four.

    >>> spellings("ปี2555")
    ('ปี2555', 'ปี๒๕๕๕')
    """
    digits = dict.fromkeys((word, to_thai_digits(word)))
    return tuple(dict.fromkeys(text.replace(AM, by) for text, by in product(digits, (AM, SPLIT_AM))))


def pieces(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, with whether each is a match of one of the words; nothing of the text is changed.

    >>> pieces("ตำบล ๑๒", ["12", "ต"])
    [('ต', True), ('ำบล ', False), ('๑๒', True)]
    """
    folded, places = _folded(text)
    is_match = [False] * len(text)
    for word in filter(None, words):
        start = folded.find(word)
        while start >= 0:
            first, after = places[start], places[start + len(word)]
            is_match[first:after] = [True] * (after - first)
            start = folded.find(word, start + 1)
    return _runs(text, is_match)


def _runs(text: str, is_match: Sequence[bool]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for letter, matches in zip(text, is_match, strict=True):
        if found and found[-1][1] == matches:
            found[-1] = found[-1][0] + letter, matches
        else:
            found.append((letter, matches))
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and where in the text each of its letters came from, the end included."""
    folded, places, at = "", list[int](), 0
    while at < len(text):
        split = SARA_AM.match(text, at)
        letters = plain(split.group() if split else text[at])
        folded += letters
        places += [at] * len(letters)
        at = split.end() if split else at + 1
    return folded, [*places, len(text)]


def around(text: str, words: Iterable[str], length: int) -> str:
    """A part of a long text around its first match, with dots where it was cut; whole lines become one."""
    line = " ".join(text.split())
    folded, places = _folded(line)
    at = min((place for word in words if word and (place := folded.find(word)) >= 0), default=0)
    start = max(0, places[at] - length // 3) if len(line) > length else 0
    cut = line[start : start + length].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + length < len(line) else ''}"
