"""A nation with a deputy, a director, an inspector and an order's draft, for the tests of orders."""

from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import Year
from rabrong.assignments.models import AppointmentOrder, OrderKind, Part
from rabrong.assignments.orders.actions import begin_order, put_line
from rabrong.assignments.orders.issuing import issue_order
from rabrong.assignments.orders.rules import Head, Issue, NewLine
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.actor import Actor
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment, Unit
from rabrong.org.rules import Refusal
from tests.nation import NOW, STARTS, YEAR, Nation, actor, build_nation

TODAY = date(2012, 5, 15)


@dataclass(frozen=True, slots=True)
class OrderWorld:
    """What the tests of orders reach for."""

    nation: Nation
    people: dict[str, Person]

    @property
    def year(self) -> Year:
        """The year as it stands."""
        return Year.objects.get(pk=YEAR)

    @property
    def psdg(self) -> Actor:
        """Who writes orders."""
        return actor(self.people["psdg"])

    @property
    def units(self) -> dict[str, Unit]:
        """The units by code."""
        return self.nation.units

    def draft(self, kind: OrderKind = OrderKind.DEPUTIES, **changes: object) -> AppointmentOrder:
        """A draft without lines."""
        unit = self.units["12"] if kind == OrderKind.PROVINCE_GROUP else None
        words = {"title": "เรื่องทดสอบ", "text": "บรรทัดหนึ่ง\nบรรทัดสอง", "starts": TODAY, "unit": unit, **changes}
        made = begin_order(self.year, kind, Head(**words), by=self.psdg, now=NOW)  # type: ignore[arg-type]
        assert isinstance(made, AppointmentOrder)
        return made

    def put(self, order: AppointmentOrder, line: NewLine) -> object:
        """Put a line into a draft as it stands now."""
        order.refresh_from_db()
        return put_line(order, line, order.edits, by=self.psdg, now=NOW)

    def over(self, *units: str, person: str = "deputy", part: Part = Part.DEPUTY) -> NewLine:
        """Somebody over some units."""
        return NewLine(part, self.people[person], units=tuple(self.units[code] for code in units))

    def issue(self, order: AppointmentOrder, number: str = "12/2555", **changes: object) -> AppointmentOrder | Refusal:
        """Issue a draft as it stands now."""
        order.refresh_from_db()
        words = {"number": number, "dated": TODAY, "name": "นายอธิบดี", "position": "อธิบดี", **changes}
        return issue_order(order, Issue(**words), order.edits, by=self.psdg, now=NOW)  # type: ignore[arg-type]

    def issued(self, number: str = "12/2555", **changes: object) -> AppointmentOrder:
        """An issued order: the deputy over bureau กผ and region r1."""
        order = self.draft()
        self.put(order, self.over("กผ", "r1"))
        made = self.issue(order, number, **changes)
        assert isinstance(made, AppointmentOrder)
        return made

    def holders(self, role: Role, unit: str, on: date = TODAY) -> list[str]:
        """Who holds a role at a unit on a day."""
        rows = RoleAssignment.objects.filter(role=role, unit__code=unit, starts__lte=on).exclude(ends__lte=on)
        return sorted(rows.values_list("person__code", flat=True))


def build_order_world() -> OrderWorld:
    """The nation of the tests with a deputy, another, an inspector, a director and an executive."""
    nation = build_nation()
    posts = (
        ("deputy", "cdd", "รองอธิบดี ก"),
        ("deputy2", "cdd", "รองอธิบดี ข"),
        ("inspector", "cdd", "ผู้ตรวจ ก"),
        ("director", "กผ", "ผอ. กผ"),
    )
    new = [NewPerson(code, unit, position, name=f"นาย{position}") for code, unit, position in posts]
    new.append(NewPerson("executive", "cdd", "อธิบดี", roles=((Role.EXECUTIVE, "cdd"),)))
    people = take_in_people(new, nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    return OrderWorld(nation, {**nation.people, **people})
