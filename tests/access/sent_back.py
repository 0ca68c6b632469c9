"""A workbook that the keeper of 1201 sent: it waits to be confirmed."""

from dataclasses import dataclass

from rabrong.agreements.models import Year
from rabrong.files.actions import keep
from rabrong.org.models import Person
from rabrong.paper.sheets.writing import EXCEL_TYPE
from rabrong.results.models import SentWorkbook, WorkbookState
from tests.nation import NOW, YEAR, Nation


@dataclass(frozen=True, slots=True)
class SentBack:
    """The number that addresses name."""

    workbook: int


def send_back(nation: Nation, keeper: Person) -> SentBack:
    """Checked, with nothing in it."""
    stored = keep(b"PK a workbook", EXCEL_TYPE, now=NOW)
    outcome = {"digest": "0" * 64, "lines": 2, "numbers": 0, "reports": 0, "notes": 0, "theirs": 0, "faults": 0}
    workbook = SentWorkbook.objects.create(
        file=stored,
        marked=stored,
        name="ผล.xlsx",
        year=Year.objects.get(pk=YEAR),
        unit=nation.units["1201"],
        language="th",
        state=WorkbookState.CHECKED,
        outcome={**outcome, "mishaps": [], "clashes": []},
        by=keeper,
        at=NOW,
    )
    return SentBack(workbook.pk)
