"""Orders as the pages and the files show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.assignments.orders.queries import indicators_to_choose, units_to_choose
from rabrong.assignments.orders.roles import COUNTED, RoleRow, What
from rabrong.assignments.orders.rules import OF_UNITS
from rabrong.charts import State
from rabrong.org.models import Unit, UnitKind
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.thai.fiscal import first_day
from rabrong.ui.words import in_language

GLYPHS: Mapping[OrderState, State] = {
    OrderState.DRAFT: "draft",
    OrderState.ISSUED: "certified",
    OrderState.REPLACED: "external",
    OrderState.WITHDRAWN: "returned",
}


def glyph_of(order: AppointmentOrder) -> State:
    """The glyph of where an order stands."""
    return GLYPHS[OrderState(order.state)]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in the list."""

    order: AppointmentOrder
    kind: str
    state: str
    glyph: State
    people: int


def order_rows(orders: Iterable[AppointmentOrder]) -> list[OrderRow]:
    """The rows of the list."""
    return [
        OrderRow(
            each,
            str(OrderKind(each.kind).label),
            str(OrderState(each.state).label),
            glyph_of(each),
            getattr(each, "people", 0),
        )
        for each in orders
    ]


def order_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("เลขที่")),
        Column(gettext("ลงวันที่")),
        Column(gettext("เรื่อง"), width=50),
        Column(gettext("ชนิด"), width=40),
        Column(gettext("ของหน่วย"), width=30),
        Column(gettext("ผู้ลงนาม"), width=30),
        Column(gettext("รายชื่อ")),
        Column(gettext("มีผลตั้งแต่")),
        Column(gettext("สถานะ")),
    ]


def order_cells(rows: Iterable[OrderRow]) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [
        [
            row.order.number,
            row.order.dated,
            row.order.title,
            row.kind,
            row.order.unit.name,
            row.order.signer_name,
            row.people,
            row.order.starts,
            row.state,
        ]
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line on the order's page."""

    line: OrderLine
    part: str
    objects: tuple[str, ...]
    last: date | None


def line_rows(lines: Iterable[OrderLine]) -> list[LineRow]:
    """The lines of an order in words."""
    return [LineRow(line, str(Part(line.part).label), tuple(_objects(line)), _last(line)) for line in lines]


def _last(line: OrderLine) -> date | None:
    return None if line.ends is None else date.fromordinal(line.ends.toordinal() - 1)


def _objects(line: OrderLine) -> Iterable[str]:
    units = sorted(line.units.all(), key=lambda unit: (_KINDS.index(unit.kind), unit.sort_key))
    yield from (in_language(unit, "name") for unit in units)
    yield from (each.code for each in sorted(line.indicators.all(), key=lambda each: each.position))


_KINDS = [kind.value for kind in UnitKind]


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes under one head, folded where there are many and none is ticked."""

    field: str
    label: str
    choices: tuple[Choice, ...]
    chosen: int

    @property
    def is_open(self) -> bool:
        """Whether the boxes are seen at once."""
        return self.chosen > 0 or len(self.choices) <= MOST_OPEN


MOST_OPEN = 30


def chosen_in(line: OrderLine) -> set[str]:
    """The codes of the units and indicators that a line names. Two queries."""
    return {unit.code for unit in line.units.all()} | {each.code for each in line.indicators.all()}


def groups_of(order: AppointmentOrder, chosen: Collection[str]) -> list[Group]:
    """The units and areas, or the indicators, that a line can name. One query, none for a working group."""
    if order.kind in OF_UNITS:
        return unit_groups(units_to_choose(order.starts), chosen)
    if order.kind == OrderKind.KEEPERS:
        return [_indicator_group(indicators_to_choose(order.year_id), chosen)]
    return []


def unit_groups(units: Sequence[Unit], chosen: Collection[str]) -> list[Group]:
    """Units as boxes to tick, kind by kind."""
    found: dict[str, list[Choice]] = {}
    for unit in units:
        choice = Choice(unit.code, in_language(unit, "name"), unit.code in chosen)
        found.setdefault(unit.kind, []).append(choice)
    return [_group("units", str(UnitKind(kind).label), choices) for kind, choices in found.items()]


def _indicator_group(indicators: Iterable[IndicatorVersion], chosen: Collection[str]) -> Group:
    choices = [
        Choice(each.code, f"{each.code} {in_language(each, 'name')}", each.code in chosen) for each in indicators
    ]
    return _group("indicators", gettext("ตัวชี้วัด"), choices)


def _group(field: str, label: str, choices: list[Choice]) -> Group:
    return Group(field, label, tuple(choices), sum(each.is_chosen for each in choices))


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A difference of roles in words."""

    row: RoleRow
    what: str
    glyph: State
    role: str
    last: date | None


def role_lines(rows: Iterable[RoleRow]) -> list[RoleLine]:
    """The differences of roles in words, what changes first."""
    ordered = sorted(rows, key=lambda row: (not COUNTED[row.what], row.what != "end"))
    return [_role_line(row) for row in ordered]


def _role_line(row: RoleRow) -> RoleLine:
    words: Mapping[What, tuple[str, State]] = {
        "give": (gettext("ให้บทบาท"), "submitted"),
        "end": (gettext("สิ้นสุดบทบาท"), "returned"),
        "there": (gettext("มีอยู่แล้ว"), "approved"),
        "no_account": (gettext("ไม่มีบัญชี ไม่ตั้งบทบาท"), "not_due"),
        "no_role": (gettext("ไม่มีบทบาทในระบบสำหรับหน้าที่นี้"), "not_due"),
        "over": (gettext("ช่วงเวลาผ่านไปแล้ว"), "not_due"),
    }
    what, glyph = words[row.what]
    last = None if row.ends is None else date.fromordinal(row.ends.toordinal() - 1)
    return RoleLine(row, what, glyph, "" if row.role is None else str(row.role.label), last)


def first_words(kind: OrderKind, year: Year, today: date) -> dict[str, object]:
    """What the form of a new order begins with: words to be changed, from today where today lies in the year."""
    titles: Mapping[OrderKind, str] = {
        OrderKind.DEPUTIES: "มอบหมายรองอธิบดีกำกับดูแลหน่วยงานและเขตตรวจราชการ",
        OrderKind.AREAS: "มอบหมายผู้อำนวยการและผู้ตรวจราชการกรมรับผิดชอบหน่วยงานและพื้นที่",
        OrderKind.DEPARTMENT_GROUP: "แต่งตั้งคณะทำงานศูนย์ประสานการดำเนินงานตามคำรับรองการปฏิบัติราชการ",
        OrderKind.PROVINCE_GROUP: "แต่งตั้งคณะทำงานดำเนินงานตามคำรับรองการปฏิบัติราชการระดับจังหวัด",
        OrderKind.KEEPERS: "มอบหมายผู้กำกับดูแลตัวชี้วัดและผู้จัดเก็บข้อมูล",
    }
    named = f"ประจำปีงบประมาณ พ.ศ. {year.year}"
    text = (
        f"เพื่อให้การดำเนินงานตามคำรับรองการปฏิบัติราชการ {named} เป็นไปด้วยความเรียบร้อยและมีประสิทธิภาพ "
        f"จึง{titles[kind]} ตามบัญชีแนบท้ายคำสั่งนี้"
    )
    begins = first_day(year.year)
    starts = today if begins <= today < first_day(year.year + 1) else begins
    return {"title": f"{titles[kind]} {named}", "text": text, "starts": starts}
