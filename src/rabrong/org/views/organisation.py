"""The organisation of a day: as a tree, along one of the lines of supervision, or as a list; one unit."""

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.org.asking import actor_asking, scope_of
from rabrong.org.forms.filters import UnitsFilter
from rabrong.org.models import UnitKind, UnitVersion
from rabrong.org.queries import path_of, span_of_day
from rabrong.org.queries.people import actings_at, roles_at
from rabrong.org.queries.search import units_matching
from rabrong.org.queries.supervision import LINES, line_of, supervisors_of
from rabrong.org.queries.units import (
    UnitsWanted,
    happenings,
    ids_below,
    memberships_of,
    nodes_of,
    outside_ids,
    successions_of,
    top_ids,
    units_listed,
    versions_of,
)
from rabrong.org.views.asked import administers, asked_export, asked_unit, first_text, page_of, query_without
from rabrong.org.views.exporting import file_answer
from rabrong.org.views.unit_changes import verbs_for
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.thai.fiscal import day_after, first_day, fiscal_year_of
from rabrong.ui.words import in_language

OFFERED = 12


@login_required
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The units of a day."""
    today = actor_asking(request).today
    asked = UnitsFilter(request.GET, today=today)
    day = asked.day(today)
    wanted = UnitsWanted(asked.wanted("q"), asked.wanted("kind"), asked.wanted("sort", "name"))
    kind = asked_export(request)
    if kind:
        return _exported(request, kind, day, wanted)
    line = asked.wanted("line", "place")
    year = fiscal_year_of(day)
    context = {
        "form": asked,
        "day": day,
        "today": today,
        "line": line if line in LINES else "place",
        "year": year,
        "happenings": happenings(scope_of(request), first_day(year), day_after(year)),
        "administers": administers(request),
        "scope": scope_of(request),
        "query": query_without(request, "page", "export"),
        "query_for_line": query_without(request, "page", "line"),
        "query_for_sort": query_without(request, "page", "sort"),
        **_shown(request, day, wanted, line),
    }
    return render(request, "org/organisation.html", context)


def _shown(request: HttpRequest, day: date, wanted: UnitsWanted, line: str) -> Mapping[str, object]:
    """A list where somebody looks for something, else the line or the tree."""
    scope = scope_of(request)
    if wanted.text or wanted.kind or wanted.sort != "name":
        return {"page": page_of(request, units_listed(scope, day, wanted)), "sort": wanted.sort}
    if line in LINES:
        return {"posts": line_of(LINES[line], day, scope)}
    return _tree(request, day)


def _tree(request: HttpRequest, day: date) -> Mapping[str, object]:
    """The highest units; where it is one, what stands below it; ministries and outside parties."""
    scope, span = scope_of(request), span_of_day(day)
    tops, outside = top_ids(scope, span), outside_ids(scope, span)
    below = ids_below(tops[0], span) if len(tops) == 1 else []
    nodes = nodes_of({*tops, *outside, *below}, span, scope)
    groups = {"tops": tops, "outside": outside, "below": below}
    shown = {name: [node for node in nodes if node.unit.pk in ids] for name, ids in groups.items()}
    return {**shown, "first": shown["tops"][0] if len(shown["tops"]) == 1 else None}


def _exported(request: HttpRequest, kind: str, day: date, wanted: UnitsWanted) -> HttpResponse:
    """The list as a file that an import takes back."""
    columns = (
        Column("รหัสหน่วย", width=12),
        Column("ประเภท", width=18),
        Column("ชื่อหน่วย", width=40),
        Column("ชื่อย่อ"),
        Column("ชื่อภาษาอังกฤษ", width=32),
        Column("รหัสหน่วยเหนือ"),
        Column("เขตตรวจราชการ", width=24),
        Column("มีผลตั้งแต่"),
        Column("เลขที่คำสั่ง", width=28),
    )
    rows = units_listed(scope_of(request), day, wanted)
    return file_answer(kind, "units", columns, (_cells(row) for row in rows.iterator(chunk_size=500)))


def _cells(row: UnitVersion) -> list[Cell]:
    above = row.parent.code if row.parent else ""
    kind = UnitKind(row.unit.kind).label
    region = getattr(row, "region_name") or ""  # noqa: B009  annotated by the query
    names = (row.name, row.short_name, row.name_en)
    return [row.unit.code, str(kind), *names, above, region, row.starts, row.order_ref]


@login_required
@require_safe
def below(request: HttpRequest, code: str) -> HttpResponse:
    """What stands below a unit on a day: a fragment of the tree."""
    unit = asked_unit(request, code)
    day = UnitsFilter(request.GET).day(actor_asking(request).today)
    span = span_of_day(day)
    nodes = nodes_of(ids_below(unit.pk, span), span, scope_of(request))
    return render(request, "org/_nodes.html", {"nodes": nodes, "day": day})


@login_required
@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of a unit."""
    shown = asked_unit(request, code)
    scope, today = scope_of(request), actor_asking(request).today
    day = min(UnitsFilter(request.GET).day(today), today)
    span = span_of_day(day)
    predecessors, successors = successions_of(shown)
    context = {
        "unit": shown,
        "name": in_language(shown, "name"),
        "day": day,
        "path": [(above, above in scope) for above in reversed(path_of(shown, span)[1:])],
        "versions": versions_of(shown),
        "memberships": memberships_of(shown),
        "predecessors": predecessors,
        "successors": successors,
        "below": nodes_of(ids_below(shown.pk, span), span, scope),
        "supervisors": supervisors_of(shown, span),
        "roles": roles_at(shown, day),
        "actings": actings_at(shown, day),
        "scope": scope,
        "verbs": verbs_for(shown) if administers(request) else (),
    }
    return render(request, "org/unit.html", context)


@login_required
@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """Units that are offered while somebody types into a field: options of its list."""
    text = first_text(request)
    found = units_matching(scope_of(request), text).select_related("parent")[:OFFERED] if text.strip() else ()
    offers = [
        (f"{each.code} {in_language(each, 'name')}", _where(str(UnitKind(each.kind).label), each.parent))
        for each in found
    ]
    return render(request, "org/_choices.html", {"offers": offers})


def _where(kind: str, above: object) -> str:
    if above is None:
        return kind
    return gettext("%(kind)s ใต้ %(above)s") % {"kind": kind, "above": in_language(above, "name")}
