"""Appointing somebody to act for another, and ending it earlier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rabrong.org.forms.fields import (
    ONE_DAY,
    ROLE_CHOICES,
    ChangeForm,
    Line,
    PersonField,
    UnitField,
    offered,
    said,
    text_field,
)
from rabrong.org.models import Acting, ActingKind, Role
from rabrong.org.people_rules import NewActing
from rabrong.org.tree_rules import last_day
from rabrong.ui.fields import ThaiDateField


class AppointForm(ChangeForm):
    """Who acts, for whom or in which vacant seat, in which role, until when, by which order."""

    person = PersonField(label=_("ผู้ทำการแทน"))
    kind = forms.ChoiceField(label=_("แบบ"), choices=ActingKind.choices)
    principal = PersonField(label=_("แทน"), required=False, help_text=_("เว้นว่างเมื่อตำแหน่งว่าง แล้วใส่ชื่อตำแหน่งข้างล่าง"))
    seat = text_field(_("ตำแหน่งที่แทน"), 200, required=False, help_text=_("เว้นว่างคือตำแหน่งของผู้ที่แทน"))
    role = forms.ChoiceField(label=_("บทบาท"), choices=ROLE_CHOICES)
    unit = UnitField(label=_("ที่หน่วย"))
    starts = ThaiDateField(label=_("ตั้งแต่"))
    last = ThaiDateField(label=_("ถึงวันสุดท้าย"))
    order_ref = text_field(_("เลขที่คำสั่งหรือประกาศ"), 120)

    def new(self) -> NewActing:
        """The appointment."""
        data = self.cleaned_data
        return NewActing(
            person=data["person"],
            principal=data["principal"],
            seat=data["seat"],
            kind=ActingKind(data["kind"]),
            role=Role(data["role"]),
            unit=data["unit"],
            starts=data["starts"],
            ends=data["last"] + ONE_DAY,
            order_ref=data["order_ref"],
        )

    def lines(self) -> list[Line]:
        """The appointment in words."""
        data = self.cleaned_data
        principal = data["principal"]
        named = " · ".join(text for text in (str(principal) if principal else "", data["seat"]) if text)
        told = [
            (_("ผู้ทำการแทน"), str(data["person"])),
            (_("แบบ"), str(ActingKind(data["kind"]).label)),
            (_("แทน"), named),
            (_("บทบาท"), str(Role(data["role"]).label)),
            (_("ที่หน่วย"), offered(data["unit"])),
            (_("ตั้งแต่"), said(data["starts"])),
            (_("ถึงวันสุดท้าย"), said(data["last"])),
            (_("เลขที่คำสั่งหรือประกาศ"), data["order_ref"]),
        ]
        return [Line(label, "", text) for label, text in told]


class EndActingForm(ChangeForm):
    """An earlier last day."""

    last = ThaiDateField(label=_("วันสุดท้าย"))

    def __init__(self, data: Any = None, *, acting: Acting, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, **options)
        self.acting = acting

    def lines(self) -> list[Line]:
        """The end before and after."""
        return [Line(_("วันสุดท้าย"), said(last_day(self.acting.ends)), said(self.cleaned_data["last"]))]
