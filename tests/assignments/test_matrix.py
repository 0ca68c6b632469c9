"""The Owner-Supporter matrix: shown, filtered, edited by key and by form, printed, out as a sheet and in again."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Indicator, IndicatorVersion, Year, YearState
from rabrong.assignments.actions.duties import name_responsible
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.queries.cells import mark_of
from rabrong.assignments.rules.duties import Naming
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.models import PersonStatus, Role, RoleAssignment, UnitKind
from rabrong.paper.sheets.cells import Sheet
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.writing import Column, Table, excel_of
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
CELL = "/2555/os/8/u-กผ/"


@pytest.fixture
def nation() -> Nation:
    """กผ owns 8, nobody owns 4.3; it is May, round 9. A deputy is over กผ, an inspector over region 1."""
    nation = build_nation()
    new = [
        NewPerson("deputy", "cdd", "รองอธิบดี", roles=((Role.DEPUTY, "กผ"),)),
        NewPerson("inspector", "r1", "ผู้ตรวจเขต 1", roles=((Role.INSPECTOR, "r1"),)),
        NewPerson("viewer", "กผ", "ผู้ดู", roles=((Role.VIEWER, "กผ"),)),
        NewPerson("executive", "cdd", "อธิบดี", roles=((Role.EXECUTIVE, "cdd"),)),
    ]
    nation.people.update(take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE))
    return nation


def browser(nation: Nation, who: str = "psdg") -> Client:
    client = Client()
    client.force_login(nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(answer: Any) -> str:  # noqa: ANN401  the test client's answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def mark(nation: Nation) -> str:
    return mark_of(Ownership.objects.filter(indicator=nation.indicators["8"], unit=nation.units["กผ"]))


def says(nation: Nation) -> list[tuple[str, Decimal | None, int, int | None]]:
    rows = Ownership.objects.filter(indicator=nation.indicators["8"], unit=nation.units["กผ"]).order_by("from_round")
    return [(row.role, row.share, row.from_round, row.to_round) for row in rows]


def test_both_lines_of_supervision_stand_in_the_matrix(nation: Nation) -> None:
    name_responsible(
        Naming(nation.indicators["8"], Duty.SUPERVISOR, nation.people["viewer"]),
        by=actor(nation.people["psdg"]),
        now=NOW,
    )
    Ownership.objects.create(indicator=nation.indicators["4.3"], unit=nation.units["12"], role="supporter")

    page = text_of(browser(nation).get("/2555/os/"))

    assert "ตัวชี้วัด 8 ผู้ดู" in page
    assert "รองอธิบดี" in page
    assert "ผู้ตรวจเขต 1" in page
    assert "ไม่มีเจ้าภาพ" in page


def test_filters_narrow_rows_and_columns(nation: Nation) -> None:
    Ownership.objects.create(indicator=nation.indicators["4.3"], person=nation.people["12"], role="supporter")
    client = browser(nation)

    def shown(query: str) -> tuple[list[str], list[str]]:
        table = client.get(f"/2555/os/{query}").content.decode().partition("<table")[2].partition("</table>")[0]
        rows = re.findall(r'href="/2555/os/([\d.]+)/"', table)
        return rows, re.findall(r'class="os-head" title="[^"]*"><span>([^<]*)', table)

    assert shown("") == (["8", "4.3"], ["หน่วย กผ", "ผู้จัดเก็บ 12"])
    assert shown("?unowned=1")[0] == ["4.3"]
    assert shown("?role=supporter") == (["4.3"], ["ผู้จัดเก็บ 12"])
    assert shown("?kind=province")[1] == ["หน่วย 11", "หน่วย 12", "หน่วย 13"]
    assert shown("?kind=person")[1] == ["ผู้จัดเก็บ 12"]
    assert shown("?aspect=none") == ([], [])


def test_a_key_sets_one_cell_from_the_shown_round_on(nation: Nation) -> None:
    typed = {"role": "o", "share": "๔๐", "seen": mark(nation), "from_round": "9", "round": "9"}

    answer = browser(nation).post(CELL, typed, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.content.decode().startswith('<td class="os-cell os-co">')
    assert says(nation) == [("main", None, 6, 6), ("co", Decimal(40), 9, None)]


def test_a_stale_cell_is_answered_with_what_stands_now(nation: Nation) -> None:
    client, seen = browser(nation), mark(nation)
    client.post(CELL, {"role": "S", "seen": seen, "from_round": "6"}, headers={"HX-Request": "true"})

    by_key = client.post(CELL, {"role": "o", "seen": seen, "from_round": "6"}, headers={"HX-Request": "true"})
    by_form = client.post(CELL, {"role": "co", "seen": seen, "from_round": "6", "share": "30"})

    assert (by_key.status_code, by_form.status_code) == (409, 409)
    assert "มีผู้เปลี่ยนไปแล้ว" in by_key.content.decode()
    assert "os-supporter" in by_key.content.decode()
    assert "ค่าปัจจุบัน: ผู้สนับสนุน" in by_form.content.decode()
    assert 'value="30"' in by_form.content.decode()
    assert says(nation) == [("supporter", None, 6, None)]


def test_the_plain_form_sets_rounds_and_the_history_tells_who(nation: Nation) -> None:
    client = browser(nation)
    form = {"role": "supporter", "share": "", "from_round": "9", "to_round": "9", "seen": mark(nation)}

    assert client.post(CELL, form).status_code == 302
    page = text_of(client.get(CELL))

    assert says(nation) == [("main", None, 6, 6), ("supporter", None, 9, 9), ("main", None, 12, None)]
    assert "รอบ 6 ถึง 12 จากแฟ้มหรือปีก่อน ผอ.กพร." in page
    assert "15 พ.ค. 2555 10.00 น." in page
    wrong = client.post(CELL, {**form, "share": "abc", "seen": mark(nation)})
    assert wrong.status_code == 422


def test_only_the_administrator_changes_and_only_who_sees_the_department_looks(nation: Nation) -> None:
    form = {"role": "co", "from_round": "6", "seen": mark(nation)}

    assert browser(nation, "executive").get("/2555/os/").status_code == 200
    assert browser(nation, "executive").post(CELL, form).status_code == 403
    assert browser(nation, "executive").post(CELL, form, headers={"HX-Request": "true"}).status_code == 403
    assert browser(nation, "viewer").get("/2555/os/").status_code == 404
    assert browser(nation).get("/2555/os/8/u-none/").status_code == 404
    assert browser(nation).get("/2555/os/none/").status_code == 404
    assert says(nation) == [("main", None, 6, None)]

    Year.objects.filter(pk=YEAR).update(state=YearState.CLOSED)
    assert browser(nation).post(CELL, form).status_code == 422
    assert "data-edit" not in browser(nation).get("/2555/os/").content.decode()


def test_an_indicator_gets_owners_and_duties_by_plain_forms(nation: Nation) -> None:
    client, page = browser(nation), "/2555/os/4.3/"
    rounds = {"from_round": "6", "to_round": "12"}

    sent = [
        {"do": "own", "who": "12", "role": "main", "share": "60"},
        {"do": "own", "who": "keeper-12", "role": "supporter"},
        {"do": "name", "duty": "keeper", "person": "keeper-12", "is_score_owner": "1"},
        {"do": "name", "duty": "keeper", "name": "นายตัวอย่าง", "telephone": "0 2141 6000"},
    ]
    assert [client.post(page, {**rounds, **each}).status_code for each in sent] == [302] * 4
    keeper = Responsibility.objects.get(is_score_owner=True)
    other = Responsibility.objects.get(name="นายตัวอย่าง")
    more = [
        {"do": "name", "duty": "substitute", "person": "viewer", "substitute_for": str(keeper.pk)},
        {"do": "score", "row": str(other.pk), "from_round": "9"},
    ]
    assert [client.post(page, {**rounds, **each}).status_code for each in more] == [302] * 2

    text = text_of(client.get(page))
    assert "หน่วย 12 เจ้าภาพหลัก 60% รอบ 6 ถึง 12" in text
    assert "ไม่มีบัญชี" in text
    assert "แทน ผู้จัดเก็บ 12" in text
    current = Responsibility.objects.get(is_score_owner=True, from_round=9)
    assert client.post(page, {"do": "end", "row": str(current.pk), "from_round": "12"}).status_code == 302
    wrong = [
        {"do": "own", "who": "nobody", "role": "main"},
        {"do": "name", "duty": "boss", "person": "viewer"},
        {"do": "name", "duty": "keeper", "person": "nobody"},
        {"do": "name", "duty": "keeper", "name": "x" * 201},
        {"do": "name", "duty": "keeper"},
    ]
    assert [client.post(page, {**rounds, **each}).status_code for each in wrong] == [422] * 5
    assert client.post(page, {"do": "end", "row": "999999", "from_round": "12"}).status_code == 409


def sheet_of(client: Client, query: str = "") -> bytes:
    answer = client.get(f"/2555/os/?export=xlsx{query}")
    assert answer.status_code == 200
    return answer.content


def rows_in(content: bytes) -> list[list[str]]:
    sheet = read_sheet(content)
    assert isinstance(sheet, Sheet)
    return [list(row.cells) for row in sheet.rows]


def changed(content: bytes, **cells: str) -> SimpleUploadedFile:
    """The sheet with some cells typed over, C3 and the like."""
    rows = [row + [""] * (5 - len(row)) for row in rows_in(content)]
    for at, value in cells.items():
        rows[int(at[1:]) - 1][ord(at[0]) - ord("A")] = value
    made = excel_of(Table("os", [Column(head) for head in rows[0]], rows[1:]))
    return SimpleUploadedFile("os.xlsx", made)


def test_the_sheet_goes_out_and_only_differences_come_in(nation: Nation) -> None:
    """Row 3 is indicator 8, row 4 is 4.3 below two rows of heads; column C is กผ."""
    client = browser(nation)
    content = sheet_of(client)
    rows = rows_in(content)
    assert rows[0] == ["รหัส", "ตัวชี้วัด", "หน่วย กผ [u-กผ]"]
    assert [row[0] for row in rows[2:]] == ["8", "4.3"]
    assert [row[2:] for row in rows[2:]] == [["O"], []]

    same = client.post("/2555/os-sheet/", {"file": changed(content), "round": "9"})
    assert "แฟ้มเหมือนที่มีอยู่แล้วทุกอย่าง" in same.content.decode()

    dry = client.post("/2555/os-sheet/", {"file": changed(content, C3="o 40", C4="O 60%"), "round": "9"})
    page = dry.content.decode()
    assert (dry.status_code, "C3" in page, "C4" in page) == (200, True, True)
    assert says(nation) == [("main", None, 6, None)]
    hidden = dict(re.findall(r'name="(sha256|round|mark)" value="([^"]*)"', page))
    assert client.post("/2555/os-sheet/", {**hidden, "apply": "1"}).status_code == 302
    assert says(nation) == [("main", None, 6, 6), ("co", Decimal(40), 9, None)]
    again = client.post("/2555/os-sheet/", {**hidden, "apply": "1"})
    assert again.status_code == 409
    assert Ownership.history.count() == 4


def test_every_error_of_a_sheet_is_named_by_its_cell(nation: Nation) -> None:
    client = browser(nation)
    file = changed(sheet_of(client), C3="X", A4="9.9", D1="คนอื่น [u-none]", D3="O")

    page = client.post("/2555/os-sheet/", {"file": file, "round": "9"})

    found = dict(re.findall(r'<th scope="row" class="whole">(\w+)</th><td[^>]*>([^<]*)', page.content.decode()))
    assert page.status_code == 422
    assert set(found) == {"C3", "D3", "A4"}
    assert "ไม่รู้จักบทบาท X" in found["C3"]
    assert "ไม่พบหน่วยหรือบุคคลรหัส u-none" in found["D3"]
    assert says(nation) == [("main", None, 6, None)]
    assert client.post("/2555/os-sheet/", {}).status_code == 422
    executive = browser(nation, "executive").post("/2555/os-sheet/", {"file": file})
    assert executive.status_code == 403


def big(nation: Nation) -> None:
    """21 indicators by 80 provinces and 20 persons, each cell filled in turn."""
    new = [NewUnit(f"p{at}", UnitKind.PROVINCE, f"จังหวัด {at}", parent="cdd") for at in range(80)]
    units = found_units(new, starts=STARTS, department="cdd", known=nation.units)
    people = take_in_people(
        [NewPerson(f"n{at}", "กผ", f"คน {at}") for at in range(20)],
        nation.units,
        starts=STARTS,
        status=PersonStatus.ACTIVE,
    )
    first = nation.indicators["8"]
    for at in range(19):
        IndicatorVersion.objects.create(
            indicator=Indicator.objects.create(key=f"more{at}"),
            year_id=YEAR,
            code=f"m{at}",
            name=f"ตัวชี้วัดเพิ่ม {at}",
            aspect=first.aspect,
            position=10 + at,
            criteria=first.criteria,
        )
    versions = list(IndicatorVersion.objects.filter(year_id=YEAR))
    new_units = [units[each.code] for each in new]
    Ownership.objects.bulk_create(
        [Ownership(indicator=versions[at % 21], unit=unit, role="supporter") for at, unit in enumerate(new_units)]
        + [Ownership(indicator=versions[at % 21], person=each, role="co") for at, each in enumerate(people.values())]
    )


def test_a_matrix_of_21_by_100_takes_20_queries_and_prints_in_pages(nation: Nation) -> None:
    """80 provinces, 20 persons and กผ, which owns 8: 101 columns, at most 30 on a page, so four pages."""
    big(nation)
    client = browser(nation)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/2555/os/").content.decode()

    assert page.count('class="os-cell') - 3 >= 21 * 101
    assert len(queries) <= 20
    printed = client.get("/2555/os/?print=1").content.decode()
    assert printed.count('class="os-sheet"') == 4
    assert printed.count('<tr><th scope="row">') == 4 * 21
    assert len(rows_in(sheet_of(client))[0]) == 103
    dry = client.post("/2555/os-sheet/", {"file": SimpleUploadedFile("os.xlsx", sheet_of(client)), "round": "9"})
    assert "แฟ้มเหมือนที่มีอยู่แล้วทุกอย่าง" in dry.content.decode()


def test_my_duties_are_what_hangs_on_me_and_on_my_unit(nation: Nation) -> None:
    by, keeper = actor(nation.people["psdg"]), nation.people["กผ"]
    name_responsible(Naming(nation.indicators["4.3"], Duty.KEEPER, keeper, is_score_owner=True), by=by, now=NOW)
    Ownership.objects.create(indicator=nation.indicators["4.3"], person=keeper, role="supporter", from_round=12)

    client = browser(nation, "กผ")
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.get("/2555/duties/"))

    assert "ผู้จัดเก็บข้อมูล ในชื่อของท่าน · 1 4.3" in page
    assert "เจ้าของคะแนน" in page
    assert "รอบ 12 · ไม่ใช่รอบนี้" in page
    assert "เจ้าภาพหลัก ในนามหน่วย · 1 8" in page
    assert len(queries) <= 13
    assert "ยังไม่มีตัวชี้วัด" in text_of(browser(nation, "1201").get("/2555/duties/"))
    assert client.get("/2999/duties/").status_code == 404


def test_what_was_published_before_is_taken_over_by_a_button(nation: Nation) -> None:
    RoleAssignment.objects.filter(role=Role.VIEWER).update(unit=nation.units["cdd"])

    assert browser(nation).post("/2555/os-take-over/").status_code == 302
    assert browser(nation, "viewer").post("/2555/os-take-over/").status_code == 403
