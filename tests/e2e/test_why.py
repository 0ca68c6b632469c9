"""From the department's total to a district's evidence, its approver and the signed criteria in at most five clicks."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Running

MOST_CLICKS = 5
FOUR = Decimal("0.0001")


class Clicks:
    """Clicks as a person makes them, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, selector: str) -> None:
        """One click, and what it brings."""
        self.page.click(selector)
        self.count += 1


def shown(value: Fraction) -> str:
    """A number with four decimals, rounded half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(FOUR, ROUND_HALF_UP))


def number(text: str) -> Fraction:
    """A printed number."""
    return Fraction(text.replace(",", "").replace("−", "-"))


def sums_of(page: Page) -> list[tuple[str, list[str]]]:
    """Each step's value with its terms, signs too."""
    found = page.evaluate(
        """() => [...document.querySelectorAll("#panel .sum")].map(sum => [
             sum.querySelector(".sum-value b").textContent,
             [...sum.querySelectorAll(".term b, .sign")].map(term => term.textContent).filter(text => text != "=")])"""
    )
    return [(value, terms) for value, terms in found]


def test_five_clicks_lead_from_the_total_to_evidence_and_signatures(demo: Running, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(demo.address)
    page.click("button[name=role][value=psdg]")
    page.goto(f"{demo.address}/2555/unit/cdd/")
    total, clicks = page.inner_text("#total"), Clicks(page)

    clicks.on('.indicators a[href*="/2555/kpi/4.3/unit/cdd/"]')
    clicks.on(".indicator-acts a[href*='/why/']")
    page.wait_for_selector("#panel .rail")
    clicks.on('#panel .step-links a[href*="via=12&"]')
    page.wait_for_selector('#panel .step-links a[href*="via=1201&"]')
    clicks.on('#panel .step-links a[href*="via=1201&"]')
    page.wait_for_selector("#panel .typed")

    share, score, result, province, district = sums_of(page)
    # the share: score x weight / weight counted; the panel says what all shares come to
    assert share[0] == shown(number(share[1][0]) * number(share[1][2]) / number(share[1][4]))
    assert total in page.inner_text("#panel .rail")
    # the score: between two levels a straight line, (x - low) / (high - low), from the sums below
    exact = number(result[1][0]) / number(result[1][2]) * 100
    low, high = (Fraction(each) for each in re.findall(r"− ([\d.]+)\) ÷ \(([\d.]+) −", score[1][2])[0])
    assert score[0] == shown(number(score[1][0]) + (exact - low) / (high - low))
    # results: the ratio of the sums, on every step down
    for value, (met, _, everybody, *_rest) in (result, province, district):
        assert number(value) == number(shown(number(met) / number(everybody) * 100))

    said = page.inner_text("#panel")
    assert "อนุมัติแล้ว" in said
    hashes = page.eval_on_selector_all("#panel .proof [title]", "found => found.map(each => each.title)")
    assert len(hashes) >= 2
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in hashes)
    assert page.is_visible("text=เกณฑ์ที่ลงนาม")
    with page.expect_response(lambda answer: "/evidence/" in answer.url and answer.status == 200):
        clicks.on('#panel .proof a[href*="/evidence/"]')

    assert clicks.count <= MOST_CLICKS
    page.close()
