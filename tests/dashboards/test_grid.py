"""The entry grid: what it shows, keeps as one types, submits in one go, refuses, and how it answers a stale cell."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.models import Item, Year, YearState
from rabrong.audit.models import Event
from rabrong.results.models import Draft, Entry, EntryException, MonthLock, NoteDraft, Report, ReportNote, Total
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import NOW, Nation

pytestmark = pytest.mark.django_db

GRID = "/2555/unit/1201/entry/"
TYPED = f"/2555/unit/1201/entry/4.3/month/{MAY}/"


def typed(
    met: str, everybody: str, version: int = 0, save: str = "submit", code: str = "4.3", month: int = MAY
) -> dict[str, str]:
    """What a browser sends of one indicator and month."""
    return {
        f"{code}~{month}~ก": met,
        f"{code}~{month}~ข": everybody,
        f"version~{code}~{month}~ก": str(version),
        f"version~{code}~{month}~ข": str(version),
        f"remark~{code}~{month}": "ตรวจแล้ว",
        f"problems~{code}~{month}": "ฝนตกหนัก",
        "save": save,
        "month": str(month),
    }


def numbers(nation: Nation, unit: str = "1201", month: int = MAY) -> list[tuple[str, int, str]]:
    """Every version kept of a month: cell, version, number or word."""
    rows = Entry.objects.filter(unit=nation.units[unit], month=month).order_by("cell", "version")
    return [(row.cell, row.version, row.word if row.value is None else str(row.value)) for row in rows]


def total_of(nation: Nation, unit: str) -> str:
    """The stored total of May."""
    return str(Total.objects.get(agreement=nation.agreements[unit], month=MAY).shown)


def test_months_stand_beside_each_other_and_only_the_open_one_is_typed(browser: Browser) -> None:
    page = browser("1201").get(GRID).content.decode()

    assert re.findall(r'<input name="([^"]+)"', page) == ["4.3~8~ก", "4.3~8~ข"]
    assert '<td class="number">15</td>' in page  # April's, which is closed
    assert "ค้างจาก 1 ตัวชี้วัด" in page


def test_the_grid_takes_few_queries_however_much_was_entered(browser: Browser, nation: Nation) -> None:
    client = browser("1201")
    client.get(GRID)
    with CaptureQueriesContext(connection) as few:
        client.get(GRID)
    enter(nation, "1201", 15, 20)
    with CaptureQueriesContext(connection) as more:
        client.get(GRID)

    assert len(few) == len(more)
    assert len(few) <= 15


def test_what_is_typed_is_a_draft_in_no_score_and_no_record(browser: Browser, nation: Nation) -> None:
    before, events = total_of(nation, "1201"), Event.objects.count()
    answer = browser("1201").post(TYPED, typed("16", ""))

    assert answer.status_code == 200
    assert dict(Draft.objects.values_list("cell", "text")) == {"ก": "16", "ข": ""}
    assert (total_of(nation, "1201"), Event.objects.count()) == (before, events)
    assert numbers(nation) == []
    assert 'value="16"' in browser("1201").get(GRID).content.decode()


def test_while_typing_the_server_says_result_score_and_what_is_still_missing(browser: Browser) -> None:
    page = browser("1201").post(TYPED, typed("15", "20")).content.decode()
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    assert "15 ÷ 20 × 100 = 75.00" in said
    assert "4.0000" in said
    assert "อีก 1 ถึงระดับ 5.0000 (16 จาก 20)" in said
    assert "เก็บร่างแล้ว" in said


def test_what_is_complete_is_submitted_and_the_rest_stays_a_draft(browser: Browser, nation: Nation) -> None:
    """4.3 is complete; of 8, which the district does not report, nothing is taken although it was sent."""
    answer = browser("1201").post(GRID, {**typed("15", "20"), "8~8~result": "3"}, follow=True)

    assert "ส่งแล้ว 1 ตัวชี้วัด: 4.3" in answer.content.decode()
    assert numbers(nation) == [("ก", 1, "15"), ("ข", 1, "20")]
    assert total_of(nation, "1201") == "4.0000"  # 15/20 = 75 %
    assert not Draft.objects.exists()


def test_half_of_an_indicator_is_kept_and_not_submitted(browser: Browser, nation: Nation) -> None:
    answer = browser("1201").post(GRID, typed("15", ""), follow=True)

    assert "เก็บเป็นร่าง" in answer.content.decode()
    assert numbers(nation) == []
    assert dict(Draft.objects.values_list("cell", "text")) == {"ก": "15", "ข": ""}


def test_two_open_months_are_submitted_together(browser: Browser, nation: Nation) -> None:
    EntryException.objects.create(
        unit=nation.units["1201"],
        year_id=2555,
        month=6,
        until=NOW.date(),
        reason="น้ำท่วม",
        by=nation.people["psdg"],
        at=NOW,
    )
    browser("1201").post(GRID, {**typed("14", "20", month=6), **typed("15", "20")})

    assert numbers(nation, month=6) == [("ก", 1, "14"), ("ข", 1, "20")]
    assert numbers(nation) == [("ก", 1, "15"), ("ข", 1, "20")]


def test_a_bureau_enters_what_it_owns_and_no_district_reports(browser: Browser, nation: Nation) -> None:
    page = browser("กผ").get("/2555/unit/กผ/entry/").content.decode()
    assert re.findall(r'<input name="([^"]+)"', page) == ["8~8~result"]

    form = {"8~8~result": "4", "version~8~8~result": "0", "save": "submit", "month": "8"}
    browser("กผ").post("/2555/unit/กผ/entry/", form)
    assert numbers(nation, "กผ") == [("result", 1, "4")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("๑๖", "16"),
        ("1,016", "1016"),
        ("๑,๐๑๖", "1016"),
        ("1 016", "1016"),
        ("16.50", "16.50"),
        ("0", "0"),
        ("n/a", "N/A"),
    ],
)
def test_numbers_are_read_as_people_write_them(browser: Browser, nation: Nation, text: str, kept: str) -> None:
    browser("1201").post(GRID, typed(text, "2000"))

    assert numbers(nation)[0] == ("ก", 1, kept)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12,5", "จุลภาคใช้คั่นหลักพันเท่านั้น"),
        ("1,2,3", "จุลภาคใช้คั่นหลักพันเท่านั้น"),
        ("สิบห้า", "สิบห้า ไม่ใช่ตัวเลข"),
        ("1 2", "1 2 ไม่ใช่ตัวเลข"),
        ("1e3", "1e3 ไม่ใช่ตัวเลข"),
        ("1234567890123456", "ยาวเกิน"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_cell_and_stays(
    browser: Browser, nation: Nation, text: str, said: str
) -> None:
    answer = browser("1201").post(GRID, typed(text, "20"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert f'value="{text}"' in page
    assert 'value="20"' in page
    assert numbers(nation) == []
    assert Draft.objects.get(cell="ก").text == text


def test_empty_na_and_zero_are_three_things(browser: Browser, nation: Nation) -> None:
    browser("1201").post(GRID, typed("N/A", "20"))
    browser("1202").post(GRID.replace("1201", "1202"), typed("0", "20"))
    browser("1101").post(GRID.replace("1201", "1101"), typed("", "20"))

    assert numbers(nation, "1201")[0] == ("ก", 1, "N/A")
    assert numbers(nation, "1202")[0] == ("ก", 1, "0")
    assert numbers(nation, "1101") == []


def test_a_double_click_the_back_button_and_a_retry_make_one_entry(browser: Browser, nation: Nation) -> None:
    client, form = browser("1201"), typed("15", "20")
    first, second = client.post(GRID, form), client.post(GRID, form)
    after_back = client.post(GRID, form, follow=True)

    assert (first.status_code, second.status_code, after_back.status_code) == (302, 302, 200)
    assert numbers(nation) == [("ก", 1, "15"), ("ข", 1, "20")]
    assert Report.objects.get(unit=nation.units["1201"]).moves.count() == 1
    assert Event.objects.filter(verb="entries.submit").count() == 1


def test_a_stale_cell_is_answered_with_both_numbers_to_choose_from(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 14, 20)
    answer = browser("1201").post(GRID, typed("15", "20"))
    page = answer.content.decode()

    assert answer.status_code == 409
    assert 'name="choice~4.3~8~ก"' in page
    assert "ที่ท่านพิมพ์ <b>15</b>" in page
    assert "ที่ยืนอยู่ <b>14</b>" in page
    assert 'name="choice~4.3~8~ข"' not in page  # both say 20
    assert 'name="version~4.3~8~ก" value="1"' in page
    assert numbers(nation) == [("ก", 1, "14"), ("ข", 1, "20")]
    assert Draft.objects.get(cell="ก").text == "15"


@pytest.mark.parametrize(("choice", "kept"), [("mine", ["14", "15"]), ("theirs", ["14"])])
def test_the_choice_settles_a_stale_cell(browser: Browser, nation: Nation, choice: str, kept: list[str]) -> None:
    enter(nation, "1201", 14, 20)
    chosen = {"choice~4.3~8~ก": choice, "theirs~4.3~8~ก": "14"}
    answer = browser("1201").post(GRID, {**typed("15", "20", version=1), **chosen})

    assert answer.status_code == 302
    assert [number for cell, _, number in numbers(nation) if cell == "ก"] == kept
    assert not Draft.objects.exists()


def test_a_stale_month_holds_back_the_others_and_nothing_is_lost(browser: Browser, nation: Nation) -> None:
    EntryException.objects.create(
        unit=nation.units["1201"],
        year_id=2555,
        month=6,
        until=NOW.date(),
        reason="น้ำท่วม",
        by=nation.people["psdg"],
        at=NOW,
    )
    enter(nation, "1201", 14, 20)
    answer = browser("1201").post(GRID, {**typed("13", "20", month=6), **typed("15", "20")})

    assert answer.status_code == 409
    assert numbers(nation, month=6) == []
    assert dict(Draft.objects.filter(month=6).values_list("cell", "text")) == {"ก": "13", "ข": "20"}


def test_a_cleared_cell_leaves_what_stands(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 14, 20)
    browser("1201").post(GRID, typed("", "20", version=1))

    assert numbers(nation) == [("ก", 1, "14"), ("ข", 1, "20")]
    assert not Draft.objects.exists()
    assert 'value="14"' in browser("1201").get(GRID).content.decode()


@pytest.mark.parametrize("who", ["12", "psdg", "กผ"])
def test_who_sees_the_unit_but_keeps_nothing_there_is_refused(browser: Browser, who: str) -> None:
    for answer in (
        browser(who).get(GRID),
        browser(who).post(GRID, typed("1", "2")),
        browser(who).post(TYPED, typed("1", "2")),
    ):
        expected = 404 if who == "กผ" else 403
        assert answer.status_code == expected
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["1202", "11", "1101"])
def test_for_who_does_not_see_the_unit_there_is_no_grid(browser: Browser, who: str) -> None:
    assert browser(who).get(GRID).status_code == 404
    assert browser(who).post(TYPED, typed("1", "2")).status_code == 404


@pytest.mark.parametrize(("month", "reason"), [(7, "ปิดเมื่อ 12\u00a0พ.ค.\u00a02555"), (9, "เปิด 1\u00a0มิ.ย.\u00a02555")])
def test_a_closed_month_takes_no_draft_and_says_why(browser: Browser, month: int, reason: str) -> None:
    answer = browser("1201").post(f"/2555/unit/1201/entry/4.3/month/{month}/", typed("1", "2", month=month))

    assert answer.status_code == 403
    assert reason in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_locked_month_and_a_closed_year_show_numbers_and_no_fields(browser: Browser, nation: Nation) -> None:
    MonthLock.objects.create(year_id=2555, month=MAY, is_locked=True, reason="ปิดยอด", by=nation.people["psdg"], at=NOW)
    assert "<input name=" not in browser("1201").get(GRID).content.decode().replace('<input name="q"', "")
    MonthLock.objects.create(
        year_id=2555, month=MAY, is_locked=False, reason="เปิดใหม่", by=nation.people["psdg"], at=NOW
    )
    Year.objects.update(state=YearState.CLOSED)
    answer = browser("1201").post(GRID, typed("15", "20"))
    assert numbers(nation) == []
    assert answer.status_code == 302


@pytest.mark.parametrize("address", ["/2555/unit/1201/entry/8/month/8/", "/2555/unit/1201/entry/4.3/month/13/"])
def test_what_a_unit_does_not_report_is_not_found(browser: Browser, address: str) -> None:
    assert browser("1201").post(address, typed("1", "2")).status_code == 404


def test_a_unit_that_reports_nothing_has_no_grid(browser: Browser) -> None:
    assert browser("12").get("/2555/unit/12/entry/").status_code == 404
    assert browser("1201").get("/2554/unit/1201/entry/").status_code == 404


def test_an_own_target_of_the_unit_scores_what_is_typed(browser: Browser, nation: Nation) -> None:
    own = Item.objects.get(agreement=nation.agreements["1201"], indicator=nation.indicators["4.3"])
    own.criteria = {"kind": "levels", "at": ["50", "60", "70", "80", "90"]}
    own.target = Decimal(90)
    own.save()
    page = browser("1201").post(TYPED, typed("13", "20")).content.decode()

    assert "2.5000" in page  # 65 lies half way between 60 and 70


def without_words(form: dict[str, str], part: str) -> dict[str, str]:
    """The same with a text left empty."""
    return {name: "" if name.startswith(f"{part}~") else value for name, value in form.items()}


def test_a_total_that_falls_waits_for_a_remark_and_is_then_taken(browser: Browser, nation: Nation) -> None:
    """April's running total was 15."""
    form = typed("14", "20")
    answer = browser("1201").post(GRID, without_words(form, "remark"))

    assert answer.status_code == 422
    assert "เป็นยอดสะสมแต่ลดลงจาก 15 ของ เม.ย. เป็น 14" in answer.content.decode()
    assert numbers(nation) == []
    assert Draft.objects.get(cell="ก").text == "14"
    browser("1201").post(GRID, form)
    assert numbers(nation)[0] == ("ก", 1, "14")
    assert Report.objects.get(unit=nation.units["1201"], month=MAY).moves.get().note == "ตรวจแล้ว"


