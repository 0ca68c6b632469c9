"""What may be typed in the cells of an item: made once for all units whose items say the same."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from rabrong.agreement_file.claims_in import Cell
from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.models import Item
from rabrong.agreements.queries import core_indicator
from rabrong.agreements.queries.scoring import criteria_of
from rabrong.results.cells import cell_kinds, cell_words
from rabrong.results.months import round_of
from rabrong.results.workbooks.layout import NUMBER, VERDICT
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.criteria import Composite, Criterion, DirectScore, Mixed, Steps
from rabrong.scoring.scale import Scale

Made = TypeVar("Made")
Key = tuple[str, int, int, str]


class Kinds:
    """Cells, their words and the scoring indicator of items, kept by what the items say."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._kept: dict[Key, object] = {}

    def cells(self, item: Item, month: int) -> Mapping[str, Cell]:
        """Cell -> what may be typed in it, in the order of the form."""
        return self._made("cells", item, month, lambda: cell_kinds(item.indicator, self.criterion(item, month)))

    def words(self, item: Item, month: int) -> Mapping[str, str]:
        """Cell -> its words."""
        return self._made("words", item, month, lambda: cell_words(item.indicator, self.criterion(item, month)))

    def criterion(self, item: Item, month: int) -> Criterion:
        """The criterion that scores an item in a month."""
        stored = criteria_of(item.indicator, item, round_of(month or 1))
        return self._made("criterion", item, month, lambda: criterion_of(stored, self._scale))

    def indicator(self, item: Item, month: int) -> Indicator:
        """The item's indicator as it counts in a month; its weights are those of the first that asked."""
        rows = item.indicator.data_items.all()
        made: Callable[[], Indicator] = lambda: core_indicator(  # noqa: E731  asked for only once
            item.indicator, self._scale, item, round_of(month), rows
        )
        return self._made("indicator", item, month, made)

    def line_kind(self, item: Item, cell: str, month: int) -> str:
        """What a cell's drop-down offers: "number", "verdict", or how many steps or points there are."""
        kind = self.cells(item, month)[cell]
        if kind in ("only_na", "verdict"):
            return VERDICT
        if item.indicator.data_items.all():
            return NUMBER
        return _steps(_part(self.criterion(item, month), cell), cell, self._scale)

    def _made(self, what: str, item: Item, month: int, make: Callable[[], Made]) -> Made:
        key = (what, item.indicator_id, round_of(month or 1), f"{item.criteria}{item.amended}")
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]  # what `make` gave


def _part(criterion: Criterion, cell: str) -> Criterion:
    """The part of a composed criterion that a cell belongs to."""
    if isinstance(criterion, Composite):
        code, _, rest = cell.partition("/")
        return next((_part(part.criterion, rest) for part in criterion.parts if part.code == code), criterion)
    return criterion


def _steps(criterion: Criterion, cell: str, scale: Scale) -> str:
    if isinstance(criterion, Steps) or (isinstance(criterion, Mixed) and cell.endswith("steps")):
        return str(len(criterion.steps))
    return str(int(scale.last)) if isinstance(criterion, DirectScore) else NUMBER
