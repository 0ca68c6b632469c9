"""What is typed at the negotiation table: the whole table, one indicator, a meeting, an appeal."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.forms.criteria_editor import read_criteria
from rabrong.agreements.models import MeetingKind, Outcome, Side
from rabrong.agreements.rules.negotiation import LONGEST_LINE, LONGEST_TEXT, Letter, NewMeeting, Placing
from rabrong.agreements.rules.negotiation_typed import TypedOffer, TypedRow, TypedTable
from rabrong.agreements.wording.negotiation import fault_words
from rabrong.scoring.absence import Fault
from rabrong.ui.fields import ThaiDateField

LONGEST_CELL = 40
MOST_CELLS = 12


def side_of(text: str, allowed: Iterable[Side], default: Side) -> Side:
    """The party that is named, where somebody may speak for it."""
    return next((side for side in allowed if side == text), default)


def number_in(data: QueryDict, name: str) -> int:
    """A whole number of a hidden field; 0 for anything else."""
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def read_table(data: QueryDict, pks: Iterable[int], side: Side) -> TypedTable:
    """Everything that was typed; rows that the form did not have are absent."""
    known = [pk for pk in pks if f"weight-{pk}" in data]
    return TypedTable(
        side=side,
        rows={pk: _row(data, pk) for pk in known},
        seen={pk: number_in(data, f"seen-{pk}") for pk in known},
        meeting=number_in(data, "meeting"),
        note=data.get("note", "").strip()[:LONGEST_TEXT],
        act=data.get("act", ""),
    )


def _row(data: QueryDict, pk: int) -> TypedRow:
    at = tuple(text.strip()[:LONGEST_CELL] for text in data.getlist(f"at-{pk}")[:MOST_CELLS])
    weight, target = (data.get(f"{name}-{pk}", "").strip()[:LONGEST_CELL] for name in ("weight", "target"))
    return TypedRow(at, weight, target)


def read_offer(data: QueryDict, side: Side) -> TypedOffer:
    """Everything that was typed of one indicator."""
    return TypedOffer(
        wording=data.get("wording", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT],
        weight=data.get("weight", "").strip()[:LONGEST_CELL],
        target=data.get("target", "").strip()[:LONGEST_CELL],
        criteria=read_criteria(data),
        side=side,
        meeting=number_in(data, "meeting"),
        note=data.get("note", "").strip()[:LONGEST_TEXT],
        seen=number_in(data, "seen"),
        placing=_placing(data) if "starts" in data else None,
    )


def _placing(data: QueryDict) -> Placing:
    """What it is measured in and the rounds; code and aspect are not typed."""
    measure = " ".join(data.get("measure", "").split())[:LONGEST_TEXT]
    return Placing("", "", measure, number_in(data, "starts"), number_in(data, "cancelled") or None)


class MeetingForm(forms.Form):
    """A meeting or a letter; the letter of an outside decision is checked by the action."""

    kind = forms.ChoiceField(label=_("รอบ"), choices=MeetingKind.choices)
    with_whom = forms.CharField(label=_("กับใคร"), max_length=LONGEST_LINE)
    on = ThaiDateField(label=_("วันที่ประชุมหรือวันที่รับหนังสือ"))
    minutes = forms.CharField(label=_("รายงานการประชุม"), widget=forms.Textarea({"rows": 5}), required=False)
    attendance = forms.CharField(label=_("ผู้เข้าประชุม"), widget=forms.Textarea({"rows": 3}), required=False)
    letter_number = forms.CharField(label=_("เลขที่หนังสือ"), max_length=80, required=False)
    letter_date = ThaiDateField(label=_("ลงวันที่"), required=False)
    scan = forms.FileField(label=_("สำเนาหนังสือ (PDF, PNG, JPEG)"), required=False, allow_empty_file=True)

    def meeting(self, kind: MeetingKind | None = None) -> NewMeeting:
        """The typed meeting; call it after is_valid."""
        data = self.cleaned_data
        return NewMeeting(
            kind=kind or MeetingKind(data["kind"]),
            with_whom=data["with_whom"],
            on=data["on"],
            minutes=data.get("minutes", ""),
            attendance=data.get("attendance", ""),
            letter=Letter(data["letter_number"], data["letter_date"], bytes_of(data["scan"])),
        )


def bytes_of(file: "UploadedFile[bytes] | None") -> bytes:
    """What was handed in; nothing for no file."""
    return b"" if file is None else file.read()


class AppealForm(forms.Form):
    """The appeal of the notified result."""

    statement = forms.CharField(label=_("คำอุทธรณ์"), widget=forms.Textarea({"rows": 8}), max_length=LONGEST_TEXT)
    filed_on = ThaiDateField(label=_("วันที่ยื่น"))


class DecisionForm(MeetingForm):
    """What was decided on an appeal, with its letter."""

    outcome = forms.ChoiceField(
        label=_("ผลการพิจารณา"), choices=[each for each in Outcome.choices if each[0] != Outcome.PENDING]
    )
    decision = forms.CharField(label=_("คำวินิจฉัย"), widget=forms.Textarea({"rows": 5}), max_length=LONGEST_TEXT)
    field_order = ("outcome", "decision", "with_whom", "on", "letter_number", "letter_date", "scan", "minutes")

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **options)
        del self.fields["kind"], self.fields["attendance"]


class ForecastForm(forms.Form):
    """What is expected of an indicator, and where the number is from."""

    value = forms.CharField(label=_("คาดการณ์"), max_length=LONGEST_CELL)
    source = forms.CharField(label=_("ที่มา"), max_length=LONGEST_LINE)

    def clean_value(self) -> Decimal:
        """The number."""
        value = number_of(str(self.cleaned_data["value"]).strip())
        if isinstance(value, Fault):
            raise ValidationError(fault_words(Fault(value.code, {**value.terms, "key": "forecast"})))
        return value
