"""Who writes, checks and reads KPI Templates, the moves of a version, and what may still be changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q

from rabrong.agreements.models import (
    AgreementState,
    IndicatorVersion,
    Item,
    Template,
    TemplateState,
    Year,
    YearState,
)
from rabrong.agreements.queries.templates import published, received_by
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer
from rabrong.thai.fiscal import fiscal_month_of, fiscal_year_of, month_range

WRITES = (Role.DIRECTOR, Role.SUPERVISOR, Role.KEEPER)
"""At the unit that is responsible for the indicator these write its KPI Template."""

READS_DRAFTS = (Role.EXECUTIVE, Role.WORKING_GROUP)
"""At the department these read what is not published yet; so does every deputy."""

STILL_OFFERED = (AgreementState.DRAFT, AgreementState.NEGOTIATING)
"""Until the result of the negotiation is notified, the responsible unit may still word what it promises."""

WRITTEN_IN = (TemplateState.DRAFT, TemplateState.RETURNED)

MoveName = Literal["submit", "give_back", "publish"]


@dataclass(frozen=True, slots=True)
class Move:
    """From which states to which, and whether it is the PSDG's or the writers'."""

    sources: tuple[TemplateState, ...]
    target: TemplateState
    is_check: bool


MOVES: Mapping[MoveName, Move] = {
    "submit": Move(WRITTEN_IN, TemplateState.SUBMITTED, is_check=False),
    "give_back": Move((TemplateState.SUBMITTED,), TemplateState.RETURNED, is_check=True),
    "publish": Move((TemplateState.SUBMITTED,), TemplateState.PUBLISHED, is_check=True),
}


def may_write(actor: Actor, version: IndicatorVersion) -> Grant | None:
    """The head, a supervisor or a keeper of the responsible unit, or who acts for one of them; and the PSDG."""
    own = (grant for grant in actor.holds(*WRITES) if grant.unit_id == version.responsible_id)
    return next(own, None) or may_administer(actor)


def may_read_drafts(actor: Actor, version: IndicatorVersion) -> bool:
    """Those who write it, and those who lead the department or sit in its working group."""
    if may_write(actor, version) is not None or actor.holds(Role.DEPUTY):
        return True
    return any(grant.unit_kind == UnitKind.DEPARTMENT for grant in actor.holds(*READS_DRAFTS))


def published_for(scope: Scope, version: IndicatorVersion) -> list[Template]:
    """The published versions somebody may read, newest first: all of them for who reads drafts, sees everything or
    sees the responsible unit; else those that a unit of theirs received. Three queries at most."""
    found = published(version)
    return list(found if _sees_all(scope, version) else found.filter(received_by(scope)))


def openable(scope: Scope, versions: Iterable[IndicatorVersion]) -> frozenset[int]:
    """The ids of the indicators whose KPI Template somebody may open, written or published: where a link may lead.

    One query and those of `received_by`.
    """
    wanted = list(versions)
    drafts = {version.pk for version in wanted if may_read_drafts(scope.actor, version)}
    seen = {version.pk for version in wanted if _sees_all(scope, version)}
    found = Template.objects.filter(indicator__in=wanted, state=TemplateState.PUBLISHED)
    readable = found.filter(Q(indicator__in=seen) | received_by(scope)).values_list("indicator_id", flat=True)
    return frozenset(drafts.union(readable))


def _sees_all(scope: Scope, version: IndicatorVersion) -> bool:
    if scope.everything or may_read_drafts(scope.actor, version):
        return True
    return version.responsible_id is not None and scope.holds(version.responsible_id)


def grant_to_write(actor: Actor, version: IndicatorVersion) -> Grant | Refusal:
    """What writing rests on, or why it cannot be: a closed year, no duty."""
    if version.year.state == YearState.CLOSED:
        return Refusal("year.closed", {"year": version.year_id})
    return may_write(actor, version) or Refusal("template.not_writer", {"unit": str(version.responsible or "-")})


def grant_to_edit(actor: Actor, template: Template) -> Grant | Refusal:
    """The same, of a version that is still being written."""
    if template.state not in WRITTEN_IN:
        return Refusal("template.not_draft", {"state": TemplateState(template.state)})
    return grant_to_write(actor, template.indicator)


def grant_to_check(actor: Actor, year: Year) -> Grant | Refusal:
    """The PSDG checks, publishes and sends, in a year that is not closed."""
    if year.state == YearState.CLOSED:
        return Refusal("year.closed", {"year": year.year})
    return may_administer(actor) or Refusal("template.not_checker")


def grant_to_move(actor: Actor, template: Template, name: MoveName) -> Grant | Refusal:
    """What a move rests on, or why it cannot be made."""
    move = MOVES[name]
    version = template.indicator
    grant = grant_to_check(actor, version.year) if move.is_check else grant_to_write(actor, version)
    if isinstance(grant, Grant) and template.state not in move.sources:
        return Refusal("template.no_move", {"state": TemplateState(template.state)})
    return grant


def grant_to_comment(actor: Actor, template: Template) -> Grant | Refusal:
    """The PSDG says what is to be changed and the writers answer, until the version is published."""
    if template.state == TemplateState.PUBLISHED:
        return Refusal("template.not_draft", {"state": TemplateState.PUBLISHED})
    return grant_to_write(actor, template.indicator)


def grant_to_promise(actor: Actor, version: IndicatorVersion, item: Item | None) -> Grant | Refusal:
    """What wording the promise itself (name, measure, criteria) rests on, or why it cannot be edited here: it is
    notified, vetted or signed, or an offer was agreed. `item` is that of the department's agreement."""
    if item is not None and item.agreement.state not in STILL_OFFERED:
        return Refusal("template.promised", {"state": AgreementState(item.agreement.state)})
    if item is not None and item.criteria is not None:
        return Refusal("template.offered")
    return grant_to_write(actor, version)


def unsigned_refusal(item: Item | None) -> Refusal | None:
    """Why a version cannot be published yet: what it explains is not signed. `item` is that of the department."""
    if item is None or item.agreement.state == AgreementState.SIGNED:
        return None
    return Refusal("template.not_signed", {"state": AgreementState(item.agreement.state)})


def running_round(year: int, today: date) -> int:
    """The round in which a day lies: 6, 9 or 12; 0 before the fiscal year, 13 after it."""
    if fiscal_year_of(today) != year:
        return 0 if fiscal_year_of(today) < year else 13
    month = fiscal_month_of(today)
    return 6 if month <= 6 else 9 if month <= 9 else 12


FIRST_MONTHS = {6: 1, 9: 7, 12: 10}


def first_day_of_round(year: int, round_: int) -> date:
    """The day from which the numbers of a round are counted."""
    return month_range(year, FIRST_MONTHS[round_], 12)[0]
