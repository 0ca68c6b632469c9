"""The pages: who may read what, what is found, what is shown and exported."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.audit import exports, queries, views
from rabrong.audit.actions import Deed, erase_personal_values, record
from rabrong.audit.chain import digest_of
from rabrong.audit.exports import csv_of
from rabrong.audit.lines import Row, read_lines
from rabrong.audit.models import Event
from rabrong.audit.origin import Origin, coming_from
from rabrong.audit.queries import Search, events_for, events_found, personal_values_of
from rabrong.audit.readable import Readable
from rabrong.audit.rules import may_read
from rabrong.audit.wording import VERBS
from tests.audit.sample import CHAIN, NOW, record_some, submitted, telephoned
from tests.audit.urls import READERS
from tests.nation import Nation, build_nation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.audit.urls")]
ALL = Readable(everything=True)
Browse = Callable[[Readable], Client]


@pytest.fixture
def nation() -> Nation:
    return build_nation()


@pytest.fixture
def browse(nation: Nation) -> Iterator[Browse]:
    """A browser of somebody who may read that."""

    def signed_in(readable: Readable) -> Client:
        person = nation.people["psdg"]
        READERS[person.code] = readable
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        return client

    yield signed_in
    READERS.clear()


def page(client: Client, **asked: str) -> str:
    answer = client.get("/audit/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def record_in_units() -> None:
    """Deeds about three units, and one about none."""
    for unit in ("1101", "1201", "1301"):
        record(CHAIN, submitted(1, unit=unit, actor=f"keeper-{unit}"), now=NOW)
    record(CHAIN, Deed("demo.loaded", "year 2555", "demo"), now=NOW)


def subjects(client: Client, path: str = "/audit/events.jsonl", **asked: str) -> list[str]:
    """What is found, newest first, as the export says it."""
    answer = client.get(path, asked)
    assert answer.status_code == 200
    rows = [row for row in read_lines(BytesIO(answer.content)) if isinstance(row, Row)]
    return [row.record.subject for row in rows]


def entry(unit: str) -> str:
    return f"entry 2555/4.3/{unit}/8"


READING = [
    (ALL, ["year 2555", entry("1301"), entry("1201"), entry("1101")]),
    (Readable(units=frozenset({"1201", "1101"})), [entry("1201"), entry("1101")]),
    (Readable(persons=frozenset({"keeper-1301"})), [entry("1301")]),
    (Readable(units=frozenset({"1101"}), persons=frozenset({"keeper-1301"})), [entry("1301"), entry("1101")]),
    (Readable(units=frozenset({"none"})), []),
]


@pytest.mark.parametrize(("readable", "seen"), READING)
def test_one_reads_about_ones_units_and_people_only(browse: Browse, readable: Readable, seen: list[str]) -> None:
    record_in_units()
    client = browse(readable)
    assert subjects(client) == seen
    shown = page(client)
    for subject in (entry("1101"), entry("1201"), entry("1301"), "year 2555"):
        assert (subject in shown) is (subject in seen)
    table = client.get("/audit/events.csv").content.decode()
    for unit in ("1101", "1201", "1301"):
        assert (f"keeper-{unit}" in table) is (entry(unit) in seen)


@pytest.mark.parametrize("readable", [readable for readable, _ in READING])
def test_the_rule_and_the_query_say_the_same(readable: Readable) -> None:
    record_in_units()
    record(CHAIN, replace(submitted(1, unit="x", actor="other"), acting_for="keeper-1301"), now=NOW)
    by_rule = {event.pk for event in Event.objects.all() if may_read(readable, event)}
    assert set(events_for(readable).values_list("pk", flat=True)) == by_rule


@pytest.mark.parametrize("path", ["/audit/", "/audit/events.csv", "/audit/events.jsonl"])
def test_for_who_may_read_nothing_the_pages_do_not_exist(browse: Browse, path: str) -> None:
    record_some(1)
    assert browse(Readable()).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/audit/", "/audit/events.csv", "/audit/events.jsonl"])
def test_nobody_reads_without_signing_in(path: str) -> None:
    assert Client(SERVER_NAME="127.0.0.1").get(path).status_code == 302


@pytest.mark.parametrize("path", ["/audit/", "/audit/events.csv", "/audit/events.jsonl"])
def test_nothing_is_changed_here(browse: Browse, path: str) -> None:
    assert browse(ALL).post(path).status_code == 405


def test_an_event_is_shown_in_words(browse: Browse) -> None:
    with coming_from(Origin("5f1e77", "10.1.2.3")):
        event = record(CHAIN, replace(submitted(15), acting_for="director-1201"), now=NOW)
    shown = page(browse(ALL))
    for words in (
        "ส่งผลรายเดือน",
        "ผลรายเดือน 2555/4.3/1201/8",
        "ตำแหน่ง keeper-1201",
        "แทน ตำแหน่ง director-1201",
        "15\u00a0พ.ค.\u00a02555",
        "10.00\u00a0น.",
        "5f1e77",
        "10.1.2.3",
        event.digest,
    ):
        assert words in shown


def test_an_event_is_shown_in_english(browse: Browse) -> None:
    record(CHAIN, submitted(15), now=NOW)
    client = browse(ALL)
    client.cookies["django_language"] = "en"
    shown = page(client)
    assert "Audit record" in shown
    assert "Submit monthly results" in shown


def test_an_unknown_verb_and_person_are_shown_as_they_are(browse: Browse) -> None:
    record(CHAIN, Deed("thing.unheard_of", "thing 1", "unknown"), now=NOW)
    shown = page(browse(ALL))
    assert "thing.unheard_of" in shown
    assert "thing 1" in shown
    assert "unknown" in shown


def test_from_where_is_for_who_reads_everything_and_for_the_person(browse: Browse) -> None:
    with coming_from(Origin("r", "10.1.2.3")):
        record(CHAIN, submitted(1), now=NOW)
    assert "10.1.2.3" in page(browse(ALL))
    assert "10.1.2.3" in page(browse(Readable(persons=frozenset({"keeper-1201"}))))
    assert "10.1.2.3" not in page(browse(Readable(units=frozenset({"1201"}))))


def test_a_personal_value_is_shown_until_it_is_erased(browse: Browse) -> None:
    record(CHAIN, telephoned("081 234 5678"), now=NOW)
    client = browse(ALL)
    assert "081 234 5678" in page(client)
    deed = Deed("audit.erase", "person keeper-1201", "psdg")
    erase_personal_values(personal_values_of("keeper-1201"), deed, chain=CHAIN, reason="r", now=NOW)
    shown = page(client)
    assert "081 234 5678" not in shown
    assert "ลบแล้วตามกฎหมาย" in shown


@pytest.mark.parametrize("path", ["/audit/events.csv", "/audit/events.jsonl"])
def test_a_personal_value_is_in_no_export(browse: Browse, path: str) -> None:
    with coming_from(Origin("r", "10.1.2.3")):
        record(CHAIN, telephoned("081 234 5678"), now=NOW)
    text = browse(ALL).get(path).content.decode()
    assert "person.change" in text or "แก้ไขข้อมูลบุคคล" in text
    assert "081 234 5678" not in text
    assert "10.1.2.3" not in text


DAY = timedelta(days=1)


def record_to_search() -> None:
    """Different people, things, deeds and days."""
    record(CHAIN, submitted(1), now=NOW - DAY * 2)
    record(CHAIN, replace(telephoned("081 234 5678"), after={"position": "พัฒนาการอำเภอ"}), now=NOW - DAY)
    record(CHAIN, replace(submitted(2, unit="1301", actor="other"), acting_for="keeper-1301"), now=NOW)
    record(CHAIN, Deed("unit.rename", "unit 1301", "psdg", after={"name": 'สำนัก "ใหม่" 100%'}), now=NOW)


NUMBER, PHONE, OTHER, UNIT = entry("1201"), "person keeper-1201", entry("1301"), "unit 1301"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [UNIT, OTHER, PHONE, NUMBER]),
        ({"person": "psdg"}, [UNIT, PHONE]),
        ({"person": "keeper-1301"}, [OTHER]),
        ({"subject": "entry 2555/4.3/"}, [OTHER, NUMBER]),
        ({"subject": "person"}, [PHONE]),
        ({"verb": "unit.rename"}, [UNIT]),
        ({"verb": "no.such"}, []),
        ({"since": "14/5/2555"}, [UNIT, OTHER, PHONE]),
        ({"until": "14 พ.ค. 55"}, [PHONE, NUMBER]),
        ({"since": "2012-05-14", "until": "2012-05-14"}, [PHONE]),
        ({"q": "พัฒนาการอำเภอ"}, [PHONE]),
        ({"q": '"ใหม่" 100%'}, [UNIT]),
        ({"q": "KEEPER-1301"}, [OTHER]),
        ({"q": "เปลี่ยนชื่อ"}, [UNIT]),
        ({"q": "no such words"}, []),
        ({"q": "081 234 5678"}, []),
        ({"person": "psdg", "verb": "person.change", "q": "keeper"}, [PHONE]),
    ],
)
def test_events_are_found(browse: Browse, asked: dict[str, str], found: list[str]) -> None:
    record_to_search()
    client = browse(ALL)
    assert subjects(client, **asked) == found
    shown = page(client, **asked)
    assert [f'?subject={subject.replace(" ", "%20")}"' in shown for subject in (UNIT, OTHER, PHONE, NUMBER)] == [
        subject in found for subject in (UNIT, OTHER, PHONE, NUMBER)
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "30/4/2012"}, "30/4/2555"),
        ({"since": "someday"}, "อ่านวันที่นี้ไม่ออก"),
        ({"since": "15/5/2555", "until": "14/5/2555"}, "วันสิ้นสุดอยู่ก่อนวันเริ่ม"),
        ({"q": "x" * 121}, "120"),
    ],
)
def test_a_search_that_cannot_be_read_says_why(browse: Browse, asked: dict[str, str], said: str) -> None:
    record_some(1)
    client = browse(ALL)
    answer = client.get("/audit/", asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert entry("1201") not in answer.content.decode()
    sent = client.get("/audit/events.csv", asked)
    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (302, "/audit/")


def test_a_long_list_is_read_in_pages(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    for at in range(7):
        record(CHAIN, submitted(at), now=NOW)  # all at the same moment: the order is that of recording
    client, seen, address = browse(ALL), [], "/audit/"
    while address:
        answer = client.get(address)
        seen.append([row.number for row in answer.context["rows"]])
        address = f"/audit/?{answer.context['following']}" if answer.context["following"] else ""
    assert seen == [[7, 6, 5], [4, 3, 2], [1]]


@pytest.mark.parametrize("after", ["x", "x_1", "2012-05-15T10:00:00_1", f"{NOW.isoformat()}_x", "_"])
def test_a_page_that_does_not_exist_is_the_first(browse: Browse, after: str) -> None:
    record_some(2)
    assert [row.number for row in browse(ALL).get("/audit/", {"after": after}).context["rows"]] == [2, 1]


def test_the_list_costs_the_same_with_one_and_with_many(browse: Browse) -> None:
    client = browse(ALL)
    counts = []
    for more in (1, 30):
        with coming_from(Origin("r", "10.1.2.3")):
            record_some(more, chain=f"c{more}")
        with CaptureQueriesContext(connection) as captured:
            page(client)
        counts.append(len(captured))
    # Session, person, the demo's clock, events, their personal values; grants and newest year for the top bar.
    assert counts == [7, 7]


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_table_has_a_row_for_every_field(browse: Browse) -> None:
    record(CHAIN, replace(submitted(15), before={"ก": "14"}, after={"ก": "15", "ข": "20"}), now=NOW)
    answer = browse(ALL).get("/audit/events.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *rows = cells(answer.content)
    assert head[:3] == ["โซ่", "เลขที่", "เวลา"]
    begin = ["cdd", "1", "2012-05-15 10:00:00", "keeper-1201", "", "ส่งผลรายเดือน", "ผลรายเดือน 2555/4.3/1201/8"]
    assert [row[:10] for row in rows] == [[*begin, "ก", "14", "15"], [*begin, "ข", "", "20"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(browse: Browse, text: str) -> None:
    deed = Deed(text, text, text, acting_for=text, before={text: text}, after={text: text})
    record(CHAIN, deed, now=NOW)
    (_, row) = cells(browse(ALL).get("/audit/events.csv").content)
    assert [cell for cell in row if cell.lstrip(" ").startswith(exports.STARTS_A_FORMULA)] == []
    assert row[3] == f"'{text}"


def test_an_exported_selection_can_be_verified(browse: Browse) -> None:
    record_some(5)
    answer = browse(ALL).get("/audit/events.jsonl", {"q": "4"})
    head = json.loads(answer.content.decode().splitlines()[0])
    assert (head["format"], head["selection"]) == ("rabrong-audit/1", True)
    rows = [row for row in read_lines(BytesIO(answer.content)) if isinstance(row, Row)]
    assert rows
    assert all(digest_of(row.record) == row.digest for row in rows)


def test_too_much_for_a_file_is_refused(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 2)
    record_some(3)
    answer = browse(ALL).get("/audit/events.csv")
    assert answer.status_code == 422
    assert "เลือกช่วงวันให้แคบลง" in answer.content.decode()


def test_an_export_costs_the_same_with_one_and_with_many() -> None:
    counts = []
    for more in (1, 30):
        record_some(more, chain=f"c{more}")
        with CaptureQueriesContext(connection) as captured:
            csv_of(list(events_found(ALL, Search())))
        counts.append(len(captured))
    assert counts == [2, 2]


def test_every_answer_carries_an_id_that_nobody_can_choose(browse: Browse) -> None:
    client = browse(ALL)
    first = client.get("/audit/", headers={"X-Request-Id": "mine"}).headers["X-Request-Id"]
    second = client.get("/no/such/page/").headers["X-Request-Id"]
    assert len(first) == len(second) == 16
    assert "mine" not in (first, second)
    assert first != second


def test_every_verb_has_words_in_both_languages(browse: Browse) -> None:
    client = browse(ALL)
    thai = client.get("/audit/").content.decode()
    client.cookies["django_language"] = "en"
    english = client.get("/audit/").content.decode()
    for words in VERBS.values():
        assert f">{words}</option>" in thai
        assert f">{words}</option>" not in english
