"""The form of a month's numbers: one field per cell, with what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.wording import file_sentence
from rabrong.dashboards.forms import TypedForm
from rabrong.dashboards.pages.cells import cell_kinds, cell_words
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.names import author_of, called, seat_of
from rabrong.dashboards.pages.running import Entering
from rabrong.org.models import Acting, Unit
from rabrong.org.rules import Refusal
from rabrong.results.models import Entry
from rabrong.scoring.absence import Fault
from rabrong.ui.dates import day, month_name
from rabrong.ui.numbers import at_most, typed
from rabrong.ui.words import language

PLACES = 4


@dataclass(frozen=True, slots=True)
class Field:
    """One number to type. `before` is last month's; `newer` what somebody else submitted meanwhile."""

    cell: str
    label: str
    measure: str
    text: str
    version: int
    before: str
    fault: str = ""
    newer: str = ""


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
        stale = form is not None and current is not None and form.versions[cell] != current.version
        found.append(
            Field(
                cell=cell,
                label=words.get(cell, cell),
                measure=measures.get(cell, ""),
                text=form.texts[cell] if form is not None else drafts.get(cell, number_of_entry(current)),
                version=0 if current is None else current.version,
                before=_before(months, entering.month),
                fault="" if form is None else _fault(form, cell, words.get(cell, cell)),
                newer=_newer(current) if stale and current is not None else "",
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


def fault_words(fault: Fault, label: str) -> str:
    """What is wrong with what was typed in a field."""
    if fault.code == "number.comma":
        return gettext("%(key)s: %(text)s จุลภาคใช้คั่นหลักพันเท่านั้น เช่น 11,044 ทศนิยมใช้จุด") % {
            **fault.terms,
            "key": label,
        }
    problem = Problem(fault.code, label, terms={**fault.terms, "key": label})
    return file_sentence(problem, "th" if language().startswith("th") else "en")


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
    terms = {
        name: day(value, language()) if isinstance(value, date) else value for name, value in refusal.terms.items()
    }
    if "unit" in terms:
        terms["unit"] = called(unit)
    if "month" in terms:
        terms["month"] = month_name(int(str(terms["month"])), language())
    return _REFUSALS[refusal.code]() % terms


_REFUSALS = {
    "entry.not_keeper": lambda: gettext("ผู้จัดเก็บข้อมูลของ %(unit)s เท่านั้นที่กรอกตัวเลขของหน่วยนี้ได้"),
    "entry.reported_below": lambda: gettext("หน่วยที่อยู่ต่ำกว่า %(unit)s เป็นผู้รายงานตัวเลขของตัวชี้วัดนี้ ถ้ากรอกที่นี่อีกจะนับซ้ำ"),
    "entry.other_rounds": lambda: gettext(
        "%(unit)s เป็นเจ้าภาพของตัวชี้วัดนี้เฉพาะรอบ %(rounds)s เดือนนี้อยู่ในรอบ %(round)s ให้เจ้าภาพของรอบนั้นเป็นผู้กรอก"
    ),
    "entry.not_owner": lambda: gettext("%(unit)s ไม่ได้เป็นเจ้าภาพของตัวชี้วัดนี้ ให้เจ้าภาพเป็นผู้กรอก"),
    "year.closed": lambda: gettext("ปีงบประมาณ %(year)s ปิดแล้ว จึงไม่รับตัวเลขอีก"),
    "entry.cancelled": lambda: gettext("ตัวชี้วัดนี้ยกเลิกตั้งแต่รอบ %(round)s เดือน จึงไม่ต้องกรอก"),
    "entry.no_window": lambda: gettext("ปีนี้ไม่ได้กำหนดช่วงเวลากรอกของเดือน %(month)s"),
    "entry.not_open": lambda: gettext("ช่วงเวลากรอกของเดือนนี้เปิด %(opens)s"),
    "entry.closed": lambda: gettext("ช่วงเวลากรอกของเดือนนี้ปิดเมื่อ %(closes)s"),
    "entry.locked": lambda: gettext("เดือน %(month)s ถูกล็อกแล้ว ขอให้ กพร. เปิดเป็นกรณีพิเศษ"),
    "entry.exception_ended": lambda: gettext("การผ่อนผันให้กรอกเดือนนี้สิ้นสุดเมื่อ %(until)s ขอให้ กพร. ต่อเวลา"),
    "entry.round_closed": lambda: gettext("รอบ %(round)s เดือนปิดแล้ว ตัวเลขของเดือนนี้จึงไม่เปลี่ยน เว้นแต่ กพร. เปิดรอบใหม่"),
}
