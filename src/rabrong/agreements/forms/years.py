"""What is typed about a year: which to open, its rules and bands, its calendar."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.actions.years import BandRow, CalendarRow, Rules
from rabrong.agreements.forms.year_fields import CellForm, NumberField, fault_sentence
from rabrong.agreements.models import Band, Deadline, Year
from rabrong.scoring.absence import Fault
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import MOST_PLACES, Scale, bands_fault, points_fault
from rabrong.scoring.scale import Band as CoreBand
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.fields import ThaiDateField

MOST_ROWS = 100
MOST_FILE_BYTES = 4_000_000
MISSING_WORDS = (
    ("leave_out", gettext_lazy("ไม่นับ")),
    ("lowest", gettext_lazy("ได้ระดับแรก")),
    ("block", gettext_lazy("ยังไม่คิดคะแนนรวม")),
)
FLOOR_WORDS = (
    ("first", gettext_lazy("ได้ระดับแรก")),
    ("zero", gettext_lazy("ได้ 0")),
    ("extrapolate", gettext_lazy("ลดลงตามสัดส่วน ไม่ต่ำกว่า 0")),
)
TOTAL_WORDS = (
    ("unrounded", gettext_lazy("รวมคะแนนก่อนปัดเศษ")),
    ("displayed", gettext_lazy("รวมคะแนนที่แสดง (ปัดแล้ว)")),
)


class NewYearForm(forms.Form):
    """Which year to open from the last one."""

    number = forms.IntegerField(label=gettext_lazy("ปีงบประมาณ พ.ศ."), min_value=2500, max_value=2699)


class FileForm(forms.Form):
    """An agreement file or a sheet that is handed in."""

    file = forms.FileField(label=gettext_lazy("แฟ้ม"), max_length=255)

    def clean_file(self) -> Any:  # noqa: ANN401  an uploaded file
        """A size that can be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_FILE_BYTES:
            raise ValidationError(gettext("แฟ้มใหญ่เกิน 4 MB"), code="file.too_large")
        return file


class RulesForm(forms.Form):
    """Scale and rules; the points are typed one after the other."""

    points = forms.CharField(max_length=200, label=gettext_lazy("จุดของคะแนน เรียงจากน้อยไปมาก"))
    floor = forms.ChoiceField(choices=FLOOR_WORDS, label=gettext_lazy("ผลไม่ถึงระดับแรก"))
    places = forms.IntegerField(min_value=0, max_value=MOST_PLACES, label=gettext_lazy("ทศนิยมของคะแนนที่แสดง"))
    result_places = forms.IntegerField(
        min_value=0, max_value=10, required=False, label=gettext_lazy("ปัดผลก่อนคิดคะแนน (ทศนิยม)")
    )
    total = forms.ChoiceField(choices=TOTAL_WORDS, label=gettext_lazy("คะแนนรวม"))
    missing_6 = forms.ChoiceField(choices=MISSING_WORDS, label=gettext_lazy("ไม่รายงาน รอบ 6 เดือน"))
    missing_9 = forms.ChoiceField(choices=MISSING_WORDS, label=gettext_lazy("ไม่รายงาน รอบ 9 เดือน"))
    missing_12 = forms.ChoiceField(choices=MISSING_WORDS, label=gettext_lazy("ไม่รายงาน รอบ 12 เดือน"))
    appeal_days = forms.IntegerField(
        min_value=0, max_value=366, required=False, label=gettext_lazy("วันอุทธรณ์ผลการเจรจา")
    )
    details_decided_by = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("ผู้พิจารณาการเปลี่ยนรายละเอียดตัวชี้วัด")
    )
    note = forms.CharField(required=False, max_length=2000, label=gettext_lazy("หมายเหตุ"))

    def clean_points(self) -> tuple[Decimal, ...]:
        """Numbers that rise. Raises ValidationError."""
        read = [number_of(text) for text in to_arabic_digits(self.cleaned_data["points"]).replace(",", " ").split()]
        bad = next((number for number in read if isinstance(number, Fault)), None)
        points = tuple(number for number in read if isinstance(number, Decimal))
        fault = bad or points_fault(points)
        if fault is not None:
            raise ValidationError(fault_sentence(fault, gettext("จุดของคะแนน")), code=fault.code)
        return points


class BandForm(CellForm):
    """A colour band up to a displayed score; the last may be open."""

    upto = NumberField(required=False, label=gettext_lazy("ถึงคะแนน"))
    name = forms.CharField(max_length=60, required=False, label=gettext_lazy("คำเรียก"))
    name_en = forms.CharField(max_length=60, required=False, label=gettext_lazy("ภาษาอังกฤษ"))


