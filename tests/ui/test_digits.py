"""Thai digits on the screen, Arabic ones in everything else."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override

from rabrong.results.models import Entry
from rabrong.ui import dates, numbers
from rabrong.ui.digits import chosen_digits, digits, thai_digits_on
from rabrong.ui.templatetags import look
from tests.nation import NOW, build_nation

SPACE = "\u00a0"


def drawn(template: str, **values: object) -> str:
    return Template("{% load i18n look %}" + template).render(Context(values))


def test_numbers_and_dates_follow_the_choice() -> None:
    with override("th"), digits("thai"):
        assert look.score(Decimal("3.82615")) == "๓.๘๒๖๒"
        assert look.weight(Decimal("7.25")) == "๗.๒๕%"
        assert look.amount(Decimal("11044.5")) == "๑๑,๐๔๔.๕"
        assert look.change(Decimal("-0.0078")) == "\u2212๐.๐๐๗๘"
        assert look.change(Decimal("0.0311")) == "+๐.๐๓๑๑"
        assert look.score(None) == "-"
        assert dates.day(date(2012, 4, 30), "th") == f"๓๐{SPACE}เม.ย.{SPACE}๒๕๕๕"
        assert dates.month_and_year(2555, 1, "th") == f"ต.ค.{SPACE}๒๕๕๔"
        assert dates.long_month_and_year(2555, 8, "th") == f"พฤษภาคม{SPACE}๒๕๕๕"
        assert dates.clock_time(datetime(2012, 5, 14, 2, 12, tzinfo=UTC), "th") == f"๐๙.๑๒{SPACE}น."


def test_without_the_choice_digits_are_arabic() -> None:
    with override("th"):
        assert not thai_digits_on()
        assert look.score(Decimal(5)) == "5.0000"


def test_an_english_page_keeps_its_digits() -> None:
    with override("en"), digits("thai"):
        assert look.score(Decimal(5)) == "5.0000"


def test_what_becomes_a_file_keeps_arabic_digits() -> None:
    with override("th"), digits("thai"):
        with digits("arabic"):
            assert numbers.fixed(5, 2) == "5.00"
        assert numbers.fixed(5, 2) == "๕.๐๐"


def test_a_typed_number_is_arabic_and_plain() -> None:
    with override("th"), digits("thai"):
        assert numbers.typed(Decimal("-11044.50"), 4) == "-11044.5"


@pytest.mark.parametrize(("value", "shown"), [(878, "๘๗๘"), ("70/76", "๗๐/๗๖"), (0, "๐"), (None, "None")])
def test_a_bare_number_follows_through_the_filter(value: object, shown: str) -> None:
    with override("th"), digits("thai"):
        assert drawn("{{ value|number }}", value=value) == shown
    assert drawn("{{ value|number }}", value=value) == str(value)


def test_a_count_still_counts() -> None:
    sentence = "{% blocktranslate count n=value|number %}{{ n }} one{% plural %}{{ n }} many{% endblocktranslate %}"
    with override("en"):
        assert [drawn(sentence, value=1), drawn(sentence, value=2)] == ["1 one", "2 many"]
    with override("th"), digits("thai"):
        assert drawn(sentence, value=2).startswith("๒ ")


@pytest.mark.parametrize(("cookie", "on"), [("thai", True), ("arabic", False), ("", False), ("<x>", False)])
def test_the_cookie_decides_for_its_answer_only(cookie: str, on: bool) -> None:
    seen: list[bool] = []

    def looking(request: HttpRequest) -> HttpResponse:
        seen.append(thai_digits_on())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.COOKIES["rabrong_digits"] = cookie
    with override("th"):
        chosen_digits(looking)(request)
        seen.append(thai_digits_on())
    assert seen == [on, False]


def test_a_page_that_fails_does_not_leave_its_digits_behind() -> None:
    def failing(request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    request = RequestFactory().get("/")
    request.COOKIES["rabrong_digits"] = "thai"
    with override("th"):
        with pytest.raises(RuntimeError):
            chosen_digits(failing)(request)
        assert not thai_digits_on()


@pytest.mark.django_db
def test_the_choice_is_kept_in_a_cookie_and_leads_back() -> None:
    answer = Client().post("/digits/", {"digits": "thai", "next": "/2555/unit/cdd/"})
    assert answer["Location"] == "/2555/unit/cdd/"
    assert answer.cookies["rabrong_digits"].value == "thai"
    assert Client().post("/digits/", {"digits": "arabic"}).cookies["rabrong_digits"].value == "arabic"


@pytest.mark.django_db
def test_only_what_exists_can_be_chosen_and_nobody_is_sent_elsewhere() -> None:
    answer = Client().post("/digits/", {"digits": "roman", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert "rabrong_digits" not in answer.cookies
    assert Client().get("/digits/").status_code == 405


@pytest.mark.django_db
def test_a_page_shows_thai_digits_and_its_form_arabic_ones() -> None:
    nation = build_nation()
    keeper = nation.people["1201"]
    Entry.objects.create(
        unit=nation.units["1201"],
        indicator=nation.indicators["4.3"],
        cell="ก",
        month=8,
        version=1,
        value=Decimal("1234.50"),
        by=keeper,
        at=NOW,
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(keeper)
    client.cookies["rabrong_digits"] = "thai"
    page = client.get("/2555/kpi/4.3/unit/1201/month/8/").content.decode()
    assert "พ.ค.\u00a0๒๕๕๕" in page
    assert "น้ำหนัก ๕%" in page
    assert 'value="1234.5"' in page
    assert "4.3 ตัวชี้วัด 4.3" in page
    assert 'href="/2555/unit/1201/"' in page
    assert not re.search(r'(?:value|href|action|id|name|hx-get)="[^"]*[๐-๙]', page)


@pytest.mark.django_db
def test_the_shapes_of_charts_keep_arabic_digits() -> None:
    nation = build_nation()
    client = Client(SERVER_NAME="localhost")
    client.force_login(nation.people["psdg"])
    client.cookies["rabrong_digits"] = "thai"
    page = client.get("/2555/kpi/4.3/unit/cdd/").content.decode()
    assert "๘๐" in page
    assert not re.search(r'\s(?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|points|transform)="[^"]*[๐-๙]', page)
