"""The pages of a year in a browser's place: who sees and does what, what is typed is never lost, the Excel round."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.models import (
    AcceptedFinding,
    Agreement,
    AgreementState,
    Deadline,
    IndicatorVersion,
    Item,
    PastResult,
    Year,
    YearState,
)
from rabrong.demo.models import Mark
from rabrong.org.models import Person, Role, RoleAssignment
from rabrong.results.models import Entry, ImportedEntry, Score
from tests.agreements.years_texts import TWO_DIMENSIONS
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation(settings: Settings, tmp_path: Path) -> Nation:
    settings.FILES = str(tmp_path)
    Mark.objects.create(loaded="a nation", now=NOW)
    return build_nation()


def browser(person: Person) -> Client:
    """A browser in which somebody has signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def psdg(nation: Nation) -> Client:
    return browser(nation.people["psdg"])


@pytest.fixture
def draft(nation: Nation) -> Year:
    """2556, copied from 2555."""
    copy_year(Year.objects.get(pk=YEAR), 2556, by=actor(nation.people["psdg"]), now=NOW)
    return Year.objects.get(pk=2556)


def holding(nation: Nation, role: Role, unit: str) -> Client:
    """Somebody with one role."""
    person = Person.objects.create(code=f"visitor-{role}-{unit}", position=str(role), unit=nation.units[unit])
    RoleAssignment.objects.create(person=person, role=role, unit=nation.units[unit], starts=STARTS, ends=ENDS)
    return browser(person)


DRAFT_PAGES = (
    "/2556/",
    "/2556/framework/",
    "/2556/rules/",
    "/2556/calendar/",
    "/2556/differences/",
    "/2556/agreement/cdd/check/",
    "/2556/agreement/cdd/export/",
)


@pytest.mark.parametrize("page", DRAFT_PAGES)
def test_a_draft_is_read_by_those_who_prepare_it_and_by_nobody_else(nation: Nation, draft: Year, page: str) -> None:
    readers = [(Role.PSDG, "cdd"), (Role.EXECUTIVE, "cdd"), (Role.WORKING_GROUP, "cdd"), (Role.DEPUTY, "r1")]
    others = [(Role.WORKING_GROUP, "12"), (Role.DIRECTOR, "12"), (Role.KEEPER, "กผ"), (Role.ASSESSOR, "cdd")]
    assert {holding(nation, role, unit).get(page).status_code for role, unit in readers} == {200}
    assert {holding(nation, role, unit).get(page).status_code for role, unit in others} == {404}
    assert Client(SERVER_NAME="127.0.0.1").get(page).status_code == 302


@pytest.mark.parametrize("page", ["/2555/", "/2555/calendar/", "/years/"])
def test_an_open_year_is_everybodys(nation: Nation, page: str) -> None:
    assert browser(nation.people["1201"]).get(page).status_code == 200


@pytest.mark.parametrize("page", ["/2556/units/", "/2556/unit/12/", "/2556/kpi/4.3/unit/12/"])
def test_no_scorecard_shows_a_draft_to_others(nation: Nation, draft: Year, page: str) -> None:
    assert holding(nation, Role.DIRECTOR, "12").get(page).status_code == 404


def test_a_list_leaves_drafts_out_for_whom_they_are_none(nation: Nation, draft: Year, psdg: Client) -> None:
    assert "2556" in psdg.get("/years/").content.decode()
    assert "2556" not in browser(nation.people["1201"]).get("/years/").content.decode()


POSTS = (
    "/2556/open/",
    "/2556/close/",
    "/2556/framework/",
    "/2556/rules/",
    "/2556/calendar/",
    "/2556/import/",
    "/2556/sheets/",
    "/2556/agreement/cdd/check/accept/",
)


@pytest.mark.parametrize("page", POSTS)
def test_an_executive_reads_and_changes_nothing(nation: Nation, draft: Year, page: str) -> None:
    assert holding(nation, Role.EXECUTIVE, "cdd").post(page, {}).status_code == 403


