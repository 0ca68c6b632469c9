"""Reading what a cascade rests on, in a number of queries that does not grow with the units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from rabrong.agreements.models import Agreement, AgreementState, Item, PastResult, Signature
from rabrong.agreements.queries.agreements import OF_PERSON
from rabrong.assignments.cascade.orders import Order, Receivers
from rabrong.assignments.cascade.plan import ROOT, Content, Facts, Receiver, Refused, Standing
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState
from rabrong.org.models import Person, PersonStatus, Unit, UnitKind
from rabrong.org.queries.tree import Tree, span_of_day, tree_in
from rabrong.scoring.exact import plain
from rabrong.ui.words import in_language

MOST_PEOPLE = 200


def content_of(item: Item) -> dict[str, Any]:
    """What an item says, as it is compared and kept."""
    return {
        "weights": item.weights,
        "target": "" if item.target is None else plain(item.target),
        "criteria": item.criteria,
        "amended": item.amended,
    }


def facts_of(parent: Agreement, order: Order) -> Facts:
    """All that a plan rests on. Ten queries at most."""
    items = Item.objects.filter(agreement=parent, indicator__code__in=[way.code for way in order.ways])
    rows = {item.indicator.code: item for item in items.select_related("indicator").order_by("indicator__position")}
    codes = {item.indicator_id: code for code, item in rows.items()}
    receivers, refused = _receivers(parent, order)
    return Facts(
        parent={code: content_of(item) for code, item in rows.items()},
        criteria={code: item.indicator.criteria for code, item in rows.items()},
        receivers=receivers,
        standing=_standing(parent, receivers, codes),
        past=_past(parent, order, receivers, {item.indicator.indicator_id: code for code, item in rows.items()}),
        refused=refused,
    )


def superior_of(receiver: Receiver, parent: Agreement, units: Mapping[str, int]) -> int:
    """The unit above; a person's own unit is the superior even where only the unit above it passes down."""
    if receiver.person is not None:
        return receiver.unit
    return parent.unit_id if receiver.above == ROOT else units[receiver.above]


def superiors_in(parent: Agreement, order: Order) -> dict[tuple[int, int | None], int]:
    """Who receives by an order -> the unit above. Six queries at most."""
    units = dict(Unit.objects.values_list("code", "pk"))
    receivers, _ = _receivers(parent, order)
    return {(each.unit, each.person): superior_of(each, parent, units) for each in receivers}


def _receivers(parent: Agreement, order: Order) -> tuple[list[Receiver], list[Refused]]:
    units = {unit.pk: unit for unit in Unit.objects.order_by("sort_key")}
    by_code = {unit.code: unit for unit in units.values()}
    tree, wanted, refused = tree_in(span_of_day(order.on)), {}, []
    for unit in _chosen(order.receivers, units.values(), tree, by_code):
        if _is_open(unit, order) and unit.pk != parent.unit_id and parent.unit_id in tree.path(unit.pk):
            wanted[unit.code] = unit
    for code in order.receivers.codes:
        reason = _why_not(code, by_code.get(code), parent, tree, order)
        if reason or order.receivers.codes.count(code) > 1:
            refused.append(Refused(code, "", reason or "cascade.twice"))
        if not reason:
            wanted[code] = by_code[code]
    found = [Receiver(unit.code, unit.pk, _above(unit.pk, parent, tree, wanted, units)) for unit in wanted.values()]
    people, refused_people = _people(parent, order, tree, wanted, units)
    return [*found, *people], [*dict.fromkeys([*refused, *refused_people])]


def _chosen(receivers: Receivers, units: Iterable[Unit], tree: Tree, by_code: Mapping[str, Unit]) -> Iterable[Unit]:
    roots = {by_code[code].pk for code in receivers.under if code in by_code}
    for unit in units:
        if unit.kind in receivers.kinds and (not receivers.under or not roots.isdisjoint(tree.path(unit.pk))):
            yield unit


def _is_open(unit: Unit, order: Order) -> bool:
    return unit.starts <= order.on and (unit.ends is None or unit.ends > order.on)


def _why_not(code: str, unit: Unit | None, parent: Agreement, tree: Tree, order: Order) -> str:
    if unit is None:
        return "cascade.unknown_unit"
    if unit.pk in tree.path(parent.unit_id):
        return "cascade.cycle"
    if not _is_open(unit, order):
        return "cascade.closed_unit"
    return "" if parent.unit_id in tree.path(unit.pk) else "cascade.not_below"


