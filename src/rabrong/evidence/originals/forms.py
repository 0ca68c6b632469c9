"""The form of the register: of one paper everything, of several what shall be the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rabrong.evidence.models import Way
from rabrong.evidence.originals.queries import Line
from rabrong.evidence.originals.rules import Register
from rabrong.thai.digits import to_arabic_digits
from rabrong.thai.invisible import without_invisible
from rabrong.ui.fields import ThaiDateField


class TextField(forms.CharField):
    """Text without the invisible characters that copying brings along."""

    def to_python(self, value: object) -> str:
        """The text."""
        return super().to_python(without_invisible(str(value)) if value else value) or ""


class RegisterForm(forms.Form):
    """Where it is kept and by whom; by which letter it was sent."""

    place = TextField(
        label=_("สถานที่เก็บตัวจริง"), max_length=200, required=False, help_text=_("เช่น สำนักงานพัฒนาชุมชนจังหวัด ห้องเก็บเอกสาร 2")
    )
    folder = TextField(label=_("แฟ้มหรือชั้น"), max_length=120, required=False, help_text=_("เช่น ตู้ 3 แฟ้ม 12/2555"))
    keeper = TextField(label=_("ผู้เก็บ"), max_length=200, required=False)
    sent_on = ThaiDateField(label=_("ส่งกรมตามหนังสือลงวันที่"), required=False)
    letter = TextField(label=_("เลขที่หนังสือ"), max_length=60, required=False, help_text=_("เช่น ชม 0019/1234"))
    way = forms.ChoiceField(label=_("วิธีส่ง"), required=False)
    is_back = forms.BooleanField(label=_("ยังไม่ได้ส่ง หรือได้คืนแล้ว: ลบการส่งออกจากทะเบียน"), required=False)
    note = TextField(label=_("หมายเหตุ"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, several: bool = False, **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **options)
        self.several = several
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)  # declared above
        field.choices = [("", str(_("ยังไม่ส่ง"))), *((way.value, str(way.label)) for way in Way)]

    def register(self) -> Register:
        """What was typed; of several papers an empty field leaves what each of them says."""
        data = self.cleaned_data
        texts: dict[str, Any] = {name: data[name] for name in ("place", "folder", "keeper", "note")}
        texts |= {"letter": to_arabic_digits(data["letter"]), "way": data["way"]}
        if self.several:
            texts = {name: text or None for name, text in texts.items()}
        takes_back = data["is_back"] or (not self.several and not any((data["sent_on"], data["letter"], data["way"])))
        return Register(**texts, sent_on=data["sent_on"], is_back=takes_back)


def values_of(line: Line) -> dict[str, object]:
    """What the register says of a paper, as the form shows it."""
    names = ("place", "folder", "keeper", "sent_on", "letter", "way", "note")
    return {} if line.standing is None else {name: getattr(line.standing, name) for name in names}
