"""What somebody may enter for a unit in a year: read once, then asked of every indicator and month without a query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.months import round_of
from rabrong.results.queries.desk import reports_to_make
from rabrong.results.queries.rounds import EntryWindow, windows_of
from rabrong.results.rules.entering import month_refusal, other_rounds


@dataclass(frozen=True, slots=True)
class EntryDesk:
    """A unit's items of a year and its windows, as its keeper meets them on a day; by indicator the rounds in which the
    unit reports it."""

    unit: Unit
    grant: Grant
    items: tuple[Item, ...]
    windows: Mapping[int, EntryWindow]
    today: date
    rounds: Mapping[int, frozenset[int]]

    @property
    def is_year_closed(self) -> bool:
        """Whether the year is over for good, so that no month of it can be opened any more."""
        return any(window.year_closed for window in self.windows.values())

    def item(self, code: str) -> Item | None:
        """The item of an indicator; None where the unit does not report it."""
        return next((item for item in self.items if item.indicator.code == code), None)

    def refusal(self, indicator: IndicatorVersion, month: int) -> Refusal | None:
        """Why an indicator's numbers of a month may not be entered today."""
        if all(item.indicator_id != indicator.pk for item in self.items):
            return Refusal("entry.reported_below", {"unit": str(self.unit)})
        rounds = self.rounds[indicator.pk]
        if round_of(month) not in rounds:
            return other_rounds(self.unit, rounds, month)
        return month_refusal(indicator, month, self.windows.get(month), self.today)

    def open_months(self) -> list[int]:
        """The months in which anything may be entered today, in order."""
        return [
            month for month in self.windows if any(self.refusal(item.indicator, month) is None for item in self.items)
        ]


def desk_of(actor: Actor, unit: Unit, year: int) -> EntryDesk | Refusal:
    """The desk of a unit's keeper; for everybody else the refusal. Three queries; four for who
    owns an indicator."""
    grant = may_enter_for(actor, unit)
    if grant is None:
        return Refusal("entry.not_keeper", {"unit": str(unit)})
    found = reports_to_make(unit, year)
    rounds = {each.item.indicator_id: each.rounds for each in found}
    return EntryDesk(unit, grant, tuple(each.item for each in found), windows_of(unit, year), actor.today, rounds)
