"""Without a mouse: the link past the bar, what opens and closes. Every page is walked in test_pages.py."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running


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
