"""Where a report stands: how far its work has come, and whether it came in time. Two things; no database here."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

Work = Literal["none", "draft", "submitted", "returned", "approved", "certified"]
Timeliness = Literal["not_due", "due", "overdue", "on_time", "late"]
WORKS: tuple[Work, ...] = ("none", "draft", "submitted", "returned", "approved", "certified")
TIMES: tuple[Timeliness, ...] = ("not_due", "due", "overdue", "on_time", "late")
DONE: frozenset[Work] = frozenset({"submitted", "approved", "certified"})
"""What the keeper has done and nobody has given back."""


@dataclass(frozen=True, slots=True)
class Days:
    """When a month's numbers are entered: both days included; `until` is the day to which a unit was let in late."""

    opens: date
    closes: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit's report of an indicator and month stands."""

    work: Work
    time: Timeliness

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to the keeper."""
        return self.work in DONE


def work_of(state: str, *, is_entered: bool, is_drafted: bool) -> Work:
    """How far a report has come. `state` is that of its row, "" where it has none: numbers without one, which were
    imported or are older than reports, count as submitted."""
    if state:
        return cast(Work, state)
    if is_entered:
        return "submitted"
    return "draft" if is_drafted else "none"


def timeliness_of(days: Days | None, work: Work, first_on: date | None, today: date) -> Timeliness:
    """Whether a report came in time, by the day its first numbers were submitted; what was given back is due again.

    Submitted after the window closed is late, even where the unit was let in; without a window nothing is ever due.
    """
    if work in DONE:
        is_late = days is not None and first_on is not None and first_on > days.closes
        return "late" if is_late else "on_time"
    if days is None or today < days.opens:
        return "not_due"
    last = max(days.closes, days.until) if days.until is not None else days.closes
    return "due" if today <= last else "overdue"
