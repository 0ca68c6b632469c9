"""A sheet to be taken in: the file, and the day that counts where a row names none."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rabrong.ui.fields import ThaiDateField


class ImportForm(forms.Form):
    """`checked` is the hash of the file that the dry run saw; what is taken in has to be the same."""

    file = forms.FileField(label=_("แฟ้ม"), help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) หรือ CSV ไม่เกิน 10 MB"))
    on = ThaiDateField(label=_("มีผลตั้งแต่ ถ้าแถวไม่ได้ระบุ"))
    checked = forms.CharField(required=False, widget=forms.HiddenInput)
