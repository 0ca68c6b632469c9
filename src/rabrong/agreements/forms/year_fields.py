"""Fields of the promised stage: exact numbers as people type them, with the sentences of the agreement file."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rabrong.agreement_file.numbers import number_of
from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.wording import file_sentence
from rabrong.scoring.absence import Fault
from rabrong.scoring.exact import plain
from rabrong.thai.digits import to_arabic_digits
from rabrong.ui.words import language


class NumberInput(forms.TextInput):
    """A plain text field with a decimal keypad on phones."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "size": "6", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:  # noqa: ANN401  as Django calls it
        """The digits as they were agreed."""
        return plain(value) if isinstance(value, Decimal) else value


class NumberField(forms.Field):
    """An exact number; None where nothing was typed. Thai digits are taken, an exponent or a comma is not."""

    widget = NumberInput

    def to_python(self, value: object) -> Decimal | None:
        """The number. Raises ValidationError."""
        text = to_arabic_digits("" if value is None else str(value).strip())
        if not text:
            return None
        number = number_of(text)
        if isinstance(number, Fault):
            raise ValidationError(fault_sentence(number, str(self.label or "")), code=number.code)
        return number


class CellForm(forms.Form):
    """A row of a table: the head of a column is the name of its cells for who listens."""

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401  those of forms.Form
        super().__init__(*given, **options)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))


def fault_sentence(fault: Fault, key: str) -> str:
    """What is wrong, in the language of the page."""
    problem = Problem(fault.code, key, terms={"key": key, **fault.terms})
    return file_sentence(problem, "th" if language().startswith("th") else "en")
