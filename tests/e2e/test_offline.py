"""The entry grid when the line drops: nothing typed is lost, all is sent once, nobody reads what another left."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tests.e2e.conftest import Running
from tests.e2e.line import Line

GRID = "/2555/unit/1201/entry/"
MAY = f"{GRID}?month=8"
LONG_MS = 20_000
ON_DEVICE = """async () => {
    const base = await new Promise(resolve => {
        const request = indexedDB.open("rabrong-device");
        request.onsuccess = () => resolve(request.result);
    });
    const count = name => new Promise(resolve => {
        const request = base.transaction(name).objectStore(name).count();
        request.onsuccess = () => resolve(request.result);
    });
    const pages = (await caches.keys()).filter(name => name.startsWith("pages-"));
    const found = {keys: await count("keys"), kept: await count("kept"), pages: pages.length};
    base.close();
    return found;
}"""


@pytest.fixture(scope="module")
def line(demo: Running) -> Iterator[Line]:
    """The line to the demo that everybody here shares, whole again after each test."""
    line = Line(demo.address)
    yield line
    line.cut()


@pytest.fixture
def device(browser: Browser, line: Line) -> Iterator[BrowserContext]:
    """A device of its own on which the district has opened its grid."""
    line.mend()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="allow")
    sign_in(context.new_page(), line.address, "district")
    yield context
    line.swallow_answers_to("")
    line.mend()
    context.close()


def sign_in(page: Page, address: str, role: str) -> None:
    """By role; the first page is my work, and the device has its copies."""
    page.goto(address)
    page.click(f"button[value={role}]")
    page.wait_for_selector("html[data-keeps]")
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(lambda: page.evaluate("caches.match(document.querySelector('[data-copied]').href).then(Boolean)"))


def until(holds: Callable[[], object]) -> None:
    """Waits until something holds; pages allow no scripts of their own to wait in."""
    ends = time.monotonic() + LONG_MS / 1000
    while time.monotonic() < ends:
        with suppress(Error):  # the page was just being replaced by another
            if holds():
                return
        time.sleep(0.1)
    raise AssertionError


def grid_in(context: BrowserContext, address: str) -> Page:
    """A tab with May's grid, ready to keep."""
    page = context.new_page()
    page.goto(address + MAY)
    page.wait_for_selector("html[data-keeps]")
    return page


def cell(page: Page, code: str, item: str) -> Locator:
    """A field of May."""
    return page.locator(f'input[name="{code}~8~{item}"]')


def state_of(page: Page, code: str, item: str) -> Locator:
    """The word under a field."""
    return page.locator(f'td:has(input[name="{code}~8~{item}"]) .cell-kept')


def versions(data: Path, code: str, item: str) -> list[str]:
    """What the server has of a cell of May, oldest first."""
    with closing(sqlite3.connect(data / "demo.sqlite3")) as base:
        rows = base.execute(
            "SELECT e.value FROM results_entry e JOIN org_unit u ON u.id = e.unit_id"
            " JOIN agreements_indicatorversion i ON i.id = e.indicator_id"
            " WHERE u.code = '1201' AND i.code = ? AND e.cell = ? AND e.month = 8 ORDER BY e.version",
            (code, item),
        )
        return [str(value) for (value,) in rows]


def explain(page: Page, number: str) -> None:
    """Types a number that stands out, with the remark it asks for."""
    cell(page, "2", "ก").fill(number)
    if not page.is_visible('textarea[name="remark~2~8"]'):
        page.click("#kpi-2 summary")
    page.fill('textarea[name="remark~2~8"]', f"นับได้ {number}")


def test_what_is_typed_without_a_line_outlives_the_page_and_goes_up(device: BrowserContext, line: Line) -> None:
    page = grid_in(device, line.address)
    device.set_offline(True)
    cell(page, "4.3", "ก").fill("9")
    expect(page.locator("#offline")).to_contain_text("อินเทอร์เน็ตหลุดตั้งแต่")
    expect(state_of(page, "4.3", "ก")).to_contain_text("เก็บในเครื่องแล้ว ยังไม่ได้ส่ง")
    expect(page.locator("#run-7")).to_contain_text("คะแนนคำนวณเมื่ออินเทอร์เน็ตกลับมา")
    line.cut()
    device.set_offline(False)
    page.close()

    again = grid_in(device, line.address)
    expect(cell(again, "4.3", "ก")).to_have_value("9")
    expect(again.locator("#offline")).to_contain_text("หน้านี้เป็นสำเนาเมื่อ")
    line.mend()
    again.evaluate("window.dispatchEvent(new Event('online'))")
    expect(again.locator("#offline")).to_be_hidden(timeout=LONG_MS)
    expect(again.locator("#run-7")).to_contain_text("9 ÷ 10", timeout=LONG_MS)
    again.goto(line.address + "/2555/work/")
    until(lambda: again.evaluate(ON_DEVICE)["kept"] == 0)


