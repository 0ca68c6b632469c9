"""My work: the first screen of who keeps data."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.entering.kept import Kept
from rabrong.dashboards.pages.entering.work import given_back, unit_work
from rabrong.dashboards.queries.desk import grid_book, kept_units, returning_moves
from rabrong.dashboards.views.entering.desk import kept_of
from rabrong.dashboards.views.entering.offline import copied_to_device, keeping
from rabrong.org.asking import scope_of
from rabrong.org.models import Role
from rabrong.org.rules import Refusal
from rabrong.results.rules.desk import desk_of


@copied_to_device
@login_required
@require_safe
def work(request: HttpRequest, year: int) -> HttpResponse:
    """What is owed at every unit whose data somebody keeps; 404 for who keeps none."""
    actor = scope_of(request).actor
    book = grid_book(year, actor.today, 0)
    units = kept_units(grant.unit_id for grant in actor.holds(Role.KEEPER))
    if book is None or not units:
        raise Http404
    found: list[Kept] = []
    for unit in units:
        desk = desk_of(actor, unit, year)
        if not isinstance(desk, Refusal) and desk.items:
            found.append(kept_of(book, desk, 0))
    is_closed = any(kept.desk.is_year_closed for kept in found)
    moves = {} if is_closed else returning_moves(given_back(found))
    context = {
        "book": book,
        "sees_all": False,
        "is_closed": is_closed,
        "kept": found,
        "works": [] if is_closed else [unit_work(kept, moves) for kept in found],
        "crumbs": (Crumb(gettext("งานของฉัน")),),
        **keeping(request),
    }
    return render(request, "dashboards/entering/work.html", context)
