"""The findings of the agreement files on a page."""

import pytest

from tests.dashboards.conftest import Browser

pytestmark = pytest.mark.django_db


def test_the_findings_of_the_slides_are_listed_with_their_place(browser: Browser) -> None:
    page = browser("psdg").get("/2555/lint/").content.decode()

    assert "น้ำหนักตัวชี้วัดรวมได้ 75 ไม่ใช่ 100" in page
    assert "W-SUM" in page
    assert "ไม่พบข้อสงสัย" in page


def test_the_load_stands_beside_what_was_printed(browser: Browser) -> None:
    page = browser("psdg").get("/2555/lint/").content.decode()

    assert "พิมพ์ใน deck 23" in page
    assert "3 · 20%" in page
