"""Events as they are shown: words instead of codes, fields side by side, personal values where they may be read."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from rabrong.audit.chain import is_personal
from rabrong.audit.models import Event, PersonalValue
from rabrong.audit.rules import Readable, may_read_origin
from rabrong.audit.wording import field_words, subject_words, verb_words

Named = Callable[[Collection[str]], Mapping[str, str]]
"""The names of people by code, in the language of the page; who is unknown is left out. One query."""


def by_code(codes: Collection[str]) -> Mapping[str, str]:
    """Where nobody knows people's names, a code is the name."""
    return {}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field. `is_erased`: it was personal and is gone; "" with neither mark is an empty value."""

    text: str
    is_personal: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after; None: it was not there."""

    field: str
    before: Value | None
    after: Value | None


SHOWN = 2
"""So many changes stand in the row itself."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event on the page; `more` changes are only shown when it is opened."""

    id: int
    chain: str
    number: int
    at: datetime
    actor: str
    actor_name: str
    acting_for: str
    verb: str
    subject: str
    subject_code: str
    changes: tuple[Change, ...]
    more: int
    address: Value | None
    request_id: str
    digest: str
    previous: str


def event_rows(events: Collection[Event], readable: Readable, named: Named) -> list[EventRow]:
    """The rows of a page. At most one query, for the names."""
    codes = {code for event in events for code in (event.actor, event.acting_for) if code}
    names = named(codes) if codes else {}
    return [_row(event, readable, names) for event in events]


def _row(event: Event, readable: Readable, names: Mapping[str, str]) -> EventRow:
    values = {(each.side, each.field): each for each in event.personal.all()}
    changes = tuple(_changes(event, values))
    return EventRow(
        id=event.pk,
        chain=event.chain,
        number=event.number,
        at=event.at,
        actor=event.actor,
        actor_name=names.get(event.actor, event.actor),
        acting_for=names.get(event.acting_for, event.acting_for),
        verb=verb_words(event.verb),
        subject=subject_words(event.subject),
        subject_code=event.subject,
        changes=changes,
        more=max(0, len(changes) - SHOWN),
        address=_address(event, readable, values),
        request_id=event.request_id,
        digest=event.digest,
        previous=event.previous,
    )


Values = Mapping[tuple[str, str], PersonalValue]


def _changes(event: Event, values: Values) -> Iterator[Change]:
    for field in dict.fromkeys([*event.before, *event.after]):
        before = _value(event.before, "before", field, values)
        yield Change(field_words(field), before, _value(event.after, "after", field, values))


def _address(event: Event, readable: Readable, values: Values) -> Value | None:
    return _value(event.origin, "origin", "address", values) if may_read_origin(readable, event) else None


def _value(fields: Mapping[str, object], side: str, field: str, values: Values) -> Value | None:
    if field not in fields:
        return None
    if not is_personal(fields[field]):
        return Value(str(fields[field]))
    beside = values.get((side, field))
    if beside is None or beside.value is None:
        return Value("", is_personal=True, is_erased=True)
    return Value(beside.value, is_personal=True)
