"""The framework as it is typed: a row for each aspect and each indicator, a few empty ones to add some."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from rabrong.agreements.forms.year_fields import CellForm, NumberField
from rabrong.agreements.framework import AspectRow, FrameworkPlan, IndicatorRow, Weights
from rabrong.scoring.agreement import ROUNDS

SPARE = 2
MOST_ROWS = 300
_ASPECTS = forms.TextInput({"list": "aspects", "autocomplete": "off"})
_UNITS = forms.TextInput({"list": "units", "autocomplete": "off"})
"""Typed or chosen: the page offers the codes there are."""


class WeightedForm(CellForm):
    """A row with a weight for each round; 9 and 12 months are as 6 where nothing else is typed."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(max_length=40, label=gettext_lazy("รหัส"), required=False)
    name = forms.CharField(max_length=2000, label=gettext_lazy("ชื่อ"), required=False)
    w6 = NumberField(required=False, label=gettext_lazy("น้ำหนักรอบ 6"))
    w9 = NumberField(required=False, label=gettext_lazy("น้ำหนักรอบ 9"))
    w12 = NumberField(required=False, label=gettext_lazy("น้ำหนักรอบ 12"))

    def clean(self) -> dict[str, Any]:
        """A row that says something has a code and a name."""
        cleaned = super().clean() or {}
        if self.has_changed() and not cleaned.get("DELETE") and not self.is_blank(cleaned):
            for field in ("code", "name"):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, gettext("ยังไม่ได้ใส่"))
        for field in ("w6", "w9", "w12"):
            if (cleaned.get(field) or 0) < 0:
                self.add_error(field, ValidationError(gettext("น้ำหนักติดลบไม่ได้"), code="weight.negative"))
        return cleaned

    def is_blank(self, cleaned: dict[str, Any]) -> bool:
        """Whether nobody typed anything into a spare row."""
        return not any(cleaned.get(field) is not None and cleaned.get(field) != "" for field in cleaned)

    @property
    def weights(self) -> Weights:
        """The weight of each round that has one."""
        first = self.cleaned_data.get("w6")
        typed = {6: first, 9: self.cleaned_data.get("w9"), 12: self.cleaned_data.get("w12")}
        filled = {round_: typed[round_] if typed[round_] is not None else first for round_ in ROUNDS}
        return {round_: weight for round_, weight in filled.items() if weight is not None}


class AspectForm(WeightedForm):
    """A node of the tree; `under` is the code of the node above."""

    name_en = forms.CharField(max_length=200, label=gettext_lazy("ชื่อภาษาอังกฤษ"), required=False)
    under = forms.CharField(max_length=40, label=gettext_lazy("อยู่ใต้"), required=False, widget=_ASPECTS)

    field_order = ("pk", "code", "name", "name_en", "under", "w6", "w9", "w12")


class IndicatorForm(WeightedForm):
    """An indicator's number, name and place; names are long, and are read whole."""

    name = forms.CharField(
        max_length=2000, label=gettext_lazy("ชื่อ"), required=False, widget=forms.Textarea({"rows": 2})
    )
    aspect = forms.CharField(max_length=40, label=gettext_lazy("ประเด็น"), required=False, widget=_ASPECTS)
    responsible = forms.CharField(
        max_length=20, label=gettext_lazy("หน่วยที่เขียนรายละเอียด"), required=False, widget=_UNITS
    )

    field_order = ("pk", "code", "name", "aspect", "responsible", "w6", "w9", "w12")


AspectRows = forms.formset_factory(
    AspectForm, extra=SPARE, can_delete=True, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS
)
IndicatorRows = forms.formset_factory(
    IndicatorForm, extra=SPARE, can_delete=True, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS
)


class FrameworkForm:
    """Both tables of the page."""

    def __init__(self, plan: FrameworkPlan | None = None, data: QueryDict | None = None) -> None:
        self.stored = plan
        aspects = [_aspect_initial(row) for row in plan.aspects] if plan else None
        indicators = [_indicator_initial(row) for row in plan.indicators] if plan else None
        self.aspects: Any = AspectRows(data, initial=aspects, prefix="aspect")
        self.indicators: Any = IndicatorRows(data, initial=indicators, prefix="indicator")

    def is_valid(self) -> bool:
        """Whether every row can be read."""
        valid = [self.aspects.is_valid(), self.indicators.is_valid()]
        return all(valid)

    @property
    def plan(self) -> FrameworkPlan:
        """What was typed, or what is stored where nothing was; rows that cannot be read, are blank or are to go are
        left out."""
        if self.stored is not None:
            return self.stored
        aspects = [_aspect(row.cleaned_data, row.weights) for row in _kept(self.aspects)]
        indicators = [_indicator(row.cleaned_data, row.weights) for row in _kept(self.indicators)]
        return FrameworkPlan(tuple(aspects), tuple(indicators))


def _kept(rows: Any) -> list[Any]:  # noqa: ANN401  a formset
    rows.is_valid()
    return [
        row
        for row in rows.forms
        if not row.errors and not row.cleaned_data.get("DELETE") and row.cleaned_data.get("code")
    ]


def _aspect(said: dict[str, Any], weights: Weights) -> AspectRow:
    code, name, name_en, under = (str(said[field]).strip() for field in ("code", "name", "name_en", "under"))
    return AspectRow(said["pk"], code, name, name_en, under, weights)


def _indicator(said: dict[str, Any], weights: Weights) -> IndicatorRow:
    code, name, aspect, responsible = (str(said[field]).strip() for field in ("code", "name", "aspect", "responsible"))
    return IndicatorRow(said["pk"], code, name, aspect, weights, responsible)


def _aspect_initial(row: AspectRow) -> dict[str, object]:
    words = {"code": row.code, "name": row.name, "name_en": row.name_en, "under": row.under}
    return {"pk": row.pk, **words, **_weights_initial(row.weights)}


def _indicator_initial(row: IndicatorRow) -> dict[str, object]:
    words = {"code": row.code, "name": row.name, "aspect": row.aspect, "responsible": row.responsible}
    return {"pk": row.pk, **words, **_weights_initial(row.weights)}


def _weights_initial(weights: Weights) -> dict[str, Decimal | None]:
    """The later rounds are shown where they differ only."""
    first = weights.get(6)
    return {"w6": first} | {f"w{round_}": weights.get(round_) for round_ in (9, 12) if weights.get(round_) != first}
