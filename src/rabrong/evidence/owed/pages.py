"""The missing list as the page and the file show it: each document that lacks, and how many at every level."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.evidence.owed.queries import Owed, Place
from rabrong.org.models import Unit
from rabrong.org.queries import Tree
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Lacking:
    """A document that a unit should have and has not."""

    unit: Unit
    indicator: IndicatorVersion
    document: Owed

    @property
    def text(self) -> str:
        """What it is."""
        return self.document.document.text

    @property
    def level(self) -> str:
        """Which level or step it proves."""
        return self.document.document.level


@dataclass(frozen=True, slots=True)
class Level:
    """A unit with everything below it, or a document over all units: how many should be there, how many are."""

    name: str
    all: int
    there: int
    unit: Unit | None = None
    indicator: IndicatorVersion | None = None
    goes_down: bool = False

    @property
    def missing(self) -> int:
        """How many are not there."""
        return self.all - self.there


def lacking_rows(
    owed: Iterable[Owed], there: Collection[Place], units: Mapping[int, Unit], versions: Mapping[int, IndicatorVersion]
) -> list[Lacking]:
    """What is not there, by unit, then indicator, then number of the document."""
    places = {unit: at for at, unit in enumerate(units)}
    order = {pk: at for at, pk in enumerate(versions)}
    rows = [
        Lacking(units[each.unit], versions[each.indicator], each)
        for each in owed
        if each.place not in there and each.unit in units
    ]
    return sorted(rows, key=lambda row: (places[row.unit.pk], order[row.indicator.pk], row.document.document.number))


ORDERS: Mapping[str, Callable[[Lacking], tuple[object, ...]]] = {
    "indicator": lambda row: (row.indicator.position, row.document.document.number, row.unit.sort_key),
    "document": lambda row: (row.text, row.indicator.position, row.unit.sort_key),
}
"""Every other word leaves the units in their order."""


def wanted_rows(rows: Iterable[Lacking], wanted: Mapping[str, str]) -> list[Lacking]:
    """The rows that were asked for, in the order that was asked for."""
    sought, order = wanted["q"].casefold(), ORDERS.get(wanted["sort"])
    kept = [row for row in rows if wanted["kind"] in ("", row.unit.kind) and (not sought or sought in _searched(row))]
    return kept if order is None else sorted(kept, key=order)


def _searched(row: Lacking) -> str:
    unit = row.unit
    above = unit.parent.name if unit.parent else ""
    return " ".join((unit.code, unit.name, unit.name_en, above, row.text)).casefold()


def counts_by_unit(owed: Iterable[Owed], there: Collection[Place], tree: Tree) -> dict[int, tuple[int, int]]:
    """Unit -> how many documents it and everything below it should have, and how many are there."""
    own: dict[int, list[int]] = {}
    for each in owed:
        counts = own.setdefault(each.unit, [0, 0])
        counts[0] += 1
        counts[1] += each.place in there
    found: dict[int, list[int]] = {}
    for unit, (all_, there_) in own.items():
        for above in tree.path(unit):
            counts = found.setdefault(above, [0, 0])
            counts[0] += all_
            counts[1] += there_
    return {unit: (all_, there_) for unit, (all_, there_) in found.items()}


def level_rows(
    counts: Mapping[int, tuple[int, int]], units: Mapping[int, Unit], tree: Tree, root: int | None
) -> list[Level]:
    """The units that stand directly below the root, and itself where it should have documents of its own."""
    return [
        Level(
            name=in_language(unit, "name"),
            all=counts[pk][0],
            there=counts[pk][1],
            unit=unit,
            goes_down=pk != root and any(below in counts for below in tree.children_of.get(pk, ())),
        )
        for pk, unit in units.items()
        if pk in counts
    ]


def document_rows(
    owed: Iterable[Owed], there: Collection[Place], versions: Mapping[int, IndicatorVersion]
) -> list[Level]:
    """Each document over all units: how many should have it, how many have, by indicator."""
    found: dict[tuple[int, str], list[int]] = {}
    names: dict[tuple[int, str], str] = {}
    for each in owed:
        key = (each.indicator, each.document.key)
        counts = found.setdefault(key, [0, 0])
        counts[0] += 1
        counts[1] += each.place in there
        names[key] = each.document.text
    return [
        Level(name=names[key], all=all_, there=there_, indicator=versions[key[0]])
        for key, (all_, there_) in found.items()
    ]


def missing_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("รหัสหน่วย")),
        Column(gettext("หน่วยงาน"), width=32),
        Column(gettext("สังกัด"), width=32),
        Column(gettext("ตัวชี้วัด")),
        Column(gettext("ชื่อตัวชี้วัด"), width=50),
        Column(gettext("เอกสารที่กำหนด"), width=50),
        Column(gettext("ระดับหรือขั้นตอน")),
        Column(gettext("รอบ")),
    ]


def missing_cells(rows: Sequence[Lacking], round_: int) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [
        [
            row.unit.code,
            in_language(row.unit, "name"),
            in_language(row.unit.parent, "name") if row.unit.parent else "",
            row.indicator.code,
            in_language(row.indicator, "name"),
            row.text,
            row.level,
            str(round_),
        ]
        for row in rows
    ]
