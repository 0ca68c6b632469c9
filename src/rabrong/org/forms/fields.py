"""Fields for a unit, a person, a role; and what every form that is confirmed has: lines before and after."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rabrong.org.models import Person, Role, Unit
from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.invisible import without_invisible
from rabrong.ui.dates import day
from rabrong.ui.fields import ThaiDateField
from rabrong.ui.words import in_language, language

ONE_DAY = timedelta(days=1)
ROLE_CHOICES = [("", _("เลือกบทบาท")), *((role.value, role.label) for role in Role)]


@dataclass(frozen=True, slots=True)
class Line:
    """What changes: its name, what it was, what it becomes; "" where there was or will be nothing."""

    label: str | Promise
    before: str
    after: str


class CodeInput(forms.TextInput):
    """A text field that offers what begins like what is typed; without JavaScript the code is typed."""

    def __init__(self, offers: str) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"})
        self.offers = offers

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """The list of what is offered stands beside the field, under the id of the field and "-offers"."""
        at = f"{(attrs or {}).get('id', name)}-offers"
        asking = {
            "list": at,
            "hx-get": reverse(self.offers),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{at}",
            "hx-sync": "this:replace",
        }
        return super().get_context(name, value, {**(attrs or {}), **asking})


class UnitField(forms.Field):
    """A unit by its code, or by "1201 บางกรวย" as offered, or by a name that only one unit has."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of forms.Field
        options.setdefault("help_text", _("พิมพ์รหัสหรือชื่อ แล้วเลือกจากรายการ"))
        super().__init__(widget=CodeInput("unit_choices"), **options)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401  as Django calls it
        """A unit as it would be chosen."""
        return offered(value) if isinstance(value, Unit) else value

    def to_python(self, value: object) -> Unit | None:
        """The unit. Raises ValidationError. One query, two where it is no code."""
        text = to_arabic_digits(str(value or "").strip())
        if not text:
            return None
        found = Unit.objects.filter(code=text.split()[0]).first()
        named = [] if found else list(Unit.objects.filter(name=text, ends=None)[:2])
        if found is None and len(named) != 1:
            words = _("มีหลายหน่วยชื่อนี้ พิมพ์รหัสแทน") if named else _("ไม่พบหน่วยนี้ พิมพ์รหัสหรือชื่อให้ตรง")
            raise ValidationError(words, code="unit.ambiguous" if named else "unit.unknown")
        return found or named[0]


class PersonField(forms.Field):
    """A person by the sign-in name, or as offered."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of forms.Field
        options.setdefault("help_text", _("พิมพ์ชื่อเข้าใช้ ชื่อ หรือตำแหน่ง แล้วเลือกจากรายการ"))
        super().__init__(widget=CodeInput("person_choices"), **options)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401  as Django calls it
        """A person as they would be chosen."""
        return f"{value.code} {value}" if isinstance(value, Person) else value

    def to_python(self, value: object) -> Person | None:
        """The person. Raises ValidationError. One query."""
        text = str(value or "").strip()
        if not text:
            return None
        found = Person.objects.select_related("unit").filter(code=text.split()[0]).first()
        if found is None:
            raise ValidationError(_("ไม่พบบุคคลนี้ พิมพ์ชื่อเข้าใช้ให้ตรง หรือเลือกจากรายการ"), code="person.unknown")
        return found


def offered(unit: Unit) -> str:
    """A unit as it is offered and read back: its code first."""
    return f"{unit.code} {in_language(unit, 'name')}"


def said(day_or_none: date | None) -> str:
    """A day as it is read; no end where there is none."""
    return str(_("ไม่กำหนดสิ้นสุด")) if day_or_none is None else day(day_or_none, language())


def end_after(last: date | None) -> date | None:
    """The first day that no longer counts, from the last one that does: people write the last."""
    return None if last is None else last + ONE_DAY


class ChangeForm(forms.Form):
    """A form whose effect is shown before it is confirmed."""

    def lines(self) -> list[Line]:
        """What would change."""
        return []


class DatedForm(ChangeForm):
    """A change from a day on, by an order."""

    on = ThaiDateField(label=_("มีผลตั้งแต่"))
    order_ref = forms.CharField(label=_("เลขที่คำสั่งหรือประกาศ"), max_length=120)

    def dated(self) -> list[Line]:
        """The day and the order."""
        return [
            Line(_("มีผลตั้งแต่"), "", said(self.cleaned_data["on"])),
            Line(_("เลขที่คำสั่งหรือประกาศ"), "", self.cleaned_data["order_ref"]),
        ]


class SeenTextField(forms.CharField):
    """Text as it is seen, without the invisible characters that copying brings along."""

    def to_python(self, value: object) -> str:
        """The text."""
        return super().to_python(without_invisible(str(value)) if value else value) or ""


def text_field(label: Any, most: int, *, required: bool = True, **options: Any) -> forms.CharField:  # noqa: ANN401
    """A line of text."""
    return SeenTextField(label=label, max_length=most, required=required, **options)


def changed(label: str | Promise, before: str, after: str) -> list[Line]:
    """A line where something changes, none where it stays."""
    return [Line(label, before, after)] if before != after else []
