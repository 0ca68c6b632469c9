"""Where somebody begins, by role; the places of the top bar and the sign-in ask here."""

from django.urls import reverse

from rabrong.dashboards.queries.units import department_code
from rabrong.org.models import Role, UnitKind
from rabrong.org.queries import Scope

WITHOUT_PAGE = (UnitKind.MINISTRY, UnitKind.OUTSIDE)
"""They promise nothing to the department, so that they have no scorecard."""

SUPERVISES = (Role.DEPUTY, Role.INSPECTOR)
APPROVES = (Role.SUPERVISOR, Role.APPROVER)


def first_page(year: int, scope: Scope) -> str:
    """Who runs the year begins at the console, who keeps data at the own work, who supervises several units at the own
    line, who approves and heads nothing at what waits; everybody else at a scorecard. Of several roles the most urgent
    decides: what is owed comes before what is looked at, and the places of the bar lead to the rest."""
    roles = scope.actor.roles
    if scope.everything:
        return reverse("console", args=(year,)) if runs_the_year(scope) else scorecard_page(year, scope)
    if Role.KEEPER in roles:
        return reverse("work", args=(year,))
    if supervises_several(scope):
        return line_page(year, scope)
    if roles.intersection(APPROVES) and Role.DIRECTOR not in roles:
        return reverse("approvals", args=(year,))
    return scorecard_page(year, scope)


def runs_the_year(scope: Scope) -> bool:
    """Whether somebody is of the PSDG and sees the whole department."""
    return scope.everything and Role.PSDG in scope.actor.roles


def supervises_several(scope: Scope) -> bool:
    """Whether somebody supervises more than one unit as deputy or inspector, in the own name or acting."""
    return len({grant.unit_id for grant in scope.actor.holds(*SUPERVISES)}) > 1


def line_page(year: int, scope: Scope) -> str:
    """The line of who asks."""
    return reverse("line", args=(year, scope.actor.code))


def scorecard_page(year: int, scope: Scope) -> str:
    """The department for who sees everything, else the own unit, the list where there are several. No query but for a
    role at the ministry."""
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
