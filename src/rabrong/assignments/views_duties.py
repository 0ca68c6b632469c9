"""My duties: what hangs on the signed-in person in a year, with the pages where it is done."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.matrix.forms import round_now
from rabrong.assignments.pages_duties import duty_groups
from rabrong.assignments.queries import duties_of
from rabrong.org.asking import scope_of


@login_required
@require_safe
def my_duties(request: HttpRequest, year: int) -> HttpResponse:
    """Supervisor, keeper, substitute, owner and supporter, in the own name, and what the own unit owns."""
    kept, scope = year_of(year), scope_of(request)
    if kept is None or not may_read_year(scope.actor, kept):
        raise Http404
    person = scope.actor.person
    groups = duty_groups(duties_of(person, year), duties_of(person.unit, year), round_now(year, scope.actor.today))
    context = {"year": year, "groups": groups, "person": person, "sees_department": scope.everything}
    return render(request, "assignments/my_duties.html", context)
