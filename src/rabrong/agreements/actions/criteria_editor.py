"""Wording what an indicator promises, before it is agreed: name, unit of measure, criteria."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.content import canonical, digest_of
from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.queries.templates import department_item
from rabrong.agreements.rules.templates import grant_to_promise
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised of an indicator, besides weight and target; `criteria` as they are kept, read and checked."""

    name: str
    name_en: str
    measure: str
    criteria: object


@dataclass(frozen=True, slots=True)
class StalePromise:
    """Somebody else has changed it since the form was opened; `current` is what stands now."""

    current: Promise


def promise_of(version: IndicatorVersion) -> Promise:
    """What stands."""
    return Promise(version.name, version.name_en, version.measure, version.criteria)


def seal_of(promise: Promise) -> str:
    """Another one for every other promise: a form carries it to show what it was opened at."""
    return digest_of(canonical(_texts(promise)))


def _texts(promise: Promise) -> dict[str, str]:
    return {
        "name": promise.name,
        "name_en": promise.name_en,
        "measure": promise.measure,
        "criteria": canonical(promise.criteria),
    }


@transaction.atomic
def word_promise(
    version: IndicatorVersion, promise: Promise, *, seen: str, by: Actor, now: datetime
) -> IndicatorVersion | StalePromise | Refusal:
    """Keep another wording. `seen` is the seal of what the form was opened at."""
    queue_behind(by.person.unit.chain)
    rows = IndicatorVersion.objects.select_for_update(of=("self",)).select_related("year", "responsible")
    current = rows.get(pk=version.pk)
    grant = grant_to_promise(by, current, department_item(current))
    if isinstance(grant, Refusal):
        return grant
    before, after = _texts(promise_of(current)), _texts(promise)
    if before == after:
        return current
    if seal_of(promise_of(current)) != seen:
        return StalePromise(promise_of(current))
    current.name, current.name_en = promise.name, promise.name_en
    current.measure, current.criteria = promise.measure, promise.criteria
    current.save(update_fields=["name", "name_en", "measure", "criteria"])
    deed = Deed(
        verb="indicator.word",
        subject=f"indicator {current.year_id}/{current.code}",
        actor=by.code,
        acting_for=grant.acting_for,
        unit=(current.responsible or by.person.unit).code,
        before={name: text for name, text in before.items() if text != after[name]},
        after={name: text for name, text in after.items() if text != before[name]},
    )
    record(by.person.unit.chain, deed, now=now)
    return current
