"""A region: how its provinces' scores lie by indicator, the provinces worst first, the map, who is silent."""

from collections.abc import Collection

from rabrong.dashboards.pages.groups.members import member_rows
from rabrong.dashboards.pages.groups.spread import Told, spread_aspects, totals_lie
from rabrong.dashboards.pages.scorecards.provinces import Address, map_part
from rabrong.dashboards.pages.scorecards.silence import silence
from rabrong.dashboards.queries import indicators, reporting
from rabrong.dashboards.queries.groups import Group, Wanted, group_of, indicators_in
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import Asked
from rabrong.org.queries import Tree, tree_in
from rabrong.results.months import round_of


def region_context(asked: Asked) -> dict[str, object]:
    """What the page of a region shows."""
    tree = tree_in(asked.book.span)
    members = tree.children_of.get(asked.unit.pk, ())
    group, context = group_context(asked, members, tree)
    return {**context, "silence": silent_in(asked, [each.unit.pk for each in group.members])}


def group_context(
    asked: Asked, units: Collection[int], tree: Tree, known: Told | None = None
) -> tuple[Group, dict[str, object]]:
    """A group with what its part of a page shows: eight queries. `known` saves two where it has been read before."""
    book = asked.book
    group = group_of(book, asked.sight, tree, Wanted(units, range(1, book.month + 1), asked.is_live))
    told = _told(book, group, known)
    return group, {
        "group": group,
        "columns": told.versions,
        "lies": totals_lie(book, group),
        "aspects": spread_aspects(book, group, told),
        "members": member_rows(book, group, told.versions),
        "map": map_part(book, group.totals, Address(book.year)),
    }


def _told(book: YearBook, group: Group, known: Told | None) -> Told:
    """The indicators of the group with their owners: of those that are known, where they hold all of them."""
    if known is not None and {version.pk for version in known.versions}.issuperset(group.scores):
        return Told([version for version in known.versions if version.pk in group.scores], known.owners)
    owners = indicators.owners_by_indicator(book.year, round_of(book.month or 1))
    return Told(indicators_in(group.scores), owners)


def silent_in(asked: Asked, provinces: Collection[int]) -> object:
    """The silent districts of some provinces. One query."""
    found = reporting.silent_districts(asked.book, asked.sight, below=asked.department)
    return silence(asked.book, [each for each in found if each.province.pk in provinces])
