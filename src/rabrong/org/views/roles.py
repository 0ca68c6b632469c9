"""Who holds which role: a matrix of units or people and the eleven roles, for a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.org.asking import actor_asking, scope_of
from rabrong.org.forms.filters import RolesFilter
from rabrong.org.models import Person, Role, RoleAssignment, Unit
from rabrong.org.queries import span_of_day
from rabrong.org.queries.lists import by_role, holders_at, holders_below, roles_of
from rabrong.org.queries.scope import Scope
from rabrong.org.queries.units import Node, ids_below, nodes_of, top_ids
from rabrong.org.rules import may_see
from rabrong.org.tree_rules import last_day
from rabrong.org.views.asked import asked_export, page_of, query_without
from rabrong.org.views.exporting import file_answer
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit or a person, and a cell for each role: its assignments."""

    node: Node | None
    person: Person | None
    cells: tuple[tuple[Role, Sequence[RoleAssignment]], ...]


@login_required
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The matrix of a unit and what stands below it."""
    scope, today = scope_of(request), actor_asking(request).today
    asked = RolesFilter(request.GET, today=today)
    day = asked.wanted("on", today)
    tops = nodes_of(top_ids(scope, span_of_day(day)), span_of_day(day), scope)
    wanted = asked.wanted("unit", None)
    first = tops[0].unit if tops else None
    chosen = wanted if wanted is not None and may_see(scope, wanted) else first
    kind = asked_export(request)
    if kind and chosen is not None:
        return _exported(kind, holders_below(scope, chosen, day), day, scope)
    by_people = asked.wanted("rows") == "people"
    context = {
        "form": asked,
        "day": day,
        "chosen": chosen,
        "tops": tops,
        "by_people": by_people,
        "columns": list(Role),
        "query": query_without(request, "page", "export"),
        "query_for_unit": query_without(request, "page", "unit"),
        "query_for_rows": query_without(request, "page", "rows"),
        **({} if chosen is None else _matrix(request, chosen, day, by_people)),
    }
    return render(request, "org/roles.html", context)


def _matrix(request: HttpRequest, unit: Unit, day: date, by_people: object) -> dict[str, object]:
    scope = scope_of(request)
    if not by_people:
        return {"rows": _unit_rows(unit, day, scope)}
    page = page_of(request, holders_below(scope, unit, day))
    return {"page": page, "rows": _people_rows(page, day, scope)}


def _unit_rows(unit: Unit, day: date, scope: Scope) -> list[MatrixRow]:
    """The unit itself, then what stands directly below it."""
    span = span_of_day(day)
    nodes = nodes_of([unit.pk, *ids_below(unit.pk, span)], span, scope)
    nodes.sort(key=lambda node: node.unit.pk != unit.pk)
    held = holders_at([node.unit.pk for node in nodes], day)
    return [MatrixRow(node, None, _cells(held.get(node.unit.pk, {}))) for node in nodes]


def _people_rows(people: Iterable[Person], day: date, scope: Scope) -> list[MatrixRow]:
    listed = list(people)
    held = roles_of((each.pk for each in listed), day, scope)
    return [MatrixRow(None, each, _cells(by_role(held.get(each.pk, ())))) for each in listed]


def _cells(held: Mapping[str, Sequence[RoleAssignment]]) -> tuple[tuple[Role, Sequence[RoleAssignment]], ...]:
    return tuple((role, held.get(role.value, ())) for role in Role)


def _exported(kind: str, people: Iterable[Person], day: date, scope: Scope) -> HttpResponse:
    """A row for each role that is held."""
    titles = ("ชื่อเข้าใช้", "ชื่อ–สกุล", "ตำแหน่ง", "บทบาท", "รหัสหน่วยของบทบาท", "หน่วยงาน", "ตั้งแต่", "ถึงวันสุดท้าย", "เลขที่คำสั่ง")
    listed = {each.pk: each for each in people}
    held = roles_of(listed, day, scope)
    rows = (_line(listed[pk], row) for pk, rows in held.items() for row in rows)
    return file_answer(kind, "roles", [Column(title, width=22) for title in titles], rows)


def _line(person: Person, row: RoleAssignment) -> list[Cell]:
    who: list[Cell] = [person.code, person.name, person.position, str(Role(row.role).label)]
    return [*who, row.unit.code, in_language(row.unit, "name"), row.starts, last_day(row.ends), row.order_ref]
