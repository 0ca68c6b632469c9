"""What every screen has around it: the year, and whether all of it may be seen; where somebody begins."""

from django.urls import reverse

from rabrong.dashboards.queries.units import department_code
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import Asked
from rabrong.org.models import UnitKind
from rabrong.org.queries import Scope

WITHOUT_PAGE = (UnitKind.MINISTRY, UnitKind.OUTSIDE)
"""They promise nothing to the department, so that they have no scorecard."""


def frame(book: YearBook, scope: Scope) -> dict[str, object]:
    """The context of the base page."""
    return {"book": book, "sees_all": scope.everything}


def frame_of(asked: Asked) -> dict[str, object]:
    """The same for a page about a unit."""
    return {**frame(asked.book, asked.sight.scope), "is_live": asked.is_live}


def first_page(year: int, scope: Scope) -> str:
    """Where somebody begins: the department for who sees everything, else the own unit, the list where there are
    several. No query but for a role at the ministry."""
    grants = scope.actor.grants
    if scope.everything:
        own = next((grant.unit_code for grant in grants if grant.unit_kind == UnitKind.DEPARTMENT), "")
        return reverse("unit", args=(year, own or department_code()))
    units = {(grant.unit_code, grant.unit_kind) for grant in grants if grant.own}
    units = units or {(grant.unit_code, grant.unit_kind) for grant in grants}
    if len(units) != 1:
        return reverse("units", args=(year,))
    code, kind = units.pop()
    return reverse("units", args=(year,)) if kind in WITHOUT_PAGE else reverse("unit", args=(year, code))
