"""Moving the demo's clock."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rabrong.demo.clock import FIRST_DAY, LAST_DAY


class ClockForm(forms.Form):
    """A day of the example year that the example has numbers for."""

    date = forms.DateField(input_formats=["%Y-%m-%d"])

    def clean_date(self) -> datetime.date:
        """Between the first and the last day, both included."""
        day: datetime.date = self.cleaned_data["date"]
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("เลือกวันระหว่าง 1 พ.ค. ถึง 30 ก.ย. 2555"), code="clock.outside")
        return day
