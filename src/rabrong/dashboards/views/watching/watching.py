"""เฝ้าดู: the person's own list. What may no longer be seen is not shown."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.assignments.rules.sight import indicators_owned
from rabrong.dashboards.pages.watching.rows import Place, shown_of, watch_rows
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import asked_year
from rabrong.monitoring.models import Watch
from rabrong.monitoring.queries.alerts import alerts_visible_to
from rabrong.monitoring.queries.watches import watches_of
from rabrong.monitoring.rules import MOST_WATCHED
from rabrong.org.asking import scope_of
from rabrong.org.models import Person
from rabrong.org.queries import Scope, Tree, tree_in
from rabrong.results.queries.states import Asked, Counts, standings


@login_required
@require_safe
def watching(request: HttpRequest, year: int) -> HttpResponse:
    """The list as of the newest month."""
    book, scope = asked_year(request, year), scope_of(request)
    if not scope.actor.grants:
        raise Http404
    watches = _seen(scope, watches_of(cast(Person, request.user), year))
    context = {
        "year": year,
        "at": "watching",
        "sees_all": scope.everything,
        "book": book,
        "rows": watch_rows(
            book, watches, shown_of(watches, year), _reports(book, watches), _alerts(scope, year, watches)
        ),
        "most": MOST_WATCHED,
    }
    return render(request, "dashboards/watching/watching.html", context)


def _seen(scope: Scope, watches: Sequence[Watch]) -> list[Watch]:
    owned = indicators_owned(scope)
    return [watch for watch in watches if scope.holds(watch.unit_id) or watch.indicator_id in owned]


def _reports(book: YearBook, watches: Sequence[Watch]) -> dict[Place, Counts]:
    """Where the month's reports at and below what is watched stand. Nine queries at most, however many units."""
    if not watches or not book.month:
        return {}
    tree, found = tree_in(book.span), dict[Place, Counts]()
    below = {unit: _below(tree, unit) for unit in {watch.unit_id for watch in watches}}
    every = frozenset().union(*below.values())
    known = standings(Asked(book.year, (book.month,), every), book.today).reports
    for watch in watches:
        units = below[watch.unit_id]
        counts: Counts = Counter()
        for (unit, indicator, _), standing in known.items():
            if unit in units and watch.indicator_id in (None, indicator):
                counts[standing] += 1
        found[watch.unit_id, watch.indicator_id] = counts
    return found


def _below(tree: Tree, top: int) -> frozenset[int]:
    found, waiting = set[int](), [top]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += tree.children_of.get(unit, ())
    return frozenset(found)


def _alerts(scope: Scope, year: int, watches: Sequence[Watch]) -> dict[Place, int]:
    """How many alerts are open of each: of a unit all of its own, else those of the indicator. One query."""
    rows = alerts_visible_to(scope).filter(year_id=year, closed_at=None, unit__in={each.unit_id for each in watches})
    found: dict[Place, int] = {}
    for unit, indicator, count in rows.order_by().values_list("unit_id", "indicator_id").annotate(count=Count("pk")):
        found[unit, indicator] = count
        found[unit, None] = found.get((unit, None), 0) + count
    return found
