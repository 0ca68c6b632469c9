"""What follows from a change of units: scores anew, and no change where a year is closed."""

from datetime import date, datetime

from rabrong.org.rules import Refusal
from rabrong.results.actions.entering import rescore_from
from rabrong.results.scores import newest_closed_from
from rabrong.thai.fiscal import day_after


def rescore_tree(day: date, now: datetime) -> Refusal | None:
    """Score anew from the first day whose tree changed, in the transaction of the change. A closed year keeps its
    tree: with another one its scores would not come out the same again."""
    closed = newest_closed_from(day)
    if closed is not None:
        return Refusal("unit.year_closed", {"year": closed, "on": day_after(closed)})
    rescore_from(day, now)
    return None
