"""An English page calls indicators and aspects by their English names wherever they have one."""

import pytest
from django.test import Client

from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.models import Agreement, Aspect, DataItem, IndicatorVersion, Year
from rabrong.agreements.views.year_asked import clashes
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
ENGLISH, GOOD = "Volunteer leaders who met the standard", "Effectiveness"


@pytest.fixture
def nation(db: None) -> Nation:
    nation = build_nation()
    IndicatorVersion.objects.filter(year=YEAR, code="4.3").update(name_en=ENGLISH)
    Aspect.objects.filter(year=YEAR).update(name="ประสิทธิผล", name_en=GOOD)
    DataItem.objects.filter(code="ก").update(name="ผู้นำที่ผ่านเกณฑ์", name_en="leaders who passed")
    assert isinstance(copy_year(Year.objects.get(pk=YEAR), YEAR + 1, by=actor(nation.people["psdg"]), now=NOW), Year)
    return nation


@pytest.fixture
def english(nation: Nation) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(nation.people["psdg"], backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"/{YEAR}/framework/", ENGLISH),
        (f"/{YEAR}/framework/", GOOD),
        (f"/{YEAR}/agreement/cdd/check/", ENGLISH),
        (f"/{YEAR + 1}/agreement/cdd/vetting/", ENGLISH),
        (f"/{YEAR + 1}/agreement/cdd/vetting/", GOOD),
        (f"/{YEAR}/kpi/4.3/template/", ENGLISH),
        (f"/{YEAR}/templates/", ENGLISH),
        (f"/{YEAR + 1}/agreement/cdd/negotiation/kpi/4.3/", ENGLISH),
    ],
)
def test_an_english_page_says_the_english_name(english: Client, path: str, name: str) -> None:
    assert name in english.get(path).content.decode()


def test_a_difference_is_told_by_its_english_name(english: Client) -> None:
    IndicatorVersion.objects.filter(year=YEAR + 1, code="4.3").update(measure="ร้อยละ")
    page = english.get(f"/{YEAR + 1}/differences/").content.decode()
    assert f'<span class="said">{ENGLISH}</span>' in page


def test_a_sum_that_is_off_is_told_by_the_english_name_of_its_aspect(english: Client) -> None:
    agreement = Agreement.objects.get(year=YEAR + 1, unit__code="cdd", person=None)
    page = english.get(f"/{YEAR + 1}/agreement/{agreement.unit.code}/check/").content.decode()
    assert GOOD in page
    assert "ประสิทธิผล" not in page


def test_no_place_is_told_by_a_word_of_the_file(english: Client) -> None:
    english.cookies["django_language"] = "th"
    shown = english.get(f"/{YEAR + 1}/agreement/cdd/check/").context["groups"][0].rows
    places = {row.place for row in shown}
    assert "ตัวชี้วัด" in places
    assert not any(place.startswith(("indicators", "framework")) for place in places)


def test_what_clashes_is_named_in_words(english: Client) -> None:
    assert [row.name for row in clashes({"aspect all": "a", "note": "b"}, {"aspect all": "c", "note": "d"})] == [
        "ประเด็นการประเมิน all",
        "หมายเหตุ",
    ]