def test_in_the_lowest_band_the_problems_have_to_be_written(browser: Browser, nation: Nation) -> None:
    """15/25 = 60 %, 1 point; the lowest band ends at 2.4999."""
    form = typed("15", "25")
    answer = browser("1201").post(GRID, without_words(form, "problems"))

    assert answer.status_code == 422
    assert "คะแนนอยู่ในช่วงต่ำสุด" in answer.content.decode()
    assert numbers(nation) == []
    browser("1201").post(GRID, form)
    assert numbers(nation)[0] == ("ก", 1, "15")


def test_what_is_written_keeps_every_version_and_is_there_once(browser: Browser, nation: Nation) -> None:
    client, form = browser("1201"), typed("15", "20")
    client.post(GRID, form)
    client.post(GRID, form)
    client.post(GRID, {**form, "problems~4.3~8": "ฝนหยุดแล้ว", "measures~4.3~8": "นัดอบรมซ้ำ"})
    kept = ReportNote.objects.order_by("version").values_list("version", "problems", "measures")

    assert list(kept) == [(1, "ฝนตกหนัก", ""), (2, "ฝนหยุดแล้ว", "นัดอบรมซ้ำ")]
    assert len(numbers(nation)) == 2
    page = client.get(GRID).content.decode()
    assert "ฝนตกหนัก" in page
    assert "ฉบับที่ 2" in page


def test_what_is_written_is_kept_as_a_draft_and_gone_when_submitted(browser: Browser) -> None:
    client = browser("1201")
    client.post(TYPED, typed("15", ""))
    assert NoteDraft.objects.get().problems == "ฝนตกหนัก"
    assert "ฝนตกหนัก" in client.get(GRID).content.decode()
    client.post(GRID, typed("15", "20"))
    assert not NoteDraft.objects.exists()
