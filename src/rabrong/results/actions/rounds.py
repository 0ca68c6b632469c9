"""Closing a round, which freezes it, and opening it again, which keeps what was frozen."""

from datetime import datetime

from django.db import transaction

from rabrong.agreements.content import digest_of
from rabrong.agreements.models import Year
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.results.actions.screens import tell_of_round
from rabrong.results.actions.windows import noted
from rabrong.results.frozen.storing import Frozen, freeze
from rabrong.results.models import Reopening, RoundClosing, Snapshot
from rabrong.results.queries.rounds import closed_rounds, next_revision
from rabrong.results.rules.rounds import closing_refusal, reopening_refusal
from rabrong.scoring.agreement import Round

BATCH = 500


@transaction.atomic
def close_round(year: Year, round_: Round, *, by: Actor, now: datetime) -> RoundClosing | Refusal:
    """Freeze every unit's numbers, results and scores of a round with the rules they rest on."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = closing_refusal(year, round_, by.today)
    if refusal is not None:
        return refusal
    number = next_revision(year.year, round_)
    frozen = freeze(year, round_, number)
    closing = RoundClosing.objects.create(
        year=year,
        round=round_,
        number=number,
        rules=frozen.rules,
        digest=frozen.digest,
        by=by.person,
        acting_id=admin.grant.acting,
        at=now,
    )
    _store(closing, frozen)
    said = {"revision": str(number), "units": str(len(frozen.units)), "sha256": frozen.digest}
    noted(admin, "round.close", f"round {year.year}/{round_}", said)
    tell_of_round(year.year)
    return closing


def _store(closing: RoundClosing, frozen: Frozen) -> None:
    units = dict(Unit.objects.values_list("code", "pk"))
    codes = [person for _, person in frozen.units if person]
    people = dict(Person.objects.filter(code__in=codes).values_list("code", "pk"))
    rows = [
        Snapshot(
            closing=closing, unit_id=units[unit], person_id=people.get(person), content=text, digest=digest_of(text)
        )
        for (unit, person), text in frozen.units.items()
    ]
    Snapshot.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def reopen_round(year: Year, round_: Round, reason: str, *, by: Actor, now: datetime) -> Reopening | Refusal:
    """Let the round's numbers change again; the next closing is a new revision beside the one that stays."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = reopening_refusal(year, round_, reason)
    if refusal is not None:
        return refusal
    return _reopened(admin, closed_rounds(year.year)[round_], reason.strip())


def _reopened(admin: Admin, closing: RoundClosing, reason: str) -> Reopening:
    row = Reopening.objects.create(
        closing=closing, reason=reason, by=admin.actor.person, acting_id=admin.grant.acting, at=admin.now
    )
    said = {"revision": str(closing.number), "reason": reason}
    noted(admin, "round.reopen", f"round {closing.year_id}/{closing.round}", said)
    tell_of_round(closing.year_id)
    return row
