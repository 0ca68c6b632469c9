"""Stars in the rows of a table: links in the page that many are shown, the reader's own in one answer after it."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.monitoring.actions.watching import watch
from rabrong.monitoring.rules import watchable
from rabrong.org.queries import Scope
from tests.monitoring.conftest import Browser
from tests.nation import NOW, YEAR, Nation, actor

STARS = f"/{YEAR}/watching/stars/"
CODES = ("4.3", "8")


def pressed(answer: str) -> dict[str, str]:
    """Code of the indicator -> whether its star is on, as a screen reader is told."""
    return dict(re.findall(r'<span class="star row-star" data-star="([^"]+)".*?aria-pressed="(\w+)"', answer, re.S))


def test_all_stars_of_a_table_come_in_one_answer(nation: Nation, browser: Browser) -> None:
    place = (nation.units["1201"], nation.indicators["4.3"])
    watch(Scope(actor(nation.people["12"])), YEAR, place, now=NOW)
    address = f"{STARS}?unit=1201&kpi=4.3&kpi=8&kpi=nothing"

    assert pressed(browser("12").get(address).content.decode()) == {"4.3": "true", "8": "false"}
    assert pressed(browser("1201").get(address).content.decode()) == {"4.3": "false", "8": "false"}


def test_each_star_finds_its_row_and_is_a_form_of_its_own(nation: Nation, browser: Browser) -> None:
    client = browser("12")
    answer = client.get(f"{STARS}?unit=1201&kpi=4.3").content.decode()
    page = client.get(f"/{YEAR}/unit/1201/").content.decode()

    assert "hx-swap-oob=\"outerHTML:[data-star='4.3']\"" in answer
    assert f'<form class="star" method="post" action="/{YEAR}/watching/star/"' in answer
    assert "data-own" in answer
    assert f'hx-get="{STARS}?unit=1201&amp;kpi=4.3" hx-trigger="load" hx-swap="none"' in page


def test_without_a_script_the_row_leads_to_the_page_of_its_star(nation: Nation, browser: Browser) -> None:
    client = browser("12")
    page = client.get(f"/{YEAR}/unit/1201/").content.decode()
    link = re.search(r'data-star="4.3"><a class="star-button" href="([^"]+)"', page)

    assert link is not None
    assert "กดดาวเพื่อเฝ้าดู" in client.get(link[1].replace("&amp;", "&")).content.decode()


def test_the_rows_of_regions_and_units_have_stars(nation: Nation, browser: Browser) -> None:
    client = browser("psdg")
    asked = {
        code: re.findall(rf'hx-get="{STARS}\?unit=([^&]+)&', client.get(f"/{YEAR}/unit/{code}/").content.decode())
        for code in ("cdd", "r1", "12", "1201")
    }
    assert asked == {"cdd": ["cdd"], "r1": ["r1"], "12": ["12"], "1201": ["1201"]}


def test_the_table_is_kept_for_many_without_anybodys_star(nation: Nation, browser: Browser) -> None:
    client = browser("psdg")
    before = client.get(f"/{YEAR}/unit/cdd/").content.decode()
    client.post(f"/{YEAR}/watching/star/", {"unit": "cdd", "kpi": "4.3", "act": "add"})
    after = client.get(f"/{YEAR}/unit/cdd/").content.decode()
    table = re.compile(r'<table class="indicators">.*?</table>', re.S)

    assert table.findall(before) == table.findall(after) != []
    assert "aria-pressed" not in "".join(table.findall(after))


def test_what_is_not_seen_has_no_stars(nation: Nation, browser: Browser) -> None:
    client = browser("12")
    for address in ("unit=1301&kpi=4.3", "unit=nowhere&kpi=4.3", "unit=1201", "unit=1201&kpi=nothing", ""):
        assert client.get(f"{STARS}?{address}").status_code == 404
    assert client.get("/2999/watching/stars/?unit=1201&kpi=4.3").status_code == 404
    assert client.post(STARS).status_code == 405


def test_an_owner_has_stars_of_the_own_indicators_alone_elsewhere(nation: Nation) -> None:
    """Bureau กผ owns indicator 8 and sees it of every unit; a province is not its own."""
    scope = Scope(actor(nation.people["กผ"]))
    rows = [nation.indicators[code] for code in CODES]

    assert [row.code for row in watchable(scope, nation.units["12"], rows)] == ["8"]
    assert [row.code for row in watchable(scope, nation.units["กผ"], rows)] == ["4.3", "8"]


def test_more_stars_cost_no_more_queries(nation: Nation, browser: Browser) -> None:
    counts = []
    for who, unit in (("12", "1201"), ("กผ", "12")):
        client = browser(who)
        for kpis in ("kpi=8", "kpi=8&kpi=4.3"):
            client.get(f"{STARS}?unit={unit}&{kpis}")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{STARS}?unit={unit}&{kpis}")
            counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[2] == counts[3]
    assert max(counts) <= 14, counts
