"""A year in which nothing has been promised or reported yet: its pages say so and nothing that is not true."""

from html import unescape

import pytest

from rabrong.agreements.models import Agreement, Year
from tests.dashboards.conftest import Browser
from tests.nation import FIVE, Nation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(nation: Nation) -> None:
    """The year 2556 with the department's agreement and nothing in it."""
    year = Year.objects.create(year=2556, points=FIVE)
    Agreement.objects.create(year=year, unit=nation.units["cdd"])


def page_of(browser: Browser, path: str) -> str:
    answer = browser("psdg").get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_region_without_agreements_says_so(browser: Browser) -> None:
    page = page_of(browser, "/2556/unit/r1/")

    assert "ยังไม่มีจังหวัดที่มีคำรับรองในปีนี้" in page
    assert "gr-members" not in page


def test_a_map_without_scores_does_not_speak_of_a_band(browser: Browser) -> None:
    assert "ยังไม่มีจังหวัดที่มีคะแนนในปีนี้" in page_of(browser, "/2556/unit/cdd/map/")
    assert "ไม่มีจังหวัดในช่วงนี้" in page_of(browser, "/2556/unit/cdd/map/?band=5")


def test_a_total_that_is_not_there_is_quiet(browser: Browser) -> None:
    page = page_of(browser, "/2556/unit/cdd/")

    assert 'class="hero-line hero-none"' in page
    assert '<span class="meta">ณ ' in page  # no month before it, so no dot either


def test_an_address_that_cannot_be_read_is_answered_in_both_languages(browser: Browser) -> None:
    answer = browser("psdg").get("/search/?q=%00")

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "อ่านคำขอนี้ไม่ได้" in page
    assert "cannot be read" in page
