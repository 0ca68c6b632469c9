"""An agreement of the database as the tree of a rabrong/1 file: everything that was agreed, as it was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from rabrong.agreement_file.calendar_in import day_text
from rabrong.agreement_file.document import AgreementFile, Owner
from rabrong.agreement_file.from_data import node_of
from rabrong.agreement_file.reader import agreement_in
from rabrong.agreement_file.writing import Data, kept_text, text_of_data
from rabrong.agreement_file.writing_values import Tree, filled, owner_data, per_round
from rabrong.agreements.models import (
    Agreement,
    Aspect,
    Band,
    DataItem,
    Deadline,
    IndicatorVersion,
    Item,
    PastResult,
    Year,
)
from rabrong.org.models import Unit, UnitKind
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.exact import plain

OwnersOf = Callable[[Iterable[int]], Mapping[int, Sequence[Owner]]]
"""Ids of indicator versions -> their rows of the Owner-Supporter table, which a later stage keeps."""

FILE_KINDS: Mapping[str, str] = {UnitKind.REGION: "", UnitKind.OUTSIDE: "party"}
"""What the file calls the kinds it has no word of its own for."""

DEFAULT = "leave_out"


def without_owners(versions: Iterable[int]) -> Mapping[int, Sequence[Owner]]:
    """Where nobody keeps the Owner-Supporter table."""
    return {}


def file_text(agreement: Agreement, owners_of: OwnersOf = without_owners) -> str:
    """The agreement as the text of a file."""
    return text_of_data(file_data(agreement, owners_of))


def file_of(agreement: Agreement, owners_of: OwnersOf = without_owners) -> AgreementFile:
    """The agreement as the file would be read. Raises BadFileError where something in it cannot be scored."""
    return agreement_in(node_of(file_data(agreement, owners_of)), str(agreement))


def file_data(agreement: Agreement, owners_of: OwnersOf = without_owners) -> Tree:
    """The tree of an agreement's file. Eight queries at most."""
    year, items = agreement.year, list(_items(agreement))
    owners = owners_of([item.indicator_id for item in items])
    past = _past(agreement, items)
    rows = [_indicator(item, owners.get(item.indicator_id, ()), past) for item in items]
    return filled(
        {
            "format": "rabrong/1",
            "year": str(year.year),
            "unit": _named(agreement.unit.code, agreement.unit.name),
            "person": agreement.person.code if agreement.person else "",
            "superior": _superior(agreement),
            "note": kept_text(year.note),
            "appeal_days": "" if year.appeal_days is None else str(year.appeal_days),
            "details_decided_by": kept_text(year.details_decided_by),
            "scale": scale_data(year),
            "bands": [_band(band) for band in Band.objects.filter(year=year)],
            "deadlines": [_deadline(row) for row in Deadline.objects.filter(year=year)],
            "framework": _framework(list(Aspect.objects.filter(year=year)), None),
            "indicators": rows,
            "units": _units(agreement, items, owners),
        }
    )


def _items(agreement: Agreement) -> Iterable[Item]:
    related = ("indicator__indicator", "indicator__aspect", "indicator__responsible")
    rows = Item.objects.filter(agreement=agreement).select_related(*related)
    return rows.prefetch_related("indicator__data_items").order_by("indicator__position", "indicator__pk")


def _named(code: str, name: str) -> Tree:
    return filled({"code": code, "name": kept_text(name)})


def _superior(agreement: Agreement) -> Tree:
    return _named(agreement.superior.code if agreement.superior else "", agreement.superior_name)


def scale_data(year: Year) -> Tree:
    """A year's scale and rules."""
    missing: dict[Round, str] = {round_: year.missing.get(str(round_), DEFAULT) for round_ in ROUNDS}
    tree: Tree = {
        "points": [str(point) for point in year.points],
        "floor": year.floor,
        "places": str(year.places),
        "total": year.total,
        "missing": per_round(missing),
    }
    return tree if year.result_places is None else {**tree, "result_places": str(year.result_places)}


def _band(band: Band) -> Tree:
    upto = None if band.upto is None else plain(band.upto)
    return filled({"upto": upto, "name": kept_text(band.name), "name_en": kept_text(band.name_en)})


