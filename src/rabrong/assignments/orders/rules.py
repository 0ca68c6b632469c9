"""What an order may say, who writes and reads it, and when it can be issued; None when it may, else why not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.agreements.rules.years import closed_refusal
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.org.models import Person, PersonStatus, Role, Unit, UnitKind
from rabrong.org.people_rules import CENTRAL_ROLES, account_refusal
from rabrong.org.rules import Refusal
from rabrong.thai.fiscal import day_after, first_day, last_day

_GROUP = (Part.CHAIR, Part.VICE_CHAIR, Part.MEMBER, Part.SECRETARY, Part.ASSISTANT)
PARTS: Mapping[OrderKind, tuple[Part, ...]] = {
    OrderKind.DEPUTIES: (Part.DEPUTY,),
    OrderKind.AREAS: (Part.DIRECTOR, Part.INSPECTOR),
    OrderKind.DEPARTMENT_GROUP: _GROUP,
    OrderKind.PROVINCE_GROUP: _GROUP,
    OrderKind.KEEPERS: (Part.SUPERVISOR, Part.KEEPER, Part.SUBSTITUTE),
}
OF_UNITS = (OrderKind.DEPUTIES, OrderKind.AREAS)
"""Their lines name units and areas; those of KEEPERS name indicators, those of working groups neither."""

_CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)
OVER: Mapping[Part, tuple[UnitKind, ...]] = {
    Part.DEPUTY: CENTRAL_ROLES[Role.DEPUTY],
    Part.DIRECTOR: (*_CENTRAL, UnitKind.REGION, UnitKind.PROVINCE),
    Part.INSPECTOR: (UnitKind.REGION, UnitKind.PROVINCE),
}
"""Part -> the kinds of units and areas it can be over."""

MOST_LINES, LONGEST_TEXT = 400, 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """What an order says besides its lines. `unit` is the province of a province's working group, else None."""

    title: str
    text: str
    starts: date
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """Whom an order appoints to what; `ends` is the first day that no longer counts, None until another order."""

    part: Part
    person: Person | None = None
    name: str = ""
    position: str = ""
    duties: str = ""
    units: tuple[Unit, ...] = ()
    indicators: tuple[IndicatorVersion, ...] = ()
    starts: date | None = None
    ends: date | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """What makes a draft an order: number, day, who signed it; `sets_roles` where it shall set roles, too."""

    number: str
    dated: date
    signer: Person | None = None
    name: str = ""
    position: str = ""
    acting: str = ""
    sets_roles: bool = False


def draft_refusal(order: AppointmentOrder, seen: int) -> Refusal | None:
    """Only a draft is changed, and only as it was last seen."""
    if order.state != OrderState.DRAFT:
        return Refusal("order.not_draft", {"state": OrderState(order.state)})
    return closed_refusal(order.year) or (None if order.edits == seen else Refusal("order.stale"))


def head_refusal(year: Year, kind: OrderKind, head: Head) -> Refusal | None:
    """A subject, a text, a day in the year, and the province of a province's working group."""
    if not head.title.strip():
        return Refusal("order.no_title")
    if not head.text.strip():
        return Refusal("order.no_text")
    if kind == OrderKind.PROVINCE_GROUP and (head.unit is None or head.unit.kind != UnitKind.PROVINCE):
        return Refusal("order.no_province")
    if len(head.text) > LONGEST_TEXT:
        return Refusal("order.too_long", {"most": LONGEST_TEXT})
    closed = None if head.unit is None else unit_refusal(head.unit, head.starts)
    return closed or day_refusal(year.year, head.starts)


def day_refusal(year: int, *days: date | None) -> Refusal | None:
    """Days of an order lie in its fiscal year; None is no day."""
    outside = next((day for day in days if day is not None and not first_day(year) <= day < day_after(year)), None)
    if outside is None:
        return None
    return Refusal(
        "order.day_outside", {"day": outside, "year": year, "first": first_day(year), "last": last_day(year)}
    )


def unit_refusal(unit: Unit, on: date) -> Refusal | None:
    """Whoever is appointed is appointed over a unit that is there on that day."""
    if unit.ends is not None and unit.ends <= on:
        return Refusal("unit.closed", {"unit": unit.name, "on": unit.ends})
    return Refusal("unit.not_there_yet", {"unit": unit.name, "on": unit.starts}) if unit.starts > on else None


