"""Taking over the supervisor and the keepers that a published KPI Template names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import Template, TemplateState, Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.actions.recorded import Doer, end, note_indicator
from rabrong.assignments.models import ROUNDS, Duty, Responsibility
from rabrong.assignments.queries.roles import standing_duties, substitutes_of, untaken_templates
from rabrong.assignments.rules.rounds import until
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Person
from rabrong.org.rules import Refusal

NAMED = (Duty.SUPERVISOR, Duty.KEEPER)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the version names."""

    duty: Duty
    person: Person
    is_score_owner: bool = False


def named_in(template: Template) -> Iterator[Named]:
    """The supervisor, then the keepers by name; the first of them owns the score. One query or two."""
    if template.supervisor is not None:
        yield Named(Duty.SUPERVISOR, template.supervisor)
    for at, person in enumerate(template.keepers.order_by("sort_key", "code")):
        yield Named(Duty.KEEPER, person, is_score_owner=at == 0)


@transaction.atomic
def take_over_template(template: Template, by: Actor, now: datetime) -> None:
    """What a published version says of people counts from its round on; called when it is published.

    Who goes on keeps the row there is. Who was named for a round before stays for that round. Repeating it changes
    nothing. A version that is not published says nothing yet.
    """
    if template.state != TemplateState.PUBLISHED:
        return
    doer, from_round = Doer(by, now), template.from_round
    before = [row for row in standing_duties(template.indicator) if row.duty in NAMED and until(row) >= from_round]
    wanted = _with_score_owner(list(named_in(template)), before)
    kept = [row for row in before if any(_goes_on(row, each, from_round) for each in wanted)]
    new = [each for each in wanted if not any(_goes_on(row, each, from_round) for row in before)]
    gone = [row for row in before if row not in kept]
    staying = {each.person.pk for each in wanted if each.duty == Duty.KEEPER}
    _end_substitutes([row for row in gone if row.person_id not in staying], from_round, doer)
    for row in gone:
        end(row, from_round, doer)
    for each in new:
        _name(template, each, doer)
    if gone or new:
        note_indicator(doer, "role.template", template.indicator, _told(before), _told_named(wanted))


@transaction.atomic
def take_over_year(year: Year, *, by: Actor, now: datetime) -> int | Refusal:
    """Take over what the published KPI Templates of a year say, in the order in which they count; how many indicators
    have another supervisor or keeper now. For versions that were published before roles were kept.

    Indicators whose duties somebody has named already are left as they are.
    """
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = closed_refusal(Year.objects.get(pk=year.pk))
    if refusal is not None:
        return refusal
    templates = untaken_templates(year.year)
    for template in templates:
        take_over_template(template, by, now)
    return len({template.indicator_id for template in templates})


def _with_score_owner(named: list[Named], before: list[Responsibility]) -> list[Named]:
    """Whoever owned the score and is still a keeper goes on owning it."""
    owner = next((row.person_id for row in before if row.is_score_owner), None)
    if owner not in {each.person.pk for each in named if each.duty == Duty.KEEPER}:
        return named
    return [
        Named(each.duty, each.person, is_score_owner=each.duty == Duty.KEEPER and each.person.pk == owner)
        for each in named
    ]


def _goes_on(row: Responsibility, each: Named, from_round: int) -> bool:
    """Whether a row says already what is wanted from a round to the end of the year."""
    said = (Duty(row.duty), row.person_id, row.is_score_owner)
    is_whole = row.from_round <= from_round and until(row) == ROUNDS[-1]
    return is_whole and said == (each.duty, each.person.pk, each.is_score_owner)


def _end_substitutes(keepers: list[Responsibility], from_round: int, doer: Doer) -> None:
    rows = {row.pk: row for keeper in keepers for row in substitutes_of(keeper, from_round)}
    for row in rows.values():
        end(row, from_round, doer)


def _name(template: Template, named: Named, doer: Doer) -> None:
    Responsibility.objects.create(
        indicator=template.indicator,
        duty=named.duty,
        person=named.person,
        unit_id=named.person.unit_id,
        is_score_owner=named.is_score_owner,
        from_round=template.from_round,
        template=template,
        made_at=doer.now,
        made_by=doer.by.person,
    )


def _told(rows: Iterable[Responsibility]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.duty, []).append(row.person.code if row.person else row.name)
    return {duty: ", ".join(codes) for duty, codes in found.items()}


def _told_named(named: list[Named]) -> dict[str, str]:
    return {
        duty.value: ", ".join(each.person.code for each in named if each.duty == duty)
        for duty in (Duty.SUPERVISOR, Duty.KEEPER)
    }
