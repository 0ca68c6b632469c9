"""The watch list: a person's own, limited, and never more than may be seen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.monitoring.actions.watching import unwatch, watch
from rabrong.monitoring.models import AlertKind, Watch
from rabrong.monitoring.rules import MOST_WATCHED, watch_refusal
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal
from tests.monitoring.conftest import Browser
from tests.monitoring.world import MAY, enter, look, rule
from tests.nation import NOW, YEAR, Nation, actor

STAR = f"/{YEAR}/watching/star/"
PAGE = f"/{YEAR}/watching/"


def test_somebody_watches_what_is_seen_once(nation: Nation) -> None:
    scope = Scope(actor(nation.people["12"]))
    place = (nation.units["1201"], nation.indicators["4.3"])
    first, again = watch(scope, YEAR, place, now=NOW), watch(scope, YEAR, place, now=NOW)
    hidden = watch(scope, YEAR, (nation.units["1301"], None), now=NOW)

    assert first == again
    assert isinstance(hidden, Refusal)
    assert hidden.code == "watch.not_seen"
    unwatch(nation.people["12"], YEAR, place)
    assert not Watch.objects.exists()


def test_there_is_a_most(nation: Nation) -> None:
    assert watch_refusal(MOST_WATCHED - 1) is None
    refusal = watch_refusal(MOST_WATCHED)
    assert refusal is not None
    assert (refusal.code, refusal.terms["most"]) == ("watch.most", 200)


def test_the_star_works_without_a_script_and_with_one(nation: Nation, browser: Browser) -> None:
    client = browser("12")
    form = {"unit": "1201", "kpi": "4.3", "act": "add", "next": f"/{YEAR}/unit/1201/"}
    plain = client.post(STAR, form)
    fragment = client.post(STAR, {**form, "act": "remove"}, headers={"HX-Request": "true"})

    assert (plain.status_code, plain["Location"]) == (302, f"/{YEAR}/unit/1201/")
    assert 'aria-pressed="false"' in fragment.content.decode()
    assert client.post(STAR, {**form, "next": "//elsewhere.example/"})["Location"] == "/"
    assert client.post(STAR, {**form, "unit": "1301"}).status_code == 404
    assert client.post(STAR, {**form, "unit": "nowhere"}).status_code == 404
    assert Watch.objects.count() == 1


def test_the_page_of_a_unit_asks_for_its_star(nation: Nation, browser: Browser) -> None:
    client = browser("12")
    page = client.get(f"/{YEAR}/unit/1201/").content.decode()
    client.post(STAR, {"unit": "1201", "act": "add"})
    shown = {kpi: client.get(f"{STAR}?unit=1201&kpi={kpi}", headers={"HX-Request": "true"}) for kpi in ("", "4.3")}

    assert f'hx-get="{STAR}?unit=1201"' in page
    assert 'aria-pressed="true"' in shown[""].content.decode()
    assert 'aria-pressed="false"' in shown["4.3"].content.decode()
    assert "กดดาวเพื่อเลิก" in client.get(f"{STAR}?unit=1201").content.decode()
    assert client.get(f"{STAR}?unit=1301").status_code == 404


def test_the_list_shows_score_change_reports_and_alerts(nation: Nation, browser: Browser) -> None:
    rule(nation, AlertKind.BAND, "1", "district")
    enter(nation, "1201", MAY, 12, 20)
    look()
    client = browser("12")
    assert "ยังไม่ได้เฝ้าดูอะไร" in client.get(PAGE).content.decode()
    for kpi in ("", "4.3"):
        client.post(STAR, {"unit": "1201", "kpi": kpi, "act": "add"})
    page = client.get(PAGE).content.decode()

    assert page.count("1.0000") >= 2  # 12/20 = 60 %: the total too, for there is one indicator
    assert page.count("\u22124.0000") == 2  # from 5.0000 in April
    assert page.count(">1/1<") == 2
    assert f"/{YEAR}/alerts/?q=1201&amp;kpi=4.3" in page


def test_what_may_no_longer_be_seen_is_not_shown(nation: Nation, browser: Browser) -> None:
    Watch.objects.create(person=nation.people["12"], year_id=YEAR, unit=nation.units["1301"], at=NOW)
    Watch.objects.create(person=nation.people["11"], year_id=YEAR, unit=nation.units["1201"], at=NOW)

    assert "หน่วย 1301" not in browser("12").get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["psdg", "12"])
def test_a_longer_list_costs_no_more_queries(nation: Nation, browser: Browser, who: str) -> None:
    client, counts = browser(who), []
    for codes in (("1201",), ("12", "1202")):
        for code in codes:
            client.post(STAR, {"unit": code, "kpi": "4.3", "act": "add"})
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[0] <= 28
