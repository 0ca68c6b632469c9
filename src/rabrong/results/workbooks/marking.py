"""The workbook that goes back: every line as it was sent, what is wrong drawn in and listed on a sheet of its own."""

from datetime import date

from django.utils.translation import gettext, override

from rabrong.results.models import SentWorkbook
from rabrong.results.queries.rounds import windows_of
from rabrong.results.workbooks.layout import MONTHS, Mistake
from rabrong.results.workbooks.outcome import where
from rabrong.results.workbooks.plan import NUMBERS, Plan, spots_in_order
from rabrong.results.workbooks.reading import Typed
from rabrong.results.workbooks.writing import Content, Title, names_of_sheets, workbook_of
from rabrong.ui.numbers import bare


def marked_workbook(typed: Typed, plan: Plan, sent: SentWorkbook) -> bytes:
    """The bytes, in the language of who sent it; its keys and seals are those of the file, so that it may be sent
    again."""
    with override(sent.language):
        name = gettext("แบบกรอกผล %(unit)s ปีงบประมาณ %(year)s")
        said = name % {"unit": sent.unit.name, "year": bare(sent.year_id)}
        is_single = len({each.line.key.unit for each in typed.lines}) == 1
        title = Title(typed.header, said, is_single, _closes(typed, sent))
        lines, notes = (each.line for each in typed.lines), (each.line for each in typed.notes)
        return workbook_of(Content(title, lines, notes, _mistakes(typed, plan)))


def _closes(typed: Typed, sent: SentWorkbook) -> dict[int, date]:
    opens = {month for each in typed.lines for month in each.line.key.opens}
    windows = windows_of(sent.unit, sent.year_id)
    return {month: windows[month].closes for month in MONTHS if month in opens and month in windows}


def _mistakes(typed: Typed, plan: Plan) -> list[Mistake]:
    numbers, notes, _, _ = names_of_sheets()
    found = []
    for each in spots_in_order(plan.mishaps):
        spot = each.spot
        sheet = numbers if spot.sheet == NUMBERS else notes
        words = each.words()
        if spot.line is None:
            words = f"{' '.join(where(typed, spot))}: {words}"
        found.append(Mistake(sheet, -1 if spot.line is None else spot.line, spot.part, words))
    return found