def _above(unit: int, parent: Agreement, tree: Tree, wanted: Mapping[str, Unit], units: Mapping[int, Unit]) -> str:
    """The key of the nearest receiver above, before the parent is reached."""
    for at in tree.path(unit)[1:]:
        if at == parent.unit_id:
            return ROOT
        if units[at].code in wanted:
            return units[at].code
    return ROOT


def _people(
    parent: Agreement, order: Order, tree: Tree, wanted: Mapping[str, Unit], units: Mapping[int, Unit]
) -> tuple[list[Receiver], list[Refused]]:
    codes = order.receivers.people
    if not codes:
        return [], []
    people = {person.code: person for person in Person.objects.filter(code__in=codes)}
    placed = Agreement.objects.filter(year_id=parent.year_id, person__code__in=codes)
    elsewhere = dict(placed.values_list("person__code", "unit_id"))
    found, refused = {}, []
    for code in codes:
        person, key = people.get(code), f"{OF_PERSON}{code}"
        if person is None or not person.is_active:
            refused.append(Refused(key, "", "cascade.unknown_person"))
        elif parent.unit_id not in tree.path(person.unit_id):
            refused.append(Refused(key, "", "cascade.not_below"))
        elif elsewhere.get(code, person.unit_id) != person.unit_id:
            refused.append(Refused(key, "", "cascade.person_elsewhere"))
        elif key in found:
            refused.append(Refused(key, "", "cascade.person_twice"))
        else:
            own = units[person.unit_id].code
            above = own if own in wanted else _above(person.unit_id, parent, tree, wanted, units)
            found[key] = Receiver(key, person.unit_id, above, person.pk)
    return list(found.values()), refused


def _standing(parent: Agreement, receivers: Iterable[Receiver], codes: Mapping[int, str]) -> dict[str, Standing]:
    keys = {(receiver.unit, receiver.person): receiver.key for receiver in receivers}
    rows = Agreement.objects.filter(year_id=parent.year_id).exclude(pk=parent.pk)
    agreements = {
        pk: (keys[unit, person], state == AgreementState.SIGNED)
        for pk, unit, person, state in rows.values_list("pk", "unit_id", "person_id", "state")
        if (unit, person) in keys
    }
    begun = Signature.objects.filter(revision__agreement__year_id=parent.year_id)
    signing = set(begun.values_list("revision__agreement_id", flat=True))
    items: dict[int, dict[str, Content]] = {}
    for item in Item.objects.filter(agreement__year_id=parent.year_id, indicator__in=codes).iterator():
        if item.agreement_id in agreements:
            items.setdefault(item.agreement_id, {})[codes[item.indicator_id]] = content_of(item)
    return {key: Standing(is_signed or pk in signing, items.get(pk, {})) for pk, (key, is_signed) in agreements.items()}


def _past(
    parent: Agreement, order: Order, receivers: Iterable[Receiver], codes: Mapping[int, str]
) -> dict[tuple[str, str], Decimal]:
    if not any(way.method == "split" and way.by == "past" for way in order.ways):
        return {}
    keys = {receiver.unit: receiver.key for receiver in receivers if receiver.person is None}
    rows = PastResult.objects.filter(year=parent.year_id - 1, month=0, indicator__in=codes, value__isnull=False)
    found = rows.values_list("unit_id", "indicator_id", "value")
    return {
        (keys[unit], codes[indicator]): value for unit, indicator, value in found if unit in keys and value is not None
    }


def runs_of(parent: Agreement) -> QuerySet[CascadeRun]:
    """The runs of an agreement, newest first. One query."""
    return CascadeRun.objects.filter(parent=parent).select_related("by", "parent__unit", "parent__year")


def open_counts(parent: Agreement) -> dict[int, int]:
    """Run -> how many of its rows wait for an answer. One query."""
    rows = CascadeRow.objects.filter(run__parent=parent, state=RowState.OPEN).order_by()
    return dict(rows.values_list("run_id").annotate(Count("pk")))


def rows_of(run: CascadeRun, wanted: Mapping[str, str]) -> QuerySet[CascadeRow]:
    """The rows of a run that are wanted by a name and a state. One query."""
    rows = run.rows.exclude(state=RowState.STAGED)
    if wanted["state"] in RowState.values:
        rows = rows.filter(state=wanted["state"])
    sought = wanted["q"].casefold()
    if sought:
        rows = rows.filter(Q(unit__search_text__contains=sought) | Q(person__search_text__contains=sought))
    return rows.select_related("unit", "person", "indicator").order_by("pk")


