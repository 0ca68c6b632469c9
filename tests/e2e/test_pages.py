"""Every page in a real browser: nothing overflows, nothing is refused by the policy, axe finds nothing, the keyboard is
enough, and A4 holds it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running
from tests.e2e.keyboard import faults_by_keyboard
from tests.e2e.paper import faults_on_paper

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv" / "front_end" / "node_modules" / "axe-core" / "axe.min.js"

PAGES = {
    "door": ("psdg", "/"),
    "console": ("psdg", "/2555/console/"),
    "console with what is owed": ("psdg", "/2555/console/?month=7&due=1"),
    "line of a deputy": ("deputy", "/2555/line/deputy-1/"),
    "what is open in a line": ("deputy", "/2555/line/deputy-1/open/"),
    "department": ("psdg", "/2555/unit/cdd/"),
    "region": ("inspector", "/2555/unit/r1/"),
    "bureau": ("keeper", "/2555/unit/สสช/"),
    "province": ("province", "/2555/unit/12/"),
    "province with its place": ("inspector", "/2555/unit/12/"),
    "silent province": ("psdg", "/2555/unit/63/"),
    "district": ("district", "/2555/unit/1201/"),
    "district among others": ("province", "/2555/unit/1201/"),
    "province compared": ("psdg", "/2555/unit/12/compare/?with=like"),
    "department compared": ("executive", "/2555/unit/cdd/compare/?with=day&on=2012-05-02"),
    "province on a past day": ("province", "/2555/unit/12/past/?on=2012-05-02"),
    "department presented": ("executive", "/2555/unit/cdd/present/"),
    "units": ("psdg", "/2555/units/"),
    "list of units": ("psdg", "/2555/units/?by=unit&sort=worst"),
    "regions beside each other": ("psdg", "/2555/units/?by=region"),
    "units of a deputy": ("deputy", "/2555/units/"),
    "units of a district": ("district", "/2555/units/"),
    "counted indicator": ("assessor", "/2555/kpi/4.3/unit/cdd/"),
    "indicator in steps": ("director", "/2555/kpi/1.1.1/unit/cdd/"),
    "composite indicator": ("executive", "/2555/kpi/12/unit/cdd/"),
    "cancelled indicator": ("psdg", "/2555/kpi/8/unit/cdd/"),
    "indicator of a province": ("psdg", "/2555/kpi/3.2/unit/85/"),
    "indicator of a district": ("district", "/2555/kpi/4.3/unit/1201/"),
    "units of an indicator": ("psdg", "/2555/kpi/4.3/unit/cdd/spread/"),
    "units of an indicator of a province": ("province", "/2555/kpi/3.2/unit/12/spread/"),
    "ways to raise the score": ("psdg", "/2555/unit/cdd/improvements/?result-4.3=80"),
    "ways of a province": ("province", "/2555/unit/12/improvements/"),
    "monthly plan": ("psdg", "/2555/kpi/4.3/unit/cdd/plan/"),
    "monthly plan of a province": ("province", "/2555/kpi/4.3/unit/12/plan/"),
    "map": ("psdg", "/2555/unit/cdd/map/"),
    "map of regions": ("psdg", "/2555/unit/cdd/map/?by=region"),
    "map of a region": ("inspector", "/2555/unit/r1/map/?kpi=4.3&band=4"),
    "structure": ("psdg", "/2555/unit/cdd/structure/"),
    "structure of a district": ("district", "/2555/unit/1201/structure/"),
    "months of provinces": ("psdg", "/2555/unit/cdd/months/"),
    "years of indicators": ("psdg", "/2555/unit/cdd/years/"),
    "years of provinces": ("psdg", "/2555/unit/cdd/years/?of=units"),
    "why": ("director", "/2555/kpi/4.3/unit/cdd/why/"),
    "entry": ("district", "/2555/kpi/4.3/unit/1201/month/8/"),
    "entry of a bureau": ("keeper", "/2555/kpi/1.1.1/unit/สสช/month/8/"),
    "evidence of a month": ("district", "/2555/kpi/4.3/unit/1201/evidence/?month=8"),
    "evidence of a round": ("province", "/2555/kpi/4.3/unit/12/evidence/?round=9"),
    "entry grid": ("district", "/2555/unit/1201/entry/"),
    "entry grid of a bureau": ("keeper", "/2555/unit/สสช/entry/"),
    "workbook of a district": ("district", "/2555/unit/1201/excel/"),
    "workbook of a province": ("province", "/2555/unit/12/excel/"),
    "work of a district": ("district", "/2555/work/"),
    "work of a bureau": ("keeper", "/2555/work/"),
    "reporting": ("psdg", "/2555/reporting/"),
    "reporting of a province": ("province", "/2555/reporting/?month=7"),
    "reporting by month": ("inspector", "/2555/reporting/?by=month"),
    "missing reports": ("psdg", "/2555/reporting/missing/"),
    "silent units": ("inspector", "/2555/reporting/missing/?by=unit&month=7"),
    "lint": ("psdg", "/2555/lint/"),
    "missing evidence": ("psdg", "/2555/evidence/missing/?by=document"),
    "missing evidence of a district": ("district", "/2555/evidence/missing/"),
    "originals of a province": ("province", "/2555/unit/12/originals/"),
    "originals recorded together": ("province", "/2555/unit/12/originals/record/?kpi=4.3&all=1"),
    "requests for documents": ("psdg", "/2555/evidence/requests/"),
    "a new request": ("psdg", "/2555/evidence/requests/new/?kpi=4.3"),
    "binder": ("province", "/2555/unit/12/binder/"),
    "approvals of a province": ("province", "/2555/approvals/"),
    "approvals of a supervisor": ("director", "/2555/approvals/"),
    "approvals of the department": ("psdg", "/2555/approvals/"),
    "approvals of the head of a section": ("supervisor", "/2555/approvals/"),
    "nothing to approve": ("keeper", "/2555/approvals/"),
    "history of a report": ("district", "/2555/kpi/4.3/unit/1201/month/6/history/"),
    "windows": ("psdg", "/2555/windows/"),
    "counting": ("psdg", "/2555/counting/"),
    "closing of a round": ("psdg", "/2555/round/6/"),
    "closing of a round that runs": ("psdg", "/2555/round/9/"),
    "overrides": ("psdg", "/2555/overrides/"),
    "override": ("psdg", "/2555/kpi/4.3/unit/12/month/7/override/"),
    "alerts": ("psdg", "/2555/alerts/"),
    "alerts of a province": ("province", "/2555/alerts/?state=all"),
    "alert rules": ("psdg", "/2555/alerts/rules/"),
    "watch list": ("psdg", "/2555/watching/"),
    "empty watch list": ("keeper", "/2555/watching/"),
    "digest": ("psdg", "/account/digest/"),
    "orders": ("psdg", "/2555/orders/"),
    "orders of a deputy": ("deputy", "/2555/orders/"),
    "kinds of orders": ("psdg", "/2555/orders/new/"),
    "new order": ("psdg", "/2555/orders/new/?kind=province_group"),
    "order": ("deputy", "/2555/orders/1/"),
    "order in draft": ("psdg", "/2555/orders/2/"),
    "name of an order": ("psdg", "/2555/orders/2/lines/new/"),
    "order to issue": ("psdg", "/2555/orders/2/issue/"),
    "order withdrawn": ("psdg", "/2555/orders/1/withdraw/"),
    "assigning many": ("psdg", "/2555/assign/"),
    "assignments of the year before": ("psdg", "/2556/assign/copy/"),
    "hand-overs": ("psdg", "/2555/hand-over/?q=กผ"),
    "hand-over": ("psdg", "/2555/hand-over/director-กผ/"),
    "unit_load": ("psdg", "/2555/load/"),
    "matrix": ("psdg", "/2555/os/"),
    "matrix of an indicator": ("psdg", "/2555/os/1.1.1/"),
    "matrix cell": ("psdg", "/2555/os/1.1.1/u-สสช/"),
    "matrix from a sheet": ("psdg", "/2555/os-sheet/"),
    "duties": ("keeper", "/2555/duties/"),
    "organisation": ("psdg", "/organisation/"),
    "organisation by deputies": ("psdg", "/organisation/?line=deputies"),
    "organisation by inspectors": ("inspector", "/organisation/?line=inspectors"),
    "organisation of a district": ("district", "/organisation/"),
    "unit": ("psdg", "/organisation/unit/12/"),
    "unit renamed": ("psdg", "/organisation/unit/1201/rename/"),
    "units merged": ("psdg", "/organisation/unit/12/merge/"),
    "import of units": ("psdg", "/organisation/import/units/"),
    "people": ("psdg", "/people/"),
    "people of a province": ("province", "/people/"),
    "person": ("psdg", "/people/director-กผ/"),
    "person suspended": ("psdg", "/people/director-กผ/suspend/"),
    "person taken in": ("psdg", "/people/new/"),
    "roles": ("psdg", "/roles/"),
    "acting": ("psdg", "/acting/"),
    "somebody appointed": ("psdg", "/acting/new/"),
    "search": ("psdg", "/search/?q=นนท"),
    "audit": ("psdg", "/audit/"),
    "notices": ("psdg", "/notices/"),
    "notices of a keeper": ("keeper", "/notices/"),
    "account": ("district", "/account/"),
    "years": ("psdg", "/years/"),
    "new year": ("psdg", "/years/new/"),
    "year": ("psdg", "/2555/"),
    "framework": ("psdg", "/2555/framework/"),
    "rules": ("psdg", "/2555/rules/"),
    "calendar": ("psdg", "/2555/calendar/"),
    "year beside the one before": ("psdg", "/2555/differences/"),
    "import of a year": ("psdg", "/2555/import/"),
    "sheets of a year": ("psdg", "/2555/sheets/"),
    "reasons of amendments": ("psdg", "/2555/amendment-reasons/"),
    "templates": ("psdg", "/2555/templates/"),
    "templates of a keeper": ("keeper", "/2555/templates/"),
    "template": ("province", "/2555/kpi/4.3/template/"),
    "template in steps": ("keeper", "/2555/kpi/1.1.1/template/"),
    "template in writing": ("psdg", "/2555/kpi/4.3/template/edit/"),
    "versions of a template": ("psdg", "/2555/kpi/4.3/template/versions/"),
    "two versions of a template": ("psdg", "/2555/kpi/4.3/template/compare/"),
    "receipts of a template": ("psdg", "/2555/kpi/4.3/template/receipts/"),
    "agreements": ("executive", "/2555/agreements/"),
    "agreement": ("psdg", "/2555/agreement/cdd/"),
    "agreement of a province": ("province", "/2555/agreement/12/"),
    "agreement checked": ("psdg", "/2555/agreement/cdd/check/"),
    "versions of an agreement": ("psdg", "/2555/agreement/cdd/compare/"),
    "negotiation": ("psdg", "/2555/agreement/cdd/negotiation/"),
    "negotiation of a deputy": ("deputy", "/2555/agreement/cdd/negotiation/"),
    "negotiation of an indicator": ("psdg", "/2555/agreement/cdd/negotiation/kpi/4.3/"),
    "negotiation of 2556": ("psdg", "/2556/agreement/cdd/negotiation/"),
    "negotiation of an indicator of 2556": ("psdg", "/2556/agreement/cdd/negotiation/kpi/4.3/"),
    "meetings of 2556": ("psdg", "/2556/agreement/cdd/negotiation/meetings/"),
    "vetting of 2556": ("psdg", "/2556/agreement/cdd/vetting/"),
    "offers beside each other": ("psdg", "/2555/agreement/cdd/negotiation/compare/"),
    "meetings": ("psdg", "/2555/agreement/cdd/negotiation/meetings/"),
    "appeal": ("psdg", "/2555/agreement/cdd/negotiation/appeal/"),
    "vetting": ("psdg", "/2555/agreement/cdd/vetting/"),
    "signing": ("executive", "/2555/agreement/cdd/signing/"),
    "amendments": ("psdg", "/2555/agreement/cdd/amendments/"),
    "below an agreement": ("psdg", "/2555/agreement/cdd/below/?kpi=4.3"),
    "below a province": ("province", "/2555/agreement/12/below/"),
    "runs of passing down": ("executive", "/2555/agreement/cdd/cascade/"),
    "proposals to a province": ("province", "/2555/agreement/12/proposals/"),
    "new amendment": ("psdg", "/2555/agreement/cdd/amendments/new/"),
}
"""Who looks at what. The pages of signing in are looked at in test_sign_in.py."""

LOOKS = {"wide Thai": (1280, "th", "light"), "phone Thai": (360, "th", "light"), "wide English": (1280, "en", "dark"),
         "phone English": (360, "en", "dark")}  # fmt: skip

PAIRS = (("wide Thai", "phone English"), ("phone Thai", "wide English"))
"""Either pair shows both widths, languages and themes: a page is seen in one pair, its neighbour in the other."""

WIDER_THAN_THE_PAGE = """() => [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > innerWidth + 1
        && getComputedStyle(element).position !== 'fixed' && !element.closest('[data-scrolls], .for-readers, .scrolls')
).slice(0, 5).map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)"""

VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')}`)"""


