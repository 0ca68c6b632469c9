"""A year from the one before it: everything as it stood at its end, linked to where it came from."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.calendar import years_later
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    AmendmentReason,
    Aspect,
    Band,
    DataItem,
    Deadline,
    IndicatorVersion,
    Item,
    Year,
    YearState,
)
from rabrong.agreements.queries.scoring import criteria_of, formula_text
from rabrong.agreements.rules.years import draft_refusal, new_year_refusal
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import UnitKind
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS

CarryOn = Callable[[Year, Year, datetime], None]
"""Told the old and the new year, in the transaction: later stages carry over what they keep."""

LAST_ROUND = ROUNDS[-1]
RULES = ("points", "floor", "places", "total", "missing", "result_places", "note", "appeal_days", "details_decided_by")


def carry_nothing(old: Year, new: Year, now: datetime) -> None:
    """Where no later stage keeps anything."""


@transaction.atomic
def copy_year(old: Year, number: int, *, by: Actor, now: datetime, carry_on: CarryOn = carry_nothing) -> Year | Refusal:
    """A draft year as the old one stood at its end: cancelled indicators are left behind, the last weights and
    criteria count from the first round on, the calendar moves with the year."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    refusal = new_year_refusal(number)
    if refusal is not None:
        return refusal
    kept = {name: getattr(old, name) for name in RULES}
    year = Year.objects.create(year=number, state=YearState.DRAFT, copied_from=old, **kept)
    _copy_bands_and_days(old, year)
    aspects = _copy_aspects(old, year)
    items = list(_lead_items(old))
    versions = copy_versions([item for item in items if item.indicator.cancelled is None], year, aspects)
    _copy_agreements(items, versions, year)
    carry_on(old, year, now)
    note_year(admin, "year.copy", year, {}, {"from": str(old.year), "indicators": str(len(versions))})
    return year


def _copy_bands_and_days(old: Year, year: Year) -> None:
    Band.objects.bulk_create(
        Band(year=year, position=row.position, upto=row.upto, name=row.name, name_en=row.name_en)
        for row in Band.objects.filter(year=old)
    )
    later = year.year - old.year
    Deadline.objects.bulk_create(
        Deadline(year=year, code=row.code, name=row.name, name_en=row.name_en, on=years_later(row.on, later))
        for row in Deadline.objects.filter(year=old)
    )
    AmendmentReason.objects.bulk_create(
        AmendmentReason(year=year, code=row.code, text=row.text, text_en=row.text_en, position=row.position)
        for row in AmendmentReason.objects.filter(year=old)
    )


def _copy_aspects(old: Year, year: Year) -> dict[int, Aspect]:
    """Id of the old aspect -> its copy, with the weights of the last round from the start."""
    rows = list(Aspect.objects.filter(year=old))
    copies = [
        Aspect(
            year=year,
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            position=row.position,
            weights=last_weights(row.weights),
        )
        for row in rows
    ]
    stored = dict(zip((row.pk for row in rows), Aspect.objects.bulk_create(copies), strict=True))
    for row in rows:
        stored[row.pk].parent = stored[row.parent_id] if row.parent_id else None
    Aspect.objects.bulk_update(stored.values(), ["parent"])
    return stored


def last_weights(stored: Mapping[str, str]) -> dict[str, str]:
    """The weight of the last round that has one, for every round; nothing for nothing."""
    last = next((stored[str(round_)] for round_ in reversed(ROUNDS) if str(round_) in stored), None)
    return {} if last is None else {str(round_): last for round_ in ROUNDS}


def _lead_items(old: Year) -> Iterable[Item]:
    related = ("agreement", "agreement__unit", "agreement__superior", "indicator")
    rows = Item.objects.filter(agreement__year=old, agreement__person=None, agreement__unit__kind=UnitKind.DEPARTMENT)
    return rows.select_related(*related).prefetch_related("indicator__data_items").order_by("indicator__position", "pk")


