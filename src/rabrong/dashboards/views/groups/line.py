"""A line of supervision: the bureaus with their indicators worst first, the provinces of the regions as a group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.kept.answering import Drawing, kept_answer
from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.groups.spread import Told
from rabrong.dashboards.pages.groups.worst import by_bureau
from rabrong.dashboards.queries.known import posts_known, tree_known
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.units import department_of_year
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import Asked, asked_year
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.groups.region import group_context
from rabrong.dashboards.views.scorecards.own import Own, own_scores
from rabrong.notices.views import MOST_TOPICS
from rabrong.org.asking import now_of, scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Tree
from rabrong.org.queries.supervision import Supervisor
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody supervises, as far as whoever asks may see it, and the tree it is read from."""

    book: YearBook
    sight: Sight
    posts: tuple[Supervisor, ...]
    tree: Tree


@login_required
@require_safe
def line(request: HttpRequest, year: int, person: str) -> HttpResponse:
    """What somebody supervises today, as far as whoever asks may see it; 404 where that is nothing."""
    return kept_answer(request, partial(drawn_line, year=year, person=person))


def drawn_line(request: HttpRequest, year: int, person: str) -> Drawing:
    """The page, the same for all who may see the same. Raises Http404."""
    found, department = line_of(request, year, person), department_of_year(year)
    if department is None:
        raise Http404
    asked = Asked(found.sight, now_of(request), found.book, (department,), request.GET.get("live") == "1")
    name = line_named(found)
    context = {
        **frame_of(asked),
        "crumbs": [Crumb(gettext("สายกำกับ")), Crumb(name)],
        "choose_month": True,
        "name": name,
        "person": person,
        "live": _topics(year, found.posts),
        "posts": found.posts,
        "stars_of": department,
        **_parts(asked, found),
    }
    return Drawing("dashboards/groups/line.html", context)


def _topics(year: int, posts: Sequence[Supervisor]) -> str:
    """What wakes the page: the first post that shows the department's numbers is told of everything below."""
    wide = [post.at for post in posts if post.at.kind != UnitKind.PROVINCE]
    places = wide[:1] or [post.at for post in posts][:MOST_TOPICS]
    return " ".join(f"{year}/unit/{place.code}" for place in places)


def line_of(request: HttpRequest, year: int, person: str) -> Line:
    """The line of the person of that code. Raises Http404 where whoever asks sees nothing of it."""
    book, sight = asked_year(request, year), Sight(scope_of(request))
    posts = posts_known(person, sight.scope.actor.today)
    seen = tuple(post for post in posts if post.at in sight)
    if not seen:
        raise Http404
    return Line(book, sight, seen, tree_known(book.span))


def line_named(line: Line) -> str:
    """Whose line it is."""
    person = line.posts[0].person
    return person.name or in_language(person, "position")


def provinces_of(line: Line) -> set[int]:
    """The ids of the provinces under the regions of the line, and of those supervised by themselves."""
    ids = _below(line.tree, _of_kind(line.posts, (UnitKind.REGION,)))
    return ids | {unit.pk for unit in _of_kind(line.posts, (UnitKind.PROVINCE,))}


def _of_kind(posts: Iterable[Supervisor], kinds: Iterable[str]) -> list[Unit]:
    wanted = frozenset(kinds)
    return list({post.at.pk: post.at for post in posts if post.at.kind in wanted}.values())


def _parts(asked: Asked, line: Line) -> dict[str, object]:
    """The bureaus with their part of the department's scorecard, then the provinces as a group."""
    bureaus, ids = _of_kind(line.posts, CENTRAL), provinces_of(line)
    own = own_scores(asked, asked.unit) if bureaus else None
    members: dict[str, object] = {"members": ()}
    if ids:
        known = None if own is None else Told(own.versions, own.owners)
        _, members = group_context(asked, ids, line.tree, known)
    return {"bureaus": (), **({} if own is None else _bureaus(bureaus, own)), **members}


def _bureaus(bureaus: Sequence[Unit], own: Own) -> dict[str, object]:
    """Each bureau with its part of the department's scorecard. No query."""
    codes = {version.pk: version.code for version in own.versions}
    owned = {bureau.pk: {codes[pk] for pk in codes if bureau in own.owners.get(pk, ())} for bureau in bureaus}
    parts = by_bureau(bureaus, own.scores.aspects, owned)
    return {
        "bureaus": parts,
        "bureau_count": sum(len(part.rows) for part in parts),
        "bureau_label": own.scores.hero.label,
        "frozen_bureaus": own.frozen,
    }


def _below(tree: Tree, regions: Iterable[Unit]) -> set[int]:
    return {pk for region in regions for pk in tree.children_of.get(region.pk, ())}
