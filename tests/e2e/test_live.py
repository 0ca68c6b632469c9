"""The story of this part: a district changes one number, and the department's score moves on an open screen."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.e2e.conftest import Running

DEPARTMENT = "/2555/unit/cdd/"
ENTRY = "/2555/kpi/4.3/unit/1201/month/8/"
SECOND = 1000
TOTAL = "[data-number][id]"


def signed_in(browser: Browser, demo: Running, role: str) -> Page:
    """A window of its own in which somebody has signed in."""
    page = context(browser).new_page()
    page.goto(demo.address)
    page.click(f"button[value={role}]")
    return page


def context(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 1280, "height": 900})


def total(page: Page) -> str:
    """The big number of the page."""
    found = re.search(r"\d\.\d{4}", page.locator("#total").inner_text())
    assert found
    return found[0]


def change_one_number(page: Page, demo: Running) -> str:
    """One more of those counted, or one less where all are, with a word on what stands out; what was submitted."""
    page.goto(demo.address + ENTRY)
    reached, everybody = page.locator("#cell-1"), page.locator("#cell-2")
    now, most = int(reached.input_value()), int(everybody.input_value())
    wanted = str(now + 1 if now < most else now - 1)
    reached.fill(wanted)
    page.fill("#remark", "ตรวจกับทะเบียนผู้นำแล้ว")
    page.click("button[value=submit]")
    page.wait_for_url(re.compile("/2555/unit/1201/"))
    return wanted


def wait_for_other_total(page: Page, before: str, milliseconds: int) -> None:
    page.wait_for_function(
        "before => !document.querySelector('#total').innerText.includes(before)", arg=before, timeout=milliseconds
    )


def test_the_departments_total_follows_a_districts_number_on_a_second_screen(browser: Browser, demo: Running) -> None:
    department, district = signed_in(browser, demo, "executive"), signed_in(browser, demo, "district")
    assert department.url == demo.address + DEPARTMENT
    before = total(department)
    submitted = change_one_number(district, demo)
    wait_for_other_total(department, before, 2 * SECOND)
    district.goto(demo.address + ENTRY)
    assert district.locator("#cell-1").input_value() == submitted
    department.context.close()
    district.context.close()


def test_a_change_comes_drawn_and_asks_for_nothing(browser: Browser, demo: Running) -> None:
    department, district = signed_in(browser, demo, "executive"), signed_in(browser, demo, "district")
    before = total(department)
    asked: list[str] = []
    department.on("request", lambda request: asked.append(request.url))
    change_one_number(district, demo)
    wait_for_other_total(department, before, 4 * SECOND)
    assert [url for url in asked if DEPARTMENT in url] == []
    department.wait_for_function("() => document.querySelectorAll('.changed').length > 0")
    district.context.close()
    department.context.close()


def test_the_star_of_a_row_is_pressed_by_key_and_stays_when_the_page_is_drawn_anew(
    browser: Browser, demo: Running
) -> None:
    department, district = signed_in(browser, demo, "executive"), signed_in(browser, demo, "district")
    star = department.locator("[data-star='1.2'] button")
    star.focus()
    was, before = star.get_attribute("aria-pressed"), total(department)
    other = "false" if was == "true" else "true"
    department.keyboard.press("Enter")
    department.wait_for_selector(f"[data-star='1.2'] button[aria-pressed={other}]")
    change_one_number(district, demo)
    wait_for_other_total(department, before, 4 * SECOND)
    assert star.get_attribute("aria-pressed") == other
    assert department.locator("[data-star] a").count() == 0
    district.context.close()
    department.context.close()


NAMES = """
  window.heard = [];
  const listen = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (name, work) {
    listen.call(this, name, (event) => { window.heard.push(name); work(event); });
  };
"""
SHOWN = """() => {
  const live = document.getElementById("live").cloneNode(true);
  for (const number of live.querySelectorAll("[data-number]")) {
    number.classList.remove("changed");
    if (!number.classList.length) number.removeAttribute("class");
  }
  for (const own of live.querySelectorAll("[data-own]")) own.remove();
  for (const asked of live.querySelectorAll("[class='']")) asked.removeAttribute("class");
  return live.outerHTML;
}"""


def test_the_rows_that_differ_make_an_open_page_the_same_as_one_opened_now(browser: Browser, demo: Running) -> None:
    district = signed_in(browser, demo, "district")
    window = context(browser)
    window.add_init_script(NAMES)
    department = window.new_page()
    department.goto(demo.address)
    department.click("button[value=executive]")
    for _ in range(2):
        before = total(department)
        change_one_number(district, demo)
        wait_for_other_total(department, before, 4 * SECOND)
    told = department.evaluate("window.heard.filter((name) => name === 'parts' || name === 'drawn')")
    assert told == ["parts", "parts"]
    fresh = window.new_page()
    fresh.goto(demo.address + DEPARTMENT)
    for page in (department, fresh):  # the stars of both have come
        page.wait_for_function("() => !document.querySelector('.htmx-request')")
    assert department.evaluate(SHOWN) == fresh.evaluate(SHOWN)
    district.context.close()
    window.close()


def test_a_screen_that_hears_nothing_says_since_when_and_stops_saying_it(browser: Browser, demo: Running) -> None:
    page = signed_in(browser, demo, "executive")
    assert page.locator("#stale").inner_text() == ""
    page.context.set_offline(True)
    page.wait_for_function("() => document.querySelector('#stale').textContent")
    said = page.get_by_role("status").filter(has_text="ข้อมูลอาจไม่เป็นปัจจุบัน").inner_text()
    assert re.search(r"ตั้งแต่ \d\d:\d\d น\.$", said)
    page.context.set_offline(False)
    page.wait_for_function("() => !document.querySelector('#stale').textContent", timeout=15 * SECOND)
    page.context.close()


def test_where_streams_are_blocked_the_screen_asks_again_and_follows_too(browser: Browser, demo: Running) -> None:
    blocked: list[str] = []

    def block(route: Route) -> None:
        blocked.append(route.request.url)
        route.fulfill(status=502)

    department, district = signed_in(browser, demo, "executive"), signed_in(browser, demo, "district")
    department.route(re.compile(r"/live/\?"), block)
    with department.expect_response(re.compile(r"/live/state/")):
        department.reload()
    assert blocked
    before = total(department)
    change_one_number(district, demo)
    wait_for_other_total(department, before, 8 * SECOND)
    department.context.close()
    district.context.close()


def test_after_signing_out_nothing_is_told_any_more(browser: Browser, demo: Running) -> None:
    page = signed_in(browser, demo, "executive")
    assert page.evaluate("fetch('/live/state/?topic=2555/unit/cdd').then(a => a.status)") == 200
    page.click("form[action='/sign-out/'] button")
    page.wait_for_url(demo.address + "/")
    assert page.evaluate("fetch('/live/?topic=2555/unit/cdd').then(a => a.status)") == 403
    page.context.close()
