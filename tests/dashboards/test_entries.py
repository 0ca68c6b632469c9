"""Entering a month: what the form shows, refuses, keeps and submits."""

import re

import pytest
from django.test import Client

from rabrong.results.models import Draft, Entry, Total
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import Nation

pytestmark = pytest.mark.django_db

FORM = f"/2555/kpi/4.3/unit/1201/month/{MAY}/"


def typed(met: str, everybody: str, version: int = 0, save: str = "submit") -> dict[str, str]:
    """What a browser sends."""
    return {"ก": met, "ข": everybody, "version-ก": str(version), "version-ข": str(version), "save": save}


def total_of(nation: Nation, unit: str) -> str:
    """The stored total of May."""
    return str(Total.objects.get(agreement=nation.agreements[unit], month=MAY).shown)


def test_a_submitted_month_moves_the_department(browser: Browser, nation: Nation) -> None:
    before = total_of(nation, "cdd")
    answer = browser("1201").post(FORM, typed("20", "20"), follow=True)

    assert answer.redirect_chain == [("/2555/unit/1201/", 302)]
    assert "ส่งแล้ว 4.3 ได้ 5.0000" in answer.content.decode()
    assert total_of(nation, "cdd") != before


def test_thai_digits_and_separators_are_understood(browser: Browser, nation: Nation) -> None:
    browser("1201").post(FORM, typed("๑๖", "1,000"))

    found = Entry.objects.filter(unit=nation.units["1201"], month=MAY).order_by("cell")
    assert [str(entry.value) for entry in found] == ["16", "1000"]


def test_not_applicable_empty_and_zero_are_three_things(browser: Browser, nation: Nation) -> None:
    browser("1201").post(FORM, typed("N/A", ""))
    browser("1202").post(FORM.replace("1201", "1202"), typed("0", "20"))

    kept = (
        Entry.objects.filter(month=MAY)
        .order_by("unit__code", "cell")
        .values_list("unit__code", "cell", "value", "word")
    )
    assert [(unit, cell, None if value is None else str(value), word) for unit, cell, value, word in kept] == [
        ("1201", "ก", None, "N/A"),
        ("1202", "ก", "0", ""),
        ("1202", "ข", "20", ""),
    ]


