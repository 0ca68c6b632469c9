"""Changing the framework of a draft year: its tree, what hangs where, under which number, with which weight."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, ProtectedError, Value
from django.db.models.functions import Cast, Concat

from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.actions.storing import new_key, texts_of
from rabrong.agreements.framework import FrameworkPlan, IndicatorRow, in_tree_order, natural
from rabrong.agreements.models import Agreement, Aspect, Indicator, IndicatorVersion, Item, Year
from rabrong.agreements.queries.framework import plan_of
from rabrong.agreements.queries.years import lead_agreement
from rabrong.agreements.rules.framework import plan_refusal
from rabrong.agreements.rules.years import draft_refusal
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal

BEGINS_AS = {"kind": "score"}
"""A new indicator is judged directly until its criteria are negotiated."""


@transaction.atomic
def change_framework(
    number: int, edits: int, plan: FrameworkPlan, *, by: Actor, now: datetime
) -> Year | Refusal | Stale:
    """Make the framework of a draft year what the plan says. A renumbered or moved indicator stays the one it is."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    agreement = lead_agreement(number)
    if agreement is None:
        return Refusal("year.no_agreement", {"year": number})
    refusal = draft_refusal(year) or plan_refusal(plan) or _units_refusal(plan)
    if refusal is not None:
        return refusal
    before = told_of_plan(plan_of(number, agreement))
    try:
        _store(year, agreement, plan)
    except ProtectedError as error:
        transaction.set_rollback(True)
        held = next(iter(error.protected_objects))
        return Refusal("indicator.in_use", {"code": str(getattr(held, "indicator", held))})
    note_year(admin, "year.framework", year, before, told_of_plan(plan_of(number, agreement)))
    return year


def _units_refusal(plan: FrameworkPlan) -> Refusal | None:
    named = {row.responsible for row in plan.indicators if row.responsible}
    unknown = sorted(named - set(Unit.objects.filter(code__in=named).values_list("code", flat=True)))
    return Refusal("exchange.unknown_unit", {"code": unknown[0]}) if unknown else None


def _store(year: Year, agreement: Agreement, plan: FrameworkPlan) -> None:
    aspects = _store_aspects(year, plan)
    _drop_indicators(year, agreement, plan)
    _store_indicators(agreement, plan, aspects)
    Aspect.objects.filter(year=year).exclude(pk__in=[row.pk for row in aspects.values()]).delete()


def _store_aspects(year: Year, plan: FrameworkPlan) -> dict[str, Aspect]:
    """Parents first; codes are set aside, so that two nodes can change theirs."""
    known = {row.pk: row for row in Aspect.objects.filter(year=year)}
    Aspect.objects.filter(year=year).update(code=Concat(Value("~"), Cast("pk", CharField())), parent=None)
    stored: dict[str, Aspect] = {}
    for position, (_, row) in enumerate(in_tree_order(plan.aspects), start=1):
        aspect = known.get(row.pk or 0) or Aspect(year=year)
        aspect.code, aspect.name, aspect.name_en = row.code, row.name, row.name_en
        aspect.parent, aspect.position, aspect.weights = stored.get(row.under), position, texts_of(row.weights)
        aspect.save()
        stored[row.code] = aspect
    return stored


def _drop_indicators(year: Year, agreement: Agreement, plan: FrameworkPlan) -> None:
    gone = IndicatorVersion.objects.filter(year=year).exclude(pk__in=[row.pk for row in plan.indicators if row.pk])
    Item.objects.filter(agreement=agreement, indicator__in=gone).delete()
    gone.delete()


def _store_indicators(agreement: Agreement, plan: FrameworkPlan, aspects: Mapping[str, Aspect]) -> None:
    versions = IndicatorVersion.objects.filter(year=agreement.year)
    known = {row.pk: row for row in versions}
    versions.update(code=Concat(Value("~"), Cast("pk", CharField())))
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[row.responsible for row in plan.indicators])}
    for position, row in enumerate(_ordered(plan), start=1):
        version = known.get(row.pk or 0) or _new_version(agreement, row)
        version.code, version.position, version.aspect = row.code, position, aspects[row.aspect]
        version.name, version.responsible = row.name, units.get(row.responsible)
        version.save()
        weights = {"weights": texts_of(row.weights)}
        Item.objects.update_or_create(agreement=agreement, indicator=version, defaults=weights)


def _new_version(agreement: Agreement, row: IndicatorRow) -> IndicatorVersion:
    key = new_key(agreement.unit.code, row.code, agreement.year)
    return IndicatorVersion(year=agreement.year, indicator=Indicator.objects.create(key=key), criteria=BEGINS_AS)


def _ordered(plan: FrameworkPlan) -> list[IndicatorRow]:
    """By the tree, below a node by number."""
    places = {row.code: at for at, (_, row) in enumerate(in_tree_order(plan.aspects))}
    return sorted(plan.indicators, key=lambda row: (places[row.aspect], natural(row.code)))


def told_of_plan(plan: FrameworkPlan) -> dict[str, str]:
    """A framework as texts by row, for the record and for comparing."""
    told = {f"aspect {row.code}": f"{row.under}/{row.name} {_weights(texts_of(row.weights))}" for row in plan.aspects}
    return told | {
        f"indicator {row.code}": f"{row.aspect}/{row.name} {_weights(texts_of(row.weights))} {row.responsible}".strip()
        for row in plan.indicators
    }


def _weights(texts: Mapping[str, str]) -> str:
    return "/".join(texts.values())
