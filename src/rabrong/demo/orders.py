"""Two orders of the example: the deputies over bureaus and regions as the deck has them, and a group being drafted."""

from datetime import UTC, date, datetime

from rabrong.agreements.models import Year
from rabrong.assignments.models import AppointmentOrder, OrderKind, Part
from rabrong.assignments.orders.actions import begin_order, put_line
from rabrong.assignments.orders.issuing import issue_order
from rabrong.assignments.orders.rules import Head, Issue, NewLine
from rabrong.demo.units import DEPUTIES
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Unit
from rabrong.org.queries import actor_of
from rabrong.org.rules import Refusal

AT = datetime(2011, 10, 20, 3, 0, tzinfo=UTC)
DAY = date(2011, 10, 20)
NUMBER = "901/2554"
MEMBERS = (
    (Part.CHAIR, "deputy-3"),
    (Part.MEMBER, "director-สสช"),
    (Part.MEMBER, "director-กผ"),
    (Part.SECRETARY, "psdg"),
)


def store_orders(year: Year, units: dict[str, Unit], people: dict[str, Person]) -> None:
    """The order over units is issued, the working group's is a draft; both say that they are examples."""
    psdg = actor_of(people["psdg"], AT)
    over = _begun(year, OrderKind.DEPUTIES, "มอบหมายรองอธิบดีกำกับดูแลหน่วยงานและเขตตรวจราชการ (ตัวอย่าง)", psdg)
    for number, (first, second, regions) in DEPUTIES.items():
        named = (first, second, *(f"r{region}" for region in regions))
        line = NewLine(Part.DEPUTY, people[f"deputy-{number}"], units=tuple(units[code] for code in named))
        over = _put(over, line, psdg)
    issue = Issue(NUMBER, DAY, people["executive"], "อธิบดี (ตัวอย่าง)", people["executive"].position)
    _done(issue_order(over, issue, over.edits, by=psdg, now=AT))
    group = _begun(year, OrderKind.DEPARTMENT_GROUP, "แต่งตั้งคณะทำงานศูนย์ประสานการดำเนินงานตามคำรับรองฯ (ตัวอย่าง)", psdg)
    for part, code in MEMBERS:
        group = _put(group, NewLine(part, people[code]), psdg)


def _begun(year: Year, kind: OrderKind, title: str, by: Actor) -> AppointmentOrder:
    text = (
        f"เพื่อให้การดำเนินงานตามคำรับรองการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. {year.year} เป็นไปด้วยความเรียบร้อย "
        "จึงแต่งตั้งผู้มีรายชื่อตามบัญชีแนบท้ายคำสั่งนี้"
    )
    made = begin_order(year, kind, Head(title, text, DAY), by=by, now=AT)
    if isinstance(made, Refusal):
        raise RefusedExampleError(made)
    return made


def _put(order: AppointmentOrder, line: NewLine, by: Actor) -> AppointmentOrder:
    _done(put_line(order, line, order.edits, by=by, now=AT))
    order.refresh_from_db()
    return order


def _done(outcome: object) -> None:
    if isinstance(outcome, Refusal):
        raise RefusedExampleError(outcome)


class RefusedExampleError(Exception):
    """The example breaks a rule of orders."""
