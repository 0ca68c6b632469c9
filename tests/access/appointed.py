"""What the addresses of orders name: an issued order over bureaus, one of province 12, and a draft."""

from dataclasses import dataclass

from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.org.models import Person, Unit
from tests.nation import NOW, YEAR, Nation

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Appointed:
    """The numbers that addresses name; `order` appoints the deputy."""

    order: int
    order_of_12: int
    order_draft: int
    order_line: int


def appoint(nation: Nation, deputy: Person) -> Appointed:
    """The deputy over bureau กผ, a working group in province 12, and a draft that nobody but the PSDG knows of."""
    scan = keep(b"%PDF-1.7 an order", PDF, now=NOW)
    psdg, units = nation.people["psdg"], nation.units
    order = _issued(OrderKind.DEPUTIES, "1/2555", units["cdd"], psdg, scan)
    line = OrderLine.objects.create(order=order, place=1, person=deputy, name="รองอธิบดี", part=Part.DEPUTY)
    line.units.set([units["กผ"]])
    group = _issued(OrderKind.PROVINCE_GROUP, "2/2555", units["12"], psdg, scan)
    OrderLine.objects.create(order=group, place=1, name="นายประธาน", position="พัฒนาการจังหวัด", part=Part.CHAIR)
    draft = AppointmentOrder.objects.create(
        year_id=YEAR,
        kind=OrderKind.DEPARTMENT_GROUP,
        unit=units["cdd"],
        title="คณะทำงาน",
        text="แต่งตั้ง",
        starts=NOW.date(),
        made_at=NOW,
        made_by=psdg,
    )
    member = OrderLine.objects.create(order=draft, place=1, name="นายก", position="ประธาน", part=Part.CHAIR)
    return Appointed(order.pk, group.pk, draft.pk, member.pk)


def _issued(kind: OrderKind, number: str, unit: Unit, by: Person, file: StoredFile) -> AppointmentOrder:
    return AppointmentOrder.objects.create(
        year_id=YEAR,
        kind=kind,
        unit=unit,
        title="แต่งตั้ง",
        text="ตามบัญชีแนบท้าย",
        starts=NOW.date(),
        state=OrderState.ISSUED,
        number=number,
        dated=NOW.date(),
        signer_name="นายอธิบดี",
        signer_position="อธิบดี",
        paper=file,
        scan=file,
        made_at=NOW,
        made_by=by,
        issued_at=NOW,
        issued_by=by,
    )
