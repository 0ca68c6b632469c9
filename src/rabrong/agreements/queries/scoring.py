"""Reading what was agreed, as the values the scoring core works on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.db.models import F, QuerySet

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.models import Agreement, Aspect, Band, DataItem, IndicatorVersion, Item, Year, YearState
from rabrong.scoring import agreement as core
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.formula import Formula, parse_formula
from rabrong.scoring.rollup import DataItem as CoreDataItem
from rabrong.scoring.rollup import OverMonths, OverUnits, Unreported
from rabrong.scoring.scale import Band as CoreBand
from rabrong.scoring.scale import Floor, Missing, Scale
from rabrong.scoring.scale import Total as ScaleTotal


@dataclass(frozen=True, slots=True)
class YearRules:
    """A year's scale with its bands, and the rule for missing results in each round.

    The scale itself leaves missing results out, as months do. A draft is being prepared and is not for everybody;
    a closed year is over.
    """

    year: int
    scale: Scale
    missing: Mapping[core.Round, Missing]
    is_draft: bool = False
    is_closed: bool = False


def year_rules(year: int) -> YearRules:
    """The rules of a year. Two queries. Raises Year.DoesNotExist."""
    return rules_and_bands(year)[0]


def rules_and_bands(year: int) -> tuple[YearRules, tuple[Band, ...]]:
    """The rules of a year and the rows of its bands, from the lowest. Two queries. Raises Year.DoesNotExist."""
    row = Year.objects.get(pk=year)
    rows = tuple(Band.objects.filter(year=row))
    return rules_of(row, rows), rows


def rules_of(row: Year, rows: Iterable[Band]) -> YearRules:
    """The rules of a year that was read, with its bands. No query."""
    bands = tuple(CoreBand(band.upto, band.name) for band in rows)
    scale = Scale(
        points=tuple(Decimal(point) for point in row.points),
        floor=cast(Floor, row.floor),
        places=row.places,
        total=cast(ScaleTotal, row.total),
        result_places=row.result_places,
        bands=bands,
    )
    missing: dict[core.Round, Missing] = {round_: row.missing.get(str(round_), "leave_out") for round_ in core.ROUNDS}
    states = {"is_draft": row.state == YearState.DRAFT, "is_closed": row.state == YearState.CLOSED}
    return YearRules(row.year, scale, missing, **states)


def weights_of(stored: Mapping[str, str]) -> dict[core.Round, Decimal]:
    """Stored weights per round as numbers."""
    return {round_: Decimal(stored[str(round_)]) for round_ in core.ROUNDS if str(round_) in stored}


def framework_of(year: int) -> tuple[core.Aspect, ...]:
    """The framework tree of a year. One query."""
    return _parts(list(Aspect.objects.filter(year_id=year)), None)


def framework_with_indicators(year: int) -> tuple[tuple[core.Aspect, ...], tuple[int, ...]]:
    """The framework tree of a year, and the ids of its indicators' versions in order. One query."""
    rows = list(Aspect.objects.filter(year_id=year).annotate(version=F("indicators__pk")))
    aspects = list({row.pk: row for row in rows}.values())
    return _parts(aspects, None), tuple(sorted(row.version for row in rows if row.version is not None))


def _parts(rows: Sequence[Aspect], parent: int | None) -> tuple[core.Aspect, ...]:
    return tuple(
        core.Aspect(row.code, row.name, weights_of(row.weights), _parts(rows, row.pk))
        for row in rows
        if row.parent_id == parent
    )


def indicators_of(year: int) -> QuerySet[IndicatorVersion]:
    """The indicators of a year in their order, with aspect and data items. Two queries."""
    return IndicatorVersion.objects.filter(year_id=year).select_related("aspect").prefetch_related("data_items")


def formula_of(
    version: IndicatorVersion, data_items: Iterable[DataItem], round_: core.Round = core.ROUNDS[0]
) -> Formula | None:
    """The formula of an indicator as it counts in a round; None where results are reported directly."""
    codes = [item.code for item in data_items]
    if not codes:
        return None
    formula = parse_formula(formula_text(version, round_) or codes[0], codes)
    assert isinstance(formula, Formula)  # checked before it was stored
    return formula


def formula_text(version: IndicatorVersion, round_: core.Round) -> str:
    """The formula of a round: as last changed by a version of the KPI Template by then, else the first."""
    changed = [int(since) for since in version.formulas if int(since) <= round_]
    return str(version.formulas[str(max(changed))]) if changed else version.formula


def criteria_of(version: IndicatorVersion, item: Item, round_: core.Round) -> object:
    """The criteria that count for a unit in a round: as last amended by then, else the item's own, else the year's."""
    amended = [int(since) for since in item.amended if int(since) <= round_]
    return item.amended[str(max(amended))] if amended else item.criteria or version.criteria


def core_indicator(
    version: IndicatorVersion, scale: Scale, item: Item, round_: core.Round, data_items: Iterable[DataItem] = ()
) -> core.Indicator:
    """An indicator of a unit's agreement, as it counts in a round, as the scoring core knows it."""
    data_items = list(data_items)
    return core.Indicator(
        code=version.code,
        name=version.name,
        aspect=version.aspect.code,
        weights=weights_of(item.weights),
        criterion=criterion_of(criteria_of(version, item, round_), scale),
        unit=version.measure,
        data={row.code: core_data_item(row) for row in data_items},
        formula=formula_of(version, data_items, round_),
        unreported=cast(Unreported, version.unreported),
        starts=cast(core.Round, version.starts),
        cancelled=cast(core.Round | None, version.cancelled),
        adjustments=adjustments_of(version),
    )


def core_data_item(row: DataItem) -> CoreDataItem:
    """A data item as the scoring core knows it."""
    return CoreDataItem(
        code=row.code,
        name=row.name,
        over_units=cast(OverUnits, row.over_units),
        over_months=cast(OverMonths, row.over_months),
        weighted_by=row.weighted_by or None,
    )


def adjustments_of(version: IndicatorVersion) -> tuple[Adjustment, ...]:
    """The lines on top of an indicator's score."""
    return tuple(_adjustment(line) for line in version.adjustments)


def _adjustment(line: Mapping[str, str]) -> Adjustment:
    reason = line.get("reason", "")
    if "points" in line:
        return Adjustment("points", Decimal(line["points"]), reason)
    return Adjustment("percent", Decimal(line["percent"]), reason)


def agreement_of_unit(year: int, unit_id: int) -> Agreement | None:
    """A unit's agreement of a year. One query."""
    return Agreement.objects.filter(year_id=year, unit_id=unit_id, person=None).select_related("unit").first()


def items_of(agreements: Iterable[int]) -> QuerySet[Item]:
    """The items of several agreements in the order of the indicators, with indicator and aspect. One query."""
    return (
        Item.objects.filter(agreement_id__in=list(agreements))
        .select_related("indicator", "indicator__aspect")
        .order_by("agreement_id", "indicator__position")
    )
