"""Numbers, dates and badges as people read them, and the choice of a theme."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from django.utils.translation import override

from rabrong.charts import Band
from rabrong.ui import dates
from rabrong.ui.templatetags import look

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("3.82615"), "3.8262"), (Fraction(11, 3), "3.6667"), (Decimal(0), "0.0000"), (None, "-")],
)
def test_a_score_has_four_decimals_and_missing_is_a_dash(value: Decimal | Fraction | None, shown: str) -> None:
    assert look.score(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(Decimal("5.00"), "5%"), (Decimal("7.25"), "7.25%"), (None, "-")])
def test_a_weight_is_a_percentage(value: Decimal | None, shown: str) -> None:
    assert look.weight(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("0.03106", "+0.0311"), ("-0.0078", "\u22120.0078"), ("0.00001", "0.0000"), ("0", "0.0000")]
)
def test_a_change_has_its_sign_and_a_true_minus(value: str, shown: str) -> None:
    assert look.change(Decimal(value)) == shown


def test_thousands_stand_apart() -> None:
    assert look.amount(Decimal("11044.50")) == "11,044.5"


@pytest.mark.parametrize(("language", "shown"), [("th", "30 เม.ย. 2555"), ("en", "30 Apr 2555")])
def test_a_day_has_its_buddhist_year_and_does_not_break(language: str, shown: str) -> None:
    assert dates.day(date(2012, 4, 30), language) == shown.replace(" ", SPACE)


def test_an_hour_is_that_of_bangkok() -> None:
    moment = datetime(2012, 5, 14, 18, 30, tzinfo=UTC)

    assert dates.clock_time(moment, "th") == f"01.30{SPACE}น."
    assert dates.day(moment, "th") == f"15{SPACE}พ.ค.{SPACE}2555"


@pytest.mark.parametrize(("month", "shown"), [(1, "ต.ค. 2554"), (3, "ธ.ค. 2554"), (4, "ม.ค. 2555"), (12, "ก.ย. 2555")])
def test_a_fiscal_month_has_the_year_it_lies_in(month: int, shown: str) -> None:
    assert dates.month_and_year(2555, month, "th") == shown.replace(" ", SPACE)


def test_missing_is_a_dash_with_its_word_for_readers() -> None:
    with override("th"):
        assert "ยังไม่รายงาน" in look.missing()
        assert 'tabindex="0"' in look.missing()


def test_a_badge_has_shape_digit_and_score() -> None:
    drawn = look.badge(Decimal("3.6662"), Band(4, "4"))

    assert "b4" in drawn
    assert ">4</text>" in drawn
    assert "<span>3.6662</span>" in drawn


def test_a_word_from_a_row_is_escaped() -> None:
    assert "<b>" not in look.missing("<b>")


@pytest.mark.django_db
def test_the_theme_is_kept_in_a_cookie() -> None:
    answer = Client().post("/theme/", {"theme": "dark", "next": "/2555/unit/cdd/"})

    assert answer["Location"] == "/2555/unit/cdd/"
    assert answer.cookies["theme"].value == "dark"


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(back: str) -> None:
    assert Client().post("/theme/", {"theme": "dark", "next": back})["Location"] == "/"


@pytest.mark.django_db
def test_another_theme_is_not_kept() -> None:
    assert "theme" not in Client().post("/theme/", {"theme": "<script>"}).cookies
