"""Taking people in, changing, moving, suspending and closing them; their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.org.actions.founding import NewPerson
from rabrong.org.actions.people import PersonChanges
from rabrong.org.forms.fields import (
    ROLE_CHOICES,
    ChangeForm,
    Line,
    UnitField,
    changed,
    end_after,
    offered,
    said,
    text_field,
)
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment
from rabrong.org.tree_rules import last_day
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.fields import ThaiDateField

NAME, ENGLISH = _("ชื่อ–สกุล"), _("ชื่อภาษาอังกฤษ")
POSITION, POSITION_EN = _("ตำแหน่ง"), _("ตำแหน่งภาษาอังกฤษ")
TELEPHONE, EMAIL = _("โทรศัพท์"), _("อีเมล")
WHO = (("name", NAME), ("name_en", ENGLISH), ("telephone", TELEPHONE), ("email", EMAIL))


class PersonForm(ChangeForm):
    """A form about one person."""

    def __init__(self, data: Any = None, *, person: Person, **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(data, **options)
        self.person = person


class TakeInForm(ChangeForm):
    """Somebody new: who, where, as what, from when, with which role."""

    code = text_field(_("ชื่อเข้าใช้"), 40, help_text=_("ตัวอักษร ตัวเลข . _ - ไม่มีช่องว่าง เปลี่ยนภายหลังไม่ได้"))
    name = text_field(NAME, 200, required=False)
    name_en = text_field(ENGLISH, 200, required=False)
    position = text_field(POSITION, 200)
    position_en = text_field(POSITION_EN, 200, required=False)
    unit = UnitField(label=_("หน่วยที่สังกัด"))
    telephone = text_field(TELEPHONE, 60, required=False)
    email = forms.EmailField(label=EMAIL, required=False)
    role = forms.ChoiceField(label=_("บทบาทที่หน่วยนี้"), choices=ROLE_CHOICES, required=False)
    on = ThaiDateField(label=_("ตั้งแต่"))

    def new(self) -> NewPerson:
        """The person."""
        data = self.cleaned_data
        unit = data["unit"].code
        roles = ((Role(data["role"]), unit),) if data["role"] else ()
        return NewPerson(
            data["code"],
            unit,
            data["position"],
            data["name"],
            data["name_en"],
            data["position_en"],
            to_arabic_digits(data["telephone"]),
            data["email"],
            roles,
        )

    def lines(self) -> list[Line]:
        """Everything that was typed."""
        data = self.cleaned_data
        told = [(_("ชื่อเข้าใช้"), data["code"]), *((label, data[name]) for name, label in WHO)]
        told += [(POSITION, data["position"]), (POSITION_EN, data["position_en"])]
        told += [(_("หน่วยที่สังกัด"), offered(data["unit"])), (_("ตั้งแต่"), said(data["on"]))]
        if data["role"]:
            told.append((_("บทบาทที่หน่วยนี้"), str(Role(data["role"]).label)))
        invited = Line(_("สถานะบัญชี"), "", gettext("เชิญแล้ว เข้าใช้ได้เมื่อใช้รหัสครั้งเดียว"))
        return [*(Line(label, "", text) for label, text in told if text), invited]


class ChangePersonForm(PersonForm):
    """Other names, another telephone or e-mail."""

    name = text_field(NAME, 200, required=False)
    name_en = text_field(ENGLISH, 200, required=False)
    telephone = text_field(TELEPHONE, 60, required=False)
    email = forms.EmailField(label=EMAIL, required=False)

    def __init__(self, data: Any = None, *, person: Person, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, person=person, initial={name: getattr(person, name) for name, _ in WHO}, **options)

    def changes(self) -> PersonChanges:
        """What is known of the person afterwards."""
        data = self.cleaned_data
        return PersonChanges(data["name"], data["name_en"], to_arabic_digits(data["telephone"]), data["email"])

    def lines(self) -> list[Line]:
        """What differs."""
        data = self.cleaned_data
        return [line for name, label in WHO for line in changed(label, getattr(self.person, name), data[name])]


class MovePersonForm(PersonForm):
    """Another seat."""

    unit = UnitField(label=_("ย้ายไปสังกัด"))
    position = text_field(POSITION, 200)
    position_en = text_field(POSITION_EN, 200, required=False)
    on = ThaiDateField(label=_("มีผลตั้งแต่"))

    def __init__(self, data: Any = None, *, person: Person, **options: Any) -> None:  # noqa: ANN401
        seat = {"unit": person.unit, "position": person.position, "position_en": person.position_en}
        super().__init__(data, person=person, initial=seat, **options)

    def lines(self) -> list[Line]:
        """The seat before and after; the roles stay."""
        data, person = self.cleaned_data, self.person
        seat = changed(_("หน่วยที่สังกัด"), offered(person.unit), offered(data["unit"]))
        seat += changed(POSITION, person.position, data["position"])
        seat += changed(POSITION_EN, person.position_en, data["position_en"])
        kept = gettext("คงเดิม ให้หรือสิ้นสุดบทบาทแยกต่างหาก")
        return [*seat, Line(_("มีผลตั้งแต่"), "", said(data["on"])), Line(_("บทบาท"), kept, kept)]


class ReasonForm(PersonForm):
    """Suspending, restoring or closing an account, with the reason that goes into the record."""

    reason = text_field(
        _("เหตุผล"), 500, widget=forms.Textarea({"rows": 3}), help_text=_("เก็บในบันทึกตรวจสอบ อย่าใส่ข้อมูลส่วนตัว")
    )
    becomes = PersonStatus.ACTIVE

    def lines(self) -> list[Line]:
        """The status before and after."""
        before = str(PersonStatus(self.person.status).label)
        return [Line(_("สถานะบัญชี"), before, str(self.becomes.label)), Line(_("เหตุผล"), "", self.cleaned_data["reason"])]


class SuspendForm(ReasonForm):
    """No access for a time."""

    becomes = PersonStatus.SUSPENDED


class RestoreForm(ReasonForm):
    """Access again."""

    becomes = PersonStatus.ACTIVE


class ClosePersonForm(ReasonForm):
    """No access for good."""

    becomes = PersonStatus.CLOSED


class GiveRoleForm(PersonForm):
    """A role at a unit for some days."""

    role = forms.ChoiceField(label=_("บทบาท"), choices=ROLE_CHOICES)
    unit = UnitField(label=_("ที่หน่วย"))
    starts = ThaiDateField(label=_("ตั้งแต่"))
    last = ThaiDateField(label=_("ถึงวันสุดท้าย"), required=False)
    order_ref = text_field(_("เลขที่คำสั่งหรือประกาศ"), 120, required=False)

    def __init__(self, data: Any = None, *, person: Person, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, person=person, initial={"unit": person.unit}, **options)

    def days(self) -> Any:  # noqa: ANN401  (date, date or None)
        """The range of days, its end exclusive."""
        return self.cleaned_data["starts"], end_after(self.cleaned_data["last"])

    def lines(self) -> list[Line]:
        """The role."""
        data = self.cleaned_data
        return [
            Line(_("บทบาท"), "", str(Role(data["role"]).label)),
            Line(_("ที่หน่วย"), "", offered(data["unit"])),
            Line(_("ตั้งแต่"), "", said(data["starts"])),
            Line(_("ถึงวันสุดท้าย"), "", said(data["last"])),
        ]


class EndRoleForm(PersonForm):
    """The last day of a role that is held."""

    assignment = forms.ChoiceField(label=_("บทบาท"))
    last = ThaiDateField(label=_("วันสุดท้าย"))

    def __init__(self, data: Any = None, *, person: Person, held: list[RoleAssignment], **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, person=person, **options)
        self.held = {str(row.pk): row for row in held}
        choices = [(pk, f"{Role(row.role).label} · {offered(row.unit)}") for pk, row in self.held.items()]
        self.fields["assignment"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> RoleAssignment:
        """The role that ends."""
        return self.held[self.cleaned_data["assignment"]]

    def lines(self) -> list[Line]:
        """The end before and after."""
        row = self.chosen()
        named = f"{Role(row.role).label} · {offered(row.unit)}"
        return [
            Line(_("บทบาท"), named, named),
            Line(_("วันสุดท้าย"), said(last_day(row.ends)), said(self.cleaned_data["last"])),
        ]
