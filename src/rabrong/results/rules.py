"""May this number be entered: one function a rule, None when it may, else the refusal people read."""

from datetime import date

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.models import Window


def grant_to_enter(actor: Actor, unit: Unit, indicator: IndicatorVersion, month: int) -> Grant | Refusal:
    """What an entry of an indicator's numbers for a unit and month rests on, or why there can be none. One query."""
    grant = may_enter_for(actor, unit)
    if grant is None:
        return Refusal("entry.not_keeper", {"unit": str(unit)})
    return _closed(indicator, month, actor.today) or grant


def entry_refusal(actor: Actor, unit: Unit, indicator: IndicatorVersion, month: int) -> Refusal | None:
    """Why somebody may not enter an indicator's numbers for a unit and month now; None when they may. One query."""
    found = grant_to_enter(actor, unit, indicator, month)
    return found if isinstance(found, Refusal) else None


def _closed(indicator: IndicatorVersion, month: int, today: date) -> Refusal | None:
    if indicator.cancelled is not None and month > indicator.cancelled:
        return Refusal("entry.cancelled", {"round": indicator.cancelled})
    window = Window.objects.filter(year_id=indicator.year_id, month=month).first()
    if window is None:
        return Refusal("entry.no_window", {"month": month})
    if today < window.opens:
        return Refusal("entry.not_open", {"opens": window.opens})
    if today > window.closes:
        return Refusal("entry.closed", {"closes": window.closes})
    return None
