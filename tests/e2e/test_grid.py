"""The entry grid under real keys: arrows and Enter move, a block from a sheet fills cells, nothing typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import Running

PASTE = """text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def page(browser: Browser, demo: Running) -> Iterator[Page]:
    """The grid of the district that keeps drafts in the demo."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(demo.address)
    page.click("button[value=district]")
    page.goto(f"{demo.address}/2555/unit/1201/entry/?month=8")
    yield page
    context.close()


def cell(code: str, item: str) -> str:
    """Selects a cell of May."""
    return f'input[name="{code}~8~{item}"]'


def focused(page: Page) -> str:
    """The name of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name"))


def test_enter_and_arrows_go_to_the_neighbouring_cell(page: Page) -> None:
    page.click(cell("1.2", "ก"))
    page.keyboard.press("Enter")
    assert focused(page) == "1.2~8~ข"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "1.3~8~ก"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "1.2~8~ก"


def test_a_block_from_a_sheet_fills_the_cells_below_and_is_kept(page: Page) -> None:
    page.click(cell("1.3", "ก"))
    page.evaluate(PASTE, "๑๖\r\n17\r\n8\r\n")
    expect(page.locator("#run-1")).to_contain_text("16 ÷ 17")
    expect(page.locator("#run-2")).to_contain_text("8 ÷ 10")
    page.reload()

    assert [page.input_value(cell(*each)) for each in (("1.3", "ก"), ("1.3", "ข"), ("2", "ก"))] == ["๑๖", "17", "8"]


def test_what_is_typed_while_the_line_is_cut_is_sent_when_it_is_back(page: Page) -> None:
    page.context.set_offline(True)
    page.fill(cell("4.3", "ก"), "9")
    expect(page.locator("#grid-saved")).to_have_class("bad")
    page.context.set_offline(False)
    expect(page.locator("#run-7")).to_contain_text("9 ÷ 10", timeout=15_000)
    expect(page.locator("#grid-saved")).not_to_have_class("bad", timeout=30_000)


def test_a_try_that_began_before_the_line_was_back_does_not_decide_when_the_next_comes(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-keeps", "yes")
    held: list[Route] = []
    page.route("**/account/device/", lambda route: route.abort())
    page.route("**/entry/4.3/month/8/", lambda route: route.abort())
    page.fill(cell("4.3", "ก"), "7")
    expect(page.locator("#grid-saved")).to_have_class("bad")
    for _ in range(3):  # each failure doubles the pause: 2.5, 5, 10, 20, 40 seconds
        with page.expect_event("requestfailed"):
            page.click("[data-act=try]")
    page.unroute("**/account/device/")

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/account/device/", hold, times=1)
    page.click("[data-act=try]")
    while not held:  # the click may come while the try before it ends; it is tried again right after that
        page.wait_for_timeout(20)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    held[0].abort()
    expect(page.locator("#grid-saved")).not_to_have_class("bad", timeout=9_000)


def test_a_line_cut_before_the_device_could_keep_anything_leaves_no_alarm(page: Page) -> None:
    page.route("**/account/device/", lambda route: route.abort())
    page.reload()
    page.context.set_offline(True)
    page.fill(cell("4.3", "ก"), "8")
    expect(page.locator("#grid-saved")).to_have_class("bad")
    page.unroute("**/account/device/")
    page.context.set_offline(False)
    expect(page.locator("#run-7")).to_contain_text("8 ÷ 10", timeout=15_000)
    expect(page.locator("#grid-saved")).not_to_have_class("bad", timeout=30_000)
    expect(page.locator("html")).to_have_attribute("data-keeps", "yes")


def test_without_scripts_the_month_is_a_form(browser: Browser, demo: Running) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.address)
    page.click("button[value=district]")
    page.goto(f"{demo.address}/2555/unit/1201/entry/?month=8")
    page.fill(cell("3.1", "ก"), "7")
    page.click("button[value=draft]")

    assert page.input_value(cell("3.1", "ก")) == "7"
    context.close()
