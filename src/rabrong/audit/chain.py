"""The hash chain: what a row's hash covers, and finding the first row that does not fit."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Record:
    """The hashed content of an event. `at` has a time zone; it is hashed in UTC to the microsecond."""

    chain: str
    number: int
    at: datetime
    actor: str
    acting_for: str
    verb: str
    subject: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    request_id: str
    previous: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row of a chain that does not fit, and why: changed, missing or out_of_order."""

    number: int
    reason: str


def digest_of(record: Record) -> str:
    """SHA-256 over the record's fields as sorted JSON, the previous hash among them."""
    content = {
        "chain": record.chain,
        "number": record.number,
        "at": record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": record.actor,
        "acting_for": record.acting_for,
        "verb": record.verb,
        "subject": record.subject,
        "before": record.before,
        "after": record.after,
        "request_id": record.request_id,
        "previous": record.previous,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_broken(rows: Iterable[tuple[Record, str]]) -> Broken | None:
    """The first row, in order of number, that was changed, removed, inserted or moved; None for a whole chain."""
    previous, number = "", 0
    for record, digest in rows:
        if record.number != number + 1:
            return Broken(record.number, "missing" if record.number > number + 1 else "out_of_order")
        if record.previous != previous or digest_of(record) != digest:
            return Broken(record.number, "changed")
        previous, number = digest, record.number
    return None
