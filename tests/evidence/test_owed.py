"""The missing list: what each unit should have, what is there, added up at every level."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from rabrong.agreements.models import IndicatorVersion
from rabrong.evidence.actions import remove_file
from rabrong.evidence.owed.queries import (
    counted_indicators,
    owed_documents,
    there_in,
)
from tests.evidence.papers_world import MINUTES, PHOTOS, ROUND, PapersWorld, build_papers_world
from tests.nation import NOW, YEAR

pytestmark = pytest.mark.django_db
MISSING = "/2555/evidence/missing/"


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> PapersWorld:
    settings.FILES = tmp_path
    return build_papers_world()


def lacking(world: PapersWorld, round_: int = ROUND) -> set[tuple[str, str]]:
    """(unit, document) of what is not there."""
    versions = counted_indicators(YEAR, round_)
    codes = {unit.pk: code for code, unit in world.nation.units.items()}
    there = there_in(round_, None, versions)
    owed = owed_documents(YEAR, round_, None, versions)
    return {(codes[each.unit], each.document.text) for each in owed if each.place not in there}


def test_each_district_should_have_each_prescribed_document(world: PapersWorld) -> None:
    districts = {"1101", "1102", "1201", "1202", "1301", "1302"}

    assert lacking(world) == {(unit, text) for unit in districts for text in (MINUTES, PHOTOS)}


def test_the_list_shrinks_when_a_document_is_attached_and_grows_when_it_is_taken_off(world: PapersWorld) -> None:
    before = lacking(world)
    version = world.attach("1201", MINUTES)
    assert before - lacking(world) == {("1201", MINUTES)}

    remove_file(version.attachment, reason="แฟ้มผิด", by=world.by("1201"), now=NOW)

    assert lacking(world) == before


def test_a_document_of_a_month_counts_in_the_round_of_the_month_only(world: PapersWorld) -> None:
    world.attach("1201", MINUTES)

    assert ("1201", MINUTES) not in lacking(world, 9)
    assert ("1201", MINUTES) in lacking(world, 6)
    assert ("1201", MINUTES) in lacking(world, 12)


def test_another_document_does_not_count(world: PapersWorld) -> None:
    world.attach("1201", "")

    assert len(lacking(world)) == 12


def test_an_indicator_that_was_cancelled_or_has_not_begun_asks_for_nothing(world: PapersWorld) -> None:
    IndicatorVersion.objects.filter(code="4.3").update(cancelled=6)
    assert lacking(world) == set()

    IndicatorVersion.objects.filter(code="4.3").update(cancelled=None, starts=12)
    assert lacking(world) == set()


def test_the_page_adds_up_at_every_level(world: PapersWorld) -> None:
    world.attach("1201", MINUTES)
    psdg = world.browser("psdg")

    whole = psdg.get(MISSING).content.decode()
    province = psdg.get(f"{MISSING}?under=12").content.decode()
    documents = psdg.get(f"{MISSING}?by=document").content.decode()

    assert "มีแล้ว 1 จาก 12 รายการที่กำหนด" in whole  # 6 districts x 2 documents
    assert "มีแล้ว 1 จาก 4 รายการที่กำหนด" in province  # 2 districts x 2
    assert rows(province) == [["หน่วย 12", "4", "1", "3"], ["หน่วย 1201", "2", "1", "1"], ["หน่วย 1202", "2", "0", "2"]]
    assert rows(documents) == [[f"4.3 {MINUTES}", "6", "1", "5"], [f"4.3 {PHOTOS}", "6", "0", "6"]]


def rows(page: str) -> list[list[str]]:
    """The cells of the table of levels."""
    table = page.split('class="ag-list pp-levels"')[1].split("</table>", maxsplit=1)[0].split("<tbody>")[1]
    return [
        [" ".join(_text(cell).split()) for cell in row.replace("<td", "\0<td").split("\0")]
        for row in table.split("<tr>")[1:]
    ]


def _text(html: str) -> str:
    pieces, inside = [], False
    for letter in html:
        inside = letter == "<" or (inside and letter != ">")
        pieces.append("" if inside or letter == ">" else letter)
    return "".join(pieces)


def test_a_keeper_sees_the_own_unit_and_the_file_says_the_same(world: PapersWorld) -> None:
    browser = world.browser("1201")

    page = browser.get(MISSING).content.decode()
    file = browser.get(f"{MISSING}?export=csv").content.decode("utf-8-sig").splitlines()

    assert "หน่วย 1201" in page
    assert "หน่วย 1202" not in page
    assert [line.split(",")[0] for line in file[1:]] == ["1201", "1201"]
    assert browser.get(f"{MISSING}?under=1202").status_code == 404
    assert browser.get(f"{MISSING}?export=xlsx").content.startswith(b"PK")


def test_it_is_filtered_and_sorted(world: PapersWorld) -> None:
    psdg = world.browser("psdg")

    by_document = psdg.get(f"{MISSING}?q=ภาพถ่าย&sort=document").content.decode()
    bureaus = psdg.get(f"{MISSING}?kind=bureau").content.decode()
    none = psdg.get(f"{MISSING}?kpi=8").content.decode()

    assert "ยังขาด 6 รายการ" in by_document
    assert "ไม่มีรายการที่ตรงกับที่เลือก" in bureaus
    assert "ไม่มีเอกสารที่กำหนด" in none


def test_the_owner_of_an_indicator_sees_what_all_units_lack_of_it(world: PapersWorld) -> None:
    from rabrong.assignments.models import Ownership  # noqa: PLC0415

    supervisor = world.browser("supervisor")
    assert "หน่วย 1201" not in supervisor.get(f"{MISSING}?kpi=4.3").content.decode()

    Ownership.objects.create(indicator=world.nation.indicators["4.3"], unit=world.nation.units["กผ"])

    page = supervisor.get(f"{MISSING}?kpi=4.3").content.decode()
    assert "หน่วย 1201" in page
    assert "/2555/unit/1201/originals/" not in page


def test_a_complete_list_says_so(world: PapersWorld) -> None:
    for document in (MINUTES, PHOTOS):
        world.attach("1201", document)

    assert "ครบแล้ว" in world.browser("1201").get(MISSING).content.decode()


def test_the_list_costs_the_same_however_many_units(world: PapersWorld) -> None:
    def queries(under: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert world.browser("psdg").get(f"{MISSING}?under={under}").status_code == 200
        return len(counted)

    assert queries("cdd") <= queries("1201")
