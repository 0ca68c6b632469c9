"""The screens of units and people: who sees what, who may change what, in how many queries."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.audit.models import Event
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.models import (
    Acting,
    Person,
    PersonStatus,
    Role,
    RoleAssignment,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
    UnitVersion,
)
from rabrong.paper.sheets.cells import Sheet
from rabrong.paper.sheets.reading import read_sheet
from tests.nation import STARTS, Nation
from tests.org.conftest import Browser

pytestmark = pytest.mark.django_db

LISTS = [
    "/organisation/",
    "/organisation/?kind=district",
    "/organisation/?line=deputies",
    "/organisation/?line=inspectors",
    "/organisation/below/12/",
    "/people/",
    "/people/?q=ผู้จัดเก็บ",
    "/roles/",
    "/roles/?rows=people",
    "/acting/",
    "/search/?q=หน่วย",
]
PAGES = [
    *LISTS,
    "/organisation/?q=nothing",
    "/organisation/unit/12/",
    "/organisation/unit/1201/",
    "/organisation/unit/12/rename/",
    "/organisation/unit/12/split/",
    "/organisation/import/units/",
    "/organisation/import/people/",
    "/people/head-12/",
    "/people/new/",
    "/people/head-12/give-role/",
    "/people/head-12/end-role/",
    "/acting/new/",
    "/search/",
]
EXPORTS = [
    "/organisation/?export=csv",
    "/organisation/?export=xlsx",
    "/people/?export=csv",
    "/roles/?export=csv",
    "/acting/?export=csv",
]
OUTSIDE = ["หน่วย 13", "หน่วย 1301", "keeper-1301", "หน่วย 11", "keeper-11", "หน่วย กผ", "psdg"]
"""Names and codes that nobody of province 12 may find in a list."""


def page(client: Client, path: str, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.parametrize("path", [*PAGES, *EXPORTS])
def test_a_stranger_is_sent_to_the_door(staffed: Nation, path: str) -> None:
    answer = Client().get(path)

    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.parametrize("path", LISTS + EXPORTS)
def test_a_province_sees_itself_and_its_districts_only(browser: Browser, path: str) -> None:
    answer = browser("12").get(path)
    text = re.sub(r"<option[^>]*>", "", answer.content.decode("utf-8", "replace"))
    if path.endswith("xlsx"):
        sheet = read_sheet(answer.content)
        assert isinstance(sheet, Sheet)
        text = " ".join(cell for row in sheet.rows for cell in row.cells)

    assert answer.status_code == 200
    assert [word for word in OUTSIDE if re.search(rf"{word}(?!\d)", text)] == []


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/unit/13/",
        "/organisation/unit/nowhere/",
        "/organisation/below/13/",
        "/organisation/unit/13/rename/",
        "/organisation/unit/12/nonsense/",
        "/people/keeper-13/",
        "/people/nobody/",
        "/people/keeper-13/move/",
        "/acting/999/end/",
        "/organisation/import/nonsense/",
    ],
)
def test_what_may_not_be_seen_is_not_there(browser: Browser, path: str) -> None:
    page(browser("12"), path, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/unit/12/rename/",
        "/organisation/unit/12/found/",
        "/organisation/unit/12/move/",
        "/organisation/unit/12/close/",
        "/organisation/import/units/",
        "/organisation/import/units/template.xlsx",
        "/people/new/",
        "/people/head-12/move/",
        "/people/head-12/close/",
        "/acting/new/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_only_the_administrator_does_is_refused_with_the_reason(browser: Browser, path: str, method: str) -> None:
    if path.endswith("xlsx") and method == "post":
        return
    answer = getattr(browser("12"), method)(path, {"step": "confirm"})

    assert answer.status_code == 403
    assert "ผู้ดูแลระบบ กพร." in answer.content.decode()
    assert Event.objects.count() == 0


def test_buttons_are_shown_to_the_administrator_only(browser: Browser) -> None:
    for path, button in (
        ("/organisation/unit/12/", "/organisation/unit/12/rename/"),
        ("/people/head-12/", "/people/head-12/move/"),
        ("/people/", "/people/new/"),
        ("/acting/", "/acting/new/"),
        ("/organisation/", "/organisation/import/units/"),
    ):
        assert button in page(browser("psdg"), path)
        assert button not in page(browser("12"), path)


def test_who_holds_no_role_sees_nothing(staffed: Nation, browser: Browser) -> None:
    RoleAssignment.objects.filter(person=staffed.people["1301"]).update(ends=date(2012, 1, 1))

    for path in LISTS:
        answer = browser("1301").get(path)
        assert answer.status_code == (404 if "below" in path else 200)
        assert "หน่วย 1301" not in answer.content.decode()


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", [*LISTS, *EXPORTS])
def test_a_list_takes_as_many_queries_for_three_more(staffed: Nation, browser: Browser, path: str) -> None:
    client = browser("psdg")
    client.get(path)
    before = _queries(client, path)
    _add_three(staffed)

    assert _queries(client, path) == before


def _add_three(nation: Nation) -> None:
    new = [NewUnit(f"128{at}", UnitKind.DISTRICT, f"หน่วย 128{at}", parent="12") for at in range(3)]
    new += [NewUnit(f"ก{at}", UnitKind.DIVISION, f"หน่วย ก{at}", parent="cdd") for at in range(3)]
    units = nation.units | found_units(new, starts=STARTS, department="cdd", known=nation.units)
    people = [
        NewPerson(f"extra-{at}", f"128{at}", f"ผู้จัดเก็บ {at}", roles=((Role.KEEPER, f"128{at}"), (Role.DEPUTY, f"ก{at}")))
        for at in range(3)
    ]
    stored = list(take_in_people(people, units, starts=STARTS, status=PersonStatus.ACTIVE).values())
    for at, person in enumerate(stored):
        Acting.objects.create(
            person=person,
            principal=stored[at - 1],
            seat="x",
            kind="behalf",
            role=Role.INSPECTOR,
            unit=units["r2"],
            starts=STARTS,
            ends=date(2013, 1, 1),
            order_ref="2",
        )


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_inline_and_every_id_is_there_once(browser: Browser, path: str) -> None:
    text = page(browser("psdg"), path)
    ids = re.findall(r'\sid="([^"]+)"', text)

    assert re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", text) is None
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("path", [each for each in PAGES if "q=" not in each])
def test_english_has_no_thai_words_left(browser: Browser, path: str) -> None:
    client = browser("psdg")
    client.cookies["django_language"] = "en"
    text = re.sub(r'(?:value|href|hx-\w+|data-\w+)="[^"]*"', "", page(client, path))
    text = re.sub(r'lang="th"[^>]*>[^<]*', "", text)

    assert set(re.findall(r"[\u0e01-\u0e4f]+", text)) - {"ไทย", "กผ"} == set()


def test_the_tree_is_that_of_the_day_asked_for(staffed: Nation, browser: Browser) -> None:
    client = browser("psdg")
    _send(client, "/organisation/unit/1201/rename/", name="ชื่อใหม่", on="1/4/2555", order_ref="9/2555")

    assert "หน่วย 1201" in page(client, "/organisation/below/12/?on=31/3/2555")
    assert "ปัจจุบันชื่อ ชื่อใหม่" in page(client, "/organisation/below/12/?on=31/3/2555")
    assert "หน่วย 1201" not in page(client, "/organisation/below/12/?on=1/4/2555")
    assert "หน่วย 1201" in page(client, "/organisation/?q=1201&on=31/3/2555")
    assert "เดิมชื่อ หน่วย 1201" in page(client, "/organisation/")


def test_a_day_off_by_543_is_asked_about_and_today_is_shown(browser: Browser) -> None:
    text = page(browser("psdg"), "/organisation/?on=31/3/2012")

    assert "หมายถึง 31\u00a0มี.ค.\u00a02555 ใช่ไหม" in text
    assert "วันนี้ 15\u00a0พ.ค.\u00a02555" in text


def test_a_closed_unit_shows_what_became_of_it(staffed: Nation, browser: Browser) -> None:
    units = staffed.units
    Unit.objects.filter(code="1201").update(ends=date(2012, 5, 1))
    UnitVersion.objects.filter(unit=units["1201"]).update(ends=date(2012, 5, 1))
    Succession.objects.create(
        before=units["1201"], after=units["1202"], kind=SuccessionKind.MERGED, on=date(2012, 5, 1)
    )
    client = browser("psdg")

    assert 'href="/organisation/unit/1202/"' in page(client, "/organisation/unit/1201/")
    assert "→ หน่วย 1202" in page(client, "/organisation/below/12/?on=30/4/2555")
    assert "หน่วย 1201" not in page(client, "/organisation/below/12/")
    assert "/organisation/unit/1201/rename/" not in page(client, "/organisation/unit/1201/")


def test_both_lines_of_supervision_lead_to_the_provinces(browser: Browser) -> None:
    client = browser("psdg")
    deputies, inspectors = (page(client, f"/organisation/?line={line}") for line in ("deputies", "inspectors"))

    assert deputies.index("รองอธิบดี</a>") < deputies.index("หน่วย กผ") < deputies.index("ยังไม่มีผู้กำกับดูแล")
    assert deputies.index("ยังไม่มีผู้กำกับดูแล") < deputies.index("หน่วย r2")
    assert "หน่วย กผ" not in inspectors
    supervised = page(client, "/organisation/unit/1201/")
    assert supervised.index("รองอธิบดี</a>") < supervised.index("ผู้ตรวจ</a>")


def test_telephones_are_there_for_who_sees_the_unit_only(browser: Browser) -> None:
    assert "0 2141 1212" in page(browser("12"), "/people/head-12/")
    assert "0 2141 1212" in page(browser("deputy"), "/people/?export=csv")
    assert "0 2141 1212" not in page(browser("1201"), "/people/?export=csv")
    page(browser("1201"), "/people/head-12/", 404)
    assert "0 2141 1212" not in page(browser("1201"), "/organisation/unit/1201/")


def test_people_are_filtered_by_unit_role_and_state(staffed: Nation, browser: Browser) -> None:
    Person.objects.filter(code="keeper-1301").update(status="closed", is_active=False)
    client = browser("psdg")

    def listed(query: str) -> list[str]:
        text = client.get(f"/people/?export=csv&{query}").content.decode("utf-8-sig")
        return sorted({row[0] for row in list(csv.reader(io.StringIO(text)))[1:]})

    assert listed("unit=12") == ["head-12", "keeper-12", "keeper-1201", "keeper-1202"]
    assert listed("unit=12&role=director") == ["head-12"]
    assert listed("q=ใจดี") == ["head-12"]
    assert listed("status=closed") == ["keeper-1301"]
    assert "keeper-1301" not in listed("")
    assert "keeper-1301" in listed("status=all")


def test_a_list_has_fifty_rows_a_page_and_its_state_in_the_address(staffed: Nation, browser: Browser) -> None:
    new = [NewPerson(f"many-{at:03}", "1201", "คนที่มาก") for at in range(51)]
    take_in_people(new, staffed.units, starts=STARTS, status=PersonStatus.ACTIVE)
    client = browser("psdg")

    first, second = page(client, "/people/?q=คนที่มาก"), page(client, "/people/?q=คนที่มาก&page=2")
    assert first.count('<th scope="row">') == 50
    assert second.count('<th scope="row">') == 1
    assert "&amp;page=2" in first or "page=2" in first
    assert "หน้า 2 จาก 2" in second


def _send(client: Client, path: str, **typed: str) -> str:
    """Fill in a form, see what would change, confirm it; the page that shows before and after."""
    before = Event.objects.count()
    shown = client.post(path, {**typed, "step": "check"})
    assert shown.status_code == 200, shown.content.decode()
    assert Event.objects.count() == before
    done = client.post(path, {**typed, "step": "confirm"})
    assert done.status_code == 302
    assert Event.objects.count() == before + 1
    return shown.content.decode()


def _refused(client: Client, path: str, **typed: str) -> str:
    """What a form says to something that cannot be; nothing is done by either step."""
    before = Event.objects.count()
    answers = [client.post(path, {**typed, "step": step}) for step in ("check", "confirm")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert Event.objects.count() == before
    return answers[0].content.decode()


def test_a_change_is_shown_before_it_is_done(staffed: Nation, browser: Browser) -> None:
    client = browser("psdg")
    shown = _send(client, "/organisation/unit/1201/move/", under="13 หน่วย 13", on="1/4/2555", order_ref="9/2555")

    assert "12 หน่วย 12" in shown
    assert "13 หน่วย 13" in shown
    assert Unit.objects.get(code="1201").parent == staffed.units["13"]


def test_going_back_keeps_what_was_typed(browser: Browser) -> None:
    typed = {"under": "13", "on": "1/4/2555", "order_ref": "9/2555", "step": "edit"}
    answer = browser("psdg").post("/organisation/unit/1201/move/", typed)

    assert answer.status_code == 200
    assert 'value="9/2555"' in answer.content.decode()


def test_a_refusal_is_said_before_anybody_confirms(browser: Browser) -> None:
    client, dated = browser("psdg"), {"on": "1/4/2555", "order_ref": "9/2555"}

    assert "วนเป็นวง" in _refused(client, "/organisation/unit/กผ/move/", under="กผ", **dated)
    assert "ยังมีหน่วยย่อย" in _refused(client, "/organisation/unit/12/close/", **dated)
    assert "ไม่พบหน่วยนี้" in _refused(client, "/organisation/unit/1201/move/", under="9999", **dated)
    off = {"under": "13", "on": "1/4/2012", "order_ref": "9/2555"}
    assert "ค.ศ. หรือเปล่า" in _refused(client, "/organisation/unit/1201/move/", **off)


def test_units_are_founded_merged_split_and_grouped_by_forms(staffed: Nation, browser: Browser) -> None:
    client, dated = browser("psdg"), {"on": "1/4/2555", "order_ref": "9/2555"}
    _send(client, "/organisation/unit/12/found/", kind="district", code="1299", name="ใหม่", **dated)
    _send(client, "/organisation/unit/1301/merge/", into="1302", **dated)
    _send(client, "/organisation/unit/11/leave/", **dated)
    _send(client, "/organisation/unit/11/join/", region="r2", last="30/9/2560", **dated)
    parts = {"code-1": "21", "name-1": "เหนือ", "code-2": "22", "name-2": "ใต้"}
    children = {"child-1101": "1", "child-1102": "2"}
    Person.objects.filter(unit__code="11").update(unit=staffed.units["cdd"])
    shown = client.post("/organisation/unit/11/split/", {**parts, **children, **dated, "step": "check"})

    assert Unit.objects.get(code="1299").parent == staffed.units["12"]
    assert Unit.objects.get(code="1301").ends == date(2012, 4, 1)
    assert staffed.units["11"].regions.get(ends=date(2017, 10, 1)).region == staffed.units["r2"]
    assert "21 เหนือ" in shown.content.decode() or shown.status_code == 422


def test_people_are_taken_in_changed_and_moved_by_forms(browser: Browser) -> None:
    client = browser("psdg")
    new = {"code": "anan", "position": "นักวิชาการ", "unit": "12", "role": "viewer", "on": "1/5/2555"}
    _send(client, "/people/new/", **new)
    _send(client, "/people/anan/change/", name="อนันต์", telephone="๐๒ ๑๔๑", email="a@example.go.th")
    shown = _send(client, "/people/anan/move/", unit="13", position="หัวหน้า", on="10/5/2555")
    anan = Person.objects.select_related("unit").get(code="anan")

    assert (anan.name, anan.telephone, anan.unit.code, anan.status) == ("อนันต์", "02 141", "13", "invited")
    assert "12 หน่วย 12" in shown
    assert anan.positions.count() == 2


def test_roles_are_given_and_ended_with_the_last_day_that_people_write(browser: Browser) -> None:
    client = browser("psdg")
    given = {"role": "approver", "unit": "12", "starts": "1/5/2555", "last": "30/9/2555"}
    _send(client, "/people/head-12/give-role/", **given)
    row = RoleAssignment.objects.get(role="approver")
    _send(client, "/people/head-12/end-role/", assignment=str(row.pk), last="31/5/2555")
    row.refresh_from_db()

    assert (row.starts, row.ends) == (date(2012, 5, 1), date(2012, 6, 1))
    assert "อยู่แล้ว" in _refused(client, "/people/keeper-1201/give-role/", role="director", unit="12", starts="1/5/2555")


def test_accounts_are_suspended_restored_and_closed_with_a_reason(browser: Browser) -> None:
    client = browser("psdg")
    _send(client, "/people/head-12/suspend/", reason="ลาศึกษา")
    assert Person.objects.get(code="head-12").is_active is False
    page(client, "/people/head-12/suspend/", 404)
    _send(client, "/people/head-12/restore/", reason="กลับมา")
    _send(client, "/people/head-12/close/", reason="เกษียณ")

    assert Person.objects.get(code="head-12").status == "closed"
    assert "/people/head-12/move/" not in page(client, "/people/head-12/")
    assert "ของตนเองไม่ได้" in _refused(client, "/people/psdg/close/", reason="ลอง")


def test_somebody_is_appointed_to_act_and_it_is_ended(browser: Browser) -> None:
    client = browser("psdg")
    new = {"person": "keeper-1301", "kind": "behalf", "principal": "head-12", "role": "director", "unit": "12"}
    days = {"starts": "1/5/2555", "last": "30/6/2555", "order_ref": "7/2555"}
    _send(client, "/acting/new/", **new, **days)
    row = Acting.objects.get(role="director")
    assert (row.seat, row.ends) == ("พัฒนาการจังหวัด", date(2012, 7, 1))
    assert "7/2555" in page(client, "/acting/")
    _send(client, f"/acting/{row.pk}/end/", last="20/5/2555")
    row.refresh_from_db()

    assert row.ends == date(2012, 5, 21)


def test_what_is_typed_is_offered_within_the_scope(browser: Browser) -> None:
    assert 'value="1201 หน่วย 1201"' in page(browser("12"), "/organisation/choices/?under=1201")
    assert "1301" not in page(browser("12"), "/organisation/choices/?under=13")
    assert 'value="head-12 สมศรี ใจดี"' in page(browser("psdg"), "/people/choices/?person=ใจดี")
    assert page(browser("12"), "/people/choices/?person=psdg").strip() == ""
    assert page(browser("12"), "/organisation/choices/").strip() == ""


def test_the_search_is_a_fragment_for_a_script_and_a_page_without(browser: Browser) -> None:
    client = browser("psdg")
    fragment = client.get("/search/?q=ใจดี", headers={"HX-Request": "true"}).content.decode()

    assert "/people/head-12/" in fragment
    assert "<html" not in fragment
    assert "/people/head-12/" in page(client, "/search/?q=ใจดี")
    assert "ไม่พบ “&lt;b&gt;”" in page(client, "/search/?q=<b>")


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.csv", text.encode())


GOOD = "รหัสหน่วย,ประเภท,ชื่อหน่วย,รหัสหน่วยเหนือ\n14,จังหวัด,อยุธยา,cdd\n"
BAD = "รหัสหน่วย,ประเภท,ชื่อหน่วย,รหัสหน่วยเหนือ\n14,เทศบาล,อยุธยา,cdd\n"


def test_a_file_is_checked_and_then_taken_in(browser: Browser) -> None:
    client, address = browser("psdg"), "/organisation/import/units/"
    checked = client.post(address, {"file": _file(GOOD), "on": "1/5/2555", "do": "check"}).content.decode()
    digest = re.search(r'name="checked" value="(\w{64})"', checked)
    assert digest
    assert not Unit.objects.filter(code="14").exists()
    done = client.post(address, {"file": _file(GOOD), "on": "1/5/2555", "do": "take_in", "checked": digest[1]})

    assert done.status_code == 302
    assert Unit.objects.get(code="14").starts == date(2012, 5, 1)


def test_another_file_than_the_one_checked_is_not_taken_in(browser: Browser) -> None:
    typed = {"file": _file(GOOD), "on": "1/5/2555", "do": "take_in", "checked": "0" * 64}
    answer = browser("psdg").post("/organisation/import/units/", typed)

    assert answer.status_code == 422
    assert not Unit.objects.filter(code="14").exists()


def test_faults_are_listed_by_cell_and_come_back_in_the_file(browser: Browser) -> None:
    client, address = browser("psdg"), "/organisation/import/units/"
    checked = client.post(
        address, {"file": _file(BAD), "on": "1/5/2555", "do": "check"}, headers={"HX-Request": "true"}
    )
    noted = client.post(address, {"file": _file(BAD), "on": "1/5/2555", "do": "annotate"})
    sheet = read_sheet(noted.content)

    assert checked.status_code == 422
    assert '<th scope="row">B2</th>' in checked.content.decode()
    assert "<html" not in checked.content.decode()
    assert 'name="checked"' not in checked.content.decode()
    assert isinstance(sheet, Sheet)
    assert sheet.rows[1].cells[-1].startswith("B2: ไม่รู้จักประเภท")


def test_a_file_that_is_none_and_a_form_without_one_are_refused(browser: Browser) -> None:
    client, address = browser("psdg"), "/organisation/import/people/"

    assert client.post(address, {"on": "1/5/2555", "do": "check"}).status_code == 422
    nothing = client.post(address, {"file": _file("%PDF-1.4"), "on": "1/5/2555", "do": "check"})
    assert nothing.status_code == 422
    assert "ไม่ใช่แฟ้มตาราง" in nothing.content.decode()


@pytest.mark.parametrize("kind", ["units", "people", "regions"])
def test_the_template_can_be_downloaded(browser: Browser, kind: str) -> None:
    answer = browser("psdg").get(f"/organisation/import/{kind}/template.xlsx")

    assert answer["Content-Disposition"] == f'attachment; filename="{kind}.xlsx"'
    assert isinstance(read_sheet(answer.content), Sheet)


def test_an_exported_list_of_people_is_taken_back_and_changes_nothing(browser: Browser) -> None:
    client = browser("psdg")
    data = client.get("/people/?export=xlsx").content
    file = SimpleUploadedFile("a.xlsx", data)
    checked = client.post("/organisation/import/people/", {"file": file, "on": "15/5/2555", "do": "check"})

    assert "ทุกแถวตรงกับที่มีอยู่แล้ว" in checked.content.decode()


def test_a_form_keeps_no_characters_that_nobody_sees(browser: Browser) -> None:
    _send(browser("psdg"), "/people/keeper-1201/change/", name="สม\u202eศรี\u200b", telephone="", email="")
    assert Person.objects.get(code="keeper-1201").name == "สมศรี"