def line_refusal(order: AppointmentOrder, line: NewLine, others: Sequence[OrderLine]) -> Refusal | None:
    """Somebody, once, for something that the kind of order speaks of, within the year."""
    kind = OrderKind(order.kind)
    if line.part not in PARTS[kind]:
        return Refusal("order.other_part", {"part": line.part, "kind": kind})
    if line.person is None and not (line.name.strip() and line.position.strip()):
        return Refusal("order.nobody")
    if len(others) >= MOST_LINES:
        return Refusal("order.too_many", {"most": MOST_LINES})
    refusal = None if line.person is None else account_refusal(line.person)
    return refusal or _twice_refusal(line, others) or _object_refusal(kind, line) or _days_refusal(order, line)


def _twice_refusal(line: NewLine, others: Collection[OrderLine]) -> Refusal | None:
    """Each person once; who supervises one indicator may keep another."""
    for other in others:
        is_same = other.person_id == line.person.pk if line.person else other.name == line.name.strip()
        by_indicators = line.part in PARTS[OrderKind.KEEPERS] and other.part != line.part
        if is_same and not by_indicators:
            return Refusal("order.person_twice", {"person": str(other), "place": other.place})
    return None


def _object_refusal(kind: OrderKind, line: NewLine) -> Refusal | None:
    if kind in OF_UNITS and not line.units:
        return Refusal("order.no_unit")
    if kind == OrderKind.KEEPERS and not line.indicators:
        return Refusal("order.no_indicator")
    wrong = next((unit for unit in line.units if unit.kind not in OVER.get(line.part, ())), None)
    if wrong is None:
        return None
    return Refusal("order.not_over", {"part": line.part, "unit": wrong.name, "kind": UnitKind(wrong.kind)})


def _days_refusal(order: AppointmentOrder, line: NewLine) -> Refusal | None:
    starts = line.starts or order.starts
    if line.ends is not None and line.ends <= starts:
        return Refusal("days.order", {"starts": starts})
    ended = None if line.ends is None or line.ends == day_after(order.year_id) else line.ends
    refusal = day_refusal(order.year_id, line.starts, ended)
    return refusal or next(filter(None, (unit_refusal(unit, starts) for unit in line.units)), None)


def issue_refusal(order: AppointmentOrder, issue: Issue, lines: Sequence[OrderLine], today: date) -> Refusal | None:
    """Somebody is appointed, number and day and signer are known, every unit is still there. One query."""
    if not lines:
        return Refusal("order.no_lines")
    if not issue.number.strip():
        return Refusal("order.no_number")
    if not (issue.name.strip() and issue.position.strip()):
        return Refusal("order.no_signer")
    if issue.dated > today:
        return Refusal("order.not_yet", {"day": issue.dated})
    refusal = day_refusal(order.year_id, issue.dated) or _number_refusal(order, issue.number)
    return refusal or next(filter(None, (_line_stands(order, line) for line in lines)), None)


def _number_refusal(order: AppointmentOrder, number: str) -> Refusal | None:
    others = AppointmentOrder.objects.filter(year_id=order.year_id, number=number.strip()).exclude(pk=order.pk)
    other = others.first()
    return None if other is None else Refusal("order.number_taken", {"number": other.number, "title": other.title})


def _line_stands(order: AppointmentOrder, line: OrderLine) -> Refusal | None:
    """What was right when the line was written may have changed since."""
    if line.person is not None and line.person.status == PersonStatus.CLOSED:
        return account_refusal(line.person)
    on = line.starts or order.starts
    return next(filter(None, (unit_refusal(unit, on) for unit in line.units.all())), None)


def end_refusal(order: AppointmentOrder, reason: str) -> Refusal | None:
    """A draft and an issued order can be withdrawn, with a reason."""
    if order.state not in (OrderState.DRAFT, OrderState.ISSUED):
        return Refusal("order.over", {"state": OrderState(order.state)})
    return closed_refusal(order.year) or (None if reason.strip() else Refusal("order.no_reason"))


def replace_refusal(order: AppointmentOrder) -> Refusal | None:
    """An issued order can be replaced, by one draft at a time. One query."""
    if order.state != OrderState.ISSUED:
        return Refusal("order.not_issued", {"state": OrderState(order.state)})
    waiting = order.replaced_by.filter(state=OrderState.DRAFT).first()
    if waiting is not None:
        return Refusal("order.replacing", {"title": waiting.title})
    return closed_refusal(order.year)
