"""Findings as the page shows them: by indicator, each with its code, its sentence and its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.pages.names import aspect_names
from rabrong.agreements.queries.checking import Doubt, open_doubts
from rabrong.agreements.wording.checking import doubt_words
from rabrong.agreements.wording.years import FIELDS, place_words
from rabrong.charts import State
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One finding in words."""

    doubt: Doubt
    sentence: str
    place: str

    @property
    def glyph(self) -> State:
        """Errors are solid, warnings hollow, accepted ones ticked."""
        if self.doubt.accepted is not None:
            return "approved"
        return "overdue" if self.doubt.severity == "error" else "finding"

    @property
    def may_be_accepted(self) -> bool:
        """Whether a reason is enough."""
        return self.doubt.severity == "warning" and self.doubt.is_open


@dataclass(frozen=True, slots=True)
class DoubtGroup:
    """The findings of one indicator, or of the whole where `code` is empty."""

    code: str
    name: str
    rows: Sequence[DoubtRow]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many errors and warnings are left, how many warnings somebody answered for."""

    errors: int
    warnings: int
    accepted: int


def standing(doubts: Sequence[Doubt]) -> Standing:
    """The counts at the top of the page."""
    accepted = sum(doubt.accepted is not None for doubt in doubts)
    return Standing(len(open_doubts(doubts, "error")), len(open_doubts(doubts, "warning")), accepted)


def check_groups(agreement: Agreement, doubts: Sequence[Doubt]) -> list[DoubtGroup]:
    """The whole first, then the indicators in their order. Two queries."""
    versions = IndicatorVersion.objects.filter(items__agreement=agreement).order_by("position")
    names = {version.code: in_language(version, "name") for version in versions}
    aspects = aspect_names(agreement.year_id)
    groups: dict[str, list[DoubtRow]] = {"": [], **{code: [] for code in names}}
    for doubt in doubts:
        code = _code_in(doubt.indicator, names)
        groups.setdefault(code, []).append(DoubtRow(doubt, doubt_words(doubt.found, aspects), _place(doubt, code)))
    whole = gettext("ทั้งฉบับ")
    return [DoubtGroup(code, names.get(code, whole), rows) for code, rows in groups.items() if rows]


def _code_in(place: str, names: dict[str, str]) -> str:
    """Codes have dots, and so have places: the longest code that begins the place."""
    begun = [code for code in names if place == code or place.startswith(f"{code}.")]
    return max(begun, key=len, default="")


def _place(doubt: Doubt, code: str) -> str:
    if not code:
        return place_words(doubt.place, ".")
    field = doubt.place.removeprefix("indicators.").removeprefix(code).strip(".")
    key = field.partition(".")[0]
    return str(FIELDS.get(key, field))
