"""The form of a month's numbers: one field per cell, with what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from rabrong.dashboards.forms import TypedForm
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.entering.running import Entering
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.names import author_of, called, seat_of
from rabrong.org.models import Acting, Unit
from rabrong.org.rules import Refusal
from rabrong.results.cells import cell_kinds, cell_words
from rabrong.results.models import Entry
from rabrong.results.typed import fault_words
from rabrong.results.wording import refusal_words as worded
from rabrong.ui.dates import day, month_name
from rabrong.ui.numbers import at_most, typed
from rabrong.ui.words import language

PLACES = 4


@dataclass(frozen=True, slots=True)
class Field:
    """One number to type. `before` is last month's; `stands` what was submitted where something
    else is in the field; `newer` what somebody else submitted meanwhile."""

    cell: str
    label: str
    measure: str
    text: str
    version: int
    before: str
    fault: str = ""
    newer: str = ""
    stands: str = ""


def fields_of(
    entering: Entering, entries: Mapping[str, Mapping[int, Entry]], form: TypedForm | None, drafts: Mapping[str, str]
) -> list[Field]:
    """The fields with what was typed, else the draft, else the number that stands."""
    criterion = criterion_in(entering.item, entering.rules.scale, entering.month)
    words = cell_words(entering.version, criterion)
    measures = {item.code: measure_words(item.measure) for item in entering.version.data_items.all()}
    found = []
    for cell in cell_kinds(entering.version, criterion):
        months = entries.get(cell, {})
        current = months.get(entering.month)
        text = form.texts[cell] if form is not None else drafts.get(cell, number_of_entry(current))
        stale = form is not None and current is not None and form.versions[cell] != current.version
        found.append(
            Field(
                cell=cell,
                label=words.get(cell, cell),
                measure=measures.get(cell, ""),
                text=text,
                version=0 if current is None else current.version,
                before=_before(months, entering.month),
                fault="" if form is None else _fault(form, cell, words.get(cell, cell)),
                newer=_newer(current) if stale and current is not None else "",
                stands="" if text == number_of_entry(current) else number_of_entry(current),
            )
        )
    return found


def number_of_entry(entry: Entry | None) -> str:
    """An entry as it would be typed."""
    if entry is None:
        return ""
    return entry.word if entry.value is None else typed(entry.value, PLACES)


def _before(months: Mapping[int, Entry], month: int) -> str:
    earlier = max((each for each in months if each < month), default=0)
    if not earlier:
        return ""
    entry = months[earlier]
    number = entry.word if entry.value is None else at_most(entry.value, PLACES)
    return f"{month_name(earlier, language())} {number}"


def _fault(form: TypedForm, cell: str, label: str) -> str:
    fault = form.faults.get(cell)
    return "" if fault is None else fault_words(fault, label)


def _newer(entry: Entry) -> str:
    return gettext("%(by)s ส่ง %(number)s เป็นฉบับที่ %(version)s ระหว่างที่ท่านกรอก") % {
        "by": author_of(entry),
        "number": number_of_entry(entry),
        "version": entry.version,
    }


def acting_words(acting: Acting | None) -> str:
    """In whose place the numbers are entered, and by which order; empty where it is an own role."""
    if acting is None:
        return ""
    terms = {"seat": seat_of(acting), "order": acting.order_ref, "until": day(last_of(acting.ends), language())}
    return gettext("ท่านกรอกในฐานะผู้ทำการแทน %(seat)s ตาม%(order)s ถึง %(until)s") % terms


def last_of(ends: date) -> date:
    """The last day of a range whose end is given as the day after."""
    return ends - timedelta(days=1)


def refusal_words(refusal: Refusal, unit: Unit) -> str:
    """Why the numbers may not be entered."""
    terms = {**refusal.terms, "unit": called(unit)} if "unit" in refusal.terms else refusal.terms
    return worded(Refusal(refusal.code, terms))
