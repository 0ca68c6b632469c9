"""What somebody may enter at many units: read for all of them at once, then asked of each without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import indicators_of
from rabrong.assignments.models import Ownership
from rabrong.assignments.rules.rounds import round_of_month
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.queries.tree import span_of_day, units_below
from rabrong.org.rules import Refusal
from rabrong.results.models import EntryException
from rabrong.results.queries.approvals import chunks
from rabrong.results.queries.desk import reports_to_make
from rabrong.results.queries.rounds import EntryWindow, windows_of
from rabrong.results.queries.states import counts_in
from rabrong.results.rules.entering import month_refusal, other_rounds


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit's items of a year and its windows, as somebody meets them on a day; without a grant only to look at.

    `rounds` are those in which it reports an indicator that it promised nothing of itself, by indicator."""

    unit: Unit
    grant: Grant | None
    items: tuple[Item, ...]
    windows: Mapping[int, EntryWindow]
    today: date
    rounds: Mapping[int, frozenset[int]]

    def item(self, code: str) -> Item | None:
        """The item of an indicator; None where the unit does not report it."""
        return next((item for item in self.items if item.indicator.code == code), None)

    def refusal(self, indicator: IndicatorVersion, month: int) -> Refusal | None:
        """Why an indicator's numbers of a month may not be entered today: the same as results.rules says of one."""
        if self.grant is None:
            return Refusal("entry.not_keeper", {"unit": str(self.unit)})
        return self._other_rounds(indicator, month) or month_refusal(
            indicator, month, self.windows.get(month), self.today
        )

    def _other_rounds(self, indicator: IndicatorVersion, month: int) -> Refusal | None:
        rounds = self.rounds.get(indicator.pk)
        if rounds is None or round_of_month(month) in rounds:
            return None
        return other_rounds(self.unit, rounds, month)

    def may_type(self, indicator: IndicatorVersion, month: int) -> bool:
        """Whether the month's numbers can be typed in today."""
        return counts_in(indicator, month) and self.refusal(indicator, month) is None


def units_of_workbook(root: Unit, scope: Scope) -> list[Unit]:
    """A unit and everything below it that may be seen: a province before its districts. Two queries."""
    below = units_below([root.pk], span_of_day(scope.actor.today))
    units = [unit for part in chunks(sorted(below)) for unit in Unit.objects.filter(pk__in=part)]
    seen = {unit.pk: unit for unit in scope.only(units)}
    return sorted(seen.values(), key=lambda unit: _place(unit, seen))


def _place(unit: Unit, seen: Mapping[int, Unit]) -> tuple[bool, str, bool, str, str]:
    """Bureaus first, then each province with its districts."""
    above = seen.get(unit.parent_id or 0) if unit.kind == UnitKind.DISTRICT else None
    group = above or unit
    return group.kind == UnitKind.PROVINCE, group.sort_key, unit is not group, unit.sort_key, unit.code


def desks_of(actor: Actor, units: Sequence[Unit], year: int) -> list[Desk]:
    """The desks of those units that report anything in a year, in their order.

    Six queries and one more for each unit that owns an indicator; more for each CHUNK of units.
    """
    if not units:
        return []
    grants = {grant.unit_id: grant for grant in reversed(actor.holds(Role.KEEPER))}
    owned, items = _owned(units, year), _items(units, year)
    windows, let_in = windows_of(units[0], year), _let_in(units, year)
    desks = []
    for unit in units:
        found, rounds = items.get(unit.pk, []), {}
        is_lead = unit.kind == UnitKind.DEPARTMENT
        if unit.pk in owned or (is_lead and unit.pk in grants):
            to_make = reports_to_make(unit, year)
            found, rounds = [each.item for each in to_make], {each.item.indicator_id: each.rounds for each in to_make}
        if found and (not is_lead or unit.pk in grants):  # its bureaus report for it
            own = {month: replace(each, excepted_until=let_in.get((unit.pk, month))) for month, each in windows.items()}
            desks.append(Desk(unit, grants.get(unit.pk), tuple(found), own, actor.today, rounds))
    return desks


def _owned(units: Sequence[Unit], year: int) -> set[int]:
    """The ids of those units that own or support an indicator."""
    rows = Ownership.objects.filter(indicator__year_id=year, unit__isnull=False).values_list("unit_id", flat=True)
    return {unit.pk for unit in units} & set(rows)


def _items(units: Sequence[Unit], year: int) -> dict[int, list[Item]]:
    """Unit id -> the items of its own agreement that nobody below it promised, with one indicator for all."""
    indicators = {version.pk: version for version in indicators_of(year)}
    promised = Item.objects.filter(
        indicator=OuterRef("indicator"),
        agreement__person=None,
        agreement__unit__parent=OuterRef("agreement__unit"),
    )
    rows = Item.objects.filter(agreement__year_id=year, agreement__person=None).exclude(Exists(promised))
    found: dict[int, list[Item]] = {}
    for part in chunks([unit.pk for unit in units]):
        own = rows.filter(agreement__unit__in=part).select_related("agreement")
        for item in own.order_by("indicator__position", "indicator__code", "pk"):
            item.indicator = indicators[item.indicator_id]
            found.setdefault(item.agreement.unit_id, []).append(item)
    return found


def _let_in(units: Sequence[Unit], year: int) -> dict[tuple[int, int], date]:
    """(unit id, month) -> to when it was let in late: the newest exception. One query."""
    wanted = {unit.pk for unit in units}
    rows = EntryException.objects.filter(year_id=year).order_by("pk").values_list("unit_id", "month", "until")
    return {(unit, month): until for unit, month, until in rows if unit in wanted}
