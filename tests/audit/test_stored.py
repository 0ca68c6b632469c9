"""A stored chain: whatever is done to its rows behind our back is found and named; a lawful erasure is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from rabrong.audit.actions import Deed, Erased, erase_personal_values, record
from rabrong.audit.chain import digest_of
from rabrong.audit.models import ChainHead, Event, PersonalValue
from rabrong.audit.origin import Origin, coming_from
from rabrong.audit.queries import (
    chains,
    personal_values_in,
    personal_values_of,
    record_of,
    report_of,
    tables_without_guard,
)
from rabrong.audit.rules import Refusal
from tests.audit.sample import CHAIN, NOW, record_some, submitted, telephoned
from tests.guards import unguarded

pytestmark = pytest.mark.django_db
Named = list[tuple[int, int, str]]


def named() -> Named:
    """What is found in the chain."""
    return [(found.number, found.last, found.reason) for found in report_of(CHAIN).breaks]


def change() -> None:
    Event.objects.filter(number=3).update(after={"ก": "99"})


def delete() -> None:
    Event.objects.filter(number=3).delete()


def delete_and_close_up() -> None:
    delete()
    for number in (4, 5, 6):
        Event.objects.filter(number=number).update(number=number - 1)
    ChainHead.objects.update(number=5)


def insert() -> None:
    for number in (6, 5, 4):
        Event.objects.filter(number=number).update(number=number + 1)
    forged = Event.objects.get(number=3)
    forged.pk, forged.number, forged.actor, forged.previous = None, 4, "intruder", forged.digest
    forged.digest = digest_of(record_of(forged))
    forged.save()
    ChainHead.objects.update(number=7)


def reorder() -> None:
    for number, other in ((2, 99), (5, 2), (99, 5)):
        Event.objects.filter(number=number).update(number=other)


def cut_tail() -> None:
    Event.objects.filter(number__gt=4).delete()


def append() -> None:
    forged = Event.objects.get(number=6)
    forged.pk, forged.number, forged.previous = None, 7, forged.digest
    forged.digest = digest_of(record_of(forged))
    forged.save()


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (change, [(3, 3, "changed")]),
        (delete, [(3, 3, "deleted")]),
        (delete_and_close_up, [(3, 3, "deleted")]),
        (insert, [(4, 4, "inserted")]),
        (reorder, [(2, 2, "reordered"), (5, 5, "reordered")]),
        (cut_tail, [(5, 6, "cut_tail")]),
        (append, [(7, 7, "inserted")]),
    ],
)
def test_tampering_is_found_and_named(tamper: Callable[[], None], found: Named) -> None:
    record_some(6)
    assert named() == []
    with unguarded():
        tamper()
    assert named() == found


def test_a_changed_last_row_with_a_new_hash_is_found_by_the_stored_head() -> None:
    record_some(3)
    last = Event.objects.get(number=3)
    forged = replace(record_of(last), actor="intruder")
    with unguarded():
        Event.objects.filter(number=3).update(actor="intruder", digest=digest_of(forged))
    assert named() == [(3, 3, "changed")]


def test_rows_without_a_head_are_found() -> None:
    record_some(3)
    with unguarded():
        ChainHead.objects.all().delete()
    assert chains() == [CHAIN]
    assert named() == [(1, 3, "inserted")]


def test_all_chains_are_listed() -> None:
    record_some(2)
    record_some(2, chain="opdc")
    record_some(1, chain="a")
    assert chains() == ["a", CHAIN, "opdc"]


def changed_value() -> None:
    PersonalValue.objects.filter(side="after").update(value="089 999 9999")


def lost_value() -> None:
    PersonalValue.objects.filter(side="after").delete()


def added_value() -> None:
    value = PersonalValue.objects.get(side="after")
    PersonalValue.objects.create(event=value.event, side="after", field="e-mail", whose="x", salt="s", value="x")


@pytest.mark.parametrize(
    ("tamper", "reason", "field"),
    [
        (changed_value, "personal_changed", "telephone"),
        (lost_value, "personal_deleted", "telephone"),
        (added_value, "personal_inserted", "e-mail"),
    ],
)
def test_tampering_with_a_personal_value_is_found(tamper: Callable[[], None], reason: str, field: str) -> None:
    record_some(2)
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    with unguarded():
        tamper()
    (found,) = report_of(CHAIN).breaks
    assert (found.number, found.reason, found.field, found.subject) == (3, reason, field, "person keeper-1201")


ERASURE = Deed(verb="audit.erase", subject="person keeper-1201", actor="psdg")


def erased(person: str, reason: str = "คำขอที่ 12/2555") -> Erased | Refusal:
    return erase_personal_values(personal_values_of(person), ERASURE, chain=CHAIN, reason=reason, now=NOW)


def test_erased_values_are_gone_and_the_chain_is_whole() -> None:
    with coming_from(Origin("r", "10.1.2.3")):
        record(CHAIN, telephoned("081 234 5678"), now=NOW)
        record(CHAIN, submitted(1), now=NOW)
        record(CHAIN, telephoned("02 111 2222", person="other"), now=NOW)
    done = erased("keeper-1201")
    assert isinstance(done, Erased)
    # Two telephone numbers, and the address from which the keeper submitted; not the address of who changed them.
    assert done.count == 3
    assert set(personal_values_of("keeper-1201").values_list("value", "salt")) == {(None, "")}
    left = PersonalValue.objects.filter(value__isnull=False).values_list("whose", flat=True)
    assert sorted(left) == ["other", "other", "psdg", "psdg"]
    report = report_of(CHAIN)
    assert (report.is_whole, report.count, report.erased) == (True, 4, 3)


def test_an_erasure_is_itself_recorded() -> None:
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    erased("keeper-1201")
    last = Event.objects.latest("number")
    assert (last.verb, last.subject, last.actor) == ("audit.erase", "person keeper-1201", "psdg")
    assert last.after == {"values": "2", "reason": "คำขอที่ 12/2555"}


def test_the_values_of_some_events_alone_can_be_erased() -> None:
    first, _ = (record(CHAIN, telephoned("081 234 5678"), now=NOW + timedelta(days=day)) for day in (0, 1))
    done = erase_personal_values(personal_values_in([first]), ERASURE, chain=CHAIN, reason="r", now=NOW)
    assert isinstance(done, Erased)
    assert done.count == 2
    assert personal_values_of("keeper-1201").filter(value__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("person", "reason", "code"),
    [
        ("keeper-1201", "  ", "erasure.no_reason"),
        ("keeper-1201", "x" * 501, "erasure.long_reason"),
        ("nobody", "r", "erasure.nothing"),
    ],
)
def test_an_erasure_is_refused(person: str, reason: str, code: str) -> None:
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    refusal = erased(person, reason)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert personal_values_of("keeper-1201").filter(value__isnull=False).count() == 2
    assert report_of(CHAIN).count == 1


def test_a_second_erasure_finds_nothing() -> None:
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    erased("keeper-1201")
    assert erased("keeper-1201") == Refusal("erasure.nothing")


GUARDED = ["audit_event", "audit_personalvalue", "audit_chainhead", "audit_sealedhead", "results_entry"]


def test_every_table_has_its_guard_after_all_migrations() -> None:
    assert tables_without_guard(GUARDED) == []


def test_a_guard_taken_away_is_noticed() -> None:
    drop = "DROP TRIGGER audit_event_append_only"
    with connection.cursor() as cursor:
        cursor.execute(f"{drop} ON audit_event" if connection.vendor == "postgresql" else drop)
    assert tables_without_guard(GUARDED) == ["audit_event"]
