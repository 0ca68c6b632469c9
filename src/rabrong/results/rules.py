"""May this number be entered: one function a rule, None when it may, else the refusal people read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Person, Unit
from rabrong.org.rules import may_enter_for
from rabrong.results.models import Window


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a code for the page's sentence, and the dates or names in it."""

    code: str
    terms: Mapping[str, object] = field(default_factory=dict)


def entry_refusal(person: Person, unit: Unit, indicator: IndicatorVersion, month: int, today: date) -> Refusal | None:
    """Whether a person may enter an indicator's numbers for a unit and month today. One query."""
    if not may_enter_for(person, unit):
        return Refusal("entry.not_keeper", {"unit": str(unit)})
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