@dataclass(slots=True)
class Windows:
    """A window for each role that is asked for, in one look at a time: another look closes those of the look before."""

    browser: Browser
    address: str
    look: str = ""
    opened: dict[str, Page] = field(default_factory=dict)

    def of(self, role: str, look: str) -> Page:
        """The window in which somebody has signed in by role."""
        if look != self.look:
            self.close()
            self.look = look
        if role not in self.opened:
            self.opened[role] = self._signed_in(role)
        return self.opened[role]

    def close(self) -> None:
        """All windows."""
        for page in self.opened.values():
            page.context.close()
        self.opened.clear()

    def _signed_in(self, role: str) -> Page:
        width, language, theme = LOOKS[self.look]
        viewport = {"width": width, "height": 800}
        context = self.browser.new_context(viewport=viewport, color_scheme=theme)  # type: ignore[arg-type]
        context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
        page = context.new_page()
        page.goto(self.address)
        page.click(f"button[value={role}]")
        return page


@pytest.fixture(scope="module")
def windows(browser: Browser, demo: Running) -> Iterator[Windows]:
    """The windows of all these tests."""
    windows = Windows(browser, demo.address)
    yield windows
    windows.close()


def seen() -> Iterator[tuple[str, str]]:
    """Each page in its two looks, look after look."""
    for look in LOOKS:
        yield from ((look, name) for place, name in enumerate(PAGES) if look in PAIRS[place % len(PAIRS)])


@pytest.mark.parametrize(("look", "name"), list(seen()))
def test_a_page_fits_says_nothing_wrong_and_can_be_read_by_everybody(
    windows: Windows, demo: Running, look: str, name: str
) -> None:
    role, path = PAGES[name]
    window = windows.of(role, look)
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
    if look.startswith("wide"):
        assert faults_by_keyboard(window) == []
        assert faults_on_paper(window) == []
    assert complaints == []
    window.remove_listener("console", listen)
    window.remove_listener("pageerror", listen)
