"""A line of supervision: the bureaus with their indicators worst first, the provinces of the regions as a group."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.groups.worst import by_bureau
from rabrong.dashboards.queries import indicators
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.units import department_of_year
from rabrong.dashboards.views.asked import Asked, asked_year
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.groups.region import group_context, silent_in
from rabrong.dashboards.views.scorecards.own import own_scores
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Tree, tree_in
from rabrong.org.queries.supervision import Supervisor, posts_of
from rabrong.results.months import round_of
from rabrong.ui.words import in_language


@login_required
@require_safe
def line(request: HttpRequest, year: int, person: str) -> HttpResponse:
    """What somebody supervises today, as far as whoever asks may see it; 404 where that is nothing."""
    book, sight = asked_year(request, year), Sight(scope_of(request))
    posts = [post for post in posts_of(person, sight.scope.actor.today) if post.at in sight]
    department = department_of_year(year)
    if not posts or department is None:
        raise Http404
    asked = Asked(sight, now_of(request), book, (department,), request.GET.get("live") == "1")
    context = {
        **frame_of(asked),
        "crumbs": [Crumb(gettext("สายกำกับ")), Crumb(_named(posts))],
        "choose_month": True,
        "name": _named(posts),
        "posts": posts,
        "stars_of": department,
        **_bureaus(asked, _of_kind(posts, CENTRAL)),
        **_provinces(asked, posts),
    }
    return render(request, "dashboards/groups/line.html", context)


def _named(posts: Sequence[Supervisor]) -> str:
    person = posts[0].person
    return person.name or in_language(person, "position")


def _of_kind(posts: Iterable[Supervisor], kinds: Iterable[str]) -> list[Unit]:
    wanted = frozenset(kinds)
    return list({post.at.pk: post.at for post in posts if post.at.kind in wanted}.values())


def _bureaus(asked: Asked, bureaus: Sequence[Unit]) -> dict[str, object]:
    """Each bureau with its part of the department's scorecard; eleven queries, none where there is no bureau."""
    if not bureaus:
        return {"bureaus": ()}
    own = own_scores(asked, asked.unit)
    owners = indicators.owners_by_indicator(asked.book.year, round_of(asked.book.month or 1))
    codes = {item.indicator_id: item.indicator.code for item in own.unit_year.items}
    owned = {bureau.pk: {codes[pk] for pk in codes if bureau in owners.get(pk, ())} for bureau in bureaus}
    parts = by_bureau(bureaus, own.scores.aspects, owned)
    return {
        "bureaus": parts,
        "bureau_count": sum(len(part.rows) for part in parts),
        "bureau_label": own.scores.hero.label,
        "frozen_bureaus": own.frozen,
    }


def _provinces(asked: Asked, posts: Sequence[Supervisor]) -> dict[str, object]:
    """The provinces under the regions of the line, and those supervised by themselves."""
    tree = tree_in(asked.book.span)
    ids = _below(tree, _of_kind(posts, (UnitKind.REGION,)))
    ids |= {unit.pk for unit in _of_kind(posts, (UnitKind.PROVINCE,))}
    if not ids:
        return {"members": ()}
    group, context = group_context(asked, ids, tree)
    return {**context, "silence": silent_in(asked, [each.unit.pk for each in group.members])}


def _below(tree: Tree, regions: Iterable[Unit]) -> set[int]:
    return {pk for region in regions for pk in tree.children_of.get(region.pk, ())}
