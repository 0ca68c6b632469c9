"""The date field: what it takes, what it asks, what it shows again."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from rabrong.ui.digits import digits
from rabrong.ui.fields import ThaiDateField

DAY = date(2012, 4, 30)
SPACE = "\u00a0"


class DayForm(forms.Form):
    day = ThaiDateField(label="วันที่มีผล")
    until = ThaiDateField(required=False)


@pytest.mark.parametrize(
    "text", ["30/4/2555", "๓๐/๔/๒๕๕๕", "30 เม.ย. 55", "30 April 2012", "2012-04-30", " 30.4.2555 "]
)
def test_the_cleaned_value_is_a_date(text: str) -> None:
    form = DayForm({"day": text})
    assert form.is_valid()
    assert form.cleaned_data == {"day": DAY, "until": None}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("  ", "required"),
        ("พรุ่งนี้", "date.unreadable"),
        ("31/4/2555", "date.no_such_day"),
        ("30/4/9999", "date.year_out_of_range"),
        ("30/4/2012", "date.other_era"),
        ("2555-04-30", "date.other_era"),
    ],
)
def test_a_refusal_has_a_code_and_keeps_what_was_typed(text: str, code: str) -> None:
    form = DayForm({"day": text})
    assert [error.code for error in form.errors.as_data()["day"]] == [code]
    assert 'aria-invalid="true"' in str(form["day"])
    assert not text.strip() or f'value="{text}"' in str(form["day"])


def test_a_year_of_the_other_era_is_asked_about() -> None:
    with override("th"):
        assert DayForm({"day": "30/4/2012"}).errors["day"] == [
            f"ปี 2012 เป็น ค.ศ. หรือเปล่า หมายถึง 30{SPACE}เม.ย.{SPACE}2555 ใช่ไหม ถ้าใช่พิมพ์ 30/4/2555"
        ]
        assert DayForm({"day": "2555-04-30"}).errors["day"] == [
            f"ปี 2555 คลาดไป 543 ปีหรือเปล่า หมายถึง 30{SPACE}เม.ย.{SPACE}2555 ใช่ไหม ถ้าใช่พิมพ์ 30/4/2555"
        ]


def test_the_question_is_asked_in_english_too() -> None:
    with override("en"):
        assert DayForm({"day": "30/4/2012"}).errors["day"] == [
            f"Is 2012 a C.E. year? Did you mean 30{SPACE}Apr{SPACE}2555? If so, type 30/4/2555"
        ]


def test_what_the_question_says_to_type_is_accepted() -> None:
    assert DayForm({"day": "30/4/2012"}).errors
    assert DayForm({"day": "30/4/2555"}).is_valid()


def test_a_day_is_shown_again_in_the_buddhist_era_with_digits_that_can_be_typed() -> None:
    with override("th"), digits("thai"):
        shown = str(DayForm(initial={"day": DAY})["day"])
    assert 'value="30/4/2555"' in shown
    assert 'type="text"' in shown
    assert 'inputmode="decimal"' in shown


def test_the_hint_belongs_to_the_field() -> None:
    with override("th"):
        form = DayForm()
        assert "30/4/2555" in form["day"].help_text
        assert 'aria-describedby="id_day_helptext"' in str(form["day"])


def test_a_day_typed_otherwise_is_no_change() -> None:
    assert not DayForm({"day": "30 เม.ย. 2555"}, initial={"day": DAY}).has_changed()
    assert DayForm({"day": "1/5/2555"}, initial={"day": DAY}).has_changed()
