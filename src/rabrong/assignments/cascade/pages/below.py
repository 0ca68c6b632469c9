"""The agreements below another: their targets against its own, indicator by indicator and unit by unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.agreements.models import Agreement, AgreementState, Item
from rabrong.agreements.queries.agreements import whose
from rabrong.assignments.cascade.pages.preview import PLACES
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import added
from rabrong.ui.numbers import at_most, change
from rabrong.ui.words import in_language

BelowItem = tuple[int, int, Decimal | None, Mapping[str, str]]
LAST = str(ROUNDS[-1])


@dataclass(frozen=True, slots=True)
class IndicatorBelow:
    """An indicator of the parent: its target, how many below have it and a target, least, most, sum and difference."""

    code: str
    name: str
    target: str
    have: int
    with_target: int
    least: str
    most: str
    together: str
    difference: str
    share: int | None


@dataclass(frozen=True, slots=True)
class ChildRow:
    """An agreement below: how many indicators, the sum of their weights, the target of the chosen one."""

    agreement: Agreement
    name: str
    whose: str
    state: str
    kind: str
    count: int
    weight: str
    weight_is_whole: bool
    target: str
    is_visible: bool


def indicators_below(items: Iterable[Item], below: Sequence[BelowItem]) -> list[IndicatorBelow]:
    """The parent's indicators with what stands below."""
    by_indicator: dict[int, list[Decimal | None]] = {}
    for _, indicator, target, _ in below:
        by_indicator.setdefault(indicator, []).append(target)
    return [_indicator(item, by_indicator.get(item.indicator_id, [])) for item in items]


def _indicator(item: Item, found: Sequence[Decimal | None]) -> IndicatorBelow:
    targets = [target for target in found if target is not None]
    together = added(targets) if targets else None
    whole = item.target
    return IndicatorBelow(
        code=item.indicator.code,
        name=item.indicator.name,
        target=_words(whole),
        have=len(found),
        with_target=len(targets),
        least=_words(min(targets, default=None)),
        most=_words(max(targets, default=None)),
        together=_words(together),
        difference="-" if whole is None or together is None else _difference(together - whole),
        share=None if not whole or together is None else int(together * 100 / whole),
    )


def _difference(value: Decimal) -> str:
    return "0" if not value else change(value, 4).rstrip("0").rstrip(".")


def _words(value: Decimal | None) -> str:
    return "-" if value is None else at_most(value, PLACES)


def child_rows(
    agreements: Iterable[Agreement], below: Sequence[BelowItem], chosen: int | None, visible: set[int]
) -> list[ChildRow]:
    """The agreements of a page."""
    of_agreement: dict[int, list[BelowItem]] = {}
    for each in below:
        of_agreement.setdefault(each[0], []).append(each)
    return [_child(each, of_agreement.get(each.pk, []), chosen, each.pk in visible) for each in agreements]


def _child(agreement: Agreement, items: Sequence[BelowItem], chosen: int | None, is_visible: bool) -> ChildRow:
    weight = added(Decimal(str(weights.get(LAST, "0"))) for _, _, _, weights in items) if items else Decimal(0)
    target = next((target for _, indicator, target, _ in items if indicator == chosen), None)
    unit = in_language(agreement.unit, "name")
    return ChildRow(
        agreement=agreement,
        name=f"{agreement.person} ({unit})" if agreement.person else unit,
        whose=whose(agreement),
        state=str(AgreementState(agreement.state).label),
        kind=agreement.unit.get_kind_display(),
        count=len(items),
        weight=f"{at_most(weight, PLACES)}%",
        weight_is_whole=weight == Decimal(100),
        target=_words(target),
        is_visible=is_visible,
    )


def child_columns(chosen: str) -> list[Column]:
    """The heads of the list as a file."""
    target = gettext("เป้าหมาย %(code)s") % {"code": chosen} if chosen else gettext("เป้าหมาย")
    return [
        Column(gettext("รหัส")),
        Column(gettext("ผู้ทำคำรับรอง"), width=50),
        Column(gettext("สถานะ"), width=20),
        Column(gettext("ตัวชี้วัด")),
        Column(gettext("น้ำหนักรวม")),
        Column(target),
    ]


def child_cells(rows: Iterable[ChildRow]) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [[row.whose, row.name, row.state, str(row.count), row.weight, row.target] for row in rows]
