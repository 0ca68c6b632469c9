"""Choosing by which of several roles one begins; kept in the session, so that it ends with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from rabrong.agreements.queries.years import newest_open_year
from rabrong.dashboards.views.first import FIRST, Hat, chosen_in, first_page_of, hat_shown, hats_of
from rabrong.org.asking import scope_of
from rabrong.org.models import Acting, Role, Unit
from rabrong.org.queries import Scope
from rabrong.ui.words import in_language

DAY = timedelta(days=1)
NOT_HELD = _("ไม่ได้ถือบทบาทนี้ในขณะนี้ เลือกจากบทบาทในรายการ")
"""Refused: a role that is not held, or not any more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A role with where it begins; `acting` says for whom, and by what kind of order, and `until` its last day."""

    key: str
    role: str
    units: tuple[str, ...]
    acting: str
    until: date | None
    href: str
    is_shown: bool


def choices_of(year: int, scope: Scope, hats: Iterable[Hat], shown: Hat | None) -> list[Choice]:
    """The choices in the order of the roles. Two queries."""
    rows = list(hats)
    units = Unit.objects.in_bulk({grant.unit_id for hat in rows for grant in hat.grants})
    ids = {grant.acting for hat in rows for grant in hat.grants if grant.acting}
    orders = {row.pk: row for row in Acting.objects.filter(pk__in=ids).select_related("principal")}
    return [_choice(year, scope, hat, (units, orders), is_shown=hat == shown) for hat in rows]


def _choice(
    year: int, scope: Scope, hat: Hat, known: tuple[dict[int, Unit], dict[int, Acting]], *, is_shown: bool
) -> Choice:
    units, orders = known
    order = next((orders[grant.acting] for grant in hat.grants if grant.acting in orders), None)
    return Choice(
        key=hat.key,
        role=str(Role(hat.role).label),
        units=tuple(in_language(units[grant.unit_id], "name") for grant in hat.grants),
        acting="" if order is None else _acting_words(order),
        until=None if order is None else order.ends - DAY,
        href=first_page_of(year, scope, hat),
        is_shown=is_shown,
    )


def _acting_words(order: Acting) -> str:
    for_whom = str(order.principal) if order.principal else order.seat
    return f"{order.get_kind_display()} {for_whom}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def first_screens(request: HttpRequest) -> HttpResponse:
    """The roles with where each begins; POST begins there from now on. 422 for a role that is not held now."""
    scope, year = scope_of(request), newest_open_year()
    hats = hats_of(scope.actor) if year is not None else ()
    refused = ""
    if request.method == "POST":
        hat = next((each for each in hats if each.key == request.POST.get("hat", "")), None)
        if hat is not None and year is not None:
            request.session[FIRST] = hat.key
            return redirect(first_page_of(year, scope, hat))
        refused = str(NOT_HELD)
    shown = hat_shown(scope, chosen_in(request)) if year is not None else None
    choices = [] if year is None else choices_of(year, scope, hats, shown)
    context = {"choices": choices, "refused": refused}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "dashboards/choosing.html", context, status=status)
