"""A person's own watch list and digest. They concern nobody else, so the audit record does not hold them."""

from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import IndicatorVersion
from rabrong.monitoring.models import Digest, DigestChoice, Watch
from rabrong.monitoring.rules import may_watch, watch_refusal
from rabrong.org.models import Person, Unit
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal


@transaction.atomic
def watch(scope: Scope, year: int, place: tuple[Unit, IndicatorVersion | None], *, now: datetime) -> Watch | Refusal:
    """Watch a unit, or an indicator of a unit, that the person may see; a second time changes nothing."""
    person, (unit, indicator) = scope.actor.person, place
    if not may_watch(scope, unit, indicator):
        return Refusal("watch.not_seen")
    Person.objects.select_for_update().get(pk=person.pk)
    rows = Watch.objects.filter(person=person, year_id=year)
    found = rows.filter(unit=unit, indicator=indicator).first()
    if found is not None:
        return found
    return watch_refusal(rows.count()) or Watch.objects.create(
        person=person, year_id=year, unit=unit, indicator=indicator, at=now
    )


def unwatch(person: Person, year: int, place: tuple[Unit, IndicatorVersion | None]) -> None:
    """Watch it no longer."""
    unit, indicator = place
    Watch.objects.filter(person=person, year_id=year, unit=unit, indicator=indicator).delete()


def choose_digest(person: Person, often: Digest, around: tuple[str, str], *, now: datetime) -> DigestChoice:
    """How often, from now on, in which language and with which address of this site; what opened before stays out."""
    language, site = around
    values = {"often": often, "language": language, "site": site, "mailed_until": now, "at": now}
    return DigestChoice.objects.update_or_create(person=person, defaults=values)[0]
