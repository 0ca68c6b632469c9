"""Forms of orders: the words, a line, issuing, withdrawing. They read; what may be is asked of the rules."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, Part
from rabrong.assignments.orders.rules import PARTS, Head, Issue, NewLine
from rabrong.org.models import Person, Unit
from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.invisible import without_invisible
from rabrong.ui.fields import ThaiDateField

ONE_DAY = timedelta(days=1)


class TextField(forms.CharField):
    """Text without the invisible characters that copying brings along."""

    def to_python(self, value: object) -> str:
        """The text."""
        return super().to_python(without_invisible(str(value)) if value else value) or ""


class PersonField(forms.Field):
    """A person by the sign-in name, or as offered: "director-กผ ผู้อำนวยการ". Offers follow what is typed."""

    offers = "person_choices"

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of forms.Field
        super().__init__(
            widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "maxlength": "300"}), **options
        )

    def offer_at(self, auto_id: str) -> dict[str, str]:
        """Where the offers are asked for and stand: a list beside the field."""
        at = f"{auto_id}-offers"
        return {
            "list": at,
            "hx-get": reverse(self.offers),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{at}",
            "hx-sync": "this:replace",
        }

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


class _Offering(forms.Form):
    """A form whose person fields ask for offers under their own ids."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, PersonField):
                field.widget.attrs.update(field.offer_at(str(self[name].auto_id)))


class HeadForm(forms.Form):
    """Subject, text, from when; the province where it is a province's working group."""

    unit = forms.ChoiceField(label=_("จังหวัด"), required=False)
    title = TextField(label=_("เรื่อง"), max_length=400)
    text = TextField(
        label=_("ข้อความ"),
        widget=forms.Textarea({"rows": 6}),
        help_text=_("หนึ่งบรรทัดเป็นหนึ่งย่อหน้า วันที่มีผลและการยกเลิกคำสั่งเดิมเติมให้เองท้ายข้อความ"),
    )
    starts = ThaiDateField(label=_("มีผลตั้งแต่"))

    def __init__(self, *args: Any, kind: OrderKind, provinces: list[Unit], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.provinces = {unit.code: unit for unit in provinces}
        if kind == OrderKind.PROVINCE_GROUP:
            choices = [("", str(_("เลือกจังหวัด"))), *((unit.code, unit.name) for unit in provinces)]
            field = self.fields["unit"]
            assert isinstance(field, forms.ChoiceField)  # declared above
            field.choices = choices
        else:
            del self.fields["unit"]

    def head(self) -> Head:
        """What was typed."""
        data = self.cleaned_data
        return Head(data["title"], data["text"], data["starts"], self.provinces.get(data.get("unit", "")))


def head_of(order: AppointmentOrder) -> dict[str, object]:
    """A stored head as the form shows it."""
    return {"title": order.title, "text": order.text, "starts": order.starts, "unit": order.unit.code}


class LineForm(_Offering):
    """Somebody, as what, over what, from when to when. Units and indicators are boxes that the page draws."""

    person = PersonField(label=_("บุคคลที่มีบัญชี"), required=False, help_text=_("พิมพ์ชื่อเข้าใช้ ชื่อ หรือตำแหน่ง แล้วเลือกจากรายการ"))
    name = TextField(
        label=_("ชื่อที่พิมพ์ในคำสั่ง"), max_length=200, required=False, help_text=_("เว้นว่างคือชื่อตามบัญชี ผู้ไม่มีบัญชีต้องใส่")
    )
    position = TextField(label=_("ตำแหน่งที่พิมพ์ในคำสั่ง"), max_length=200, required=False)
    part = forms.ChoiceField(label=_("หน้าที่"))
    duties = TextField(label=_("รายละเอียดหน้าที่"), max_length=1000, required=False)
    starts = ThaiDateField(label=_("ตั้งแต่"), required=False, help_text=_("เว้นว่างคือวันที่คำสั่งมีผล"))
    last = ThaiDateField(label=_("ถึงวันสุดท้าย"), required=False, help_text=_("เว้นว่างคือจนกว่าจะมีคำสั่งอื่น"))
    place = forms.IntegerField(label=_("ลำดับที่"), required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, kind: OrderKind, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = [(part.value, str(part.label)) for part in PARTS[kind]]

    def line(self, units: tuple[Unit, ...], indicators: tuple[IndicatorVersion, ...]) -> NewLine:
        """What was typed, with the boxes that were ticked."""
        data = self.cleaned_data
        last: date | None = data["last"]
        return NewLine(
            part=Part(data["part"]),
            person=data["person"],
            name=data["name"],
            position=data["position"],
            duties=data["duties"],
            units=units,
            indicators=indicators,
            starts=data["starts"],
            ends=None if last is None else last + ONE_DAY,
            place=data["place"],
        )


def line_values(line: OrderLine) -> dict[str, object]:
    """A stored line as the form shows it."""
    return {
        "person": line.person,
        "name": line.name,
        "position": line.position,
        "part": line.part,
        "duties": line.duties,
        "starts": line.starts,
        "last": None if line.ends is None else line.ends - ONE_DAY,
        "place": line.place,
    }


class IssueForm(_Offering):
    """Number, day, who signed, and whether the roles follow."""

    number = TextField(label=_("เลขที่คำสั่ง"), max_length=60, help_text=_("เช่น 1234/2554"))
    dated = ThaiDateField(label=_("สั่ง ณ วันที่"))
    signer = PersonField(label=_("ผู้ลงนามที่มีบัญชี"), required=False)
    signer_name = TextField(
        label=_("ชื่อผู้ลงนาม"), max_length=200, required=False, help_text=_("เว้นว่างคือชื่อและตำแหน่งตามบัญชี")
    )
    signer_position = TextField(label=_("ตำแหน่งผู้ลงนาม"), max_length=200, required=False)
    signer_acting = TextField(
        label=_("ปฏิบัติหน้าที่แทน"), max_length=200, required=False, help_text=_("เช่น รักษาราชการแทน อธิบดีกรมการพัฒนาชุมชน")
    )
    sets_roles = forms.BooleanField(label=_("ตั้งบทบาทในระบบตามคำสั่งนี้"), required=False)

    def issue(self) -> Issue:
        """What was typed; the signer's own name and position where none was."""
        data = self.cleaned_data
        signer: Person | None = data["signer"]
        name = data["signer_name"] or ("" if signer is None else signer.name or signer.position)
        position = data["signer_position"] or ("" if signer is None else signer.position)
        number = to_arabic_digits(data["number"]).strip()
        return Issue(number, data["dated"], signer, name, position, data["signer_acting"], bool(data["sets_roles"]))


class WithdrawForm(forms.Form):
    """Why, and whether the roles end."""

    reason = TextField(label=_("เหตุผล"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    ends_roles = forms.BooleanField(label=_("สิ้นสุดบทบาทที่ตั้งตามคำสั่งนี้ตั้งแต่วันนี้"), required=False)
