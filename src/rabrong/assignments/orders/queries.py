"""Reading orders: the list of a year, one with its lines, what can be chosen for a line."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.on_paper import natural
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.rules import may_administer
from rabrong.thai.digits import to_arabic_digits

LONGEST = 100


def orders_visible_to(scope: Scope) -> QuerySet[AppointmentOrder]:
    """The PSDG reads all orders. Issued ones are read by who sees the whole department, by everybody they appoint, and
    those of a province's working group by who sees the province."""
    rows = AppointmentOrder.objects.select_related("unit", "year", "signer", "replaces")
    if may_administer(scope.actor) is not None:
        return rows
    rows = rows.filter(issued_at__isnull=False)
    if scope.everything:
        return rows
    named = OrderLine.objects.filter(order=OuterRef("pk"), person=scope.actor.person)
    return rows.filter(Exists(named) | Q(scope.where("unit_id"), kind=OrderKind.PROVINCE_GROUP))


def orders_listed(scope: Scope, year: int, wanted: Mapping[str, str]) -> list[AppointmentOrder]:
    """The orders of a year that were asked for by words, kind and state, with `people`; newest first, or by number or
    kind. One query, and one for the scope."""
    rows = orders_visible_to(scope).filter(year_id=year).annotate(people=Count("lines"))
    if wanted.get("kind") in OrderKind.values:
        rows = rows.filter(kind=wanted["kind"])
    if wanted.get("state") in OrderState.values:
        rows = rows.filter(state=wanted["state"])
    for word in to_arabic_digits(wanted.get("q", "")[:LONGEST]).split():
        rows = rows.filter(_has(word))
    return sorted(rows, key=_SORTS.get(wanted.get("sort", ""), _by_day))


def _has(word: str) -> Q:
    """A word stands in number, subject, signer or the name of somebody appointed."""
    named = OrderLine.objects.filter(order=OuterRef("pk"), name__icontains=word)
    found = Q(number__icontains=word) | Q(title__icontains=word) | Q(signer_name__icontains=word)
    return found | Q(unit__name__icontains=word) | Q(Exists(named))


def _by_day(order: AppointmentOrder) -> tuple[object, ...]:
    """Drafts first, then the newest day first."""
    return (order.dated is not None, -(order.dated or date.min).toordinal(), -order.pk)


def _by_number(order: AppointmentOrder) -> tuple[object, ...]:
    return (not order.number, natural(order.number), order.pk)


def _by_kind(order: AppointmentOrder) -> tuple[object, ...]:
    return (OrderKind.values.index(order.kind), order.unit.sort_key, *_by_day(order))


_SORTS = {"number": _by_number, "kind": _by_kind}


def order_numbered(scope: Scope, year: int, pk: int) -> AppointmentOrder | None:
    """One order of a year, if it may be read. One query, and one for the scope."""
    rows = orders_visible_to(scope).select_related("paper", "scan", "made_by", "issued_by", "ended_by")
    return rows.filter(year_id=year, pk=pk).first()


def lines_of(order: AppointmentOrder) -> list[OrderLine]:
    """The lines of an order in their order, with people, units and indicators. Three queries."""
    rows = order.lines.select_related("person").prefetch_related("units", "indicators")
    return list(rows)


def successor_of(order: AppointmentOrder) -> AppointmentOrder | None:
    """The order, or the draft, in place of this one. One query."""
    return order.replaced_by.exclude(state=OrderState.WITHDRAWN).order_by("-pk").first()


KINDS = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.REGION, UnitKind.PROVINCE)
"""What somebody can be over, in the order in which it is offered."""


def units_to_choose(day: date, chosen: Iterable[int] = ()) -> list[Unit]:
    """The units and areas that somebody can be over on a day, and those chosen before, kind by kind. One query."""
    there = Q(starts__lte=day) & (Q(ends=None) | Q(ends__gt=day))
    rows = Unit.objects.filter((there & Q(kind__in=KINDS)) | Q(pk__in=list(chosen), kind__in=KINDS))
    return sorted(rows, key=lambda unit: (KINDS.index(UnitKind(unit.kind)), unit.sort_key, unit.code))


def provinces_on(day: date) -> list[Unit]:
    """The provinces of a day. One query."""
    rows = Unit.objects.filter(kind=UnitKind.PROVINCE, starts__lte=day)
    return list(rows.filter(Q(ends=None) | Q(ends__gt=day)).order_by("sort_key"))


def indicators_to_choose(year: int) -> list[IndicatorVersion]:
    """The indicators of a year in their order. One query."""
    return list(IndicatorVersion.objects.filter(year_id=year).order_by("position", "code"))


def department_of(year: int) -> Unit | None:
    """The department whose agreement the year's framework is made for, else the one there is. One query or two."""
    rows = Unit.objects.filter(kind=UnitKind.DEPARTMENT)
    found = rows.filter(agreements__year_id=year, agreements__person=None).order_by("pk").first()
    return found or rows.order_by("pk").first()
