"""The two lines of supervision, deputies and inspectors: what they are over, and who they are for each unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rabrong.org.models import Acting, Person, Role, RoleAssignment, Unit, UnitKind, UnitVersion
from rabrong.org.queries.scope import Scope
from rabrong.org.queries.tree import Span, path_ids, span_of_day, tree_in, within
from rabrong.org.queries.units import Node, nodes_of

LINES = {"deputies": Role.DEPUTY, "inspectors": Role.INSPECTOR}
SUPERVISED = {
    Role.DEPUTY: (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE, UnitKind.REGION),
    Role.INSPECTOR: (UnitKind.REGION,),
}


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody who supervises, own or acting for another, and over what; nobody: what has no supervisor."""

    person: Person | None
    acting_for: str
    until: date | None
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who supervises a unit in which line, and at which unit of its path."""

    role: Role
    person: Person
    acting_for: str
    at: Unit
    until: date | None


def line_of(role: Role, day: date, scope: Scope) -> list[Post]:
    """One line on a day, as far as it may be seen; at the end what nobody supervises. Seven queries."""
    span = span_of_day(day)
    holders = list(_holders((role,), span))
    wanted = {each.at.pk for each in holders}
    kinds = UnitVersion.objects.filter(within(span), scope.where("unit_id"), unit__kind__in=SUPERVISED[role])
    everyone = set(kinds.values_list("unit_id", flat=True))
    nodes = {node.unit.pk: node for node in nodes_of(wanted | everyone, span, scope)}
    posts = _posts(holders, nodes)
    alone = tuple(node for pk, node in nodes.items() if pk not in wanted)
    return [*posts, Post(None, "", None, alone)] if alone else posts


def _posts(holders: Iterable[Supervisor], nodes: dict[int, Node]) -> list[Post]:
    posts: dict[tuple[int, str], Post] = {}
    for each in holders:
        if each.at.pk in nodes:
            key = (each.person.pk, each.acting_for)
            post = posts.get(key) or Post(each.person, each.acting_for, each.until)
            posts[key] = replace(post, nodes=(*post.nodes, nodes[each.at.pk]))
    place = {pk: at for at, pk in enumerate(nodes)}
    return [
        replace(post, nodes=tuple(sorted(post.nodes, key=lambda node: place[node.unit.pk]))) for post in posts.values()
    ]


def supervisors_of(unit: Unit, span: Span) -> list[Supervisor]:
    """Deputies and inspectors over a unit by their roles at it or above it. Three queries."""
    path = path_ids(unit.pk, span)
    near = {pk: at for at, pk in enumerate(path)}
    found = list(_holders(tuple(LINES.values()), span, path))
    return sorted(found, key=lambda each: (each.role, near[each.at.pk], each.person.sort_key))


def supervisors_by_unit(units: Iterable[int], day: date) -> dict[int, list[Supervisor]]:
    """Unit id -> deputies and inspectors over it on a day, the nearest first. Four queries, however many units."""
    span = span_of_day(day)
    tree, at = tree_in(span), dict[int, list[Supervisor]]()
    for each in _holders(tuple(LINES.values()), span):
        at.setdefault(each.at.pk, []).append(each)
    return {unit: [each for above in tree.path(unit) for each in at.get(above, ())] for unit in units}


def _holders(
    roles: Iterable[Role], span: Span, units: Iterable[int] | None = None, person: str = ""
) -> Iterator[Supervisor]:
    own = RoleAssignment.objects.filter(within(span), role__in=roles, person__is_active=True)
    acted = Acting.objects.filter(within(span), role__in=roles, person__is_active=True)
    if person:
        own, acted = own.filter(person__code=person), acted.filter(person__code=person)
    if units is not None:
        own, acted = own.filter(unit__in=units), acted.filter(unit__in=units)
    for row in own.select_related("person__unit", "unit").order_by("person__sort_key", "person__code"):
        yield Supervisor(Role(row.role), row.person, "", row.unit, row.ends)
    for acting in acted.select_related("person__unit", "unit", "principal").order_by(
        "person__sort_key", "person__code"
    ):
        named = str(acting.principal) if acting.principal else acting.seat
        yield Supervisor(Role(acting.role), acting.person, named, acting.unit, acting.ends)


def posts_of(person: str, day: date) -> list[Supervisor]:
    """What the person of that code is deputy or inspector over on a day, in the own name or acting. Two queries."""
    roles, span = tuple(LINES.values()), span_of_day(day)
    return list(_holders(roles, span, person=person))
