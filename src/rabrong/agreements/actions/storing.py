"""Making the rows of a year and an agreement say what a file says; rows keep who they are, whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreements.models import (
    Agreement,
    Aspect,
    Band,
    DataItem,
    Deadline,
    Indicator,
    IndicatorVersion,
    Item,
    PastResult,
    Year,
)
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.scoring import agreement as core
from rabrong.scoring.exact import plain

FROM_FILE = "แฟ้ม rabrong/1"
"""The source of past results that came as the baselines of a file."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An agreement that is being made to say what a file says; `tree` is the file as it was written."""

    agreement: Agreement
    file: AgreementFile
    tree: Mapping[str, object]

    @property
    def year(self) -> Year:
        """The year it is stored in."""
        return self.agreement.year

    @property
    def is_lead(self) -> bool:
        """Whether it is the department's, which the year's rules and indicators come from."""
        return self.agreement.unit.kind == UnitKind.DEPARTMENT

    @property
    def written(self) -> dict[str, Mapping[str, Any]]:
        """Indicator code -> its mapping in the file."""
        rows = cast(Sequence[Mapping[str, Any]], self.tree["indicators"])
        return {row["code"]: row for row in rows}


def store_agreement(draft: Draft) -> None:
    """Who promises to whom."""
    file, agreement = draft.file, draft.agreement
    agreement.superior = Unit.objects.filter(code=file.superior).first() if file.superior else None
    agreement.superior_name = "" if file.superior_name == file.superior else file.superior_name
    agreement.person = Person.objects.get(code=file.person) if file.person else None
    agreement.save()


def store_year(draft: Draft) -> None:
    """Scale, rules, bands and, where the file has one, the calendar."""
    year, scale, beside = draft.year, draft.file.agreement.scale, draft.file.beside
    year.points = [plain(point) for point in scale.points]
    year.floor, year.places, year.total = scale.floor, scale.places, scale.total
    year.missing = {str(round_): rule for round_, rule in draft.file.agreement.missing.items()}
    year.result_places, year.note = scale.result_places, draft.file.note
    year.appeal_days, year.details_decided_by = beside.appeal_days, beside.details_decided_by
    year.save()
    Band.objects.filter(year=year).delete()
    Band.objects.bulk_create(
        Band(year=year, position=at, upto=band.upto, name=band.name, name_en=name_en)
        for at, (band, name_en) in enumerate(zip(scale.bands, beside.bands_en, strict=True), start=1)
    )
    if beside.calendar:
        Deadline.objects.filter(year=year).delete()
        Deadline.objects.bulk_create(
            Deadline(year=year, code=row.code, name=row.name, name_en=row.name_en, on=row.on) for row in beside.calendar
        )


@dataclass(frozen=True, slots=True)
class StoredFramework:
    """The aspects of a year by code, and those the file no longer has."""

    by_code: Mapping[str, Aspect]
    others: tuple[int, ...]

    def drop_others(self) -> None:
        """Once no indicator hangs on them. Raises ProtectedError."""
        Aspect.objects.filter(pk__in=self.others).delete()


def store_framework(draft: Draft) -> StoredFramework:
    """The tree of aspects: known codes stay the rows they are."""
    known = {row.code: row for row in Aspect.objects.filter(year=draft.year)}
    stored: dict[str, Aspect] = {}

    def store(parts: Iterable[core.Aspect], parent: Aspect | None) -> None:
        for part in parts:
            row = known.get(part.code) or Aspect(year=draft.year, code=part.code)
            row.name, row.name_en = part.name, draft.file.beside.aspects_en.get(part.code, "")
            row.parent, row.position, row.weights = parent, len(stored) + 1, texts_of(part.weights)
            row.save()
            stored[part.code] = row
            store(part.parts, row)

    store(draft.file.agreement.framework, None)
    return StoredFramework(stored, tuple(row.pk for code, row in known.items() if code not in stored))


def texts_of(weights: core.Weights) -> dict[str, str]:
    """Weights per round as they are stored."""
    return {str(round_): plain(weights[round_]) for round_ in core.ROUNDS if round_ in weights}


def store_indicators(draft: Draft) -> dict[str, IndicatorVersion]:
    """Indicators of the file by code, with the items of the agreement. Raises ProtectedError for one still in use."""
    if draft.is_lead:
        versions = _lead_versions(draft)
        _drop_others(draft, versions.values())
    else:
        versions = {row.code: row for row in IndicatorVersion.objects.filter(year=draft.year)}
        versions = {each.code: versions[each.code] for each in draft.file.agreement.indicators}
        Item.objects.filter(agreement=draft.agreement).exclude(indicator__in=versions.values()).delete()
    for each in draft.file.agreement.indicators:
        _store_item(draft, each, versions[each.code])
    _store_past(draft, versions)
    return versions


