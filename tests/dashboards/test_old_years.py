"""A district moves to another province: an old year keeps it where it was."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from rabrong.agreements.models import Agreement, Year
from rabrong.demo.clock import BANGKOK
from rabrong.demo.models import Mark
from rabrong.org.models import Unit, UnitVersion
from rabrong.results.models import Entry, Total, Window
from tests.dashboards.conftest import MAY, Browser
from tests.nation import FIVE, NOW, Nation

pytestmark = pytest.mark.django_db
MOVED = date(2012, 10, 1)
"""The first day of fiscal year 2556."""

OLD, NEW = f"?month={MAY}", "?month=1"


@pytest.fixture
def moved(nation: Nation) -> Nation:
    """It is November 2555, in fiscal year 2556, and district 1202 belongs to province 13 since October."""
    Mark.objects.create(loaded="a nation", now=datetime(2012, 11, 20, 10, tzinfo=BANGKOK))
    before = UnitVersion.objects.get(unit=nation.units["1202"])
    UnitVersion.objects.filter(pk=before.pk).update(ends=MOVED)
    before.pk, before.starts, before.parent = None, MOVED, nation.units["13"]
    before.save(force_insert=True)
    Unit.objects.filter(code="1202").update(parent=nation.units["13"])
    year = Year.objects.create(year=2556, points=FIVE)
    Window.objects.create(year=year, month=1, opens=date(2012, 10, 10), closes=date(2012, 11, 12))
    for code in ("cdd", "12", "13", "1201", "1202", "1301", "1302"):
        agreement = Agreement.objects.create(year=year, unit=nation.units[code])
        Total.objects.create(agreement=agreement, month=1, shown=Decimal("1.2345"), at=NOW)
    return nation


def ranking_of(page: str) -> str:
    return page[page.index('class="ranking"') : page.index("</tbody>", page.index('class="ranking"'))]


@pytest.mark.parametrize(("year", "month", "home", "other"), [(2555, OLD, "12", "13"), (2556, NEW, "13", "12")])
@pytest.mark.usefixtures("moved")
def test_a_province_lists_the_districts_of_its_year(
    browser: Browser, year: int, month: str, home: str, other: str
) -> None:
    client = browser("psdg")

    assert "หน่วย 1202" in ranking_of(client.get(f"/{year}/unit/{home}/{month}").content.decode())
    assert "หน่วย 1202" not in ranking_of(client.get(f"/{year}/unit/{other}/{month}").content.decode())


@pytest.mark.parametrize(("year", "month", "home", "beside"), [(2555, OLD, "12", "1201"), (2556, NEW, "13", "1301")])
@pytest.mark.usefixtures("moved")
def test_a_district_stands_under_the_province_of_its_year(
    browser: Browser, year: int, month: str, home: str, beside: str
) -> None:
    page = browser("psdg").get(f"/{year}/unit/1202/{month}").content.decode()

    assert f'href="/{year}/unit/{home}/"' in page[page.index('class="crumbs"') : page.index("</ol></nav>")]
    assert f"หน่วย {beside}" in ranking_of(page)


@pytest.mark.usefixtures("moved")
def test_an_indicators_pages_keep_the_old_place(browser: Browser) -> None:
    client = browser("psdg")
    below = client.get(f"/2555/kpi/4.3/unit/12/{OLD}").content.decode()
    beside = client.get(f"/2555/kpi/4.3/unit/1202/{OLD}").content.decode()
    way = client.get(f"/2555/kpi/4.3/unit/cdd/why/{OLD}&via=1202").content.decode()

    assert "หน่วย 1202" in ranking_of(below)
    assert "หน่วย 1201" in ranking_of(beside)
    assert way.index("<h3>จังหวัดหน่วย 12</h3>") < way.index("<h3>อำเภอหน่วย 1202</h3>")


@pytest.mark.usefixtures("moved")
def test_silence_counts_the_districts_that_a_province_had(browser: Browser, nation: Nation) -> None:
    page = browser("psdg").get(f"/2555/unit/13/{OLD}").content.decode()

    # Province 13 had two districts then, and both are silent; in 2556 it has three.
    assert "2 อำเภอ ทั้งจังหวัด" in page
    assert not Entry.objects.filter(unit__code__startswith="13").exists()


@pytest.mark.usefixtures("moved")
def test_the_old_province_sees_in_an_old_year_only_what_it_has_today(browser: Browser) -> None:
    page = browser("12").get(f"/2555/unit/12/{OLD}").content.decode()

    assert "หน่วย 1201" in page
    assert "1202" not in page
