"""The rows of the year and its agreements: units, people, framework, indicators, owners, agreements, windows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Aspect,
    Band,
    DataItem,
    Deadline,
    Indicator,
    IndicatorVersion,
    Item,
    Year,
)
from rabrong.assignments.models import Ownership
from rabrong.demo.plan import TARGETS
from rabrong.demo.source import CANCELLED, CANCELLED_NOTE, Written, english, written
from rabrong.org.models import Unit, UnitKind
from rabrong.results.models import Window
from rabrong.scoring import agreement as core
from rabrong.scoring.agreement import ROUNDS
from rabrong.thai.fiscal import BE_OFFSET

OPENS_ON, CLOSES_ON = 10, 12
"""A month's numbers may be entered from its own tenth day to the twelfth of the next."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What was promised, as stored: the indicators' versions and data items by code, agreements by unit code."""

    file: AgreementFile
    versions: Mapping[str, IndicatorVersion]
    data_items: Mapping[str, tuple[DataItem, ...]]
    agreements: Mapping[str, Agreement]


def store_frame(file: AgreementFile, units: Mapping[str, Unit]) -> Frame:
    """Everything that was promised for the year."""
    year = _store_year(file)
    leaves = _store_aspects(file, year)
    texts = written()
    versions = {
        each.code: _store_version(each, at, file, texts[each.code], leaves, year)
        for at, each in enumerate(file.agreement.indicators, start=1)
    }
    _store_responsible(file, versions, units)
    _store_calendar(year)
    data_items = {code: _store_data_items(version, texts[code]) for code, version in versions.items()}
    _store_owners(file, versions, units)
    agreements = _store_agreements(file, year, versions, data_items, units)
    Window.objects.bulk_create(window(year.year, month) for month in range(1, 13))
    return Frame(file, versions, data_items, agreements)


def window(year: int, month: int) -> Window:
    """When a fiscal month's numbers may be entered."""
    opens, closes = month_start(year, month), month_start(year, month + 1)
    return Window(year_id=year, month=month, opens=opens.replace(day=OPENS_ON), closes=closes.replace(day=CLOSES_ON))