def _lead_versions(draft: Draft) -> dict[str, IndicatorVersion]:
    """Numbers are set aside first, so that two indicators can change places."""
    rows = IndicatorVersion.objects.filter(year=draft.year)
    by_code = {row.code: row for row in rows}
    by_indicator = {row.indicator_id: row for row in by_code.values()}
    aspects = {row.code: row for row in Aspect.objects.filter(year=draft.year)}
    units = {row.code: row for row in Unit.objects.filter(code__in=_responsible(draft))}
    rows.update(code=Concat(Value("~"), Cast("pk", CharField())))
    stored = {}
    for position, each in enumerate(draft.file.agreement.indicators, start=1):
        indicator = _identity(draft, each.code, by_code)
        version = by_indicator.get(indicator.pk) or IndicatorVersion(year=draft.year, indicator=indicator)
        version.code, version.position, version.aspect = each.code, position, aspects[each.aspect]
        version.responsible = units.get(draft.file.details[each.code].responsible)
        _fill(version, each, draft)
        version.save()
        _store_data_items(version, each, draft)
        stored[each.code] = version
    return stored


def _responsible(draft: Draft) -> list[str]:
    return [detail.responsible for detail in draft.file.details.values() if detail.responsible]


def _identity(draft: Draft, code: str, by_code: Mapping[str, IndicatorVersion]) -> Indicator:
    """By its key; without one by its number in this year, then in the year it follows; else a new one."""
    key = draft.file.details[code].key
    if key:
        return Indicator.objects.get_or_create(key=key)[0]
    if code in by_code:
        return by_code[code].indicator
    earlier = IndicatorVersion.objects.filter(year=draft.year.copied_from_id, code=code).select_related("indicator")
    found = earlier.first()
    return (
        found.indicator if found else Indicator.objects.create(key=new_key(draft.agreement.unit.code, code, draft.year))
    )


def new_key(unit: str, code: str, year: Year) -> str:
    """A key that no indicator has: unit and number, with the year where that is taken. Two queries at most."""
    keys = (f"{unit}-{code}", f"{unit}-{code}-{year.year}")
    taken = set(Indicator.objects.filter(key__in=keys).values_list("key", flat=True))
    free = next((key for key in keys if key not in taken), None)
    return free or f"{unit}-{code}-{year.year}-{Indicator.objects.count() + 1}"


def _fill(version: IndicatorVersion, each: core.Indicator, draft: Draft) -> None:
    detail, written = draft.file.details[each.code], draft.written[each.code]
    version.name, version.name_en, version.measure = each.name, detail.name_en, each.unit
    if not _has_own_criteria(draft.agreement, version):
        version.criteria = without_results(written["criteria"])
    version.formula, version.formulas = written.get("formula", ""), written.get("formulas", {})
    version.unreported, version.starts, version.cancelled = each.unreported, each.starts, each.cancelled
    version.adjustments = written.get("adjust", [])
    version.evidence, version.note = list(detail.evidence or ()), detail.note
    version.copied_from = IndicatorVersion.objects.filter(
        year=draft.year.copied_from_id, indicator_id=version.indicator_id
    ).first()


def _has_own_criteria(agreement: Agreement, version: IndicatorVersion) -> bool:
    """Whether the department has other criteria than those its units get from the year."""
    items = Item.objects.filter(agreement=agreement, indicator=version) if version.pk else Item.objects.none()
    return items.filter(criteria__isnull=False).exists()


def without_results(data: object) -> object:
    """Criteria as they are agreed: the results some parts carry are taken out."""
    if isinstance(data, Mapping):
        return {key: without_results(value) for key, value in data.items() if key != "result"}
    return [without_results(each) for each in data] if isinstance(data, list) else data


def _store_data_items(version: IndicatorVersion, each: core.Indicator, draft: Draft) -> None:
    known = {row.code: row for row in DataItem.objects.filter(indicator=version)}
    words = draft.file.details[each.code].items
    for position, item in enumerate(each.data.values(), start=1):
        row = known.pop(item.code, None) or DataItem(indicator=version, code=item.code)
        row.name, row.name_en, row.measure = item.name, words[item.code].name_en, words[item.code].measure
        row.position, row.weighted_by = position, item.weighted_by or ""
        row.over_units, row.over_months = item.over_units, item.over_months
        row.save()
    DataItem.objects.filter(pk__in=[row.pk for row in known.values()]).delete()


def _drop_others(draft: Draft, kept: Iterable[IndicatorVersion]) -> None:
    gone = IndicatorVersion.objects.filter(year=draft.year).exclude(pk__in=[version.pk for version in kept])
    Item.objects.filter(agreement=draft.agreement, indicator__in=gone).delete()
    gone.delete()


def _store_item(draft: Draft, each: core.Indicator, version: IndicatorVersion) -> None:
    written, own = draft.written[each.code], None
    criteria = without_results(written["criteria"])
    if criteria != version.criteria:
        own = criteria
    amended = {round_: without_results(later) for round_, later in written.get("amended", {}).items()}
    said = {
        "weights": texts_of(each.weights),
        "target": draft.file.details[each.code].target,
        "criteria": own,
        "amended": amended,
    }
    Item.objects.update_or_create(agreement=draft.agreement, indicator=version, defaults=said)


def _store_past(draft: Draft, versions: Mapping[str, IndicatorVersion]) -> None:
    """What the file says of earlier years, where nothing is known yet."""
    PastResult.objects.bulk_create(
        [
            PastResult(
                indicator_id=versions[code].indicator_id,
                unit=draft.agreement.unit,
                year=year,
                value=value,
                source=FROM_FILE,
            )
            for code, detail in draft.file.details.items()
            for year, value in detail.baseline.items()
        ],
        ignore_conflicts=True,
    )
