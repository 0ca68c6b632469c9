"""Forms of requests: what is asked of whom by when, an answer, a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rabrong.evidence.originals.forms import TextField
from rabrong.evidence.queries import Prescribed
from rabrong.evidence.requests.rules import LONGEST_NOTE, LONGEST_TEXT
from rabrong.ui.fields import ThaiDateField

PROVINCES, LACKING, REPORTERS, CHOSEN = "provinces", "lacking", "reporters", "chosen"


class AskForm(forms.Form):
    """A prescribed document or free words, a day, whom."""

    document = forms.ChoiceField(label=_("เอกสารที่กำหนดไว้"), required=False)
    text = TextField(
        label=_("หรือเอกสารอื่น เขียนว่าเอกสารอะไร"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    due = ThaiDateField(label=_("ภายในวันที่"))
    note = TextField(
        label=_("หมายเหตุถึงหน่วยงาน"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea({"rows": 3})
    )
    whom = forms.ChoiceField(label=_("ขอจาก"))

    def __init__(self, *args: Any, prescribed: Sequence[Prescribed], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.texts = {each.key: each.text for each in prescribed}
        document, whom = self.fields["document"], self.fields["whom"]
        assert isinstance(document, forms.ChoiceField)  # declared above
        assert isinstance(whom, forms.ChoiceField)  # declared above
        listed = [(each.key, f"{each.number}. {each.text}") for each in prescribed]
        document.choices = [("", str(_("ไม่ใช่เอกสารที่กำหนด"))), *listed]
        whom.choices = [
            (PROVINCES, str(_("ทุกจังหวัด"))),
            (LACKING, str(_("หน่วยที่ต้องมีเอกสารที่กำหนดนี้และยังไม่มี"))),
            (REPORTERS, str(_("ทุกหน่วยที่รายงานตัวชี้วัดนี้"))),
            (CHOSEN, str(_("หน่วยที่เลือกด้านล่าง"))),
        ]

    def said(self) -> str:
        """What is asked for, in words."""
        return self.cleaned_data["text"] or self.texts.get(self.cleaned_data["document"], "")


class StepForm(forms.Form):
    """What is said with a step."""

    note = TextField(max_length=LONGEST_NOTE, required=False, widget=forms.Textarea({"rows": 3}))
