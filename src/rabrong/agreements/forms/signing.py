"""Forms of signing: what the paper says of both parties, and the ways to sign. They read; nothing of them is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.actions.signing_means import Named, Setting, named
from rabrong.agreements.on_paper import long_day
from rabrong.agreements.queries.agreements import Signer
from rabrong.ui.fields import ThaiDateField

LONGEST_NAME = 200
LONGEST_PASSPHRASE = 1000
MOST_KEY_BYTES = 100_000


def signer_words(signer: Signer) -> str:
    """A choice: who, and for whom where acting."""
    person, acting = signer.person, signer.acting
    who = f"{person.name} · {person.position}" if person.name else person.position
    return who if acting is None else f"{who} · {acting.get_kind_display()} {acting.seat}"


class PaperForm(forms.Form):
    """Who signs as the paper names them; a superior of ours is chosen, one outside is typed."""

    maker = forms.ChoiceField(label=_("ผู้ทำคำรับรอง"))
    superior = forms.ChoiceField(label=_("ผู้รับคำรับรอง"), required=False)
    superior_name = forms.CharField(label=_("ชื่อผู้รับคำรับรอง"), max_length=LONGEST_NAME, required=False)
    superior_position = forms.CharField(label=_("ตำแหน่งผู้รับคำรับรอง"), max_length=LONGEST_NAME, required=False)
    superior_acting = forms.CharField(
        label=_("ปฏิบัติหน้าที่แทน"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("เช่น รักษาราชการแทน ปลัดกระทรวงมหาดไทย"),
    )
    place = forms.CharField(label=_("ทำที่"), max_length=LONGEST_NAME, required=False)
    day = ThaiDateField(label=_("วันที่"), required=False)

    def __init__(self, *args: Any, makers: list[Signer], superiors: list[Signer], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.makers = {each.code: each for each in makers}
        self.superiors = {each.code: each for each in superiors}
        for name, known in (("maker", self.makers), ("superior", self.superiors)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(code, signer_words(each)) for code, each in known.items()]
        if superiors:
            for name in ("superior_name", "superior_position", "superior_acting"):
                del self.fields[name]
            self.fields["superior"].required = True
        else:
            del self.fields["superior"]
            self.fields["superior_name"].required = self.fields["superior_position"].required = True

    def setting(self) -> Setting:
        """What the paper shall say."""
        data = self.cleaned_data
        chosen = self.superiors.get(data.get("superior", ""))
        superior = (
            named(chosen)
            if chosen is not None
            else Named(data["superior_name"], data["superior_position"], "", data["superior_acting"])
        )
        day = data["day"]
        return Setting(named(self.makers[data["maker"]]), superior, data["place"], long_day(day) if day else "")


class KeyForm(forms.Form):
    """A key for one signature."""

    key = forms.FileField(label=_("แฟ้มใบรับรอง (.p12 หรือ .pfx)"), max_length=LONGEST_NAME)
    passphrase = forms.CharField(
        label=_("รหัสผ่านของแฟ้ม"),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def content(self) -> bytes:
        """The bytes of the file, as far as a key can reach."""
        read: bytes = self.cleaned_data["key"].read(MOST_KEY_BYTES + 1)
        return read


class OwnForm(forms.Form):
    """The passphrase of the certificate that the department issued."""

    passphrase = forms.CharField(
        label=_("รหัสผ่านของใบรับรอง"),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class UploadForm(forms.Form):
    """The paper as it was signed elsewhere."""

    signed = forms.FileField(label=_("แฟ้ม PDF ที่ลงนามแล้ว"), max_length=LONGEST_NAME)


class ScanForm(forms.Form):
    """A signature in ink."""

    scan = forms.FileField(label=_("ภาพสแกน (PDF, PNG หรือ JPEG)"), max_length=LONGEST_NAME)
    signed_on = ThaiDateField(label=_("วันที่ลงนามในเอกสาร"))