def test_what_is_no_number_is_said_at_its_field_and_nothing_is_lost(browser: Browser) -> None:
    answer = browser("1201").post(FORM, typed("สิบห้า", "20"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "สิบห้า ไม่ใช่ตัวเลข" in page
    assert 'value="สิบห้า"' in page
    assert 'value="20"' in page
    assert 'aria-invalid="true"' in page


def test_a_stale_form_shows_both_numbers_and_writes_nothing(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 14, 20)
    answer = browser("1201").post(FORM, typed("15", "20"))
    page = answer.content.decode()

    assert answer.status_code == 409
    assert 'value="15"' in page
    assert "ส่ง 14 เป็นฉบับที่ 1 ระหว่างที่ท่านกรอก" in page
    assert 'name="version-ก" value="1"' in page
    assert Entry.objects.filter(unit=nation.units["1201"], month=MAY).count() == 2


def test_a_draft_is_kept_without_a_score(browser: Browser, nation: Nation) -> None:
    before = total_of(nation, "cdd")
    browser("1201").post(FORM, typed("16", "", save="draft"))

    assert dict(Draft.objects.values_list("cell", "text")) == {"ก": "16", "ข": ""}
    assert total_of(nation, "cdd") == before
    assert 'value="16"' in browser("1201").get(FORM).content.decode()


@pytest.mark.parametrize("who", ["12", "psdg", "กผ"])
def test_who_sees_the_numbers_but_does_not_keep_them_is_refused_with_the_reason(browser: Browser, who: str) -> None:
    for answer in (browser(who).get(FORM), browser(who).post(FORM, typed("1", "2"))):
        assert answer.status_code == 403
        assert "ผู้จัดเก็บข้อมูลของ หน่วย 1201 เท่านั้น" in answer.content.decode()


@pytest.mark.parametrize("who", ["1202", "11", "1101"])
def test_for_who_does_not_see_the_unit_there_is_no_form(browser: Browser, who: str) -> None:
    for answer in (browser(who).get(FORM), browser(who).post(FORM, typed("1", "2"))):
        assert answer.status_code == 404
        assert "หน่วย 1201" not in answer.content.decode()
    assert not Entry.objects.filter(month=MAY).exists()


@pytest.mark.parametrize(("who", "status"), [("psdg", 403), ("กผ", 403), ("1202", 404)])
def test_only_who_may_fill_the_form_is_told_what_it_would_score(browser: Browser, who: str, status: int) -> None:
    assert browser(who).get(f"{FORM}running/", {"ก": "15", "ข": "20"}).status_code == status


@pytest.mark.parametrize(("month", "reason"), [(7, "ปิดเมื่อ 12\u00a0พ.ค.\u00a02555"), (9, "เปิด 1\u00a0มิ.ย.\u00a02555")])
def test_a_closed_window_is_refused_with_its_day(browser: Browser, month: int, reason: str) -> None:
    answer = browser("1201").get(FORM.replace(f"/{MAY}/", f"/{month}/"))

    assert answer.status_code == 403
    assert reason in answer.content.decode()


@pytest.mark.parametrize("path", ["/2555/kpi/8/unit/1201/month/8/", "/2555/kpi/4.3/unit/1201/month/13/"])
def test_what_a_unit_does_not_have_is_not_found(browser: Browser, path: str) -> None:
    assert browser("1201").get(path).status_code == 404


def test_a_stranger_cannot_post(nation: Nation) -> None:
    answer = Client().post(FORM, typed("1", "2"))

    assert answer.status_code == 302
    assert not Entry.objects.filter(month=MAY).exists()


def running(browser: Browser, met: str, everybody: str) -> str:
    """The fragment that comes back while typing, without its tags."""
    answer = browser("1201").get(f"{FORM}running/", {"ก": met, "ข": everybody})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_while_typing_the_arithmetic_is_spelled_out(browser: Browser) -> None:
    said = running(browser, "15", "20")

    assert "15 ÷ 20 × 100 = 75.00" in said
    assert "4.0000" in said
    assert "อีก 1 ถึงระดับ 5.0000 (16 จาก 20)" in said


NOT_YET = "กรอกให้ครบแล้วคะแนนจะขึ้นที่นี่"
BY_ZERO = "คิดจากตัวเลขนี้ไม่ได้ ตัวหารต้องไม่เป็น 0"


@pytest.mark.parametrize(
    ("met", "everybody", "why"),
    [("", "20", NOT_YET), ("x", "20", NOT_YET), ("N/A", "20", NOT_YET), ("5", "0", BY_ZERO)],
)
def test_where_there_is_no_score_the_form_says_why(browser: Browser, met: str, everybody: str, why: str) -> None:
    said = running(browser, met, everybody)

    assert "ถึงระดับ" not in said
    assert why in said


def test_at_the_last_level_nothing_more_is_asked(browser: Browser) -> None:
    assert "ถึงระดับ" not in running(browser, "20", "20")


def test_typing_writes_nothing(browser: Browser) -> None:
    running(browser, "20", "20")

    assert not Entry.objects.filter(month=MAY).exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("month", "offered"), [("8", True), ("7", False)])
def test_only_an_open_month_is_offered(browser: Browser, month: str, offered: bool) -> None:
    for page in (f"/2555/unit/1201/?month={month}", f"/2555/kpi/4.3/unit/1201/?month={month}"):
        body = browser("1201").get(page).content.decode()
        assert (f"/2555/kpi/4.3/unit/1201/month/{month}/" in body) is offered


def test_a_number_that_the_districts_report_is_not_offered_above_them(browser: Browser) -> None:
    bureau = browser("กผ").get("/2555/unit/กผ/").content.decode()
    province = browser("12").get("/2555/kpi/4.3/unit/12/").content.decode()

    assert re.findall(r"/kpi/([\d.]+)/unit/[^/]+/month/", bureau) == ["8"]
    assert "/month/" not in province
