"""May this file be taken in: the units it names are known, and another unit's file keeps to the year's rules."""

from collections.abc import Iterator

from rabrong.agreement_file.document import AgreementFile, Detail
from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.queries.scoring import framework_of, year_rules
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import Indicator, aspects_of


def file_refusals(file: AgreementFile, unit: Unit | None) -> Refusal | None:
    """Everybody a file names is known here. Two queries."""
    if unit is None:
        return Refusal("exchange.unknown_unit", {"code": file.agreement.unit})
    if file.person and not Person.objects.filter(code=file.person).exists():
        return Refusal("exchange.unknown_person", {"code": file.person})
    named = {detail.responsible for detail in file.details.values() if detail.responsible}
    known = set(Unit.objects.filter(code__in=named).values_list("code", flat=True))
    unknown = sorted(named - known)
    return (
        Refusal("exchange.unknown_unit", {"code": unknown[0]})
        if unknown
        else keys_refusal(file) or length_refusal(file)
    )


def keys_refusal(file: AgreementFile) -> Refusal | None:
    """A key names one indicator of a file. No query."""
    keys = [detail.key for detail in file.details.values() if detail.key]
    twice = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
    return None if twice is None else Refusal("exchange.key_twice", {"key": twice})


def other_rules_refusal(agreement: Agreement, file: AgreementFile) -> Refusal | None:
    """Scale, framework and indicators are the year's; weights, targets and criteria a unit's own. Four queries."""
    rules, theirs = year_rules(agreement.year_id), file.agreement
    if (rules.scale.points, rules.scale.floor) != (theirs.scale.points, theirs.scale.floor):
        return Refusal("exchange.other_rules", {"year": agreement.year_id})
    here = {aspect.code for _, aspect in aspects_of(framework_of(agreement.year_id))}
    there = {aspect.code for _, aspect in aspects_of(theirs.framework)}
    if not there <= here:
        return Refusal("exchange.other_framework", {"code": sorted(there - here)[0], "year": agreement.year_id})
    codes = set(IndicatorVersion.objects.filter(year_id=agreement.year_id).values_list("code", flat=True))
    unknown = [each.code for each in theirs.indicators if each.code not in codes]
    return Refusal("exchange.unknown_indicator", {"code": unknown[0]}) if unknown else None


def length_refusal(file: AgreementFile) -> Refusal | None:
    """Every text fits where it is kept. No query."""
    for place, text, most in _texts(file):
        if len(text) > most:
            return Refusal("exchange.too_long", {"place": place, "most": most, "text": f"{text[:30]}…"})
    return None


def _texts(file: AgreementFile) -> Iterator[tuple[str, str, int]]:
    yield "superior", file.superior_name, 200
    yield "details_decided_by", file.beside.details_decided_by, 200
    for at, band in enumerate(file.agreement.scale.bands):
        yield "bands", band.name, 60
        yield "bands", file.beside.bands_en[at], 60
    for event in file.beside.calendar:
        yield "deadlines", event.code, 40
        yield f"deadlines.{event.code}", max(event.name, event.name_en, key=len), 200
    for _, aspect in aspects_of(file.agreement.framework):
        yield "framework", aspect.code, 40
        yield f"framework.{aspect.code}", aspect.name, 200
        yield f"framework.{aspect.code}", file.beside.aspects_en.get(aspect.code, ""), 200
    for indicator in file.agreement.indicators:
        yield from _texts_of(indicator, file.details[indicator.code])


def _texts_of(indicator: Indicator, detail: Detail) -> Iterator[tuple[str, str, int]]:
    where = f"indicators.{indicator.code[:40]}"
    yield where, indicator.code, 40
    yield f"{where}.key", detail.key, 60
    yield f"{where}.unit", indicator.unit, 60
    for code, item in indicator.data.items():
        yield f"{where}.data", code, 40
        yield f"{where}.data.{code}", max(item.name, detail.items[code].name_en, key=len), 200
        yield f"{where}.data.{code}.unit", detail.items[code].measure, 60
