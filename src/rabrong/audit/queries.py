"""Reading the audit record: for people by what they may read, for machines row by row."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Max, Min, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.timezone import get_current_timezone

from rabrong.audit.breaks import Break
from rabrong.audit.chain import Personal, Record, Side
from rabrong.audit.heads import Head
from rabrong.audit.lines import Header, Row
from rabrong.audit.models import ChainHead, Event, PersonalValue, SealedHead
from rabrong.audit.readable import Readable
from rabrong.audit.verifying import Examination, Report

ROWS_AT_A_TIME = 2000
PAGE = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for; empty fields look for everything. `since` and `until` are days, both included.

    `person` is a code, of the one who did it or was acted for; `subject` is the beginning of an object's name;
    `words` may stand anywhere, also in the changed fields; `verbs_named` are the verbs whose words hold them.
    """

    person: str = ""
    subject: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    verbs_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list begins: after the event of that time and id."""

    at: datetime
    id: int


def events_for(readable: Readable) -> QuerySet[Event]:
    """What somebody may read; the same as rules.may_read."""
    if readable.everything:
        return Event.objects.all()
    people = Q(actor__in=readable.persons) | Q(acting_for__in=readable.persons)
    return Event.objects.filter(Q(unit__in=readable.units) | people)


def events_found(readable: Readable, search: Search) -> QuerySet[Event]:
    """What somebody may read of what is looked for, newest first, with personal values. Two queries when read."""
    events = events_for(readable)
    if search.person:
        events = events.filter(Q(actor=search.person) | Q(acting_for=search.person))
    if search.subject:
        events = events.filter(subject__startswith=search.subject)
    if search.verb:
        events = events.filter(verb=search.verb)
    if search.since is not None:
        events = events.filter(at__gte=_midnight(search.since))
    if search.until is not None:
        events = events.filter(at__lt=_midnight(search.until + timedelta(days=1)))
    if search.words:
        events = _holding(events, search)
    return events.prefetch_related("personal").order_by("-at", "-id")


def page_of(events: QuerySet[Event], after: Place | None) -> tuple[list[Event], Place | None]:
    """A page of a newest-first list, and where the next begins, None after the last. Costs the same on every page."""
    if after is not None:
        events = events.filter(Q(at__lt=after.at) | Q(at=after.at, id__lt=after.id))
    found = list(events[: PAGE + 1])
    if len(found) <= PAGE:
        return found, None
    last = found[PAGE - 1]
    return found[:PAGE], Place(last.at, last.pk)


def _holding(events: QuerySet[Event], search: Search) -> QuerySet[Event]:
    """JSON is stored with escapes by SQLite and without by PostgreSQL: what is looked for is written the same way."""
    quoted = json.dumps(search.words, ensure_ascii=connection.vendor == "sqlite")[1:-1]
    events = events.alias(before_text=Cast("before", TextField()), after_text=Cast("after", TextField()))
    return events.filter(
        Q(subject__icontains=search.words)
        | Q(actor__icontains=search.words)
        | Q(acting_for__icontains=search.words)
        | Q(verb__in=search.verbs_named)
        | Q(before_text__icontains=quoted)
        | Q(after_text__icontains=quoted)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())


def events_of(chain: str) -> QuerySet[Event]:
    """A chain's events, oldest first."""
    return Event.objects.filter(chain=chain).order_by("number")


def broken_in(chain: str) -> Break | None:
    """The first row of a stored chain that does not fit; None for a whole chain."""
    breaks = report_of(chain).breaks
    return breaks[0] if breaks else None


def report_of(chain: str, heads: Collection[Head] = ()) -> Report:
    """A stored chain held against itself, its stored head and the signed heads given. Streams the rows."""
    tip = ChainHead.objects.filter(chain=chain).first() or ChainHead(chain=chain)
    header = Header(chain=chain, first=1, last=tip.number, is_whole=True, exported_at="")
    own = [head for head in heads if head.chain == chain]
    examination = Examination(header, own, tip=tip.digest)
    for row in rows_of(events_of(chain)):
        examination.take(row)
    return examination.end()