def test_the_psdg_opens_the_next_year_in_one_step(nation: Nation, psdg: Client) -> None:
    answer = psdg.post("/years/new/", {"number": "2556"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/2556/")
    page = psdg.get("/2556/").content.decode()
    assert "น้ำหนักรวม 15 ไม่ใช่ 100" in page
    assert psdg.post("/years/new/", {"number": "2556"}).status_code == 422
    assert browser(nation.people["12"]).post("/years/new/", {"number": "2557"}).status_code == 403


def framework_data(client: Client, **changes: str) -> dict[str, str]:
    """What the framework's form would send, with some fields changed."""
    form = client.get("/2556/framework/").context["form"]
    data = {"edits": str(Year.objects.get(pk=2556).edits)}
    for rows in (form.aspects, form.indicators):
        for field in rows.management_form:
            data[field.html_name] = str(field.value())
        for row in rows:
            data |= {field.html_name: str(field.value() or "") for field in row if field.name != "DELETE"}
    return data | changes


def test_the_framework_is_saved_and_a_renumbered_indicator_stays(draft: Year, psdg: Client) -> None:
    before = IndicatorVersion.objects.get(year=2556, code="8")
    at = [row["code"].value() for row in psdg.get("/2556/framework/").context["form"].indicators].index("8")
    changed = {f"indicator-{at}-code": "8.1", f"indicator-{at}-w6": "95"}
    assert psdg.post("/2556/framework/", framework_data(psdg, **changed)).status_code == 302
    after = IndicatorVersion.objects.get(year=2556, code="8.1")
    assert (after.pk, after.indicator_id) == (before.pk, before.indicator_id)
    assert Item.objects.get(indicator=after).weights == {"6": "95", "9": "95", "12": "95"}


def test_the_sums_follow_what_is_typed(draft: Year, psdg: Client) -> None:
    data = framework_data(psdg, **{"indicator-0-w6": "90"})
    page = psdg.post("/2556/framework/sums/", data).content.decode()
    weights = {item.weights["6"] for item in Item.objects.filter(agreement__year=2556)}
    assert weights == {"5", "10"}  # nothing is saved
    other = 5 if "100" in page else 10
    assert str(90 + other) in page


def test_a_bad_number_is_named_and_what_was_typed_stays(draft: Year, psdg: Client) -> None:
    answer = psdg.post("/2556/framework/", framework_data(psdg, **{"indicator-0-w6": "5,5", "aspect-0-name": "ชื่อใหม่"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "5,5" in page
    assert "ชื่อใหม่" in page
    assert answer.context["form"].indicators[0].errors.as_data()["w6"][0].code == "number.comma"


def test_a_stale_form_shows_both_versions_and_loses_nothing(draft: Year, psdg: Client) -> None:
    data = framework_data(psdg, **{"aspect-0-name": "ของฉัน"})
    psdg.post("/2556/framework/", framework_data(psdg, **{"aspect-0-name": "ของเขา"}))
    answer = psdg.post("/2556/framework/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ของฉัน" in page
    assert "ของเขา" in page
    again = data | {"edits": str(answer.context["year"].edits)}
    assert psdg.post("/2556/framework/", again).status_code == 302


RULES = {
    "points": "50 75 100",
    "floor": "zero",
    "places": "2",
    "total": "displayed",
    "missing_6": "leave_out",
    "missing_9": "leave_out",
    "missing_12": "lowest",
    "appeal_days": "๑๕",
    "details_decided_by": "สำนักงาน ก.พ.ร.",
    "band-TOTAL_FORMS": "2",
    "band-INITIAL_FORMS": "0",
    "band-0-upto": "74.99",
    "band-0-name": "ต่ำ",
    "band-1-upto": "",
    "band-1-name": "สูง",
}


def test_the_rules_of_a_draft_are_changed(draft: Year, psdg: Client) -> None:
    assert psdg.post("/2556/rules/", RULES | {"edits": str(draft.edits), "appeal_days": "15"}).status_code == 302
    year = Year.objects.get(pk=2556)
    assert (year.points, year.floor, year.missing["12"], year.appeal_days) == (
        ["50", "75", "100"],
        "zero",
        "lowest",
        15,
    )
    assert [band.name for band in year.bands.all()] == ["ต่ำ", "สูง"]
    stale = psdg.post("/2556/rules/", RULES | {"edits": str(draft.edits), "appeal_days": "15"})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("field", "text"),
    [("points", "1 1 2"), ("points", "1 x"), ("band-0-upto", "1e3"), ("places", "99"), ("floor", "nonsense")],
)
def test_rules_that_are_none_are_named(draft: Year, psdg: Client, field: str, text: str) -> None:
    answer = psdg.post("/2556/rules/", RULES | {"edits": str(draft.edits), "appeal_days": "", field: text})
    assert answer.status_code == 422
    assert Year.objects.get(pk=2556).points == ["1", "2", "3", "4", "5"]


def day_data(edits: int, *rows: tuple[str, str, str]) -> dict[str, str]:
    """A calendar as its form sends it."""
    data = {"edits": str(edits), "day-TOTAL_FORMS": str(len(rows)), "day-INITIAL_FORMS": "0"}
    for at, (code, name, on) in enumerate(rows):
        data |= {f"day-{at}-code": code, f"day-{at}-name": name, f"day-{at}-name_en": "", f"day-{at}-on": on}
    return data


def test_the_calendar_takes_days_as_thais_write_them(draft: Year, psdg: Client) -> None:
    rows = [("change_details", "วันสุดท้าย", "2/4/2556"), ("", "ประชุม", "๑๕/๑/๒๕๕๖")]
    assert psdg.post("/2556/calendar/", day_data(draft.edits, *rows)).status_code == 302
    assert list(Deadline.objects.filter(year=2556).values_list("on", flat=True)) == [
        date(2013, 1, 15),
        date(2013, 4, 2),
    ]
    bad = psdg.post("/2556/calendar/", day_data(draft.edits + 1, ("a", "วัน", "30/2/2556")))
    assert bad.status_code == 422
    assert "30/2/2556" in bad.content.decode()


def test_a_warning_is_accepted_with_a_reason_and_taken_back(draft: Year, psdg: Client) -> None:
    page = psdg.get("/2556/agreement/cdd/check/")
    rows = [row for group in page.context["groups"] for row in group.rows]
    warning = next(row.doubt for row in rows if row.may_be_accepted)
    error = next(row.doubt for row in rows if row.doubt.severity == "error")
    accept = "/2556/agreement/cdd/check/accept/"
    assert psdg.post(accept, {"fingerprint": error.fingerprint, "reason": "x"}).status_code == 422
    assert psdg.post(accept, {"fingerprint": warning.fingerprint, "reason": " "}).status_code == 422
    assert psdg.post(accept, {"fingerprint": warning.fingerprint, "reason": "ปีแรก"}).status_code == 302
    accepted = AcceptedFinding.objects.get()
    assert (accepted.code, accepted.reason, accepted.by.code) == (warning.code, "ปีแรก", "psdg")
    assert psdg.post(accept, {"fingerprint": warning.fingerprint, "reason": "อีกครั้ง"}).status_code == 422
    assert psdg.get("/2556/agreement/cdd/check/").context["standing"].accepted == 1
    assert psdg.post(f"/2556/agreement/cdd/check/{accepted.pk}/withdraw/").status_code == 302
    assert psdg.post(f"/2556/agreement/cdd/check/{accepted.pk}/withdraw/").status_code == 422
    assert "ถอนแล้ว" in psdg.get("/2556/agreement/cdd/check/").content.decode()


def test_an_acceptance_falls_when_the_figures_change(draft: Year, psdg: Client) -> None:
    version = IndicatorVersion.objects.get(year=2556, code="4.3")
    PastResult.objects.create(
        indicator=version.indicator, unit=Agreement.objects.get(year=2556).unit, year=2554, value=90
    )
    rows = [row for group in psdg.get("/2556/agreement/cdd/check/").context["groups"] for row in group.rows]
    trivial = next(row.doubt for row in rows if row.doubt.code == "L-TRIVIAL")
    psdg.post("/2556/agreement/cdd/check/accept/", {"fingerprint": trivial.fingerprint, "reason": "ท้าทายปีหน้า"})
    PastResult.objects.update(value=91)
    rows = [row for group in psdg.get("/2556/agreement/cdd/check/").context["groups"] for row in group.rows]
    assert next(row.doubt for row in rows if row.doubt.code == "L-TRIVIAL").accepted is None


def upload(text: str | bytes, name: str = "a.yaml") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_an_exported_file_comes_back_after_its_difference_is_shown(draft: Year, psdg: Client) -> None:
    text = psdg.get("/2556/agreement/cdd/export/").content.decode()
    same = psdg.post("/2556/import/", {"file": upload(text)})
    assert same.context["groups"] == []
    changed = text.replace("ตัวชี้วัด 4.3", "ชื่อที่แก้แล้ว")
    shown = psdg.post("/2556/import/", {"file": upload(changed)})
    assert [row.code for group in shown.context["groups"] for row in group.rows] == ["4.3"]
    assert IndicatorVersion.objects.get(year=2556, code="4.3").name == "ตัวชี้วัด 4.3"
    apply = {"sha256": shown.context["document"].sha256, "apply": "1", "edits": str(draft.edits)}
    assert psdg.post("/2556/import/", apply | {"edits": "77"}).status_code == 409
    assert psdg.post("/2556/import/", apply).status_code == 302
    assert IndicatorVersion.objects.get(year=2556, code="4.3").name == "ชื่อที่แก้แล้ว"


@pytest.mark.parametrize("text", ["", "a: [", "format: rabrong/1", b"\xff\xfe\x00", TWO_DIMENSIONS])
def test_a_file_that_cannot_be_used_says_why(draft: Year, psdg: Client, text: str | bytes) -> None:
    answer = psdg.post("/2556/import/", {"file": upload(text)})
    assert answer.status_code == 422
    assert answer.context["problems"]


def test_a_year_is_opened_from_a_file(nation: Nation, psdg: Client) -> None:
    assert psdg.post("/years/new/file/", {"file": upload(TWO_DIMENSIONS)}).headers["Location"] == "/2560/"
    assert psdg.post("/years/new/file/", {"file": upload(TWO_DIMENSIONS)}).status_code == 422
    assert psdg.post("/years/new/file/", {"file": upload("x: [")}).status_code == 422


def test_a_year_is_opened_with_a_reason_and_closed_after_its_end(nation: Nation, draft: Year, psdg: Client) -> None:
    refused = psdg.post("/2556/open/", {"edits": str(draft.edits)})
    assert refused.status_code == 422
    opened = psdg.post("/2556/open/", {"edits": str(draft.edits), "reason": "รอมติ"})
    assert opened.status_code == 302
    assert "รอมติ" in psdg.get("/2556/").content.decode()
    assert psdg.post("/2556/close/", {"edits": str(draft.edits + 1)}).status_code == 422
    assert psdg.post("/2556/framework/", {}).status_code == 403


def test_what_was_left_behind_is_taken_over_by_a_button(nation: Nation, psdg: Client) -> None:
    IndicatorVersion.objects.filter(code="8").update(cancelled=9)
    copy_year(Year.objects.get(pk=YEAR), 2556, by=actor(nation.people["psdg"]), now=NOW)
    page = psdg.get("/2556/differences/")
    assert [version.code for version in page.context["left_behind"]] == ["8"]
    edits = str(Year.objects.get(pk=2556).edits)
    taken = psdg.post(f"/2556/differences/{nation.indicators['8'].pk}/take/", {"edits": edits})
    assert taken.status_code == 302
    assert IndicatorVersion.objects.filter(year=2556, code="8").exists()
    assert psdg.post("/2556/differences/999999/take/", {"edits": edits}).status_code == 404


def queries_of(client: Client, page: str) -> int:
    """How many queries a page takes the second time it is asked for."""
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "page", ["/years/", "/2556/", "/2556/framework/", "/2556/agreement/cdd/check/", "/2556/differences/"]
)
def test_pages_take_as_many_queries_for_three_indicators_as_for_one(
    nation: Nation, draft: Year, psdg: Client, page: str
) -> None:
    version = IndicatorVersion.objects.get(year=2556, code="8")
    Item.objects.filter(indicator=version).delete()
    version.delete()
    few = queries_of(psdg, page)
    aspect = IndicatorVersion.objects.get(year=2556).aspect
    for code in ("9", "10"):
        old = IndicatorVersion.objects.get(year=YEAR, code="4.3")
        made = IndicatorVersion.objects.create(
            year=draft, indicator=old.indicator, code=code, name=code, aspect=aspect, position=9, criteria=old.criteria
        )
        agreement = Agreement.objects.get(year=2556)
        Item.objects.create(agreement=agreement, indicator=made, weights={"6": "5", "9": "5", "12": "5"})
    assert queries_of(psdg, page) == few


Heads = dict[str, str]


def sheet(heads: list[str], *rows: list[str]) -> bytes:
    """A workbook with one sheet of text."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    page = book.add_worksheet()
    for at, row in enumerate([heads, *rows]):
        for column, text in enumerate(row):
            page.write_string(at, column, text)
    book.close()
    return made.getvalue()


def handed_in(client: Client, kind: str, content: bytes) -> Any:  # noqa: ANN401  an answer with its context
    """The dry run of a sheet."""
    return client.post("/2556/sheets/", {"kind": kind, "file": upload(content, "a.xlsx")})


def taken_in(client: Client, kind: str, answer: Any) -> int:  # noqa: ANN401  as above
    """The status of taking in what was shown."""
    data = {"kind": kind, "sha256": answer.context["checked"].file.sha256, "apply": "1"}
    return client.post("/2556/sheets/", data | {"edits": str(answer.context["year"].edits)}).status_code


INDICATOR_HEADS = [
    "รหัส", "ชื่อตัวชี้วัด", "ประเด็น", "น้ำหนัก", "เป้าหมาย", "ชนิดเกณฑ์", "ระดับ 1", "ระดับ 2", "ระดับ 3", "ระดับ 4",
    "ระดับ 5", "เป้าหมายอยู่ระดับ", "ช่วงปรับเกณฑ์", "ข้อมูลพื้นฐาน", "สูตร",
]  # fmt: skip


def test_indicators_come_from_a_sheet_in_every_form_of_criteria(draft: Year, psdg: Client) -> None:
    content = sheet(
        INDICATOR_HEADS,
        ["4.3", "", "", "๒๐", "75.5", "", "60", "65", "70", "75", "80"],
        ["9", "เป้าหมายและช่วง", "all", "30", "70", "", "", "", "", "", "", "3", "-2.5"],
        ["10", "ขั้นตอน", "all", "20", "5", "", "ก", "ข", "ค", "ง", "จ"],
        ["11", "ช่วง", "all", "20", "40", "ช่วงคะแนน", "", "15", "25", "35", "45"],
        ["12", "สูตร", "all", "10", "", "", "1", "2", "3", "4", "5", "", "", "ก=ผ่าน [คน]; ข=ทั้งหมด [คน]", "ก / ข * 100"],
    )
    answer = handed_in(psdg, "indicators", content)
    outcome = answer.context["outcome"]
    assert (answer.status_code, outcome.problem_count, outcome.new, outcome.changed) == (200, 0, 4, 1)
    assert not IndicatorVersion.objects.filter(year=2556, code="9").exists()

    assert taken_in(psdg, "indicators", answer) == 302

    criteria = dict(IndicatorVersion.objects.filter(year=2556).values_list("code", "criteria"))
    # 70 stands for level 3, 2.5 less for every level more: 75, 72.5, 70, 67.5, 65.
    assert criteria["9"] == {"kind": "levels", "at": ["75.0", "72.5", "70.0", "67.5", "65.0"]}
    assert criteria["10"] == {"kind": "steps", "steps": ["ก", "ข", "ค", "ง", "จ"]}
    assert criteria["11"] == {"kind": "bands", "from": ["15", "25", "35", "45"]}
    counted = IndicatorVersion.objects.get(year=2556, code="12")
    assert (counted.formula, counted.data_items.get(code="ก").measure) == ("ก / ข * 100", "คน")
    item = Item.objects.get(indicator__year=2556, indicator__code="4.3")
    assert (item.weights["6"], str(item.target)) == ("20", "75.5")
    assert IndicatorVersion.objects.filter(year=2556, code="8").exists()  # what a sheet does not name stays


CELLS: list[tuple[str, list[str], str]] = [
    ("A2", ["", "x", "all", "1"], "cell.empty"),
    ("B2", ["9", "", "all", "1"], "cell.empty"),
    ("C2", ["9", "x", "ไม่มี", "1"], "aspect.unknown"),
    ("D2", ["9", "x", "all", "1,5"], "number.comma"),
    ("D2", ["9", "x", "all", "-1"], "weight.negative"),
    ("F2", ["9", "x", "all", "1", "", "แปลก"], "criteria.unknown_kind"),
    ("G2", ["9", "x", "all", "1", "", "", "1", "3", "2", "4", "5"], "levels.up_and_down"),
    ("G2", ["9", "x", "all", "1", "", "", "1", "2", "3"], "levels.wrong_count"),
    ("L2", ["9", "x", "all", "1", "70", "", "", "", "", "", "", "9", "1"], "criteria.level_outside"),
    ("N2", ["9", "x", "all", "1", "", "", "", "", "", "", "", "", "", "ก ข"], "data.unreadable"),
    ("O2", ["9", "x", "all", "1", "", "", "", "", "", "", "", "", "", "ก=a; ข=b", "ก / ค"], "formula.unknown_item"),
]


@pytest.mark.parametrize(("address", "row", "code"), CELLS)
def test_what_is_wrong_stands_beside_its_cell(
    draft: Year, psdg: Client, address: str, row: list[str], code: str
) -> None:
    answer = handed_in(psdg, "indicators", sheet(INDICATOR_HEADS, row))
    problems = answer.context["checked"].plan.problems
    assert answer.status_code == 422
    assert (address, code) in {(problem.address, problem.code) for problem in problems}
    for shown in answer.context["outcome"].problems:
        assert shown.words
        assert "%(" not in shown.words
        assert "{" not in shown.words
    assert taken_in(psdg, "indicators", answer) == 422
    assert IndicatorVersion.objects.filter(year=2556).count() == 2


def test_the_form_that_is_downloaded_changes_nothing_when_sent_back(draft: Year, psdg: Client) -> None:
    form = psdg.get("/2556/sheets/indicators.xlsx").content
    outcome = handed_in(psdg, "indicators", form).context["outcome"]
    assert (outcome.problem_count, outcome.new, outcome.changed, outcome.unchanged) == (0, 0, 0, 2)
    for kind in ("past", "months"):
        assert psdg.get(f"/2556/sheets/{kind}.xlsx").status_code == 200
    assert psdg.get("/2556/sheets/nonsense.xlsx").status_code == 404


def test_three_past_years_come_from_a_sheet(nation: Nation, draft: Year, psdg: Client) -> None:
    heads = ["รหัสตัวชี้วัด", "รหัสหน่วย", "ผลปี 2553", "ผลปี 2554", "ผลปี 2555", "แหล่งที่มา"]
    content = sheet(
        heads, ["4.3", "12", "61.50", "", "๖๔.๒๕", "SAR 2555"], ["4.3", "cdd", "70", "71", "72", "SAR 2555"]
    )
    answer = handed_in(psdg, "past", content)
    assert (answer.context["outcome"].new, answer.context["outcome"].problem_count) == (2, 0)
    assert taken_in(psdg, "past", answer) == 302
    rows = PastResult.objects.filter(unit=nation.units["12"]).values_list("year", "value", "source")
    assert [(year, str(value), source) for year, value, source in rows.order_by("year")] == [
        (2553, "61.50", "SAR 2555"),
        (2555, "64.25", "SAR 2555"),
    ]
    again = handed_in(psdg, "past", content).context["outcome"]
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    bad = handed_in(psdg, "past", sheet(heads, ["9.9", "ไม่มี", "x", "", "", ""], ["4.3", "12", "x", "", "", "s"]))
    found = {(each.address, each.code) for each in bad.context["checked"].plan.problems}
    assert found == {
        ("A2", "exchange.unknown_indicator"),
        ("B2", "unit.unknown"),
        ("F2", "cell.empty"),
        ("C3", "number.bad"),
    }


def test_months_already_gone_come_from_a_sheet_and_say_so(nation: Nation, psdg: Client) -> None:
    heads = ["รหัสตัวชี้วัด", "รหัสหน่วย", "ข้อมูล", "ต.ค. 2554", "เม.ย. 2555", "พ.ค. 2555", "แหล่งที่มา"]
    rows = [["4.3", "1201", "ก", "5", "15", "", "ทะเบียนเดิม"], ["4.3", "1201", "ข", "20", "20", "", "ทะเบียนเดิม"]]
    sent = {"kind": "months", "file": upload(sheet(heads, *rows), "a.xlsx")}
    answer: Any = psdg.post("/2555/sheets/", sent)
    assert (answer.context["outcome"].problem_count, answer.context["outcome"].new) == (0, 2)
    data = {"kind": "months", "sha256": answer.context["checked"].file.sha256, "apply": "1", "edits": "0"}
    assert psdg.post("/2555/sheets/", data).status_code == 302

    entries = Entry.objects.filter(unit=nation.units["1201"]).order_by("month", "cell")
    assert [(entry.month, entry.cell, str(entry.value)) for entry in entries] == [
        (1, "ก", "5"), (1, "ข", "20"), (7, "ก", "15"), (7, "ข", "20"),
    ]  # fmt: skip
    assert {mark.came_with.source for mark in ImportedEntry.objects.all()} == {"ทะเบียนเดิม"}
    assert ImportedEntry.objects.count() == 4
    # 15 of 20 is 75 %, the fourth level.
    score = Score.objects.get(item__agreement__unit__code="1201", item__indicator__code="4.3", month=7)
    assert str(score.shown) == "4.0000"

    sent = {"kind": "months", "file": upload(sheet(heads, ["4.3", "1201", "ค", "", "", "1", "s"]), "a.xlsx")}
    assert {each.code for each in psdg.post("/2555/sheets/", sent).context["checked"].plan.problems} == {
        "month.no_cell"
    }
    sent = {"kind": "months", "file": upload(sheet(heads, ["4.3", "1201", "ก", "", "", "1", "s"]), "a.xlsx")}
    problem = psdg.post("/2555/sheets/", sent).context["checked"].plan.problems[0]
    assert (problem.address, problem.code) == ("F2", "month.not_gone")


@pytest.mark.parametrize("unit", ["cdd", "12", "กผ"])
def test_a_month_of_a_unit_above_those_that_report_is_not_counted_twice(
    nation: Nation, psdg: Client, unit: str
) -> None:
    heads = ["รหัสตัวชี้วัด", "รหัสหน่วย", "ข้อมูล", "ต.ค. 2554", "แหล่งที่มา"]
    sent = {"kind": "months", "file": upload(sheet(heads, ["4.3", unit, "ก", "100", "ทะเบียนเดิม"]), "a.xlsx")}
    answer: Any = psdg.post("/2555/sheets/", sent)
    problems = answer.context["checked"].plan.problems
    assert [(each.address, each.code) for each in problems] == [("B2", "month.not_reporter")]
    assert unit in answer.context["outcome"].problems[0].words


def test_a_file_that_is_no_sheet_says_so(draft: Year, psdg: Client) -> None:
    answer = handed_in(psdg, "past", b"%PDF-1.7")
    assert answer.status_code == 422
    assert answer.context["problem"]
    assert psdg.post("/2556/sheets/", {"kind": "past"}).status_code == 422
    assert psdg.post("/2556/sheets/", {"kind": "nonsense"}).status_code == 404


def test_a_text_that_looks_like_a_formula_stays_text_in_the_form(draft: Year, psdg: Client) -> None:
    IndicatorVersion.objects.filter(year=2556, code="8").update(name="=1+1")
    form = psdg.get("/2556/sheets/indicators.xlsx").content
    outcome = handed_in(psdg, "indicators", form).context["outcome"]
    assert (outcome.problem_count, outcome.changed, outcome.unchanged) == (0, 0, 2)  # it came back as the same text


def test_a_closed_year_takes_no_sheet(nation: Nation, draft: Year, psdg: Client) -> None:
    heads = ["รหัสตัวชี้วัด", "รหัสหน่วย", "ผลปี 2555", "แหล่งที่มา"]
    answer = handed_in(psdg, "past", sheet(heads, ["4.3", "12", "1", "s"]))
    Year.objects.filter(pk=2556).update(state=YearState.CLOSED)
    assert taken_in(psdg, "past", answer) == 422
    assert not PastResult.objects.exists()


def test_another_unit_is_exported_only_to_who_sees_it(nation: Nation) -> None:
    Agreement.objects.update(state=AgreementState.SIGNED)
    page = "/2555/agreement/12/export/"
    who: dict[str, Callable[[], Client]] = {
        "own": lambda: holding(nation, Role.DIRECTOR, "12"),
        "above": lambda: holding(nation, Role.INSPECTOR, "r1"),
        "other": lambda: holding(nation, Role.DIRECTOR, "13"),
    }
    assert {name: client().get(page).status_code for name, client in who.items()} == {
        "own": 200,
        "above": 200,
        "other": 404,
    }
