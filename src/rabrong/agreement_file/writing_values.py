"""An agreement file as it was read, back as the tree it is written from; nothing it says is left out."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from rabrong.agreement_file.calendar_in import day_text
from rabrong.agreement_file.document import AgreementFile, DatedEvent, Detail, ListedUnit, Owner, PrintedRow
from rabrong.agreement_file.writing import Data, text_of_data
from rabrong.agreement_file.writing_criteria import criteria_data, result_data
from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import ROUNDS, Aspect, Indicator, Round
from rabrong.scoring.assess import Reported
from rabrong.scoring.exact import plain
from rabrong.scoring.rollup import DataItem

Tree = dict[str, Data]


def text_of_file(file: AgreementFile) -> str:
    """The YAML text of an agreement file: reads back as the same file, but for the numbers of its lines."""
    return text_of_data(data_of_file(file))


def data_of_file(file: AgreementFile) -> Tree:
    """The tree of an agreement file, its keys in the order of the documents."""
    agreement, beside = file.agreement, file.beside
    return filled(
        {
            "format": "rabrong/1",
            "year": str(agreement.year),
            "unit": {"code": agreement.unit, "name": file.unit_name},
            "person": file.person,
            "superior": filled({"code": file.superior, "name": file.superior_name}),
            "note": file.note,
            "appeal_days": "" if beside.appeal_days is None else str(beside.appeal_days),
            "details_decided_by": beside.details_decided_by,
            "scale": _scale(file),
            "bands": _bands(file),
            "deadlines": [event_data(event) for event in beside.calendar],
            "framework": [_aspect(aspect, beside.aspects_en) for aspect in agreement.framework],
            "indicators": [_indicator(each, file) for each in agreement.indicators],
            "units": [_unit(unit) for unit in file.units],
            "printed": [
                {"source": table.source, "units": [_printed(row) for row in table.rows]} for table in file.printed
            ],
        }
    )


def filled(tree: Mapping[str, Data | None]) -> Tree:
    """Without what is empty: the reader's defaults say the same."""
    return {key: value for key, value in tree.items() if value is not None and len(value) > 0}


def per_round(values: Mapping[Round, str]) -> Data:
    """One value where every round has the same, else one a round."""
    if len(values) == len(ROUNDS) and len(set(values.values())) == 1:
        return next(iter(values.values()))
    return {str(round_): values[round_] for round_ in ROUNDS if round_ in values}


def weights_data(weights: Mapping[Round, Decimal]) -> Data:
    """Weights as they are written."""
    return per_round({round_: plain(weight) for round_, weight in weights.items()})


def event_data(event: DatedEvent) -> Tree:
    """A day of the calendar."""
    return filled({"code": event.code, "name": event.name, "name_en": event.name_en, "on": day_text(event.on)})


def owner_data(owner: Owner) -> Tree:
    """A row of the Owner-Supporter table."""
    share = None if owner.share is None else plain(owner.share)
    return filled({"unit": owner.unit, "role": owner.role, "share": share})


def _scale(file: AgreementFile) -> Tree:
    scale = file.agreement.scale
    tree: Tree = {
        "points": [plain(point) for point in scale.points],
        "floor": scale.floor,
        "places": str(scale.places),
        "total": scale.total,
        "missing": per_round({round_: str(rule) for round_, rule in file.agreement.missing.items()}),
    }
    return tree if scale.result_places is None else {**tree, "result_places": str(scale.result_places)}


def _bands(file: AgreementFile) -> list[Tree]:
    english = [*file.beside.bands_en, *[""] * len(file.agreement.scale.bands)]
    return [
        filled({"upto": None if band.upto is None else plain(band.upto), "name": band.name, "name_en": name_en})
        for band, name_en in zip(file.agreement.scale.bands, english, strict=False)
    ]


def _aspect(aspect: Aspect, english: Mapping[str, str]) -> Tree:
    return filled(
        {
            "code": aspect.code,
            "name": aspect.name,
            "name_en": english.get(aspect.code, ""),
            "weight": weights_data(aspect.weights),
            "parts": [_aspect(part, english) for part in aspect.parts],
        }
    )


def _indicator(indicator: Indicator, file: AgreementFile) -> Tree:
    detail, reported = file.details[indicator.code], file.reported.get(indicator.code, Reported())
    tree = filled(
        {
            "code": indicator.code,
            "key": detail.key,
            "name": indicator.name,
            "name_en": detail.name_en,
            "aspect": indicator.aspect,
            "weight": weights_data(indicator.weights),
            "unit": indicator.unit,
            "target": None if detail.target is None else plain(detail.target),
            "responsible": detail.responsible,
            "note": detail.note,
            "data": {code: _item(item, detail) for code, item in indicator.data.items()},
            "formula": indicator.formula.text if indicator.formula else "",
            "formulas": {str(round_): formula.text for round_, formula in detail.later.formulas.items()},
            "unreported": "" if indicator.unreported == "leave_out" else indicator.unreported,
            "starts": "" if indicator.starts == ROUNDS[0] else str(indicator.starts),
            "cancelled": "" if indicator.cancelled is None else str(indicator.cancelled),
            "criteria": criteria_data(indicator.criterion, reported.claim if reported.readings is None else MISSING),
            "amended": {str(round_): criteria_data(each) for round_, each in detail.later.criteria.items()},
            "owners": [owner_data(owner) for owner in detail.owners],
            "baseline": {str(year): plain(value) for year, value in detail.baseline.items()},
            "adjust": [_adjustment(line) for line in indicator.adjustments],
        }
    )
    if detail.evidence is not None:
        tree["evidence"] = list(detail.evidence)
    result = _result(indicator, reported)
    return tree if result is None else {**tree, "result": result}


def _item(item: DataItem, detail: Detail) -> Tree:
    words = detail.items.get(item.code)
    return filled(
        {
            "name": item.name,
            "name_en": words.name_en if words else "",
            "unit": words.measure if words else "",
            "over_months": item.over_months,
            "over_units": item.over_units,
            "weighted_by": item.weighted_by or "",
        }
    )


def _adjustment(line: Adjustment) -> Tree:
    return filled({line.kind: plain(line.amount), "reason": line.reason})


def _result(indicator: Indicator, reported: Reported) -> Data | None:
    if reported.readings is None:
        return result_data(indicator.criterion, reported.claim)
    return {code: _only(units.values()) for code, units in reported.readings.items()}


def _only(series: Iterable[Sequence[tuple[int, Decimal | Absent]]]) -> str:
    """The file gives one value a data item: the own unit's, of no month."""
    value = next(iter(series))[0][1]
    return "N/A" if isinstance(value, Absent) else plain(value)


def _unit(unit: ListedUnit) -> Data:
    if unit.name == unit.code and not unit.kind:
        return unit.code
    return filled({"code": unit.code, "name": unit.name, "kind": unit.kind})


def _printed(row: PrintedRow) -> Tree:
    return filled(
        {
            "unit": row.unit,
            "count": None if row.count is None else str(row.count),
            "indicators": list(row.indicators),
            "percent": None if row.percent is None else plain(row.percent),
            "weights": [plain(weight) for weight in row.weights],
        }
    )