def copy_versions(items: Iterable[Item], year: Year, aspects: Mapping[int, Aspect]) -> dict[int, IndicatorVersion]:
    """Id of the old version -> its copy, criteria and formula as they stood at the end of the old year."""
    sources = {item.indicator_id: item for item in items}
    copies = IndicatorVersion.objects.bulk_create(_copied(item, year, aspects) for item in sources.values())
    stored = dict(zip(sources, copies, strict=True))
    DataItem.objects.bulk_create(
        DataItem(
            indicator=stored[pk],
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            measure=row.measure,
            position=row.position,
            over_units=row.over_units,
            over_months=row.over_months,
            weighted_by=row.weighted_by,
        )
        for pk, item in sources.items()
        for row in item.indicator.data_items.all()
    )
    return stored


def _copied(item: Item, year: Year, aspects: Mapping[int, Aspect]) -> IndicatorVersion:
    """What holds for one year only stays behind: adjustments, a late start."""
    old = item.indicator
    return IndicatorVersion(
        indicator_id=old.indicator_id,
        year=year,
        code=old.code,
        name=old.name,
        name_en=old.name_en,
        aspect=aspects[old.aspect_id],
        position=old.position,
        measure=old.measure,
        criteria=criteria_of(old, item, LAST_ROUND),
        formula=formula_text(old, LAST_ROUND),
        unreported=old.unreported,
        evidence=old.evidence,
        note=old.note,
        responsible_id=old.responsible_id,
        copied_from=old,
    )


def _copy_agreements(items: Iterable[Item], versions: Mapping[int, IndicatorVersion], year: Year) -> None:
    """The department's agreement begins again as a draft; those below follow from it later."""
    old = {item.agreement_id: item.agreement for item in items}
    copies = Agreement.objects.bulk_create(
        Agreement(
            year=year,
            unit=row.unit,
            superior=row.superior,
            superior_name=row.superior_name,
            state=AgreementState.DRAFT,
        )
        for row in old.values()
    )
    agreements = dict(zip(old, copies, strict=True))
    Item.objects.bulk_create(
        Item(
            agreement=agreements[item.agreement_id],
            indicator=versions[item.indicator_id],
            weights=last_weights(item.weights),
            target=item.target,
        )
        for item in items
        if item.indicator_id in versions
    )


@transaction.atomic
def take_over_indicator(
    version: IndicatorVersion, number: int, edits: int, *, by: Actor, now: datetime
) -> IndicatorVersion | Refusal | Stale:
    """An indicator of an earlier year, left behind or dropped, into a draft year after all: the same indicator."""
    at = year_at(number, edits, by, now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = draft_refusal(year) or _taken_refusal(version, year)
    if refusal is not None:
        return refusal
    item = next(row for row in _lead_items(version.year) if row.indicator_id == version.pk)
    aspect = Aspect.objects.get(year=year, code=version.aspect.code)
    copy = copy_versions([item], year, {version.aspect_id: aspect})[version.pk]
    agreement = Agreement.objects.get(year=year, unit=item.agreement.unit, person=None)
    Item.objects.create(agreement=agreement, indicator=copy, weights=last_weights(item.weights), target=item.target)
    note_year(admin, "year.take_over", year, {}, {"indicator": copy.code, "from": str(version.year_id)})
    return copy


def _taken_refusal(version: IndicatorVersion, year: Year) -> Refusal | None:
    """Once a year, under a free code, below an aspect that is still there."""
    here = IndicatorVersion.objects.filter(year=year)
    if here.filter(indicator_id=version.indicator_id).exists():
        return Refusal("indicator.there", {"code": version.code})
    if here.filter(code=version.code).exists():
        return Refusal("indicator.code_taken", {"code": version.code})
    if not Aspect.objects.filter(year=year, code=version.aspect.code).exists():
        return Refusal("aspect.gone", {"code": version.aspect.code})
    if not Item.objects.filter(indicator=version, agreement__unit__kind=UnitKind.DEPARTMENT).exists():
        return Refusal("indicator.not_promised", {"code": version.code})
    return None
