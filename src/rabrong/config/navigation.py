"""The places of the top bar: where the signed-in person can go, and in which of them a page lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Year
from rabrong.dashboards.views.first import (
    begins_at,
    chosen_in,
    hat_shown,
    hats_of,
    line_page,
    runs_the_year,
    scorecard_page,
    supervises_several,
)
from rabrong.org.asking import scope_of
from rabrong.org.models import Role
from rabrong.org.queries import Scope
from rabrong.org.rules import may_administer, may_read_audit

FOLLOWS_UP = frozenset(Role) - {Role.KEEPER, Role.VIEWER}
"""Who asks after the reports of others; a keeper sees the own on the grid."""

READS_NEGOTIATION = (Role.PSDG, Role.EXECUTIVE, Role.DEPUTY, Role.WORKING_GROUP)
APPROVES = (Role.DIRECTOR, Role.APPROVER, Role.SUPERVISOR, Role.PSDG)
LISTED = {
    "console": "console",
    "console_findings": "console",
    "line": "line",
    "watching": "monitoring",
    "search": "search",
    "work": "work",
    "entry_grid": "work",
    "entry": "work",
    "workbook": "work",
    "sent_workbook": "work",
    "units": "units",
    "lint": "lint",
    "reporting": "reporting",
    "missing": "reporting",
    "approvals": "approvals",
    "windows": "year",
    "counting": "year",
    "round": "year",
    "overrides": "year",
}
"""Name of an address -> the place of its own it lies in, although its app shows scorecards too."""


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the bar."""

    key: str
    label: str | Promise
    href: str
    here: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """`places`: the links for the signed-in person, worked out when a page shows them. One query at most.

    A request that was refused before anybody looked who asks has no user.
    """
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {"places": ()}
    return {
        "places": SimpleLazyObject(partial(_listed, request)),
        "begins_as": SimpleLazyObject(partial(_role_words, request)),
    }


def _listed(request: HttpRequest) -> tuple[Place, ...]:
    return tuple(_places(request))


def _places(request: HttpRequest) -> Iterator[Place]:
    scope, here = scope_of(request), _here(request)
    year = _year(request)
    if year is not None:
        yield from _of_year(year, request, here)
    yield Place("org", _("องค์กร"), reverse("organisation"), here == "org")
    if may_read_audit(scope.actor):
        yield Place("audit", _("บันทึกระบบ"), reverse("audit"), here == "audit")


def _of_year(year: int, request: HttpRequest, here: str) -> list[Place]:
    """The first screen first, of the role that was chosen, then the others in the order in which they are needed."""
    scope = scope_of(request)
    first = begins_at(year, scope, chosen_in(request))
    places = sorted(_offered(year, scope, here), key=lambda place: place.href != first)
    if places and places[0].href != first:
        return [Place("first", _("หน้าแรก"), first, request.path == first), *places]
    return places


def _role_words(request: HttpRequest) -> str:
    """As what somebody with several roles begins; "" for who has one."""
    scope = scope_of(request)
    if len(hats_of(scope.actor)) < len(("one role", "another")):
        return ""
    hat = hat_shown(scope, chosen_in(request))
    return "" if hat is None else str(Role(hat.role).label)


def _offered(year: int, scope: Scope, here: str) -> Iterator[Place]:
    if runs_the_year(scope):
        within = here in ("console", "reporting")
        yield Place("console", _("ศูนย์ปฏิบัติการ"), reverse("console", args=(year,)), within)
    if Role.KEEPER in scope.actor.roles:
        yield Place("work", _("งานของฉัน"), reverse("work", args=(year,)), here == "work")
    if supervises_several(scope):
        yield Place("line", _("สายกำกับ"), line_page(year, scope), here == "line")
    yield from _scorecards(year, scope, here)
    if scope.actor.roles.intersection(APPROVES):
        yield Place("approvals", _("รออนุมัติ"), reverse("approvals", args=(year,)), here == "approvals")
    if scope.actor.roles.intersection(FOLLOWS_UP) and not runs_the_year(scope):
        yield Place("reporting", _("การรายงาน"), reverse("reporting", args=(year,)), here == "reporting")
    yield from _evidence(year, scope, here)
    yield from _agreed(year, scope, here)


def _scorecards(year: int, scope: Scope, here: str) -> Iterator[Place]:
    own, listed = scorecard_page(year, scope), reverse("units", args=(year,))
    if own != listed:
        yield Place("scores", _("ภาพรวม"), own, here == "scores")
    if scope.everything or own == listed:
        yield Place("units", _("หน่วยงาน"), listed, here == "units")


def _agreed(year: int, scope: Scope, here: str) -> Iterator[Place]:
    if may_administer(scope.actor) or scope.actor.roles.intersection(READS_NEGOTIATION):
        yield Place("year", _("คำรับรอง"), reverse("year", args=(year,)), here == "year")
    elif scope.everything:
        yield Place("lint", _("ข้อตรวจพบ"), reverse("lint", args=(year,)), here == "lint")
    yield Place("templates", _("ตัวชี้วัด"), reverse("templates", args=(year,)), here == "templates")


def _evidence(year: int, scope: Scope, here: str) -> Iterator[Place]:
    if scope.actor.grants:
        yield Place("evidence", _("หลักฐาน"), reverse("missing_evidence", args=(year,)), here == "evidence")


def _here(request: HttpRequest) -> str:
    """Which place the answered page lies in, by the module of its view."""
    match = request.resolver_match
    if match is None:
        return ""
    parts = match.func.__module__.split(".")
    app = parts[1] if len(parts) > 1 else ""
    if app == "dashboards":
        return LISTED.get(match.url_name or "", "scores")
    if app == "agreements":
        return "templates" if parts[-1].startswith(("templates", "criteria")) else "year"
    return {"assignments": "year"}.get(app, app)


def _year(request: HttpRequest) -> int | None:
    """The year of the page, else the newest that is open. At most one query."""
    match = request.resolver_match
    year = match.kwargs.get("year") if match else None
    if year is not None:
        return int(year)
    return Year.objects.exclude(state="draft").order_by("-year").values_list("year", flat=True).first()
