"""Forms of amendments: why, from when, and what was decided. They read and check, and write nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.actions.amendments import Decision
from rabrong.agreements.models import AmendmentReason, Outcome
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.ui.fields import ThaiDateField
from rabrong.ui.words import in_language

LONGEST_TEXT, LONGEST_NAME, LONGEST_LETTER = 4000, 200, 80
PROPORTION, TABLE = "proportion", "table"


class AskForm(forms.Form):
    """Why something shall change, from which round, and how weights are shared out anew."""

    reason = forms.ChoiceField(label=_("เหตุผล"))
    text = forms.CharField(label=_("คำชี้แจง"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))
    from_round = forms.TypedChoiceField(label=_("มีผลตั้งแต่รอบ"), coerce=int)
    exception = forms.CharField(
        label=_("เหตุผลที่ขออนุญาตเป็นกรณีพิเศษ"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ใช้เมื่อเลยวันสุดท้ายแล้ว หัวหน้าส่วนราชการเป็นผู้อนุญาต"),
    )
    sharing = forms.ChoiceField(
        label=_("น้ำหนักหลังยกเลิกหรือเพิ่มตัวชี้วัด"),
        choices=((PROPORTION, _("เฉลี่ยตามสัดส่วนเดิม")), (TABLE, _("กำหนดใหม่ทุกตัวชี้วัด"))),
        initial=PROPORTION,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  those of forms.Form
        reasons: Iterable[AmendmentReason],
        rounds: Iterable[Round],
        is_late: bool,
        **options: Any,  # noqa: ANN401  those of forms.Form
    ) -> None:
        super().__init__(*args, **options)
        reason, from_round = self.fields["reason"], self.fields["from_round"]
        assert isinstance(reason, forms.ChoiceField)
        assert isinstance(from_round, forms.ChoiceField)
        reason.choices = [("", gettext("เลือกเหตุผล")), *((row.code, in_language(row, "text")) for row in reasons)]
        words = gettext("รอบ %(round)s เดือน")
        from_round.choices = [(round_, words % {"round": round_}) for round_ in rounds]
        if not is_late:
            del self.fields["exception"]

    @property
    def round(self) -> Round:
        """The round it counts from."""
        return next(round_ for round_ in ROUNDS if round_ == self.cleaned_data["from_round"])


class DecisionForm(forms.Form):
    """What was decided, by whom, by which letter."""

    outcome = forms.ChoiceField(
        label=_("ผลพิจารณา"),
        choices=[(each.value, each.label) for each in Outcome if each != Outcome.PENDING],
        widget=forms.RadioSelect,
    )
    codes = forms.MultipleChoiceField(
        label=_("ตัวชี้วัดที่เห็นชอบ (เมื่อเห็นชอบบางส่วน)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    decided_by = forms.CharField(label=_("ผู้พิจารณา"), max_length=LONGEST_NAME)
    decided_on = ThaiDateField(label=_("วันที่พิจารณา"))
    letter_number = forms.CharField(label=_("เลขที่หนังสือ"), max_length=LONGEST_LETTER)
    letter_date = ThaiDateField(label=_("ลงวันที่"))
    scan = forms.FileField(label=_("ภาพสแกนหนังสือ (PDF, PNG หรือ JPEG)"), max_length=LONGEST_NAME)

    def __init__(self, *args: Any, codes: Iterable[str], **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*args, **options)
        known = list(codes)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, code) for code in known]
        if len(known) < 2:  # nothing to grant a part of
            del self.fields["codes"]
            outcome = self.fields["outcome"]
            assert isinstance(outcome, forms.ChoiceField)
            outcome.choices = [(each.value, each.label) for each in (Outcome.GRANTED, Outcome.REFUSED)]

    def decision(self) -> Decision:
        """It, with the bytes of the scan."""
        data = self.cleaned_data
        return Decision(
            outcome=Outcome(data["outcome"]),
            decided_by=data["decided_by"],
            decided_on=data["decided_on"],
            letter_number=data["letter_number"],
            letter_date=data["letter_date"],
            scan=data["scan"].read(),
            codes=tuple(data.get("codes", ())),
        )


class TurnAwayForm(forms.Form):
    """Why a late request is not let in."""

    reason = forms.CharField(label=_("เหตุผลที่ไม่อนุญาต"), max_length=LONGEST_TEXT)


class ReasonsForm(forms.Form):
    """The reasons of a year, one a line: code | words | English words."""

    lines = forms.CharField(
        label=_("เหตุผล บรรทัดละหนึ่งข้อ: รหัส | ข้อความ | ข้อความภาษาอังกฤษ"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_lines(self) -> list[tuple[str, str, str]]:
        """The rows. Raises ValidationError with the number of the line."""
        rows = []
        for number, line in enumerate(str(self.cleaned_data["lines"]).splitlines(), start=1):
            parts = [part.strip() for part in line.split("|")]
            if not any(parts):
                continue
            if len(parts) not in (2, 3) or not parts[0] or not parts[1] or len(parts[0]) > 40 or len(parts[1]) > 200:
                words = gettext("บรรทัด %(line)s: เขียน รหัส | ข้อความ | ข้อความภาษาอังกฤษ")
                raise forms.ValidationError(words, params={"line": number})
            rows.append((parts[0], parts[1], parts[2][:200] if len(parts) > 2 else ""))
        return rows
