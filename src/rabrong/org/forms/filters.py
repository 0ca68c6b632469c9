"""What the lists are filtered by. What cannot be read is left out: an address never breaks a list."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rabrong.org.forms.fields import UnitField
from rabrong.org.models import PersonStatus, Role, UnitKind
from rabrong.org.queries.lists import EVERY_STATUS
from rabrong.thai.dates import typed_date
from rabrong.ui.fields import ThaiDateField

ANY_KIND = [("", _("ทุกประเภท")), *UnitKind.choices]
ANY_ROLE = [("", _("ทุกบทบาท")), *Role.choices]
ANY_STATUS = [("", _("ยังไม่ปิด")), *PersonStatus.choices, (EVERY_STATUS, _("ทั้งหมด รวมที่ปิดแล้ว"))]
LOOKING_FOR = forms.TextInput({"type": "search", "autocomplete": "off"})


class Filter(forms.Form):
    """A form in an address. A day that is not asked for is `today`, and its field says so."""

    def __init__(self, data: Any = None, *, today: date | None = None) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(data)
        if today is not None and "on" in self.fields:
            self.fields["on"].widget.attrs["placeholder"] = typed_date(today)

    def wanted(self, name: str, otherwise: Any = "") -> Any:  # noqa: ANN401  what its field gives
        """What was asked for, or what counts where it was not or could not be read."""
        self.is_valid()
        found = self.cleaned_data.get(name)
        return otherwise if found in (None, "") else found


class UnitsFilter(Filter):
    """The organisation: a day, a line of supervision, words, a kind, an order."""

    on = ThaiDateField(label=_("ณ วันที่"), required=False, help_text="")
    q = forms.CharField(label=_("ค้นหา"), required=False, widget=LOOKING_FOR)
    kind = forms.ChoiceField(label=_("ประเภท"), choices=ANY_KIND, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    line = forms.CharField(required=False, widget=forms.HiddenInput)

    def day(self, today: date) -> date:
        """The day that is shown."""
        found: date = self.wanted("on", today)
        return found


class PeopleFilter(Filter):
    """People: words, a unit, a role, a status, an order."""

    q = forms.CharField(label=_("ค้นหา"), required=False, widget=LOOKING_FOR)
    unit = UnitField(label=_("หน่วยงานและที่อยู่ใต้"), required=False, help_text="")
    role = forms.ChoiceField(label=_("บทบาท"), choices=ANY_ROLE, required=False)
    status = forms.ChoiceField(label=_("สถานะบัญชี"), choices=ANY_STATUS, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


class RolesFilter(Filter):
    """The matrix: a unit, rows of people or of units, a day."""

    unit = UnitField(label=_("หน่วยงาน"), required=False, help_text="")
    rows = forms.ChoiceField(label=_("แถว"), choices=[("units", _("หน่วยงาน")), ("people", _("บุคลากร"))], required=False)
    on = ThaiDateField(label=_("ณ วันที่"), required=False, help_text="")


class ActingsFilter(Filter):
    """Actings: words, and when."""

    q = forms.CharField(label=_("ค้นหา"), required=False, widget=LOOKING_FOR)
    when = forms.ChoiceField(
        label=_("ช่วง"),
        choices=[("now", _("วันนี้")), ("coming", _("ยังไม่ถึง")), ("past", _("ผ่านไปแล้ว")), ("all", _("ทั้งหมด"))],
        required=False,
    )
