"""The reader's notices: narrowed to a kind or a unit, several read at once, and never anybody else's."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.notices.actions import notify
from rabrong.notices.models import Notice
from rabrong.notices.wording import Message
from rabrong.org.models import Person
from tests.nation import NOW

LATE, BAND = "alert.late", "alert.band"
NONTHABURI = {"th": "นนทบุรี", "en": "Nonthaburi"}
RAYONG = {"th": "ระยอง", "en": "Rayong"}


@pytest.fixture
def reader(people: dict[str, Person]) -> Client:
    """Province 12, who was told of three things; province 11 of one."""
    for number, (kind, unit) in enumerate(((LATE, NONTHABURI), (BAND, NONTHABURI), (LATE, RAYONG))):
        tell(people["12"], kind, unit, number)
    tell(people["11"], LATE, NONTHABURI, 9)
    client = Client()
    client.force_login(people["12"])
    return client


def tell(person: Person, kind: str, unit: dict[str, str], number: int) -> None:
    """One notice about a unit."""
    message = Message(kind, "%(kind)s: %(code)s %(unit)s", terms={"kind": kind, "code": str(number), "unit": unit})
    notify([person], message, key=f"{kind}/{number}", now=NOW)


def titles(client: Client, query: str = "") -> list[str]:
    """What is listed."""
    page = client.get(f"/notices/{query}").content.decode()
    return re.findall(r'<span class="notice-title">([^<]+)</span>', page)


def test_notices_are_narrowed_to_a_kind_and_to_a_unit(reader: Client) -> None:
    assert len(titles(reader)) == 3
    assert titles(reader, "?kind=alert-late") == ["alert.late: 2 ระยอง", "alert.late: 0 นนทบุรี"]
    assert titles(reader, "?unit=นนทบุรี") == ["alert.band: 1 นนทบุรี", "alert.late: 0 นนทบุรี"]
    assert titles(reader, "?kind=alert-late&unit=นนทบุรี") == ["alert.late: 0 นนทบุรี"]
    assert titles(reader, "?unit=ที่อื่น") == []
    assert len(titles(reader, "?kind=nonsense")) == 3


def test_the_filters_offer_what_the_reader_was_told_of_with_what_is_not_read(reader: Client) -> None:
    page = reader.get("/notices/").content.decode()
    assert '<option value="alert-late">รายงานล่าช้า (2)</option>' in page
    assert '<option value="alert-band">ตกช่วงคะแนน (1)</option>' in page
    assert "alert-outlier" not in page
    assert re.findall(r'<option value="(นนทบุรี|ระยอง)"', page) == ["นนทบุรี", "ระยอง"]


def test_several_are_read_at_once_and_the_filter_stays(reader: Client) -> None:
    numbers = list(Notice.objects.filter(kind=LATE, recipient__code="keeper-12").values_list("pk", flat=True))
    form = {"act": "picked", "notice": [*map(str, numbers), "x", ""], "kind": "alert-late", "unit": ""}
    answer = reader.post("/notices/read/", form)

    assert answer["Location"] == "/notices/?kind=alert-late"
    unread = Notice.objects.filter(read_at=None).values_list("recipient__code", "kind")
    assert sorted(unread) == [("keeper-11", LATE), ("keeper-12", BAND)]


def test_nobody_reads_what_somebody_else_was_told(reader: Client) -> None:
    other = Notice.objects.get(recipient__code="keeper-11")
    reader.post("/notices/read/", {"act": "picked", "notice": str(other.pk)})
    other.refresh_from_db()
    assert other.read_at is None


def test_picking_nothing_reads_nothing_and_everything_is_one_step(reader: Client) -> None:
    reader.post("/notices/read/", {"act": "picked"})
    assert Notice.objects.filter(recipient__code="keeper-12", read_at=None).count() == 3
    reader.post("/notices/read/")
    assert Notice.objects.filter(read_at=None).values_list("recipient__code", flat=True).get() == "keeper-11"


def test_more_notices_cost_no_more_queries(reader: Client, people: dict[str, Person]) -> None:
    counts = []
    for more in (20, 40):
        reader.get("/notices/")
        with CaptureQueriesContext(connection) as captured:
            reader.get("/notices/")
        counts.append(len(captured))
        for number in range(more, more + 20):
            tell(people["12"], LATE, {"th": f"หน่วย {number}", "en": ""}, number)
    assert counts[0] == counts[1]
    assert counts[0] <= 12
