"""May what counts in a year be changed: None when it may, else the refusal."""

from rabrong.agreements.models import Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.rules import Refusal
from rabrong.results.models import Counts
from rabrong.results.queries.rounds import closed_rounds
from rabrong.results.rules.rounds import reason_refusal


def counting_refusal(year: Year, before: Counts, counts: Counts, reason: str) -> Refusal | None:
    """With a reason, while neither the year nor a round is closed: what is frozen keeps its rule. One query."""
    same = Refusal("counting.same") if counts == before else None
    return standing_refusal(year) or same or reason_refusal(reason)


def standing_refusal(year: Year) -> Refusal | None:
    """Why a year's rule stays as it is, whatever is chosen. One query."""
    refusal = closed_refusal(year)
    if refusal is not None:
        return refusal
    closed = closed_rounds(year.year)
    if not closed:
        return None
    last = max(closed)
    return Refusal("counting.round_closed", {"round": last, "on": closed[last].at.date()})
