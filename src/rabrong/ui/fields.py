"""Form fields for how Thais write: a day in the Buddhist era."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from rabrong.thai.dates import DateFault, Doubt, read_date, typed_date
from rabrong.thai.fiscal import FIRST_BE_YEAR
from rabrong.ui.dates import day
from rabrong.ui.words import language

_FAULTS = {
    "date.unreadable": gettext_lazy("อ่านวันที่นี้ไม่ออก พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 30/4/2555"),
    "date.no_such_day": gettext_lazy("ไม่มีวันนี้ในปฏิทิน ตรวจวันและเดือนอีกครั้ง"),
    "date.year_out_of_range": gettext_lazy("ปีนี้ไกลเกินไป พิมพ์ปี พ.ศ. สี่หลัก เช่น 2555"),
}


class ThaiDateInput(forms.TextInput):
    """A plain text field that shows a day in the Buddhist era, with Arabic digits as it was or would be typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The decimal keypad of phones has the dot of 30.4.2555; the numeric one has no sign to put between numbers.
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "size": "14", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:  # noqa: ANN401  as Django calls it
        """A day as typed in B.E.; what a person typed stays as it was typed."""
        return typed_date(value) if isinstance(value, date) else value


class ThaiDateField(forms.Field):
    """A day; the cleaned value is a date, None where nothing was typed and nothing is required.

    Refusals: `required`, `date.unreadable`, `date.no_such_day`, `date.year_out_of_range`, and `date.other_era`, which
    asks when the year is off by 543.
    """

    widget = ThaiDateInput

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of forms.Field
        options.setdefault("help_text", gettext_lazy("วว/ดด/ปปปป เช่น 30/4/2555"))
        super().__init__(**options)

    def to_python(self, value: object) -> date | None:
        """The day. Raises ValidationError."""
        if isinstance(value, date):
            return value
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        read = read_date(text)
        if isinstance(read, date):
            return read
        raise _question(read) if isinstance(read, Doubt) else _refusal(read)


def _question(doubt: Doubt) -> ValidationError:
    if doubt.typed_year < FIRST_BE_YEAR and doubt.suggested.year == doubt.typed_year:
        words = gettext("ปี %(year)s เป็น ค.ศ. หรือเปล่า หมายถึง %(day)s ใช่ไหม ถ้าใช่พิมพ์ %(typed)s")
    else:
        words = gettext("ปี %(year)s คลาดไป 543 ปีหรือเปล่า หมายถึง %(day)s ใช่ไหม ถ้าใช่พิมพ์ %(typed)s")
    terms = {"year": doubt.typed_year, "day": day(doubt.suggested, language()), "typed": typed_date(doubt.suggested)}
    return ValidationError(words, code="date.other_era", params=terms)


def _refusal(fault: DateFault) -> ValidationError:
    return ValidationError(_FAULTS[fault.code], code=fault.code)
