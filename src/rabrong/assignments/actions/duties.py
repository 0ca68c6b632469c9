"""Naming supervisors, keepers, their score owner and substitutes by hand, and ending a duty; no row is changed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.actions.recorded import Doer, end, note_indicator
from rabrong.assignments.models import ROUNDS, Duty, Responsibility
from rabrong.assignments.queries.roles import standing_duties, substitutes_of
from rabrong.assignments.rules.duties import Contact, Naming, naming_refusal
from rabrong.assignments.rules.rounds import to_the_end, touch, until
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Person
from rabrong.org.rules import Refusal


@transaction.atomic
def name_responsible(naming: Naming, *, by: Actor, now: datetime) -> Responsibility | Refusal:
    """Name who supervises, keeps or stands in. A supervisor or a score owner takes the place of the one before from
    the round on; who was before stays for the rounds before."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    standing = standing_duties(naming.indicator)
    refusal = naming_refusal(naming, standing, Year.objects.get(pk=naming.indicator.year_id))
    if refusal is not None:
        return refusal
    doer, before = _doer(admin), told(standing)
    near = [row for row in standing if touch(row, naming)]
    if naming.duty == Duty.SUPERVISOR:
        for row in (row for row in near if row.duty == Duty.SUPERVISOR):
            end(row, naming.from_round, doer, to_round=until(naming))
    if naming.is_score_owner:
        _give_up_the_score([row for row in near if row.is_score_owner], naming.from_round, until(naming), doer)
    made: Responsibility = Responsibility.objects.create(**_values(naming), made_at=now, made_by=by.person)
    note_indicator(doer, "role.name", naming.indicator, before, told(standing_duties(naming.indicator)))
    return made


@transaction.atomic
def end_duty(row: Responsibility, from_round: int, *, by: Actor, now: datetime) -> bool | Refusal:
    """End a duty from a round on, and with a keeper's the substitutes; False where it ends before that round."""
    begun = _begun(row, from_round, by, now)
    if isinstance(begun, Refusal):
        return begun
    current, doer = begun
    if from_round > until(current):
        return False
    before = told(standing_duties(current.indicator))
    for each in (*substitutes_of(current, from_round), current):
        end(each, from_round, doer)
    note_indicator(doer, "role.end_duty", current.indicator, before, told(standing_duties(current.indicator)))
    return True


@transaction.atomic
def make_score_owner(row: Responsibility, from_round: int, *, by: Actor, now: datetime) -> bool | Refusal:
    """Make a keeper own the score from a round on; the one who did keeps on keeping. False where it is so already."""
    begun = _begun(row, from_round, by, now)
    if isinstance(begun, Refusal):
        return begun
    current, doer = begun
    first = max(from_round, current.from_round)
    if current.duty != Duty.KEEPER or first > until(current):
        return Refusal("role.score_owner_keeps")
    if current.is_score_owner:
        return False
    standing = standing_duties(current.indicator)
    span = replace(_as_naming(current), from_round=first)
    rivals = [each for each in standing if each.is_score_owner and touch(each, span)]
    later = next((each for each in rivals if each.from_round > first), None)
    if later is not None:
        return Refusal("role.overlap", {"who": str(later), "round": later.from_round})
    _give_up_the_score(rivals, first, until(current), doer)
    _follow(current, first, until(current), doer, is_score_owner=True)
    note_indicator(doer, "role.name", current.indicator, told(standing), told(standing_duties(current.indicator)))
    return True


def _begun(row: Responsibility, from_round: int, by: Actor, now: datetime) -> tuple[Responsibility, Doer] | Refusal:
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    current = Responsibility.history.select_related("indicator__year", "person", "unit").get(pk=row.pk)
    if current.ended_at is not None:
        return Refusal("role.stale", {"code": current.indicator.code})
    if from_round not in ROUNDS:
        return Refusal("owner.unknown_round", {"round": from_round})
    return closed_refusal(current.indicator.year) or (current, _doer(admin))


def _doer(admin: Admin) -> Doer:
    return Doer(admin.actor, admin.now, admin.grant.acting_for)


def _give_up_the_score(rows: Iterable[Responsibility], first: int, last: int, doer: Doer) -> None:
    for row in rows:
        _follow(row, max(first, row.from_round), min(last, until(row)), doer, is_score_owner=False)


def _follow(row: Responsibility, first: int, last: int, doer: Doer, *, is_score_owner: bool) -> None:
    """The same keeper for some rounds with or without the score; the other rounds stay as they are."""
    end(row, first, doer, to_round=last)
    keeper = replace(_as_naming(row), from_round=first, to_round=to_the_end(last), is_score_owner=is_score_owner)
    made = {"made_at": doer.now, "made_by": doer.by.person}
    Responsibility.objects.create(**_values(keeper), template=row.template, **made)


def _as_naming(row: Responsibility) -> Naming:
    who = row.person or Contact(row.name, row.position, row.telephone, row.email, row.unit)
    return Naming(row.indicator, Duty(row.duty), who, row.from_round, row.to_round, row.is_score_owner)


def _values(naming: Naming) -> dict[str, object]:
    who = naming.who
    whose: dict[str, object] = (
        {"person": who, "unit_id": who.unit_id}
        if isinstance(who, Person)
        else {name: getattr(who, name) for name in ("name", "position", "telephone", "email", "unit")}
    )
    return {
        "indicator": naming.indicator,
        "duty": naming.duty,
        "from_round": naming.from_round,
        "to_round": to_the_end(until(naming)),
        "is_score_owner": naming.is_score_owner,
        "substitute_for": naming.substitute_for,
        **whose,
    }


def told(rows: Iterable[Responsibility]) -> dict[str, str]:
    """Duty -> who has it in which rounds, for the record: "keeper-กผ * 6-12", the star for the score owner."""
    found: dict[str, list[str]] = {}
    for row in rows:
        who = row.person.code if row.person else str(row)
        owns = " *" if row.is_score_owner else ""
        found.setdefault(row.duty, []).append(f"{who}{owns} {row.from_round}-{until(row)}")
    return {duty: ", ".join(each) for duty, each in found.items()}
