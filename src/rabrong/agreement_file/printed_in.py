"""Reading what a paper printed: kept as it is, for checking only."""

from decimal import Decimal

from rabrong.agreement_file.document import PrintedRow, PrintedTable
from rabrong.agreement_file.numbers import number_of, whole_of
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Text
from rabrong.scoring.absence import Fault

ROW_KEYS = ("unit", "count", "indicators", "percent", "weights")
DASH = "-"


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
    text = None if _dashed(section, "count") else section.text("count")
    count = None if text is None else whole_of(text)
    if isinstance(count, Fault):
        section.note_fault(count, "count")
        return None
    return count


def _percent(section: Section) -> Decimal | None:
    text = None if _dashed(section, "percent") else section.text("percent")
    percent = None if text is None else number_of(text)
    if isinstance(percent, Fault):
        section.note_fault(percent, "percent")
        return None
    return percent
