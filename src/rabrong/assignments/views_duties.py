"""My duties: what hangs on the signed-in person in a year, and on the own unit where a post lets it be seen."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.templates import openable
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.matrix.forms import round_now
from rabrong.assignments.pages_duties import duty_groups
from rabrong.assignments.queries import duties_of
from rabrong.assignments.queries.roles import Duties
from rabrong.org.asking import scope_of


@login_required
@require_safe
def my_duties(request: HttpRequest, year: int) -> HttpResponse:
    """Supervisor, keeper, substitute, owner and supporter, in the own name, and what the own unit owns."""
    kept, scope = year_of(year), scope_of(request)
    if kept is None or not may_read_year(scope.actor, kept):
        raise Http404
    person = scope.actor.person
    sees_unit = person.unit in scope
    of_unit = duties_of(person.unit, year) if sees_unit else Duties((), ())
    own = duties_of(person, year)
    groups = duty_groups(own, of_unit, round_now(year, scope.actor.today))
    both = (own, of_unit)
    held = {row.indicator for duties in both for row in duties.responsibilities}
    opens = openable(scope, held | {row.indicator for duties in both for row in duties.ownerships})
    context = {"year": year, "groups": groups, "person": person, "sees_unit": sees_unit, "opens": opens}
    context["sees_department"] = scope.everything
    return render(request, "assignments/my_duties.html", context)
