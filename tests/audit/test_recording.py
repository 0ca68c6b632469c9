"""Recording: the chain, the personal values beside it, where it came from, and many at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.audit.actions import record
from rabrong.audit.chain import personal_digest
from rabrong.audit.models import ChainHead, Event, PersonalValue
from rabrong.audit.origin import Origin, coming_from, origin
from rabrong.audit.queries import broken_in, record_of, report_of
from rabrong.demo.models import Mark
from tests.audit.sample import CHAIN, NOW, record_some, submitted, telephoned
from tests.guards import unguarded
from tests.nation import build_nation

HERE = Origin("5f1e", "10.1.2.3")


@pytest.mark.django_db
def test_records_are_numbered_and_each_carries_the_hash_of_the_one_before() -> None:
    first, second, third = record_some(3)
    assert [event.number for event in (first, second, third)] == [1, 2, 3]
    assert [event.previous for event in (first, second, third)] == ["", first.digest, second.digest]
    assert broken_in(CHAIN) is None


@pytest.mark.django_db
def test_every_department_has_a_chain_of_its_own() -> None:
    record_some(2)
    other = record("opdc", submitted(1), now=NOW)
    assert (other.number, other.previous) == (1, "")
    assert ChainHead.objects.get(chain=CHAIN).number == 2


@pytest.mark.django_db
def test_a_record_costs_three_queries_and_one_more_with_personal_values() -> None:
    record_some(1)
    with transaction.atomic(), CaptureQueriesContext(connection) as plain:
        record(CHAIN, submitted(2), now=NOW)
    with transaction.atomic(), coming_from(HERE), CaptureQueriesContext(connection) as personal:
        record(CHAIN, telephoned("081 234 5678"), now=NOW)
    assert (len(plain), len(personal)) == (3, 4)


@pytest.mark.django_db
def test_a_personal_value_lies_beside_the_chain_and_its_salted_hash_in_it() -> None:
    event = record(CHAIN, telephoned("081 234 5678"), now=NOW)
    beside = PersonalValue.objects.get(event=event, side="after")
    assert (beside.field, beside.whose, beside.value) == ("telephone", "keeper-1201", "081 234 5678")
    assert event.after == {"telephone": {"sha256": personal_digest(beside.salt, "081 234 5678")}}
    assert "081 234 5678" not in str(record_of(event))


@pytest.mark.django_db
def test_equal_personal_values_do_not_look_equal() -> None:
    first, second = (record(CHAIN, telephoned("081 234 5678"), now=NOW) for _ in range(2))
    assert first.after != second.after


@pytest.mark.django_db
def test_what_a_request_does_is_recorded_with_its_id_and_address() -> None:
    with coming_from(HERE):
        event = record(CHAIN, submitted(1), now=NOW)
    address = PersonalValue.objects.get(event=event)
    assert event.request_id == "5f1e"
    assert (address.side, address.field, address.whose, address.value) == (
        "origin",
        "address",
        "keeper-1201",
        "10.1.2.3",
    )
    assert event.origin == {"address": {"sha256": personal_digest(address.salt, "10.1.2.3")}}


@pytest.mark.django_db
def test_what_a_command_does_has_no_request_and_no_address() -> None:
    event = record(CHAIN, submitted(1), now=NOW)
    assert (event.request_id, event.origin) == ("", {})
    assert not PersonalValue.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [field.name for field in Event._meta.fields if field.name not in ("id", "digest")])
def test_a_change_of_any_stored_field_is_found(name: str) -> None:
    with coming_from(HERE):
        record_some(3)
        record(CHAIN, replace(telephoned("081 234 5678"), acting_for="k2"), now=NOW)
    others = {"number": 9, "at": NOW + timedelta(days=1), "before": {"ข": "1"}, "after": {}, "origin": {}}
    with unguarded():
        Event.objects.filter(number=4).update(**{name: others.get(name, "other")})
    assert not report_of(CHAIN).is_whole


@pytest.mark.django_db
def test_what_a_transaction_takes_back_is_not_recorded() -> None:
    record_some(1)
    with transaction.atomic():
        record(CHAIN, telephoned("081 234 5678"), now=NOW)
        transaction.set_rollback(True)
    assert report_of(CHAIN).count == 1
    assert ChainHead.objects.get(chain=CHAIN).number == 1


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_leave_no_gap_and_no_fork() -> None:
    def write(worker: int) -> None:
        try:
            for at in range(12):
                with coming_from(Origin(f"w{worker}", "10.0.0.1")):
                    record(CHAIN, submitted(at, actor=f"k{worker}"), now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(write, range(8)))
    assert list(Event.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 97))
    report = report_of(CHAIN)
    assert (report.is_whole, report.count) == (True, 96)


@pytest.mark.django_db
def test_a_deed_of_a_request_carries_the_id_of_its_answer() -> None:
    """Through all of the middleware: the demo's clock is moved by somebody's browser."""
    nation = build_nation()
    Mark.objects.create(loaded="test", now=NOW)
    client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.0.1")
    client.force_login(nation.people["psdg"])
    answer = client.post("/clock/", {"date": "2012-06-15", "next": "/"})
    event = Event.objects.get(verb="demo.clock_moved")
    assert event.request_id == answer.headers["X-Request-Id"]
    assert PersonalValue.objects.get(event=event).value == "127.0.0.1"
    assert origin() == Origin()
