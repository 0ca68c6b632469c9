"""What every screen has around it: the year, the way to the reader's first page, and which lists there are."""

from collections.abc import Sequence

from django.urls import reverse

from rabrong.dashboards.queries.units import department_code, unit_with_id
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import Asked
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Scope

WITHOUT_PAGE = (UnitKind.MINISTRY, UnitKind.OUTSIDE)
"""They promise nothing to the department, so that they have no scorecard."""


def frame(book: YearBook, scope: Scope, path: Sequence[Unit] = ()) -> dict[str, object]:
    """The context of the base page. `path` are the units the page knows already, the asked one first."""
    home = first_page(book.year, scope, path)
    return {
        "book": book,
        "home": home,
        "begins_at_list": home == reverse("units", args=(book.year,)),
        "has_list": scope.everything or len({grant.unit_id for grant in scope.actor.grants}) != 1,
        "sees_all": scope.everything,
    }


def frame_of(asked: Asked) -> dict[str, object]:
    """The same for a page about a unit."""
    return frame(asked.book, asked.sight.scope, asked.path)


def first_page(year: int, scope: Scope, path: Sequence[Unit] = ()) -> str:
    """Where somebody begins: the department for who sees everything, else the own unit, the list where there are
    several. One query at most, none where the unit is in `path`."""
    if scope.everything:
        known = next((unit.code for unit in path if unit.kind == UnitKind.DEPARTMENT), "")
        return reverse("unit", args=(year, known or department_code()))
    unit = _own_unit(scope, path)
    if unit is None or unit.kind in WITHOUT_PAGE:
        return reverse("units", args=(year,))
    return reverse("unit", args=(year, unit.code))


def _own_unit(scope: Scope, path: Sequence[Unit]) -> Unit | None:
    """The one unit of the own roles; of those acted for where there are no own ones."""
    grants = scope.actor.grants
    ids = {grant.unit_id for grant in grants if grant.own} or {grant.unit_id for grant in grants}
    if len(ids) != 1:
        return None
    only = ids.pop()
    return next((unit for unit in path if unit.pk == only), None) or unit_with_id(only)