def month_start(year: int, month: int) -> date:
    """The first day of a fiscal month of a B.E. year; month 13 is the October after."""
    months = (year - BE_OFFSET - 1) * 12 + 9 + month - 1
    return date(months // 12, months % 12 + 1, 1)


def _store_year(file: AgreementFile) -> Year:
    scale, agreement = file.agreement.scale, file.agreement
    year = Year.objects.create(
        year=agreement.year,
        points=[str(point) for point in scale.points],
        floor=scale.floor,
        places=scale.places,
        total=scale.total,
        missing={str(round_): rule for round_, rule in agreement.missing.items()},
        result_places=scale.result_places,
        note=file.note,
    )
    Band.objects.bulk_create(
        Band(year=year, position=at, upto=band.upto, name=band.name, name_en=english().get(("band", str(at)), ""))
        for at, band in enumerate(scale.bands, start=1)
    )
    return year


def _store_aspects(file: AgreementFile, year: Year) -> dict[str, Aspect]:
    stored: dict[str, Aspect] = {}

    def store(parts: Iterable[core.Aspect], parent: Aspect | None) -> None:
        for part in parts:
            stored[part.code] = Aspect.objects.create(
                year=year,
                code=part.code,
                name=part.name,
                name_en=english().get(("aspect", part.code), ""),
                parent=parent,
                position=len(stored) + 1,
                weights=texts_of(part.weights),
            )
            store(part.parts, stored[part.code])

    store(file.agreement.framework, None)
    return stored


def texts_of(weights: core.Weights) -> dict[str, str]:
    """Weights per round as they are stored."""
    return {str(round_): str(weights[round_]) for round_ in ROUNDS if round_ in weights}


def _store_version(
    indicator: core.Indicator,
    position: int,
    file: AgreementFile,
    text: Written,
    aspects: Mapping[str, Aspect],
    year: Year,
) -> IndicatorVersion:
    detail = file.details[indicator.code]
    note = f"{detail.note} {CANCELLED_NOTE}" if indicator.code == CANCELLED else detail.note
    return IndicatorVersion.objects.create(
        indicator=Indicator.objects.create(key=f"{file.agreement.unit}-{indicator.code}"),
        year=year,
        code=indicator.code,
        name=indicator.name,
        name_en=english().get(("indicator", indicator.code), ""),
        aspect=aspects[indicator.aspect],
        position=position,
        measure=indicator.unit,
        criteria=text.criteria,
        formula=text.formula,
        unreported=indicator.unreported,
        starts=indicator.starts,
        cancelled=indicator.cancelled,
        adjustments=text.adjustments,
        evidence=list(detail.evidence or ()),
        note=note,
    )


def _store_data_items(version: IndicatorVersion, text: Written) -> tuple[DataItem, ...]:
    rows = [
        DataItem(
            indicator=version,
            code=code,
            name=given.get("name", code),
            name_en=english().get(("item", f"{version.code}/{code}"), ""),
            measure=given.get("unit", ""),
            position=at,
            over_units=given.get("over_units", "sum"),
            over_months=given.get("over_months", "last"),
            weighted_by=given.get("weighted_by", ""),
        )
        for at, (code, given) in enumerate(text.data.items(), start=1)
    ]
    return tuple(DataItem.objects.bulk_create(rows))


def _store_responsible(
    file: AgreementFile, versions: Mapping[str, IndicatorVersion], units: Mapping[str, Unit]
) -> None:
    """The main owner writes the details of an indicator."""
    for code, version in versions.items():
        main = next((owner.unit for owner in file.details[code].owners if owner.role == "main"), None)
        version.responsible = units.get(main) if main else None
    IndicatorVersion.objects.bulk_update(versions.values(), ["responsible"])


CALENDAR = (
    ("starts", date(2011, 10, 1), "เริ่มคำรับรอง", "The agreement starts"),
    (
        "change_details",
        date(2012, 4, 2),
        "วันสุดท้ายของการขอเปลี่ยนแปลงรายละเอียดตัวชี้วัด",
        "Last day to ask for a change of indicator details",
    ),
    ("sar_6_bureaus", date(2012, 4, 11), "สำนัก/กองจัดทำ SAR รอบ 6 เดือนเสร็จ", "Bureaus finish the 6-month SAR"),
    (
        "sar_6",
        date(2012, 4, 30),
        "ส่ง SAR รอบ 6 เดือน และ e-SAR Card ให้สำนักงาน ก.พ.ร.",
        "6-month SAR and e-SAR Card to OPDC",
    ),
    ("visit_1", date(2012, 6, 30), "สิ้นสุดการตรวจเยี่ยมครั้งที่ 1 (พ.ค.-มิ.ย.)", "Site visit 1 ends (May to June)"),
    ("card_9", date(2012, 7, 16), "e-SAR Card รอบ 9 เดือน", "9-month e-SAR Card"),
    (
        "survey",
        date(2012, 8, 31),
        "สิ้นสุดการสำรวจความพึงพอใจ (มิ.ย.-ส.ค.)",
        "Satisfaction survey of the NSO ends (June to August)",
    ),
    ("ends", date(2012, 9, 30), "สิ้นสุดคำรับรอง", "The agreement ends"),
    (
        "sar_12",
        date(2012, 10, 31),
        "ส่ง SAR รอบ 12 เดือน และ e-SAR Card ให้สำนักงาน ก.พ.ร.",
        "12-month SAR and e-SAR Card to OPDC",
    ),
    ("visit_2", date(2012, 12, 31), "สิ้นสุดการตรวจเยี่ยมครั้งที่ 2 (พ.ย.-ธ.ค.)", "Site visit 2 ends (November to December)"),
)
"""The calendar of fiscal year 2555 as the department printed it (slides 7, 19, 20): code, day, Thai, English."""


def _store_calendar(year: Year) -> None:
    Deadline.objects.bulk_create(
        Deadline(year=year, code=code, name=name, name_en=name_en, on=on) for code, on, name, name_en in CALENDAR
    )


def _store_owners(file: AgreementFile, versions: Mapping[str, IndicatorVersion], units: Mapping[str, Unit]) -> None:
    Ownership.objects.bulk_create(
        Ownership(indicator=version, unit=units[owner.unit], role=owner.role, share=owner.share, position=at)
        for code, version in versions.items()
        for at, owner in enumerate(file.details[code].owners, start=1)
    )


def _store_agreements(
    file: AgreementFile,
    year: Year,
    versions: Mapping[str, IndicatorVersion],
    data_items: Mapping[str, tuple[DataItem, ...]],
    units: Mapping[str, Unit],
) -> dict[str, Agreement]:
    own = file.agreement.unit
    promising = [unit for unit in units.values() if unit.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT)]
    signed = {"year": year, "state": AgreementState.SIGNED}
    rows = [Agreement(unit=units[own], superior=units["moi"], superior_name=file.superior_name, **signed)]
    rows += [Agreement(unit=unit, superior=units[own], superior_name=file.unit_name, **signed) for unit in promising]
    agreements = {row.unit.code: row for row in Agreement.objects.bulk_create(rows)}
    counted = [code for code, items in data_items.items() if items]
    Item.objects.bulk_create(
        [
            _item(agreement, versions[code], file)
            for unit, agreement in agreements.items()
            for code in (versions if unit == own else counted)
        ],
        batch_size=2000,
    )
    return agreements


def _item(agreement: Agreement, version: IndicatorVersion, file: AgreementFile) -> Item:
    indicator = file.agreement.indicator(version.code)
    assert indicator is not None  # the version was made from it
    return Item(
        agreement=agreement,
        indicator=version,
        weights=texts_of(indicator.weights),
        target=TARGETS.get(version.code),
    )
