"""What somebody may enter for a unit in a year: read once, then asked of every indicator and month without a query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.queries.desk import items_to_report
from rabrong.results.queries.rounds import EntryWindow, windows_of
from rabrong.results.rules.entering import month_refusal


@dataclass(frozen=True, slots=True)
class EntryDesk:
    """A unit's items of a year and its windows, as its keeper meets them on a day."""

    unit: Unit
    grant: Grant
    items: tuple[Item, ...]
    windows: Mapping[int, EntryWindow]
    today: date

    def item(self, code: str) -> Item | None:
        """The item of an indicator; None where the unit does not report it."""
        return next((item for item in self.items if item.indicator.code == code), None)

    def refusal(self, indicator: IndicatorVersion, month: int) -> Refusal | None:
        """Why an indicator's numbers of a month may not be entered today."""
        if all(item.indicator_id != indicator.pk for item in self.items):
            return Refusal("entry.reported_below", {"unit": str(self.unit)})
        return month_refusal(indicator, month, self.windows.get(month), self.today)

    def open_months(self) -> list[int]:
        """The months in which anything may be entered today, in order."""
        return [
            month for month in self.windows if any(self.refusal(item.indicator, month) is None for item in self.items)
        ]


def desk_of(actor: Actor, unit: Unit, year: int) -> EntryDesk | Refusal:
    """The desk of a unit's keeper; for everybody else the refusal. Three queries."""
    grant = may_enter_for(actor, unit)
    if grant is None:
        return Refusal("entry.not_keeper", {"unit": str(unit)})
    items = tuple(items_to_report(unit, year))
    return EntryDesk(unit, grant, items, windows_of(unit, year), actor.today)
