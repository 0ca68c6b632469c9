"""Every page in a real browser: nothing overflows, nothing is refused by the policy, axe finds nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv" / "front_end" / "node_modules" / "axe-core" / "axe.min.js"

PAGES = {
    "door": ("psdg", "/"),
    "department": ("psdg", "/2555/unit/cdd/"),
    "region": ("inspector", "/2555/unit/r1/"),
    "bureau": ("keeper", "/2555/unit/สสช/"),
    "province": ("province", "/2555/unit/12/"),
    "province with its place": ("inspector", "/2555/unit/12/"),
    "silent province": ("psdg", "/2555/unit/63/"),
    "district": ("district", "/2555/unit/1201/"),
    "district among others": ("province", "/2555/unit/1201/"),
    "units": ("psdg", "/2555/units/"),
    "units of a deputy": ("deputy", "/2555/units/"),
    "units of a district": ("district", "/2555/units/"),
    "counted indicator": ("assessor", "/2555/kpi/4.3/unit/cdd/"),
    "indicator in steps": ("director", "/2555/kpi/1.1.1/unit/cdd/"),
    "composite indicator": ("executive", "/2555/kpi/12/unit/cdd/"),
    "cancelled indicator": ("psdg", "/2555/kpi/8/unit/cdd/"),
    "indicator of a province": ("psdg", "/2555/kpi/3.2/unit/85/"),
    "indicator of a district": ("district", "/2555/kpi/4.3/unit/1201/"),
    "why": ("director", "/2555/kpi/4.3/unit/cdd/why/"),
    "entry": ("district", "/2555/kpi/4.3/unit/1201/month/8/"),
    "entry of a bureau": ("keeper", "/2555/kpi/1.1.1/unit/สสช/month/8/"),
    "lint": ("psdg", "/2555/lint/"),
}
"""Who looks at what."""

LOOKS = {"wide Thai": (1280, "th", "light"), "phone Thai": (360, "th", "light"), "wide English": (1280, "en", "dark"),
         "phone English": (360, "en", "dark")}  # fmt: skip

WIDER_THAN_THE_PAGE = """() => [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > innerWidth + 1
        && getComputedStyle(element).position !== 'fixed' && !element.closest('[data-scrolls], .for-readers, .scrolls')
).slice(0, 5).map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)"""

VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')}`)"""


Windows = Callable[[str], Page]


@pytest.fixture(scope="module", params=LOOKS, ids=list(LOOKS))
def windows(request: pytest.FixtureRequest, browser: Browser, demo: Running) -> Iterator[Windows]:
    """A window for each role that is asked for, in one width, language and theme."""
    width, language, theme = LOOKS[request.param]
    opened: dict[str, Page] = {}

    def of_role(role: str) -> Page:
        if role not in opened:
            viewport = {"width": width, "height": 800}
            context = browser.new_context(viewport=viewport, color_scheme=theme)  # type: ignore[arg-type]
            context.add_cookies([{"name": "django_language", "value": language, "url": demo.address}])
            opened[role] = context.new_page()
            opened[role].goto(demo.address)
            opened[role].click(f"button[value={role}]")
        return opened[role]

    yield of_role
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_says_nothing_wrong_and_can_be_read_by_everybody(
    windows: Windows, demo: Running, name: str
) -> None:
    role, path = PAGES[name]
    window = windows(role)
    complaints: list[str] = []

    def listen(message: object) -> None:
        complaints.append(str(message))

    window.on("console", listen)
    window.on("pageerror", listen)
    answer = window.goto(demo.address + path)
    assert answer is not None
    assert answer.status == 200
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), window.evaluate(WIDER_THAN_THE_PAGE)
    window.evaluate(AXE.read_text(encoding="utf-8"))
    assert window.evaluate(VIOLATIONS) == []
    assert complaints == []
    window.remove_listener("console", listen)
    window.remove_listener("pageerror", listen)
