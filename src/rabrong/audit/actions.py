"""Adding to the audit record, sealing its heads, erasing what lies beside it: the only ways anything gets there."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from rabrong.audit.chain import SHA256, Record, Side, digest_of, personal_digest
from rabrong.audit.heads import BadHeadError, Head, head_of, key_id_of, line_of, private_key_of, signature_of
from rabrong.audit.models import ChainHead, Event, PersonalValue, SealedHead
from rabrong.audit.origin import origin
from rabrong.audit.queries import head_as_signed, personal_values_left
from rabrong.audit.rules import Refusal, erasure_refusal, sealing_refusal

BYTES_OF_SALT = 16


@dataclass(frozen=True, slots=True)
class Deed:
    """What is recorded: `subject` names the object ("entry 2555/4.3/1201/8"), `unit` the unit concerned, by code.

    Personal values go into `private_before` and `private_after`, by field: the chain holds their salted hashes, and
    they can be erased. They are of the person named in `subject` ("person k-1201") or else of the actor.

    A deed is passing that changes nothing of what is agreed, of who stands where and who does what: a number, its
    approval, a sign-in.
    """

    verb: str
    subject: str
    actor: str
    acting_for: str = ""
    unit: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    private_before: Mapping[str, str] = field(default_factory=dict)
    private_after: Mapping[str, str] = field(default_factory=dict)
    request_id: str = ""
    is_passing: bool = False


def queue_behind(chain: str) -> ChainHead:
    """Wait until nobody else writes to the chain's department and year; held to the end of the transaction.

    Sums are merged from what stands in the database, so two writers of one tree must come one after the other.
    One query, more for the first record of a chain.
    """
    heads = ChainHead.objects.select_for_update()
    head = heads.filter(chain=chain).first()
    if head is None:
        ChainHead.objects.get_or_create(chain=chain)
        head = heads.get(chain=chain)
    return head


@transaction.atomic(savepoint=False)
def record(chain: str, deed: Deed, *, now: datetime, behind: ChainHead | None = None) -> Event:
    """Append one deed to a chain, in the transaction of the change it records.

    Who queued earlier in the transaction, and has recorded nothing since, gives the head as `behind` and saves a query.
    Three queries, and one more where personal values lie beside it, as they do in every request: its address is one.
    """
    personal = [*_personal_values(deed)]
    head = behind or queue_behind(chain)
    content = _content(chain, deed, personal, head, now)
    digest = digest_of(content)
    event = Event.objects.create(
        chain=chain,
        number=content.number,
        at=now,
        actor=content.actor,
        acting_for=content.acting_for,
        unit=content.unit,
        verb=content.verb,
        subject=content.subject,
        before=content.before,
        after=content.after,
        origin=content.origin,
        request_id=content.request_id,
        previous=content.previous,
        digest=digest,
    )
    for value in personal:
        value.event = event
    PersonalValue.objects.bulk_create(personal)
    settled = {} if deed.is_passing else {"settled": digest}
    ChainHead.objects.filter(chain=chain).update(number=content.number, digest=digest, **settled)
    return event


def _content(chain: str, deed: Deed, personal: list[PersonalValue], head: ChainHead, now: datetime) -> Record:
    hashes: dict[str, dict[str, object]] = {"before": {}, "after": {}, "origin": {}}
    for each in personal:
        hashes[each.side][each.field] = {SHA256: personal_digest(each.salt, each.value or "")}
    return Record(
        chain=chain,
        number=head.number + 1,
        at=now,
        actor=deed.actor,
        acting_for=deed.acting_for,
        unit=deed.unit,
        verb=deed.verb,
        subject=deed.subject,
        before={**deed.before, **hashes["before"]},
        after={**deed.after, **hashes["after"]},
        origin=hashes["origin"],
        request_id=deed.request_id or origin().request_id,
        previous=head.digest,
    )


def _personal_values(deed: Deed) -> Iterator[PersonalValue]:
    """Without their event, which does not exist yet. A salt each, so that equal values do not look equal."""
    kind, _, code = deed.subject.partition(" ")
    whose = code if kind == "person" and code else deed.actor
    address = origin().address
    sides: tuple[tuple[Side, str, Mapping[str, str]], ...] = (
        ("before", whose, deed.private_before),
        ("after", whose, deed.private_after),
        ("origin", deed.actor, {"address": address} if address else {}),
    )
    for side, person, values in sides:
        for name, value in values.items():
            yield PersonalValue(side=side, field=name, whose=person, value=value, salt=secrets.token_hex(BYTES_OF_SALT))


@dataclass(frozen=True, slots=True)
class Erased:
    """How many personal values were erased, and the event that says so."""

    count: int
    event: Event


@transaction.atomic
def erase_personal_values(
    values: QuerySet[PersonalValue], deed: Deed, *, chain: str, reason: str, now: datetime
) -> Erased | Refusal:
    """Erase personal values for good: the chain stays whole, for it holds their hashes only.

    `values` come from queries.personal_values_of or personal_values_in, `deed` says who does it and to what; the
    reason is kept in the chain and must not name what is erased. Values erased before are left alone.
    """
    left = personal_values_left(values)
    count = left.count()
    refusal = erasure_refusal(reason, count)
    if refusal is not None:
        return refusal
    PersonalValue.objects.filter(pk__in=left.values("pk")).update(value=None, salt="")
    said = replace(deed, after={**deed.after, "values": str(count), "reason": reason.strip()})
    return Erased(count, record(chain, said, now=now))


@dataclass(frozen=True, slots=True)
class Sealed:
    """The heads that were signed just now, none where all were signed before today.

    `undelivered` says why the heads could not be written to the file that leaves the machine; "" when they were.
    """

    heads: tuple[Head, ...]
    undelivered: str


def seal_heads(*, day: date, now: datetime) -> Sealed | Refusal:
    """Sign the head of every chain, once a day, and append what the file outside does not hold yet.

    Safe to run at any time and by several at once. The heads it returns are to be sent where nobody of this machine
    can change them: `line_of` makes a line of each.
    """
    refusal = sealing_refusal(settings.AUDIT_KEY)
    if refusal is not None:
        return refusal
    heads = _sign_heads(day, now)
    return Sealed(heads, _deliver())


@transaction.atomic
def _sign_heads(day: date, now: datetime) -> tuple[Head, ...]:
    key = private_key_of(settings.AUDIT_KEY)
    tips = list(ChainHead.objects.select_for_update().filter(number__gt=0).order_by("chain"))
    done = set(SealedHead.objects.filter(day=day).values_list("chain", flat=True))
    key_id, at = key_id_of(key.public_key()), now.astimezone(UTC)
    rows = [
        SealedHead(chain=tip.chain, number=tip.number, digest=tip.digest, day=day, signed_at=at, key_id=key_id)
        for tip in tips
        if tip.chain not in done
    ]
    for row in rows:
        row.signature = signature_of(head_as_signed(row), key)
    SealedHead.objects.bulk_create(rows)
    return tuple(head_as_signed(row) for row in rows)


def _deliver() -> str:
    """Append every head that the file does not hold, also those of days on which it could not be reached."""
    name = settings.AUDIT_HEADS_FILE
    if not name:
        return ""
    try:
        held = {*_held(Path(name))}
        heads = (head_as_signed(row) for row in SealedHead.objects.order_by("day", "chain").iterator())
        lines = [f"{line_of(head)}\n" for head in heads if head not in held]
        with Path(name).open("a", encoding="utf-8") as file:
            file.writelines(lines)
    except (OSError, UnicodeDecodeError) as error:
        return str(error)
    return ""


def _held(file: Path) -> Iterator[Head]:
    """A line that is no head, such as one half written, holds nothing."""
    if not file.exists():
        return
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                yield head_of(line)
            except BadHeadError:
                continue
