"""Reading what a paper printed: kept as it is, for checking only."""

from decimal import Decimal

from rabrong.agreement_file.document import PrintedRow, PrintedTable
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Text

ROW_KEYS = ("unit", "count", "indicators", "percent", "weights")
DASH = "-"
MOST_COUNTED = 9999


def read_printed(top: Section) -> tuple[PrintedTable, ...]:
    """Every printed table of the file."""
    tables = []
    for section in top.sections("printed", ("source", "units")):
        section.require("source", "units")
        rows = tuple(_row(inner) for inner in section.sections("units", ROW_KEYS))
        tables.append(PrintedTable(section.text("source") or "", rows, section.line))
    return tuple(tables)


def _row(section: Section) -> PrintedRow:
    section.require("unit")
    return PrintedRow(
        unit=section.text("unit") or "",
        count=_count(section),
        indicators=() if _dashed(section, "indicators") else section.texts("indicators"),
        percent=_percent(section),
        weights=() if _dashed(section, "weights") else section.numbers("weights") or (),
        line=section.line,
    )


def _dashed(section: Section, key: str) -> bool:
    node = section.nodes.get(key)
    return isinstance(node, Text) and node.text in ("", DASH)


def _count(section: Section) -> int | None:
    return None if _dashed(section, "count") else section.whole("count", 0, MOST_COUNTED)


def _percent(section: Section) -> Decimal | None:
    return None if _dashed(section, "percent") else section.number("percent")
