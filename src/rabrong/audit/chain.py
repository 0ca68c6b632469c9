"""The hash chain: what a row's hash covers. Standard library only, so that a copy is checked without a server."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeGuard

Side = Literal["before", "after", "origin"]
SIDES: tuple[Side, ...] = ("before", "after", "origin")
SHA256 = "sha256"


@dataclass(frozen=True, slots=True)
class Record:
    """The hashed content of an event. `at` has a time zone; it is hashed in UTC to the microsecond.

    A personal value is there as its salted hash only: {"telephone": {"sha256": "..."}}; so is the whole `origin`.
    """

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
    unit: str = ""
    origin: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal value as it lies beside the chain. None: it was erased, and its salt with it."""

    side: Side
    field: str
    salt: str
    value: str | None


def digest_of(record: Record) -> str:
    """SHA-256 over the record's fields as sorted JSON, the previous hash among them.

    `unit` and `origin` came later: they are hashed where they are filled, so that older rows keep their hash.
    """
    content: dict[str, object] = {
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
    if record.unit:
        content["unit"] = record.unit
    if record.origin:
        content["origin"] = record.origin
    return _sha256(content)


def personal_digest(salt: str, value: str) -> str:
    """What the chain holds of a personal value."""
    return _sha256([salt, value])


def personal_digests(record: Record) -> Iterator[tuple[Side, str, str]]:
    """Side, field and hash of every personal value the record speaks of."""
    sides = zip(SIDES, (record.before, record.after, record.origin), strict=True)
    for side, fields in sides:
        for name, value in fields.items():
            if is_personal(value):
                yield side, name, str(value[SHA256])


def is_personal(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a field of an event holds the hash of a personal value instead of a value."""
    return isinstance(value, Mapping) and value.keys() == {SHA256}


def _sha256(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()
