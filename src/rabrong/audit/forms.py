"""What somebody looks for in the audit record; it stands in the address, so that it can be kept and handed on."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from rabrong.audit.queries import Search
from rabrong.audit.wording import VERBS, verb_words, verbs_with
from rabrong.thai.collation import sort_key
from rabrong.ui.fields import ThaiDateField

LONGEST = 120


class SearchForm(forms.Form):
    """Person, object, deed, days and free words; all of them may be empty."""

    q = forms.CharField(required=False, max_length=LONGEST, label=gettext_lazy("คำค้น"))
    person = forms.CharField(required=False, max_length=80, label=gettext_lazy("ผู้ทำ (รหัส)"))
    subject = forms.CharField(required=False, max_length=LONGEST, label=gettext_lazy("สิ่งที่ทำ (ขึ้นต้นด้วย)"))
    verb = forms.CharField(required=False, max_length=60, label=gettext_lazy("การกระทำ"), widget=forms.Select)
    since = ThaiDateField(required=False, label=gettext_lazy("ตั้งแต่วันที่"))
    until = ThaiDateField(required=False, label=gettext_lazy("ถึงวันที่"))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # handed on as Django takes them
        asked = str(self.data.get("verb", ""))
        known = sorted(((verb, verb_words(verb)) for verb in VERBS), key=lambda each: sort_key(each[1]))
        unknown = [(asked, asked)] if asked and asked not in VERBS else []
        widget = self.fields["verb"].widget
        assert isinstance(widget, forms.Select)  # it is one above
        widget.choices = [("", gettext("ทุกอย่าง")), *known, *unknown]

    def clean(self) -> dict[str, object]:
        """Days in order."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", forms.ValidationError(gettext("วันสิ้นสุดอยู่ก่อนวันเริ่ม"), code="search.days"))
        return cleaned

    def search(self) -> Search:
        """What was asked for; fields that cannot be read look for everything."""
        read = {name: value for name, value in self.cleaned_data.items() if value}
        words = str(read.pop("q", "")).strip()
        return Search(**read, words=words, verbs_named=verbs_with(words) if words else ())