def test_a_submission_whose_answer_is_lost_is_there_once_and_told(
    device: BrowserContext, line: Line, data: Path
) -> None:
    """The server takes it and dies before it answers; the page sends again, and so does a second tab."""
    page, other = grid_in(device, line.address), grid_in(device, line.address)
    line.swallow_answers_to(f"{GRID}sent/")
    cell(page, "3.1", "ก").fill("7")
    page.click("button[value=submit]")
    expect(page.locator("#offline")).to_contain_text("กดส่งไว้เมื่อ", timeout=LONG_MS)
    assert line.swallowed >= 1
    assert versions(data, "3.1", "ก") == ["7"]
    line.cut()
    line.swallow_answers_to("")
    line.mend()
    other.bring_to_front()
    other.evaluate("Device.flush()")

    expect(page.locator("#offline-report")).to_contain_text("ส่งแล้ว", timeout=LONG_MS)
    assert versions(data, "3.1", "ก") == ["7"]


def test_a_conflict_shows_both_numbers_and_the_choice_is_sent(
    browser: Browser, device: BrowserContext, line: Line, demo: Running, data: Path
) -> None:
    """While the line is cut the same district submits from another machine."""
    page = grid_in(device, line.address)
    line.cut()
    theirs = "9" if versions(data, "2", "ก")[-1:] == ["8"] else "8"
    explain(page, "10")
    page.click("button[value=submit]")
    expect(page.locator("#offline")).to_contain_text("กดส่งไว้เมื่อ")
    with closing(browser.new_context()) as elsewhere:
        sign_in(elsewhere.new_page(), demo.address, "district")
        desk = grid_in(elsewhere, demo.address)
        explain(desk, theirs)
        desk.click("button[value=submit]")
        expect(desk.locator("#offline-report")).to_contain_text("ส่งแล้ว", timeout=LONG_MS)
    before = versions(data, "2", "ก")
    line.mend()

    row = page.locator('.clash[data-name="2~8~ก"]')
    expect(row).to_contain_text("ที่ท่านพิมพ์10", timeout=LONG_MS)
    expect(row).to_contain_text(f"ที่ยืนอยู่{theirs}")
    expect(row).to_contain_text("15\u00a0พ.ค.\u00a02555")
    expect(page.locator("#offline")).to_be_hidden(timeout=LONG_MS)
    expect(state_of(page, "2", "ก")).to_contain_text("ชนกัน")
    assert versions(data, "2", "ก") == before
    page.click("[data-act=choose]")
    until(lambda: versions(data, "2", "ก") == [*before, "10"])


def test_a_refused_number_stays_with_its_reason(device: BrowserContext, line: Line) -> None:
    page = grid_in(device, line.address)
    verdict = '{"state": "refused", "words": "เดือน พ.ค. ถูกล็อกแล้ว", "text": "", "by": "", "at": "", "version": 0}'
    body = f'{{"answer": "kept", "cells": {{"1.2~8~ก": {verdict}}}}}'
    page.route("**/sent/", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.route("**/entry/1.2/month/8/", lambda route: route.abort())
    cell(page, "1.2", "ก").fill("12")

    refused = page.locator("#offline-report .refused")
    expect(refused).to_contain_text("เดือน พ.ค. ถูกล็อกแล้ว", timeout=LONG_MS)
    expect(refused).to_contain_text("12")
    with page.expect_download() as download:
        page.click("[data-act=save]")
    assert "12" in Path(download.value.path()).read_text("utf-8")
    refused.locator("[data-act=discard]").click()
    expect(page.locator("#offline-report")).to_be_hidden()


def test_after_an_expired_session_another_person_reads_nothing_and_nothing_is_lost(
    device: BrowserContext, line: Line
) -> None:
    page = grid_in(device, line.address)
    device.clear_cookies()
    cell(page, "1.3", "ก").fill("16")
    expect(page.locator("#offline")).to_contain_text("ลงชื่อเข้าใช้อีกครั้ง", timeout=LONG_MS)
    page.click("#offline [data-act=sign-in]")
    page.click("button[value=executive]")
    page.wait_for_load_state()
    until(lambda: page.evaluate(ON_DEVICE) == {"keys": 0, "kept": 1, "pages": 0})
    line.cut()
    page.goto(line.address + MAY)
    expect(page.locator("h1")).to_have_text("ไม่มีอินเทอร์เน็ต")
    line.mend()
    sign_in(page, line.address, "district")

    until(lambda: page.evaluate(ON_DEVICE)["kept"] == 0)
    expect(cell(grid_in(device, line.address), "1.3", "ก")).to_have_value("16")


def test_signing_out_leaves_nothing_on_the_device(device: BrowserContext, line: Line) -> None:
    """Without a line too; the session then ends before anything else is shown."""
    page = grid_in(device, line.address)
    line.cut()
    cell(page, "4.1", "ก").fill("20")
    expect(state_of(page, "4.1", "ก")).to_contain_text("ยังไม่ได้ส่ง")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.click("form[data-leaves] button")
    assert "ยังไม่ได้ส่ง 1 รายการ" in asked.value.message
    assert page.evaluate(ON_DEVICE) == {"keys": 1, "kept": 1, "pages": 1}
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("form[data-leaves] button")
    expect(page.locator("h1")).to_have_text("ไม่มีอินเทอร์เน็ต")
    assert page.evaluate(ON_DEVICE) == {"keys": 0, "kept": 0, "pages": 0}
    expect(page.locator("#kept-none")).to_be_visible()

    line.mend()
    page.goto(line.address + MAY)
    assert page.url == f"{line.address}/?next=/2555/unit/1201/entry/%3Fmonth%3D8"
