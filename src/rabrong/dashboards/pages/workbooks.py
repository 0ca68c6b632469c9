"""The page of workbooks: what one holds, and what became of those that came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from rabrong.results.workbooks.desks import Desk
from rabrong.results.workbooks.layout import MONTHS
from rabrong.ui.dates import month_and_year
from rabrong.ui.words import language


@dataclass(frozen=True, slots=True)
class Offer:
    """What a workbook holds: units, of which `typed` may be typed in; items; the open months in words."""

    units: int
    typed: int
    items: int
    months: str


def offer_of(year: int, desks: Sequence[Desk]) -> Offer:
    """What a workbook of these desks holds. No query."""
    own = [desk for desk in desks if desk.grant is not None]
    months = [
        month for month in MONTHS if any(desk.may_type(item.indicator, month) for desk in own for item in desk.items)
    ]
    words = ", ".join(month_and_year(year, month, language()) for month in months)
    return Offer(len(desks), len(own), sum(len(desk.items) for desk in desks), words)
