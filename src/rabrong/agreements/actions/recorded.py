"""What every action on a year shares: who prepares it, that nobody else writes meanwhile, the record of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from rabrong.agreements.models import Year
from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else changed the year since the form was opened; `year` is how it stands now."""

    year: Year


def year_at(number: int, edits: int, by: Actor, now: datetime) -> tuple[Admin, Year] | Refusal | Stale:
    """The administrator at work on a year as it was when the form was opened, or why not. Queues behind the others."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    year = Year.objects.select_for_update(of=("self",)).get(pk=number)
    return Stale(year) if year.edits != edits else (admin, year)


def note_year(admin: Admin, verb: str, year: Year, before: Texts, after: Texts) -> None:
    """Count the change and record it; what did not change is left out."""
    Year.objects.filter(pk=year.pk).update(edits=F("edits") + 1)
    chain = admin.actor.person.unit.chain
    deed = Deed(
        verb=verb,
        subject=f"year {year.year}",
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=chain,
        before={key: text for key, text in before.items() if text != after.get(key, "")},
        after={key: text for key, text in after.items() if text != before.get(key, "")},
    )
    record(chain, deed, now=admin.now)
