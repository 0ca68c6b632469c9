"""An order as its document says it, in Thai with Thai digits: made of the order itself, of nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import override

from rabrong.agreements.on_paper import DRAFT, long_day, natural
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.org.models import Unit, UnitKind
from rabrong.paper.documents.typesetting import Unprintable
from rabrong.paper.order_text.content import AnnexRow, OrderPaper, Signer
from rabrong.paper.order_text.setting import set_order_paper
from rabrong.thai.fiscal import buddhist_year
from rabrong.thai.months import LONG_THAI

DOTS = "." * 24
OBJECTS = {
    OrderKind.DEPUTIES: "หน่วยงานและเขตที่กำกับดูแล",
    OrderKind.AREAS: "หน่วยงานและพื้นที่ที่รับผิดชอบ",
    OrderKind.KEEPERS: "ตัวชี้วัดที่รับผิดชอบ",
}
KINDS = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.REGION, UnitKind.PROVINCE)


def set_order(order: AppointmentOrder, lines: Sequence[OrderLine], *, made_at: datetime) -> bytes | Unprintable:
    """The PDF of an order: a draft says so across every page. The same order and time give the same bytes."""
    with override("th"):
        paper = paper_of(order, lines)
    return set_order_paper(paper, made_at=made_at)


def paper_of(order: AppointmentOrder, lines: Sequence[OrderLine]) -> OrderPaper:
    """What the document says."""
    is_numbered = bool(order.number)
    department = order.unit.name if order.kind != OrderKind.PROVINCE_GROUP else _department(order.unit)
    return OrderPaper(
        unit=department,
        number=order.number or DOTS,
        title=order.title,
        paragraphs=tuple(_paragraphs(order)),
        dated=_ordered_on(order.dated) if order.dated else DOTS,
        dated_in_annex=long_day(order.dated) if order.dated else DOTS,
        signer=Signer(order.signer_name or DOTS, order.signer_position, order.signer_acting),
        objects=OBJECTS.get(OrderKind(order.kind), ""),
        rows=tuple(_rows(order, lines)),
        mark="" if is_numbered or order.state != OrderState.DRAFT else DRAFT,
    )


def _department(unit: Unit) -> str:
    """The department that orders: its working group in a province is appointed by it, too."""
    found = Unit.objects.filter(code=unit.department).first()
    return unit.name if found is None else found.name


def _paragraphs(order: AppointmentOrder) -> Iterator[str]:
    if order.replaces is not None and order.replaces.dated is not None:
        yield f"ให้ยกเลิกคำสั่งที่ {order.replaces.number} ลงวันที่ {long_day(order.replaces.dated)} และใช้คำสั่งนี้แทน"
    yield from (line.strip() for line in order.text.splitlines() if line.strip())
    yield f"ทั้งนี้ ตั้งแต่วันที่ {long_day(order.starts)} เป็นต้นไป"


def _ordered_on(day: date) -> str:
    """๑ ตุลาคม พ.ศ. ๒๕๕๔ as the last line of an order writes it."""
    return f"{day.day} {LONG_THAI[day.month - 1]} พ.ศ. {buddhist_year(day.year)}"


def _rows(order: AppointmentOrder, lines: Sequence[OrderLine]) -> Iterator[AnnexRow]:
    for line in lines:
        part = str(Part(line.part).label)
        yield AnnexRow(
            name=line.name,
            position=line.position if line.position != line.name else "",
            part=f"{part}\n{line.duties}".strip() if line.duties else part,
            objects=tuple(_objects(order, line)),
            days=_days(line),
        )


def _objects(order: AppointmentOrder, line: OrderLine) -> Iterator[str]:
    if order.kind == OrderKind.KEEPERS:
        for indicator in sorted(line.indicators.all(), key=lambda each: natural(each.code)):
            yield f"{indicator.code} {indicator.name}"
        return
    units = sorted(line.units.all(), key=lambda unit: (KINDS.index(UnitKind(unit.kind)), unit.sort_key))
    yield from (unit.name for unit in units)


def _days(line: OrderLine) -> str:
    starts = "" if line.starts is None else f"ตั้งแต่ {long_day(line.starts)}"
    ends = "" if line.ends is None else f"ถึง {long_day(line.ends - timedelta(days=1))}"
    return "\n".join(filter(None, (starts, ends)))
