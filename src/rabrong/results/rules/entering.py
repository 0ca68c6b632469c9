"""May this number be entered: one function a rule, None when it may, else the refusal people read."""

from collections.abc import Iterable, Sequence
from datetime import date

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.assignments.models import Ownership
from rabrong.assignments.rules.rounds import round_of_month
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.queries.rounds import EntryWindow, windows_for
from rabrong.results.reporters import owners_in, rounds_of_owner


def grant_to_enter(actor: Actor, unit: Unit, indicator: IndicatorVersion, month: int) -> Grant | Refusal:
    """What an entry of an indicator's numbers for a unit and month rests on, or why there can be none. Four queries."""
    grant = may_enter_for(actor, unit)
    if grant is None:
        return Refusal("entry.not_keeper", {"unit": str(unit)})
    return _reported_elsewhere(unit, indicator, month) or _closed(indicator, unit, month, actor.today) or grant


def month_refusal(indicator: IndicatorVersion, month: int, window: EntryWindow | None, today: date) -> Refusal | None:
    """Why an indicator's numbers of a month may not be entered on a day, by the month's window. No query."""
    return _cancelled(indicator, month) or _window_refusal(indicator, month, window, today)


def entry_refusal(actor: Actor, unit: Unit, indicator: IndicatorVersion, month: int) -> Refusal | None:
    """Why somebody may not enter an indicator's numbers for a unit and month now; None when they may. One query."""
    found = grant_to_enter(actor, unit, indicator, month)
    return found if isinstance(found, Refusal) else None


def _reported_elsewhere(unit: Unit, indicator: IndicatorVersion, month: int) -> Refusal | None:
    """What results.reporters says of one unit, indicator and month. Three queries at most."""
    promised = Item.objects.filter(indicator=indicator, agreement__person=None)
    at = promised.order_by().values_list("agreement__unit")
    near = at.filter(agreement__unit=unit).union(at.filter(agreement__unit__parent=unit))  # each by its own index
    promising = {pk for (pk,) in near}
    below = Refusal("entry.reported_below", {"unit": str(unit)})
    if unit.pk in promising and unit.kind != UnitKind.DEPARTMENT:
        return below if promising != {unit.pk} else None
    if promised.exclude(agreement__unit__kind=UnitKind.DEPARTMENT).exists():
        return below
    owners = list(Ownership.objects.filter(indicator=indicator, unit__isnull=False))
    if unit.pk in promising:  # a department that promised what no unit of it did
        return below if owners_in(owners, round_of_month(month)) else None
    return _as_owner(unit, owners, month)


def _as_owner(unit: Unit, owners: Sequence[Ownership], month: int) -> Refusal | None:
    rounds = rounds_of_owner(owners, unit.pk)
    if round_of_month(month) in rounds:
        return None
    if rounds:
        return other_rounds(unit, rounds, month)
    helps = any(row.unit_id == unit.pk for row in owners)
    return Refusal("entry.helps_owner" if helps else "entry.not_owner", {"unit": str(unit)})


def other_rounds(unit: Unit, rounds: Iterable[int], month: int) -> Refusal:
    """The unit reports the indicator, but not in the round of the month."""
    words = ", ".join(str(round_) for round_ in sorted(rounds))
    return Refusal("entry.other_rounds", {"unit": str(unit), "rounds": words, "round": round_of_month(month)})


def _closed(indicator: IndicatorVersion, unit: Unit, month: int, today: date) -> Refusal | None:
    refusal = _cancelled(indicator, month)
    if refusal is not None:
        return refusal
    return _window_refusal(indicator, month, windows_for(unit, indicator.year_id, month), today)


def _cancelled(indicator: IndicatorVersion, month: int) -> Refusal | None:
    is_cancelled = indicator.cancelled is not None and month > indicator.cancelled
    return Refusal("entry.cancelled", {"round": indicator.cancelled}) if is_cancelled else None


def _window_refusal(indicator: IndicatorVersion, month: int, window: EntryWindow | None, today: date) -> Refusal | None:
    if window is None:
        return Refusal("entry.no_window", {"month": month})
    if window.year_closed:
        return Refusal("year.closed", {"year": indicator.year_id})
    if window.closed_round is not None:
        return Refusal("entry.round_closed", {"round": window.closed_round})
    if today < window.opens:
        return Refusal("entry.not_open", {"opens": window.opens})
    if window.excepted_until is not None and today <= window.excepted_until:
        return None
    return _late_refusal(window, today)


def _late_refusal(window: EntryWindow, today: date) -> Refusal | None:
    """The window is over or the month locked; where an exception was given, when that ended."""
    if today <= window.closes and not window.is_locked:
        return None
    if window.excepted_until is not None:
        return Refusal("entry.exception_ended", {"until": window.excepted_until})
    return (
        Refusal("entry.locked", {"month": window.month})
        if window.is_locked
        else Refusal("entry.closed", {"closes": window.closes})
    )
