"""Every page in a real browser: nothing overflows, nothing is refused by the policy, axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv" / "front_end" / "node_modules" / "axe-core" / "axe.min.js"

PAGES = {
    "door": "/",
    "department": "/2555/unit/cdd/",
    "region": "/2555/unit/r1/",
    "bureau": "/2555/unit/สสช/",
    "province": "/2555/unit/12/",
    "silent province": "/2555/unit/63/",
    "district": "/2555/unit/1201/",
    "units": "/2555/units/",
    "counted indicator": "/2555/kpi/4.3/unit/cdd/",
    "indicator in steps": "/2555/kpi/1.1.1/unit/cdd/",
    "composite indicator": "/2555/kpi/12/unit/cdd/",
    "cancelled indicator": "/2555/kpi/8/unit/cdd/",
    "indicator of a province": "/2555/kpi/3.2/unit/85/",
    "why": "/2555/kpi/4.3/unit/cdd/why/",
    "entry": "/2555/kpi/4.3/unit/1201/month/8/",
    "lint": "/2555/lint/",
}
LOOKS = {"wide Thai": (1280, "th", "light"), "phone Thai": (360, "th", "light"), "wide English": (1280, "en", "dark"),
         "phone English": (360, "en", "dark")}  # fmt: skip

WIDER_THAN_THE_PAGE = """() => [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > innerWidth + 1
        && getComputedStyle(element).position !== 'fixed' && !element.closest('[data-scrolls], .for-readers, .scrolls')
).slice(0, 5).map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)"""

VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')}`)"""


@pytest.fixture(scope="module", params=LOOKS, ids=list(LOOKS))
def window(request: pytest.FixtureRequest, browser: Browser, demo: Running) -> Iterator[Page]:
    """A window in one width, language and theme, signed in as the district officer, who may open every page."""
    width, language, theme = LOOKS[request.param]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": language, "url": demo.address}])
    page = context.new_page()
    page.goto(demo.address)
    page.click("button[value=district]")
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_says_nothing_wrong_and_can_be_read_by_everybody(window: Page, demo: Running, name: str) -> None:
    complaints: list[str] = []

    def listen(message: object) -> None:
        complaints.append(str(message))

    window.on("console", listen)
    window.on("pageerror", listen)
    answer = window.goto(demo.address + PAGES[name])
    assert answer is not None
    assert answer.status == 200
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), window.evaluate(WIDER_THAN_THE_PAGE)
    window.evaluate(AXE.read_text(encoding="utf-8"))
    assert window.evaluate(VIOLATIONS) == []
    assert complaints == []
    window.remove_listener("console", listen)
    window.remove_listener("pageerror", listen)
