"""May a result be set by decision, and by whom: never by who entered its numbers, never decided by who proposed it."""

from datetime import date

from django.db.models import QuerySet

from rabrong.agreements.models import Item
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Acting, Role, UnitKind
from rabrong.org.rules import Refusal
from rabrong.results.models import Entry, Override, OverrideStepKind
from rabrong.results.months import latest_month
from rabrong.results.queries.rounds import closing_over
from rabrong.results.rules.rounds import reason_refusal, running_refusal
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim
from rabrong.scoring.scale import Scale

DECIDES = (Role.EXECUTIVE, Role.PSDG)


def may_decide(actor: Actor) -> Grant | None:
    """The head and the PSDG of the department decide on an override."""
    return next((grant for grant in actor.holds(*DECIDES) if grant.unit_kind == UnitKind.DEPARTMENT), None)


def people_behind(actor: Actor, grant: Grant) -> set[int]:
    """Who acts, and who is acted for. One query at most."""
    people = {actor.person.pk}
    if grant.acting is not None:
        people |= set(
            Acting.objects.filter(pk=grant.acting, principal__isnull=False).values_list("principal", flat=True)
        )
    return people


def own_numbers_refusal(actor: Actor, grant: Grant, item: Item, month: int) -> Refusal | None:
    """Nobody sets aside or confirms what he entered himself, in any capacity. Two queries at most."""
    entries = Entry.objects.filter(indicator=item.indicator, month__lte=month)
    return Refusal("override.own_numbers") if _by_any(entries, people_behind(actor, grant)) else None


def _by_any(entries: QuerySet[Entry], people: set[int]) -> bool:
    return entries.filter(by__in=people).exists() or entries.filter(acting__principal__in=people).exists()


def proposing_refusal(item: Item, month: int, reason: str, today: date) -> Refusal | None:
    """For a month that is scored, of a round that is not closed, with a reason."""
    refusal = running_refusal(item.agreement.year) or reason_refusal(reason)
    if refusal is not None:
        return refusal
    closing = closing_over(item.agreement.year_id, month)
    if closing is not None:
        return Refusal("round.closed", {"round": closing.round, "on": closing.at.date()})
    known = 1 <= month <= latest_month(item.agreement.year_id, today)
    return None if known else Refusal("override.no_month", {"month": month})


def value_refusal(indicator: Indicator, claim: Claim, scale: Scale) -> Refusal | None:
    """The value is one that the criteria can score."""
    return Refusal("override.no_result") if indicator.criterion.claim_fault(claim, scale) else None


def deciding_refusal(override: Override, actor: Actor, grant: Grant) -> Refusal | None:
    """Decided once, by another than who proposed it, in whatever name."""
    if override.steps.exists():
        return Refusal("override.decided")
    proposed_by = {override.by_id}
    if override.acting is not None and override.acting.principal_id is not None:
        proposed_by.add(override.acting.principal_id)
    return Refusal("override.own_proposal") if people_behind(actor, grant) & proposed_by else None


def withdrawing_refusal(override: Override) -> Refusal | None:
    """What counts or waits can be withdrawn, once; not what was refused."""
    ended = override.steps.filter(kind__in=(OverrideStepKind.WITHDRAWN, OverrideStepKind.REFUSED)).exists()
    return Refusal("override.ended") if ended else None
