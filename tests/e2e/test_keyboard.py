"""Without a mouse: the link past the bar, what opens and closes, pages from end to end, the links in pictures. The
first stops of every page are walked in test_pages.py."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running
from tests.e2e.keyboard import faults_on_the_whole_way

MAP, MONTHS = "/2555/unit/cdd/map/", "/2555/unit/cdd/months/"
WHOLE = ("/2555/console/", "/2555/unit/cdd/", MAP, MONTHS, "/2555/unit/1201/entry/")
STOPS = "document.querySelectorAll('svg[data-roving] a[href]:not([tabindex=\"-1\"])').length"
LEFT = "document.activeElement.getBoundingClientRect().left"
HERE = "document.activeElement.querySelector('title').textContent"


@pytest.fixture(scope="module")
def page(browser: Browser, demo: Running) -> Iterator[Page]:
    """A window in which the PSDG has signed in, in English."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "django_language", "value": "en", "url": demo.address}])
    page = context.new_page()
    page.goto(demo.address)
    page.click("button[value=psdg]")
    yield page
    context.close()


def test_the_first_link_goes_to_what_the_page_says(page: Page, demo: Running) -> None:
    page.goto(f"{demo.address}/2555/unit/cdd/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_opens_closes_with_escape_and_gives_the_focus_back(page: Page, demo: Running) -> None:
    page.goto(f"{demo.address}/2555/kpi/4.3/unit/cdd/")

    page.focus(".indicator-acts .button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel[open] .rail")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel:not([open])", state="attached")
    assert page.evaluate("document.activeElement.closest('.indicator-acts') !== null")

    page.keyboard.press("/")
    page.wait_for_selector("#seek[open]")
    assert page.evaluate("document.activeElement.id") == "seek-q"
    page.keyboard.press("Escape")
    page.wait_for_selector("#seek:not([open])", state="attached")
    assert page.evaluate("document.activeElement.closest('.indicator-acts') !== null")


def test_a_sheet_says_which_year_when_and_by_whom_it_was_printed(page: Page, demo: Running) -> None:
    page.goto(f"{demo.address}/2555/unit/cdd/")

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    head = page.inner_text(".bar")
    page.emulate_media(media="screen")

    assert "FY 2555" in head
    assert "Printed " in head
    assert "Director, Public Sector Development" in head


@pytest.mark.parametrize("path", WHOLE)
def test_the_way_through_a_page_reaches_everything_once(page: Page, demo: Running, path: str) -> None:
    page.goto(demo.address + path)

    assert faults_on_the_whole_way(page) == []


def test_the_map_is_one_stop_and_the_arrows_go_from_province_to_province(page: Page, demo: Running) -> None:
    page.goto(demo.address + MAP)
    assert page.evaluate(STOPS) == 1

    page.focus("#area-57")  # Chiang Rai: the north ends there
    page.keyboard.press("ArrowUp")
    assert "Chiang Rai" in page.evaluate(HERE)
    east = page.evaluate(LEFT)
    page.keyboard.press("ArrowLeft")
    assert "Chiang Rai" not in page.evaluate(HERE)
    assert page.evaluate(LEFT) < east
    assert page.inner_text(".roving-said") == page.evaluate(HERE)
    assert page.evaluate(STOPS) == 1
    there = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{there}")


def test_every_province_can_be_reached_by_the_arrows_alone(page: Page, demo: Running) -> None:
    page.goto(demo.address + MAP)
    found, waiting = set[str](), ["area-57"]
    while waiting:
        here = waiting.pop()
        if here in found:
            continue
        found.add(here)
        for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            page.focus(f"#{here}")
            page.keyboard.press(key)
            waiting.append(page.evaluate("document.activeElement.id"))

    assert len(found) == 76


def test_the_months_of_units_are_walked_as_a_table_and_lead_to_the_month(page: Page, demo: Running) -> None:
    page.goto(demo.address + MONTHS)
    first = "svg.heat-map[data-roving] svg:first-of-type > a:nth-of-type({})"
    page.focus(first.format(2))  # the unit's name, then its first month
    october = page.evaluate(HERE)

    page.keyboard.press("ArrowRight")
    assert page.evaluate(HERE).split(" Nov")[0] == october.split(" Oct")[0]
    page.keyboard.press("ArrowDown")
    below = page.evaluate(HERE)
    assert " Nov" in below
    assert below.split(" Nov")[0] != october.split(" Oct")[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/?month=2")


def test_without_scripts_a_link_leads_past_the_map(browser: Browser, demo: Running, page: Page) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(demo.address + MAP)

    plain.focus(".skip-picture")
    assert plain.locator(".skip-picture").bounding_box()
    plain.keyboard.press("Enter")
    plain.keyboard.press("Tab")
    assert plain.locator("#map-key a:focus").count() == 1
    assert plain.locator("svg[data-roving] a[href]:not([tabindex])").count() == 76
    context.close()
