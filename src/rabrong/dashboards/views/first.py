"""Where somebody begins, by role; the places of the top bar and the sign-in ask here."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from rabrong.dashboards.queries.units import department_code
from rabrong.org.actor import Actor, Grant
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


FIRST = "first_screen"
"""Where a session keeps by which role somebody chose to begin."""


def chosen_in(request: HttpRequest) -> str:
    """The role that was chosen in the session of a request, as `Hat.key`; "" for none."""
    session = getattr(request, "session", None)
    return "" if session is None else str(session.get(FIRST, ""))


@dataclass(frozen=True, slots=True)
class Hat:
    """A role in the own name or for somebody acted for, with the grants it consists of."""

    role: Role
    acting_for: str
    grants: tuple[Grant, ...]

    @property
    def key(self) -> str:
        """As a form and a session name it."""
        return f"{self.role}/{self.acting_for}"


def hats_of(actor: Actor) -> tuple[Hat, ...]:
    """What somebody may begin as: each role once, own ones first. No query."""
    found: dict[tuple[Role, str], list[Grant]] = {}
    for grant in actor.grants:
        found.setdefault((grant.role, grant.acting_for), []).append(grant)
    return tuple(Hat(role, acting_for, tuple(grants)) for (role, acting_for), grants in found.items())


def hat_shown(scope: Scope, chosen: str) -> Hat | None:
    """By which role somebody begins: the chosen one while it is held, else the one whose first screen is that of all
    roles together. None for who has no role."""
    hats = hats_of(scope.actor)
    own = next((hat for hat in hats if hat.key == chosen), None)
    if own is not None or not hats:
        return own
    together = first_page(0, scope)
    return next((hat for hat in hats if first_page_of(0, scope, hat) == together), hats[0])


def first_page_of(year: int, scope: Scope, hat: Hat) -> str:
    """Where a role begins, taken alone."""
    return first_page(year, Scope(replace(scope.actor, grants=hat.grants)))


def begins_at(year: int, scope: Scope, chosen: str) -> str:
    """Where somebody begins who chose a role: there while it is held, else where all roles together begin."""
    hat = next((each for each in hats_of(scope.actor) if each.key == chosen), None) if chosen else None
    return first_page(year, scope) if hat is None else first_page_of(year, scope, hat)


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
