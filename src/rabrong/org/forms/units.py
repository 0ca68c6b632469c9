"""Founding, renaming, moving, merging, splitting and closing a unit; a province's region."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.org.actions.founding import NewUnit
from rabrong.org.forms.fields import (
    ChangeForm,
    DatedForm,
    Line,
    UnitField,
    changed,
    end_after,
    offered,
    said,
    text_field,
)
from rabrong.org.models import Membership, Unit, UnitKind
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.fields import ThaiDateField

PARTS = range(1, 5)
NAME, SHORT, ENGLISH = _("ชื่อหน่วย"), _("ชื่อย่อ"), _("ชื่อภาษาอังกฤษ")
KINDS_BELOW: dict[str, tuple[UnitKind, ...]] = {
    UnitKind.MINISTRY: (UnitKind.DEPARTMENT, UnitKind.OUTSIDE),
    UnitKind.DEPARTMENT: (
        UnitKind.BUREAU,
        UnitKind.DIVISION,
        UnitKind.CENTRE,
        UnitKind.REGION,
        UnitKind.PROVINCE,
    ),
    UnitKind.BUREAU: (UnitKind.DIVISION, UnitKind.CENTRE),
    UnitKind.DIVISION: (UnitKind.DIVISION, UnitKind.CENTRE),
    UnitKind.CENTRE: (UnitKind.DIVISION, UnitKind.CENTRE),
    UnitKind.PROVINCE: (UnitKind.DISTRICT,),
}
"""What is offered to be founded below a kind of unit; the rules decide."""


class UnitForm(ChangeForm):
    """A form about one unit."""

    def __init__(self, data: Any = None, *, unit: Unit, **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(data, **options)
        self.unit = unit


class FoundForm(UnitForm, DatedForm):
    """A new unit below this one."""

    code = text_field(_("รหัสหน่วย"), 20, help_text=_("ใช้ได้ครั้งเดียวตลอดไป"))
    kind = forms.ChoiceField(label=_("ประเภท"))
    name = text_field(NAME, 200)
    short_name = text_field(SHORT, 40, required=False)
    name_en = text_field(ENGLISH, 200, required=False)
    field_order = ("kind", "code", "name", "short_name", "name_en", "on", "order_ref")

    def __init__(self, data: Any = None, *, unit: Unit, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, unit=unit, **options)
        kinds = KINDS_BELOW.get(unit.kind, ())
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """With Arabic digits."""
        return to_arabic_digits(self.cleaned_data["code"])

    def new(self) -> NewUnit:
        """The unit."""
        data = self.cleaned_data
        return NewUnit(
            data["code"], data["kind"], data["name"], data["short_name"], data["name_en"], parent=self.unit.code
        )

    def lines(self) -> list[Line]:
        """The new unit."""
        data = self.cleaned_data
        kind = str(UnitKind(data["kind"]).label)
        told = [(_("รหัสหน่วย"), data["code"]), (_("ประเภท"), kind), (NAME, data["name"])]
        told += [(SHORT, data["short_name"]), (ENGLISH, data["name_en"]), (_("อยู่ใต้"), self.unit.name)]
        return [*(Line(label, "", text) for label, text in told if text), *self.dated()]


class RenameForm(UnitForm, DatedForm):
    """Other names."""

    name = text_field(NAME, 200)
    short_name = text_field(SHORT, 40, required=False)
    name_en = text_field(ENGLISH, 200, required=False)
    field_order = ("name", "short_name", "name_en", "on", "order_ref")

    def __init__(self, data: Any = None, *, unit: Unit, **options: Any) -> None:  # noqa: ANN401
        names = {name: getattr(unit, name) for name in ("name", "short_name", "name_en")}
        super().__init__(data, unit=unit, initial=names, **options)

    def lines(self) -> list[Line]:
        """The names that differ."""
        data, unit = self.cleaned_data, self.unit
        names = changed(NAME, unit.name, data["name"]) + changed(SHORT, unit.short_name, data["short_name"])
        return [*names, *changed(ENGLISH, unit.name_en, data["name_en"]), *self.dated()]


class MoveForm(UnitForm, DatedForm):
    """Another place in the tree."""

    under = UnitField(label=_("ย้ายไปอยู่ใต้"))
    field_order = ("under", "on", "order_ref")

    def lines(self) -> list[Line]:
        """The unit above."""
        above = self.unit.parent
        return [Line(_("อยู่ใต้"), offered(above) if above else "", offered(self.cleaned_data["under"])), *self.dated()]


class MergeForm(UnitForm, DatedForm):
    """This unit ends and goes into another one of its kind."""

    into = UnitField(label=_("รวมเข้ากับ"))
    field_order = ("into", "on", "order_ref")

    def lines(self) -> list[Line]:
        """What ends, and what it goes into."""
        into = offered(self.cleaned_data["into"])
        inside = gettext("หน่วยย่อย บุคลากร และสมาชิก ย้ายไปด้วย")
        return [
            Line(_("หน่วยที่ยุบ"), offered(self.unit), ""),
            Line(_("รวมเข้ากับ"), into, f"{into} · {inside}"),
            *self.dated(),
        ]


class SplitForm(UnitForm, DatedForm):
    """This unit ends and up to four new ones take its place; each unit below it goes to one of them."""

    def __init__(self, data: Any = None, *, unit: Unit, children: list[Unit], **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, unit=unit, **options)
        self.children = children
        for part in PARTS:
            is_needed = part <= 2
            terms = {"part": part}
            self.fields[f"code-{part}"] = text_field(gettext("รหัสหน่วยใหม่ที่ %(part)s") % terms, 20, required=is_needed)
            self.fields[f"name-{part}"] = text_field(gettext("ชื่อหน่วยใหม่ที่ %(part)s") % terms, 200, required=is_needed)
        choices = [(str(part), gettext("หน่วยใหม่ที่ %(part)s") % {"part": part}) for part in PARTS]
        for child in children:
            label = gettext("%(unit)s ไปอยู่ใต้") % {"unit": offered(child)}
            self.fields[f"child-{child.code}"] = forms.ChoiceField(label=label, choices=choices)
        self.order_fields([*(name for name in self.fields if name not in ("on", "order_ref")), "on", "order_ref"])

    def parts(self) -> list[NewUnit]:
        """The new units."""
        data = self.cleaned_data
        typed = [(data[f"code-{part}"], data[f"name-{part}"]) for part in PARTS]
        return [
            NewUnit(to_arabic_digits(code), self.unit.kind, name, parent=self._above()) for code, name in typed if code
        ]

    def _above(self) -> str:
        return self.unit.parent.code if self.unit.parent else ""

    def homes(self) -> dict[str, str]:
        """Code of each unit below -> code of the new unit it goes to; "" where that one was not filled in."""
        data = self.cleaned_data
        chosen = {child.code: data[f"child-{child.code}"] for child in self.children}
        return {child: to_arabic_digits(data[f"code-{part}"]) for child, part in chosen.items()}

    def lines(self) -> list[Line]:
        """What ends, what comes, and what goes where."""
        homes = self.homes()
        new = []
        for part in self.parts():
            below = ", ".join(child.name for child in self.children if homes[child.code] == part.code)
            new.append(Line(_("หน่วยใหม่"), "", f"{part.code} {part.name}" + (f" · {below}" if below else "")))
        return [Line(_("หน่วยที่ยุบ"), offered(self.unit), ""), *new, *self.dated()]


class CloseForm(UnitForm, DatedForm):
    """This unit ends."""

    def lines(self) -> list[Line]:
        """What ends."""
        return [Line(_("หน่วยที่ปิด"), offered(self.unit), ""), *self.dated()]


class JoinForm(UnitForm, DatedForm):
    """A province comes into a region."""

    region = UnitField(label=_("เข้าเขตตรวจราชการ"))
    last = ThaiDateField(label=_("ถึงวันสุดท้าย"), required=False)
    field_order = ("region", "on", "last", "order_ref")

    def lines(self) -> list[Line]:
        """The region and its days."""
        data = self.cleaned_data
        return [
            Line(_("เขตตรวจราชการ"), "", offered(data["region"])),
            *self.dated(),
            Line(_("ถึงวันสุดท้าย"), "", said(data["last"])),
        ]

    def ends(self) -> Any:  # noqa: ANN401  a date or None
        """The first day after the membership."""
        return end_after(self.cleaned_data["last"])


class LeaveForm(UnitForm, DatedForm):
    """A province leaves its region; the day is the first one without it."""

    def __init__(self, data: Any = None, *, unit: Unit, membership: Membership, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, unit=unit, **options)
        self.membership = membership

    def lines(self) -> list[Line]:
        """The region it leaves."""
        return [Line(_("เขตตรวจราชการ"), offered(self.membership.region), ""), *self.dated()]
