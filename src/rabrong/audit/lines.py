"""A copy of a chain as lines of JSON: first a line that says what is in it, then a line for each record.

    {"format": "rabrong-audit/1", "chain": "2555", "first": 1, "last": 2, "is_whole": true, "exported_at": "..."}
    {"chain": "2555", "number": 1, ..., "digest": "...", "personal": [["after", "telephone", "<salt>", "081..."]]}

Several chains follow each other, each with its own first line. A selection (a search's result) has `"selection": true`
and no numbers: its records are held against their own hashes, not against each other.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from rabrong.audit.chain import SHA256, SIDES, Personal, Record, Side, is_personal

FORMAT = "rabrong-audit/1"
LONGEST_LINE = 4 * 2**20
TEXTS = ("chain", "actor", "acting_for", "verb", "subject", "request_id", "previous", "unit")
MAPPINGS = ("before", "after", "origin")
LENGTH_OF_PERSONAL = 4
EARLIEST, LATEST = 1900, 2700
"""Years in which something may have been recorded."""


class BadLineError(Exception):
    """A line that cannot be read: its number, and a code for what is wrong with it."""

    def __init__(self, line: int, code: str) -> None:
        super().__init__(line, code)
        self.line, self.code = line, code


@dataclass(frozen=True, slots=True)
class Header:
    """What a copy holds: numbers `first` to `last` of a chain; `is_whole` when that is all there was at that time."""

    chain: str
    first: int
    last: int
    is_whole: bool
    exported_at: str
    is_selection: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A record with the hash that stands beside it, and its personal values; None: they are not in this copy."""

    record: Record
    digest: str
    personal: tuple[Personal, ...] | None = None


def header_line(header: Header) -> str:
    """The first line of a chain's copy."""
    content: dict[str, object] = {"format": FORMAT, "exported_at": header.exported_at}
    if header.is_selection:
        content["selection"] = True
    else:
        content |= {"chain": header.chain, "first": header.first, "last": header.last, "is_whole": header.is_whole}
    return json.dumps(content, ensure_ascii=False)


def row_line(row: Row) -> str:
    """The line of a record; personal values are in it where the row has them."""
    record = row.record
    content: dict[str, object] = {name: getattr(record, name) for name in ("number", *TEXTS)}
    content |= {name: dict(getattr(record, name)) for name in MAPPINGS}
    content |= {"at": record.at.isoformat(), "digest": row.digest}
    if row.personal is not None:
        content["personal"] = [[each.side, each.field, each.salt, each.value] for each in row.personal]
    return json.dumps(content, ensure_ascii=False)


def read_lines(file: IO[bytes]) -> Iterator[Header | Row]:
    """Headers and rows in the order they stand. Raises BadLineError."""
    header: Header | None = None
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        found = _content(line, number)
        if "format" in found:
            header = _header(found, number)
            yield header
            continue
        if header is None:
            raise BadLineError(number, "no_header")
        row = _row(found, number)
        if not header.is_selection and row.record.chain != header.chain:
            raise BadLineError(number, "other_chain")
        yield row
    if header is None:
        raise BadLineError(number, "empty")


def _content(line: bytes, number: int) -> dict[str, object]:
    if len(line) == LONGEST_LINE:
        raise BadLineError(number, "too_long")
    try:
        found = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        raise BadLineError(number, "no_json") from error
    if not isinstance(found, dict):
        raise BadLineError(number, "no_record")
    return found


def _header(found: dict[str, object], number: int) -> Header:
    if found["format"] != FORMAT:
        raise BadLineError(number, "other_format")
    chain, first, last = found.get("chain", ""), found.get("first", 1), found.get("last", 0)
    if not isinstance(chain, str) or type(first) is not int or type(last) is not int:
        raise BadLineError(number, "no_header")
    return Header(
        chain=chain,
        first=first,
        last=last,
        is_whole=found.get("is_whole") is True,
        exported_at=str(found.get("exported_at", "")),
        is_selection=found.get("selection") is True,
    )


def _row(found: dict[str, object], line: int) -> Row:
    texts = {name: found.get(name) for name in (*TEXTS, "at", "digest")}
    mappings = {name: found.get(name) for name in MAPPINGS}
    number = found.get("number")
    is_read = all(isinstance(text, str) for text in texts.values()) and type(number) is int
    if not is_read or not all(_is_flat(each) for each in mappings.values()):
        raise BadLineError(line, "no_record")
    at, digest = _time(str(texts.pop("at")), line), str(texts.pop("digest"))
    record = Record(number=number, at=at, **texts, **mappings)  # type: ignore[arg-type]  # looked at above
    return Row(record, digest, _personal(found.get("personal"), line))


def _is_flat(fields: object) -> bool:
    """Fields with a value each, or with the hash of a personal one."""
    return isinstance(fields, dict) and not any(
        isinstance(value, list | dict) and not (is_personal(value) and isinstance(value[SHA256], str))
        for value in fields.values()
    )


def _time(text: str, line: int) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadLineError(line, "no_time") from error
    if at.tzinfo is None or not EARLIEST <= at.year <= LATEST:
        raise BadLineError(line, "no_time")
    return at


def _personal(found: object, line: int) -> tuple[Personal, ...] | None:
    if found is None:
        return None
    if not isinstance(found, list):
        raise BadLineError(line, "no_record")
    return tuple(_personal_value(each, line) for each in found)


def _personal_value(found: object, line: int) -> Personal:
    if not isinstance(found, list) or len(found) != LENGTH_OF_PERSONAL:
        raise BadLineError(line, "no_record")
    side, field, salt, value = found
    if side not in SIDES or not all(isinstance(each, str) for each in (field, salt, value or "")):
        raise BadLineError(line, "no_record")
    known: Side = side
    return Personal(known, field, salt, value)
