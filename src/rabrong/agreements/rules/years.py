"""What may be done with a year: its moves as one table, who works on it, who reads a draft."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from rabrong.agreements.models import Agreement, AgreementState, Year, YearState
from rabrong.agreements.queries.years import years
from rabrong.org.actor import Actor
from rabrong.org.models import Role, UnitKind
from rabrong.org.rules import Refusal, may_administer
from rabrong.thai.fiscal import FIRST_BE_YEAR, day_after, last_day

MOVES: Mapping[YearState, tuple[YearState, ...]] = {
    YearState.DRAFT: (YearState.OPEN,),
    YearState.OPEN: (YearState.CLOSED,),
    YearState.CLOSED: (),
}
LAST_BE_YEAR = 2699
READS_AT_DEPARTMENT = (Role.EXECUTIVE, Role.WORKING_GROUP)


def may_read_draft(actor: Actor) -> bool:
    """The PSDG, executives and the working group at the department, and the deputies read what is being prepared."""
    if may_administer(actor) is not None or actor.holds(Role.DEPUTY):
        return True
    return any(grant.unit_kind == UnitKind.DEPARTMENT for grant in actor.holds(*READS_AT_DEPARTMENT))


def may_read_year(actor: Actor, year: Year) -> bool:
    """A year that is open or closed is everybody's who signs in, a draft is not."""
    return year.state != YearState.DRAFT or may_read_draft(actor)


def years_visible_to(actor: Actor) -> QuerySet[Year]:
    """The years somebody may read, newest first."""
    return years() if may_read_draft(actor) else years().exclude(state=YearState.DRAFT)


def draft_refusal(year: Year) -> Refusal | None:
    """Framework, scale, bands and rules are changed in a draft only."""
    if year.state == YearState.CLOSED:
        return closed_refusal(year)
    return None if year.state == YearState.DRAFT else Refusal("year.not_draft", {"year": year.year})


def closed_refusal(year: Year) -> Refusal | None:
    """Nothing of a closed year is changed."""
    return Refusal("year.closed", {"year": year.year}) if year.state == YearState.CLOSED else None


def move_refusal(year: Year, to: YearState, today: date) -> Refusal | None:
    """The table of moves; a year is closed when its last day has passed."""
    if to not in MOVES[YearState(year.state)]:
        return closed_refusal(year) or Refusal("year.no_such_move", {"year": year.year, "to": to})
    if to == YearState.CLOSED and today < day_after(year.year):
        return Refusal("year.not_over", {"year": year.year, "on": last_day(year.year)})
    return None


def new_year_refusal(number: int) -> Refusal | None:
    """A fiscal year of the Buddhist era that is not there yet. One query."""
    if not FIRST_BE_YEAR + 100 <= number <= LAST_BE_YEAR:
        return Refusal("year.outside", {"year": number})
    return Refusal("year.there", {"year": number}) if Year.objects.filter(pk=number).exists() else None


def file_refusal(agreement: Agreement) -> Refusal | None:
    """A file changes the department's agreement in a draft year, another unit's while it is a draft itself."""
    if agreement.unit.kind == UnitKind.DEPARTMENT:
        return draft_refusal(agreement.year)
    if agreement.state != AgreementState.DRAFT:
        return Refusal("agreement.not_draft", {"unit": str(agreement.unit), "year": agreement.year_id})
    return closed_refusal(agreement.year)