def _deadline(row: Deadline) -> Tree:
    words = {"code": row.code, "name": kept_text(row.name), "name_en": kept_text(row.name_en)}
    return filled({**words, "on": day_text(row.on)})


def _framework(rows: Sequence[Aspect], parent: int | None) -> list[Tree]:
    return [
        filled(
            {
                "code": row.code,
                "name": kept_text(row.name),
                "name_en": kept_text(row.name_en),
                "weight": weights_text(row.weights),
                "parts": _framework(rows, row.pk),
            }
        )
        for row in rows
        if row.parent_id == parent
    ]


def weights_text(stored: Mapping[str, str]) -> Data:
    """Stored weights as the file writes them."""
    return per_round({round_: stored[str(round_)] for round_ in ROUNDS if str(round_) in stored})


def _indicator(item: Item, owners: Sequence[Owner], past: Mapping[int, Mapping[int, Decimal]]) -> Tree:
    version = item.indicator
    tree = filled(
        {
            "code": version.code,
            "key": version.indicator.key,
            "name": kept_text(version.name),
            "name_en": kept_text(version.name_en),
            "aspect": version.aspect.code,
            "weight": weights_text(item.weights),
            "unit": kept_text(version.measure),
            "target": None if item.target is None else plain(item.target),
            "responsible": version.responsible.code if version.responsible else "",
            "note": kept_text(version.note),
            "data": {row.code: _data_item(row) for row in version.data_items.all()},
            "formula": _formula(version),
            "formulas": dict(version.formulas),
            "unreported": "" if version.unreported == DEFAULT else version.unreported,
            "starts": "" if version.starts == ROUNDS[0] else str(version.starts),
            "cancelled": "" if version.cancelled is None else str(version.cancelled),
            "criteria": kept_data(item.criteria or version.criteria),
            "amended": {round_: kept_data(criteria) for round_, criteria in item.amended.items()},
            "owners": [owner_data(owner) for owner in owners],
            "baseline": {str(year): plain(value) for year, value in past.get(version.indicator_id, {}).items()},
            "adjust": [cast(Tree, kept_data(line)) for line in version.adjustments],
        }
    )
    return {**tree, "evidence": [kept_text(text) for text in version.evidence]}


def _formula(version: IndicatorVersion) -> str:
    """Several data items need a formula; where none is kept, the first item counts."""
    codes = [row.code for row in version.data_items.all()]
    return version.formula or codes[0] if len(codes) > 1 else version.formula if codes else ""


def _data_item(row: DataItem) -> Tree:
    return filled(
        {
            "name": kept_text(row.name),
            "name_en": kept_text(row.name_en),
            "unit": kept_text(row.measure),
            "over_months": row.over_months,
            "over_units": row.over_units,
            "weighted_by": row.weighted_by,
        }
    )


def kept_data(data: object) -> Data:
    """Stored criteria as the file can hold them."""
    if isinstance(data, Mapping):
        return {str(key): kept_data(value) for key, value in data.items()}
    if isinstance(data, list):
        return [kept_data(value) for value in data]
    return kept_text(str(data))


def _past(agreement: Agreement, items: Sequence[Item]) -> dict[int, dict[int, Decimal]]:
    """Indicator -> earlier year -> the unit's result."""
    ids = [item.indicator.indicator_id for item in items]
    rows = PastResult.objects.filter(
        indicator_id__in=ids, unit_id=agreement.unit_id, month=0, value__isnull=False, year__lt=agreement.year_id
    )
    found: dict[int, dict[int, Decimal]] = {}
    for row in rows.order_by("year"):
        if row.value is not None:
            found.setdefault(row.indicator_id, {})[row.year] = row.value
    return found


def _units(agreement: Agreement, items: Sequence[Item], owners: Mapping[int, Sequence[Owner]]) -> list[Data]:
    """The units the file speaks of, so that whoever reads it knows them."""
    own = {agreement.unit.code: agreement.unit}
    named = [item.indicator.responsible for item in items if item.indicator.responsible is not None]
    codes = dict.fromkeys(owner.unit for rows in owners.values() for owner in rows)
    known = own | {unit.code: unit for unit in [*named, *Unit.objects.filter(code__in=codes)]}
    return [
        filled({"code": code, "name": kept_text(unit.name), "kind": FILE_KINDS.get(unit.kind, unit.kind)})
        for code, unit in sorted(known.items())
    ]
