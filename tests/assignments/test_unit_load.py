"""The load of the units: the slides' table taken into the application, and everything in it that does not add up."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.actions.exchange import Document, Later, document_of, open_from_file
from rabrong.agreements.models import Year
from rabrong.assignments.actions.printed import keep_printed
from rabrong.assignments.exchange import keep_owners
from rabrong.assignments.models import PrintedFigure
from rabrong.audit.models import Event
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.models import Person, PersonStatus, Role
from rabrong.org.rules import Refusal
from tests.nation import NOW, STARTS, actor

pytestmark = pytest.mark.django_db

AS_PRINTED = Path("examples/cdd-2555-as-printed.yaml")


@pytest.fixture
def document() -> Document:
    return document_of(AS_PRINTED.read_text(encoding="utf-8"), "as printed")


@pytest.fixture
def people(document: Document) -> dict[str, Person]:
    """The ten units of the slides under the department; the PSDG opened the year from the file with its owners."""
    new = [NewUnit("cdd", "department", "กรมการพัฒนาชุมชน")]
    new += [NewUnit(unit.code, unit.kind, unit.name, parent="cdd") for unit in document.file.units]
    units = found_units(new, starts=STARTS, department="cdd")
    posts = (("psdg", "cdd", Role.PSDG), ("executive", "cdd", Role.EXECUTIVE), ("viewer", "กค", Role.VIEWER))
    taken = [NewPerson(code, unit, code, roles=((role, unit),)) for code, unit, role in posts]
    people = take_in_people(taken, units, starts=STARTS, status=PersonStatus.ACTIVE)
    opened = open_from_file(document, by=actor(people["psdg"]), now=NOW, later=Later(keep_owners=keep_owners))
    assert isinstance(opened, Year)
    Year.objects.filter(pk=2555).update(state="open")
    return people


def kept(people: dict[str, Person], document: Document) -> int | Refusal:
    return keep_printed(Year.objects.get(pk=2555), document.file, by=actor(people["psdg"]), now=NOW)


def page_of(client: Client, person: Person, query: str = "") -> str:
    client.force_login(person)
    return client.get(f"/2555/load/{query}").content.decode()


def test_every_fault_of_the_slides_is_found(client: Client, people: dict[str, Person], document: Document) -> None:
    kept(people, document)

    page = page_of(client, people["psdg"])

    # 4+2+1+2+3+1+2+1+1 = 17 printed; 4+2+1+2+4+1+2+1+1 = 18 listed; 5, 8 and 10 twice: 18 - 3 = 15
    assert "deck 23: พิมพ์รวม 17 ตัวชี้วัด แต่ลงรายการ 18 ซึ่งต่างกันจริง 15" in page
    for code, units in (("5", "สภว, สทอ"), ("8", "กผ, กค"), ("10", "กจ, สพช")):
        assert f"ตัวชี้วัด {code} อยู่ใต้หลายหน่วย: {units}" in page
    # 20+12+5+10+20+5+10+5+5 = 92
    assert "ร้อยละที่พิมพ์รวมได้ 92 ไม่ใช่ 100" in page
    # four indicators of 5 and 3, both used: 5+3+3+3 = 14, 5+5+3+3 = 16, 5+5+5+3 = 18, never 20
    assert "กผ ร้อยละ 20 เป็นไปไม่ได้ด้วยน้ำหนักที่พิมพ์ 5, 3 กับ 4 ตัวชี้วัด (เป็นได้: 14, 16, 18)" in page
    # 60 + 10 + 15 + 15 = 100 in the framework, the 15 weigh 75: 25 of effectiveness have nobody
    assert "ตัวชี้วัดที่ต่างกัน 15 ตัวรวมน้ำหนัก 75 จึงมี 25 ที่ไม่มีเจ้าภาพ" in page
    assert "น้ำหนัก 25 ในกรอบไม่มีทั้งตัวชี้วัดและเจ้าภาพ: ประสิทธิผล 25" in page
    assert "หน่วย ตภ ไม่มีตัวชี้วัด" in page


def test_printed_figures_stand_unrepaired_beside_the_computed(
    client: Client, people: dict[str, Person], document: Document
) -> None:
    kept(people, document)

    page = page_of(client, people["executive"], "?show=different&q=กผ")

    assert "จำนวนไม่ตรง: พิมพ์ 3" in page
    assert "สสช" not in page.partition('<table class="ag-list">')[2].partition("</table>")[0]
    assert "นำเข้าตารางที่พิมพ์ไว้" not in page


def test_a_second_import_replaces_and_keeps_the_first(people: dict[str, Person], document: Document) -> None:
    assert (kept(people, document), kept(people, document)) == (20, 20)

    assert PrintedFigure.objects.filter(replaced_at=None).count() == 20
    assert PrintedFigure.objects.exclude(replaced_at=None).count() == 20
    assert Event.objects.filter(verb="assignment.printed").count() == 2


def test_printed_tables_are_refused_with_the_reason(
    client: Client, people: dict[str, Person], document: Document
) -> None:
    year = Year.objects.get(pk=2555)
    asked = keep_printed(year, document.file, by=actor(people["executive"]), now=NOW)
    assert isinstance(asked, Refusal)
    assert asked.code == "org.not_administrator"

    client.force_login(people["psdg"])
    text = AS_PRINTED.read_text(encoding="utf-8")
    for sent, reason in (
        (text.partition("\nprinted:")[0], "แฟ้มไม่มีตารางที่พิมพ์ไว้"),
        (text.replace("year: 2555", "year: 2556"), "แฟ้มเป็นของปี 2556 ไม่ใช่ปี 2555"),
        (text.replace("source: deck 22", "source: deck 23"), "สองครั้ง"),
    ):
        answer = client.post("/2555/load/printed/", {"file": SimpleUploadedFile("a.yaml", sent.encode())})
        assert (answer.status_code, reason in answer.content.decode()) == (422, True)
    assert not PrintedFigure.objects.exists()


def test_the_table_is_for_who_sees_the_department_and_takes_few_queries(
    client: Client, people: dict[str, Person], document: Document
) -> None:
    kept(people, document)
    client.force_login(people["viewer"])
    assert client.get("/2555/load/").status_code == 404

    client.force_login(people["psdg"])
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/2555/load/").status_code == 200
    assert len(queries) <= 25