def children_of(parent: Agreement) -> QuerySet[Agreement]:
    """The agreements that runs of this one made or changed. One query."""
    rows = CascadeRow.objects.filter(run__parent=parent, state__in=(RowState.APPLIED, RowState.ACCEPTED))
    units = rows.filter(person=None).values("unit_id")
    people = rows.filter(person__isnull=False).values("person_id")
    found = Agreement.objects.filter(year_id=parent.year_id).exclude(pk=parent.pk)
    of_units = found.filter(unit_id__in=units, person=None)
    return (of_units | found.filter(person_id__in=people)).select_related("unit", "person").order_by("unit__sort_key")


def directly_below(parent: Agreement) -> QuerySet[Agreement]:
    """The agreements made to the unit of this one: of units below, and of its own people. One query."""
    found = Agreement.objects.filter(year_id=parent.year_id, superior_id=parent.unit_id).exclude(pk=parent.pk)
    return found.select_related("unit", "person").order_by("person__sort_key", "unit__sort_key", "pk")


def items_below(agreements: QuerySet[Agreement]) -> list[tuple[int, int, Decimal | None, Mapping[str, str]]]:
    """Agreement, indicator, target and weights of the items of some agreements. One query."""
    rows = Item.objects.filter(agreement__in=agreements.order_by())
    return list(rows.values_list("agreement_id", "indicator_id", "target", "weights"))


def open_rows_for(child: Agreement) -> QuerySet[CascadeRow]:
    """What is proposed to an agreement and waits for an answer. One query."""
    rows = CascadeRow.objects.filter(unit_id=child.unit_id, run__parent__year_id=child.year_id, state=RowState.OPEN)
    rows = rows.filter(person=None) if child.person_id is None else rows.filter(person_id=child.person_id)
    return rows.select_related(
        "unit", "person", "indicator", "run__because", "run__parent__unit", "run__parent__year"
    ).order_by("run_id", "indicator__position", "pk")


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen to receive: kinds with how many units there are, what has units below it, people."""

    kinds: Sequence[tuple[str, int]]
    branches: Sequence[Unit]
    people: Sequence[Person]


def choices_below(parent: Agreement, on: date) -> Choices:
    """Units and people below an agreement on a day. Four queries."""
    tree = tree_in(span_of_day(on))
    units = [unit for unit in Unit.objects.order_by("sort_key") if _stands_below(unit, parent, tree, on)]
    counted: dict[str, int] = {}
    for unit in units:
        counted[unit.kind] = counted.get(unit.kind, 0) + 1
    kinds = [(kind, counted[kind]) for kind in UnitKind.values if kind in counted and kind != UnitKind.REGION]
    branches = [
        unit for unit in units if tree.children_of.get(unit.pk) and tree.parent_of.get(unit.pk) == parent.unit_id
    ]
    people = Person.objects.filter(unit=parent.unit_id, is_active=True).order_by("sort_key", "pk")
    return Choices(kinds, branches, list(people.exclude(status=PersonStatus.CLOSED)[:MOST_PEOPLE]))


def _stands_below(unit: Unit, parent: Agreement, tree: Tree, on: date) -> bool:
    is_open = unit.starts <= on and (unit.ends is None or unit.ends > on)
    return is_open and unit.pk != parent.unit_id and parent.unit_id in tree.path(unit.pk)


def receivers_of(parent: Agreement, order: Order) -> tuple[list[Receiver], list[Refused]]:
    """Who receives by an order, and who does not with the reason. Six queries at most."""
    return _receivers(parent, order)


def names_of(parent: Agreement, keys: Iterable[str]) -> dict[str, str]:
    """Receiver -> its name as the pages say it; a key without anybody is left out. Two queries at most."""
    wanted = set(keys)
    units = Unit.objects.filter(code__in=[key for key in wanted if not key.startswith(OF_PERSON)])
    found = {unit.code: in_language(unit, "name") for unit in units}
    codes = [key.removeprefix(OF_PERSON) for key in wanted if key.startswith(OF_PERSON)]
    if codes:
        people = Person.objects.filter(code__in=codes).select_related("unit")
        found |= {f"{OF_PERSON}{each.code}": f"{each} ({each.unit})" for each in people}
    return found if not wanted & {ROOT} else {**found, ROOT: in_language(parent.unit, "name")}
