"""The list of reasons for which a year lets people ask for a change of what was agreed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import Amendment, AmendmentReason, Year
from rabrong.agreements.queries.amendments import reasons_of
from rabrong.agreements.rules.years import closed_refusal
from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal


@transaction.atomic
def set_reasons(
    year: Year, rows: Sequence[tuple[str, str, str]], *, by: Actor, now: datetime
) -> list[AmendmentReason] | Refusal:
    """The reasons a year accepts: (code, words, English words). A reason that a request names is kept."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = closed_refusal(year) or _reasons_refusal(year, [code for code, _, _ in rows])
    if refusal is not None:
        return refusal
    before = {row.code: row.text for row in reasons_of(year.year)}
    AmendmentReason.objects.filter(year=year).delete()
    AmendmentReason.objects.bulk_create(
        AmendmentReason(year=year, code=code, text=text, text_en=text_en, position=at)
        for at, (code, text, text_en) in enumerate(rows, start=1)
    )
    after = {code: text for code, text, _ in rows}
    _note_reasons(by, admin.grant.acting_for, now, year, before, after)
    return reasons_of(year.year)


def _reasons_refusal(year: Year, codes: list[str]) -> Refusal | None:
    twice = next((code for at, code in enumerate(codes) if code in codes[:at]), None)
    if twice is not None:
        return Refusal("reason.twice", {"code": twice})
    named = set(Amendment.objects.filter(agreement__year=year).values_list("reason", flat=True)) - set(codes)
    return Refusal("reason.in_use", {"code": sorted(named)[0]}) if named else None


def _note_reasons(
    by: Actor, acting_for: str, now: datetime, year: Year, before: dict[str, str], after: dict[str, str]
) -> None:
    deed = Deed(
        verb="year.reasons",
        subject=f"year {year.year}",
        actor=by.code,
        acting_for=acting_for,
        unit=by.person.unit.chain,
        before={code: text for code, text in before.items() if text != after.get(code, "")},
        after={code: text for code, text in after.items() if text != before.get(code, "")},
    )
    record(by.person.unit.chain, deed, now=now)