def chains() -> list[str]:
    """Every chain with rows or a head, in order. Skips from chain to chain instead of reading all rows."""
    found = set(ChainHead.objects.values_list("chain", flat=True))
    chain = Event.objects.aggregate(first=Min("chain"))["first"]
    while chain is not None:
        found.add(chain)
        chain = Event.objects.filter(chain__gt=chain).aggregate(first=Min("chain"))["first"]
    return sorted(found)


def rows_of(events: QuerySet[Event]) -> Iterator[Row]:
    """The events as rows to check or to copy, with their personal values; a fixed number in memory at a time."""
    with_personal = events.prefetch_related(Prefetch("personal", PersonalValue.objects.order_by("side", "field")))
    for event in with_personal.iterator(chunk_size=ROWS_AT_A_TIME):
        personal = tuple(_personal(each) for each in event.personal.all())
        yield Row(record_of(event), event.digest, personal)


def record_of(event: Event) -> Record:
    """What the event's hash covers."""
    return Record(
        chain=event.chain,
        number=event.number,
        at=event.at,
        actor=event.actor,
        acting_for=event.acting_for,
        unit=event.unit,
        verb=event.verb,
        subject=event.subject,
        before=event.before,
        after=event.after,
        origin=event.origin,
        request_id=event.request_id,
        previous=event.previous,
    )


def _personal(value: PersonalValue) -> Personal:
    sides: dict[str, Side] = {"before": "before", "after": "after", "origin": "origin"}
    return Personal(sides[value.side], value.field, value.salt, value.value)


def numbers_between(chain: str, since: datetime | None, until: datetime | None) -> tuple[int, int] | None:
    """The first and the last number of a chain's events in [since, until); None where there is none. One query."""
    events = Event.objects.filter(chain=chain)
    events = events if since is None else events.filter(at__gte=since)
    events = events if until is None else events.filter(at__lt=until)
    found = events.aggregate(first=Min("number"), last=Max("number"))
    return None if found["first"] is None else (found["first"], found["last"])


def head_as_signed(row: SealedHead) -> Head:
    """A stored head in the texts its signature covers."""
    return Head(
        chain=row.chain,
        number=row.number,
        digest=row.digest,
        day=row.day.isoformat(),
        signed_at=row.signed_at.astimezone(UTC).isoformat(),
        key_id=row.key_id,
        signature=row.signature,
    )


def sealed_heads() -> list[Head]:
    """Every signed head that the database keeps, oldest first."""
    return [head_as_signed(row) for row in SealedHead.objects.order_by("day", "chain")]


def newest_sealed_heads() -> list[Head]:
    """The newest signed head of every chain. One query."""
    newest = SealedHead.objects.values("chain").annotate(newest=Max("day"))
    wanted = {(each["chain"], each["newest"]) for each in newest}
    rows = SealedHead.objects.filter(day__in={day for _, day in wanted}).order_by("chain")
    return [head_as_signed(row) for row in rows if (row.chain, row.day) in wanted]


def personal_values_of(person: str) -> QuerySet[PersonalValue]:
    """A person's values beside every chain: what was recorded about the person, and from where the person worked."""
    return PersonalValue.objects.filter(whose=person)


def personal_values_in(events: Collection[Event]) -> QuerySet[PersonalValue]:
    """The values beside some events."""
    return PersonalValue.objects.filter(event__in=events)


def personal_values_left(values: QuerySet[PersonalValue]) -> QuerySet[PersonalValue]:
    """Those that are not erased yet."""
    return values.filter(value__isnull=False)


def last_number(chain: str) -> int:
    """How long a chain should be, by its stored head."""
    tip = ChainHead.objects.filter(chain=chain).first()
    return 0 if tip is None else tip.number


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def tables_without_guard(tables: Collection[str]) -> list[str]:
    """Those of the tables that the database lets be changed, because the guard of the migrations is gone. One query."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [table for table in tables if f"{table}_append_only" not in there]