class BaseBandRows(forms.BaseFormSet):  # type: ignore[type-arg]  # django-stubs wants the form here, Django does not take it
    """Limits that rise."""

    def clean(self) -> None:
        """Raises ValidationError for limits that do not rise."""
        if any(self.errors):
            return
        fault = bands_fault([CoreBand(row.upto, row.name) for row in self.rows])
        if fault is not None:
            raise ValidationError(fault_sentence(fault, gettext("ช่วงคะแนน")), code=fault.code)

    @property
    def rows(self) -> list[BandRow]:
        """The bands that have a name."""
        cleaned = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        return [BandRow(row["upto"], row["name"].strip(), row["name_en"].strip()) for row in cleaned]


BandRows = forms.formset_factory(BandForm, formset=BaseBandRows, extra=2, max_num=12, absolute_max=12)


class RulesForms:
    """Both parts of the page of rules."""

    def __init__(self, year: Year | None = None, data: QueryDict | None = None) -> None:
        self.rules: Any = RulesForm(data, initial=_rules_initial(year) if year else None)
        self.bands: Any = BandRows(data, initial=_bands_initial(year) if year else None, prefix="band")

    def is_valid(self) -> bool:
        """Whether everything can be read."""
        valid = [self.rules.is_valid(), self.bands.is_valid()]
        return all(valid)

    @property
    def typed(self) -> Rules:
        """What was typed."""
        said, bands = self.rules.cleaned_data, tuple(self.bands.rows)
        scale = Scale(
            points=said["points"],
            floor=said["floor"],
            places=said["places"],
            total=said["total"],
            result_places=said["result_places"],
        )
        missing = {str(round_): said[f"missing_{round_}"] for round_ in ROUNDS}
        decided_by, note = said["details_decided_by"].strip(), said["note"].strip()
        return Rules(scale, missing, bands, said["appeal_days"], decided_by, note)


def _rules_initial(year: Year) -> dict[str, object]:
    missing = {f"missing_{round_}": year.missing.get(str(round_), "leave_out") for round_ in ROUNDS}
    kept = ("floor", "places", "result_places", "total", "appeal_days", "details_decided_by", "note")
    return {"points": " ".join(year.points), **missing, **{name: getattr(year, name) for name in kept}}


def _bands_initial(year: Year) -> list[dict[str, object]]:
    rows = Band.objects.filter(year=year)
    return [
        {"upto": None if row.upto is None else plain(row.upto), "name": row.name, "name_en": row.name_en}
        for row in rows
    ]


class DayForm(CellForm):
    """A day of the calendar."""

    code = forms.CharField(max_length=40, required=False, label=gettext_lazy("รหัส"))
    name = forms.CharField(max_length=200, required=False, label=gettext_lazy("เรื่อง"))
    name_en = forms.CharField(max_length=200, required=False, label=gettext_lazy("ภาษาอังกฤษ"))
    on = ThaiDateField(required=False, label=gettext_lazy("วันที่"))

    def clean(self) -> dict[str, Any]:
        """A row that says something has a name and a day; the code is made up where none is typed."""
        cleaned = super().clean() or {}
        if any(cleaned.get(field) for field in ("code", "name", "name_en", "on")) and not cleaned.get("DELETE"):
            for field in ("name", "on"):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, gettext("ยังไม่ได้ใส่"))
        return cleaned


class BaseDayRows(forms.BaseFormSet):  # type: ignore[type-arg]  # as above
    """The calendar."""

    @property
    def rows(self) -> list[CalendarRow]:
        """The days that were typed and are not to go."""
        cleaned = [each.cleaned_data for each in self.forms if each.cleaned_data.get("on")]
        return [
            CalendarRow(
                row["code"].strip() or f"day-{at}-{row['on'].isoformat()}",
                row["name"].strip(),
                row["name_en"].strip(),
                row["on"],
            )
            for at, row in enumerate(cleaned, start=1)
            if not row.get("DELETE")
        ]


DayRows = forms.formset_factory(
    DayForm, formset=BaseDayRows, extra=2, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def day_rows(rows: list[Deadline] | None = None, data: QueryDict | None = None) -> Any:  # noqa: ANN401  a formset
    """The calendar's table."""
    initial = [{"code": row.code, "name": row.name, "name_en": row.name_en, "on": row.on} for row in rows or ()]
    return DayRows(data, initial=initial if data is None else None, prefix="day")
