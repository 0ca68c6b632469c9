"""Copies of the audit record as files: writing and checking them, no Django and no database needed."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TextIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rabrong.audit.heads import (
    BadHeadError,
    BadKeyError,
    Head,
    PublicKeys,
    head_of,
    is_signed,
    keys_by_id,
    new_private_key,
    public_key_of,
    public_pem,
)
from rabrong.audit.lines import BadLineError, Header, Row, header_line, read_lines, row_line
from rabrong.audit.verifying import Examination, Report, Selection
from rabrong.thai.dates import read_date

PRIVATE = 0o600


class UnusableFileError(Exception):
    """A file that cannot be used: the key of the sentence and what stands in it."""

    def __init__(self, key: str, **terms: object) -> None:
        super().__init__(key, terms)
        self.key, self.terms = key, terms


@dataclass(frozen=True, slots=True)
class BadHead:
    """A head that nobody known signed; `reason` is unknown_key or bad_signature."""

    head: Head
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A chain's report, and in which lines of the file the named records stand."""

    report: Report
    lines: Mapping[int, Sequence[int]]


def checked_copy(file: Path, heads: Sequence[Head]) -> list[Checked]:
    """Every chain of a copy. Raises UnusableFileError."""
    try:
        reports = _reports(file, heads)
        return [Checked(report, _lines(file, report)) for report in reports]
    except OSError as error:
        raise UnusableFileError("unreadable", file=file, error=error.strerror) from error
    except BadLineError as error:
        raise UnusableFileError("bad_line", file=file, line=error.line, why=error.code) from error


def _reports(file: Path, heads: Sequence[Head]) -> list[Report]:
    begun: list[Examination | Selection] = []
    with file.open("rb") as lines:
        for found in read_lines(lines):
            if isinstance(found, Row):
                begun[-1].take(found)
            elif found.is_selection:
                begun.append(Selection(found, heads))
            else:
                begun.append(Examination(found, [head for head in heads if head.chain == found.chain]))
    return [each.end() for each in begun]


def _lines(file: Path, report: Report) -> dict[int, list[int]]:
    """Number -> lines, of the numbers that are named. Reads the file again, but only where something is wrong."""
    named: dict[int, list[int]] = {found.number: [] for found in report.breaks}
    if not named:
        return {}
    header: Header | None = None
    with file.open("rb") as lines:
        for line, found in enumerate(read_lines(lines), start=1):
            if isinstance(found, Header):
                header = found
            elif header == report.header and found.record.number in named:
                named[found.record.number].append(line)
    return named


def known_keys(files: Sequence[Path]) -> PublicKeys:
    """The public keys in some files. Raises UnusableFileError."""
    return keys_by_id(*map(_key, files))


def _key(file: Path) -> Ed25519PublicKey:
    try:
        return public_key_of(_key_text(file))
    except BadKeyError as error:
        raise UnusableFileError("bad_key", file=file, error=error) from error


def _key_text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFileError("unreadable", file=file, error=error) from error


def heads_in(file: Path) -> list[Head]:
    """The heads of a file, one on each line. Raises UnusableFileError."""
    heads = []
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                heads.append(_head(file, number, line))
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFileError("unreadable", file=file, error=error) from error
    return heads


def _head(file: Path, number: int, line: str) -> Head:
    try:
        return head_of(line)
    except BadHeadError as error:
        raise UnusableFileError("bad_head", file=file, line=number) from error


def sorted_out(heads: Sequence[Head], keys: PublicKeys) -> tuple[list[Head], list[BadHead]]:
    """The heads that a known key signed, and the others."""
    good = [head for head in heads if is_signed(head, keys)]
    bad = [
        BadHead(head, "bad_signature" if head.key_id in keys else "unknown_key")
        for head in heads
        if not is_signed(head, keys)
    ]
    return good, bad


def heads_elsewhere(heads: Sequence[Head], checked: Sequence[Checked]) -> int:
    """How many heads speak of chains that are not in the copy."""
    there = {each.report.header.chain for each in checked}
    by_chain = Counter(head.chain for head in heads)
    return sum(count for chain, count in by_chain.items() if chain not in there)


def write_copy(file: Path, rows: Iterable[Header | Row], *, keep_personal: bool) -> int:
    """Write a copy that only its owner may read; how many records. Raises UnusableFileError."""
    count = 0
    try:
        with _new_file(file) as lines:
            for row in rows:
                count += isinstance(row, Row)
                lines.write(f"{_line(row, keep_personal=keep_personal)}\n")
    except OSError as error:
        raise UnusableFileError("unwritable", file=file, error=error.strerror) from error
    return count


def _line(row: Header | Row, *, keep_personal: bool) -> str:
    if isinstance(row, Header):
        return header_line(row)
    return row_line(row if keep_personal else replace(row, personal=None))


def make_key(file: Path) -> str:
    """Write a new private key that only its owner may read; its public half. Raises UnusableFileError."""
    key = new_private_key()
    try:
        with _new_file(file) as text:
            text.write(key)
    except OSError as error:
        raise UnusableFileError("unwritable", file=file, error=error.strerror) from error
    return public_pem(public_key_of(key))


def _new_file(file: Path) -> TextIO:
    """A file that was not there before: nothing is overwritten."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8")


def day_of(text: str | None) -> date | None:
    """A day as people type it; None for none. Raises UnusableFileError."""
    if text is None:
        return None
    day = read_date(text)
    if not isinstance(day, date):
        raise UnusableFileError("bad_day", text=text)
    return day
