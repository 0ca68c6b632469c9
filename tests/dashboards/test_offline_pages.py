"""What a browser is given to work without a line: the worker, copies by person, a key for the own session alone."""

import re

import pytest
from django.test import Client

from tests.dashboards.conftest import Browser

pytestmark = pytest.mark.django_db

GRID, WORK = "/2555/unit/1201/entry/", "/2555/work/"


def device(client: Client) -> dict[str, str]:
    """What the scripts of a device are told."""
    answer: dict[str, str] = client.get("/account/device/").json()
    return answer


def test_the_service_worker_comes_from_the_root_and_is_asked_for_anew() -> None:
    answer = Client().get("/service-worker.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert re.findall(r'"(/static/ui/device/[^"]+)"', answer.content.decode()) == [
        f"/static/ui/device/{name}.js" for name in ("store", "send", "worker")
    ]


def test_only_my_work_and_the_own_grid_are_copied_and_for_nobody_else(browser: Browser) -> None:
    client = browser("1201")
    mark = device(client)["person"]

    assert [client.get(path).get("Device-Copy") for path in (GRID, WORK)] == [mark, mark]
    assert client.get("/2555/unit/1201/").get("Device-Copy") is None
    assert browser("12").get(GRID).get("Device-Copy") is None  # sees the unit and keeps nothing there
    assert browser("1202").get(GRID).get("Device-Copy") is None


def test_a_page_says_whose_it_is_without_naming_anybody(browser: Browser) -> None:
    own, others, strangers = device(browser("1201")), device(browser("1202")), device(Client())

    assert f'data-person="{own["person"]}"' in browser("1201").get(GRID).content.decode()
    assert own["person"] != others["person"]
    assert own["seal"] != others["seal"]
    assert strangers == {"person": ""}
    assert 'data-person=""' in Client().get("/offline/").content.decode()


def test_the_page_without_a_line_is_nobodys(browser: Browser) -> None:
    page = Client().get("/offline/").content.decode()

    assert "data-copied-at" in page
    assert 'id="kept-pages"' in page
    assert "ออกจากระบบ" not in page


def test_on_the_grid_stands_where_to_sign_in_again(browser: Browser) -> None:
    page = browser("1201").get(f"{GRID}?month=8").content.decode()

    assert 'href="/?next=%2F2555%2Funit%2F1201%2Fentry%2F%3Fmonth%3D8"' in page
    assert f'data-page="{GRID}"' in page
    assert re.search(r'<section id="offline"[^>]* hidden>', page)
