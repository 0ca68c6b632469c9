"""People: the list, one person, and what is offered while somebody types a name."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.org.asking import actor_asking, scope_of
from rabrong.org.forms.filters import PeopleFilter
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment
from rabrong.org.queries.lists import PeopleWanted, people_listed, roles_of
from rabrong.org.queries.people import file_of
from rabrong.org.queries.scope import Scope
from rabrong.org.queries.search import people_matching
from rabrong.org.rules import may_see
from rabrong.org.tree_rules import last_day
from rabrong.org.views.asked import administers, asked_export, asked_person, first_text, page_of, query_without
from rabrong.org.views.exporting import file_answer
from rabrong.org.views.person_changes import verbs_for
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.words import in_language

OFFERED = 12


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people somebody may see, fifty a page."""
    scope, today = scope_of(request), actor_asking(request).today
    asked = PeopleFilter(request.GET)
    wanted = _wanted(asked, scope)
    rows = people_listed(scope, wanted, today)
    kind = asked_export(request)
    if kind:
        return _exported(kind, rows, today, scope)
    page = page_of(request, rows)
    roles = roles_of((each.pk for each in page), today, scope)
    context = {
        "form": asked,
        "page": page,
        "rows": [(each, roles.get(each.pk, [])) for each in page],
        "sort": wanted.sort,
        "administers": administers(request),
        "is_filtered": bool(wanted.text or wanted.unit or wanted.role or wanted.status),
        "query": query_without(request, "page", "export"),
        "query_for_sort": query_without(request, "page", "sort"),
    }
    return render(request, "org/people.html", context)


def _wanted(asked: PeopleFilter, scope: Scope) -> PeopleWanted:
    unit = asked.wanted("unit", None)
    seen = unit if unit is not None and may_see(scope, unit) else None
    words = {"text": "q", "role": "role", "status": "status"}
    return PeopleWanted(
        unit=seen, sort=asked.wanted("sort", "name"), **{name: asked.wanted(field) for name, field in words.items()}
    )


def _exported(kind: str, rows: Iterable[Person], today: date, scope: Scope) -> HttpResponse:
    """The list as a file that an import takes back: a row for each role."""
    found = list(rows)
    roles = roles_of((one.pk for one in found), today, scope)
    titles = (
        "ชื่อเข้าใช้",
        "ชื่อ–สกุล",
        "ชื่อภาษาอังกฤษ",
        "ตำแหน่ง",
        "ตำแหน่งภาษาอังกฤษ",
        "รหัสหน่วย",
        "โทรศัพท์",
        "อีเมล",
        "บทบาท",
        "รหัสหน่วยของบทบาท",
        "ตั้งแต่",
        "ถึงวันสุดท้าย",
        "สถานะบัญชี",
    )
    columns = [Column(title, width=22) for title in titles]
    return file_answer(kind, "people", columns, (row for one in found for row in _cells(one, roles.get(one.pk, ()))))


def _cells(person: Person, roles: Sequence[RoleAssignment]) -> Iterable[list[Cell]]:
    who: list[Cell] = [person.code, person.name, person.name_en, person.position, person.position_en]
    who += [person.unit.code, person.telephone, person.email]
    status = str(PersonStatus(person.status).label)
    if not roles:
        yield [*who, "", "", None, None, status]
    for row in roles:
        yield [*who, str(Role(row.role).label), row.unit.code, row.starts, last_day(row.ends), status]


@login_required
@require_safe
def person(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of somebody."""
    shown = asked_person(request, code)
    context = {
        "person": shown,
        "file": file_of(shown),
        "today": actor_asking(request).today,
        "scope": scope_of(request),
        "verbs": verbs_for(shown) if administers(request) else (),
    }
    return render(request, "org/person.html", context)


@login_required
@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """People that are offered while somebody types into a field: options of its list."""
    text = first_text(request)
    found = people_matching(scope_of(request), text)[:OFFERED] if text.strip() else ()
    offers = [(f"{each.code} {each}", f"{in_language(each, 'position')} · {each.unit}") for each in found]
    return render(request, "org/_choices.html", {"offers": offers})
