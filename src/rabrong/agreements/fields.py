"""Columns for exact numbers: text in the database, so that no engine turns them into floats."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from rabrong.scoring.exact import fraction_of

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field


class _TextNumberField(AnyField):
    """A number kept as its digits, in a column of text."""

    parse: ClassVar[Callable[[str], Any]]

    def get_internal_type(self) -> str:
        """Stored as text without a limit: a sum of ratios can have hundreds of digits."""
        return "TextField"

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """A TextField to migrations, which import nothing of ours."""
        name, _, args, options = super().deconstruct()
        return str(name), "django.db.models.TextField", list(args), dict(options)

    def from_db_value(self, value: str | None, *_: object) -> Any:  # noqa: ANN401
        """The number of a stored text."""
        return None if value is None else type(self).parse(value)

    def to_python(self, value: object) -> Any:  # noqa: ANN401
        """The number of a text, a number as it is."""
        return type(self).parse(value) if isinstance(value, str) else value

    def get_prep_value(self, value: object) -> str | None:
        """The digits that are stored."""
        if value is None:
            return None
        return format(value, "f") if isinstance(value, Decimal) else str(value)


class DecimalTextField(_TextNumberField):
    """A Decimal with its digits as they were given: 1.10 stays 1.10."""

    parse = Decimal


class FractionField(_TextNumberField):
    """An exact Fraction as "28501/7449"."""

    parse = fraction_of
