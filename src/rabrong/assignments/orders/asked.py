"""What an address of orders asks for: 404 for what may not be read, 403 with the reason for what may not be done."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.models import AppointmentOrder, OrderState
from rabrong.assignments.orders.pages import glyph_of
from rabrong.assignments.orders.queries import order_numbered
from rabrong.assignments.wording import refusal_words
from rabrong.org.actor import Actor
from rabrong.org.asking import now_of, scope_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal, may_administer


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which year."""

    scope: Scope
    now: datetime
    year: Year

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.scope.actor

    @property
    def writes(self) -> bool:
        """Whether orders are theirs to write."""
        return may_administer(self.actor) is not None

    def frame(self) -> dict[str, object]:
        """What every page of orders has around it."""
        return {"year": self.year.year, "writes": self.writes}


def asked_year(request: HttpRequest, number: int) -> Asked:
    """The year of an address. Raises Http404."""
    year, scope = year_of(number), scope_of(request)
    if year is None or not may_read_year(scope.actor, year):
        raise Http404
    return Asked(scope, now_of(request), year)


def asked_order(request: HttpRequest, year: int, number: int) -> tuple[Asked, AppointmentOrder]:
    """The order of an address. Raises Http404."""
    asked = asked_year(request, year)
    order = order_numbered(asked.scope, year, number)
    if order is None:
        raise Http404
    return asked, order


def order_frame(asked: Asked, order: AppointmentOrder) -> dict[str, object]:
    """What every page of one order has around it."""
    return {
        **asked.frame(),
        "order": order,
        "state": OrderState(order.state).label,
        "glyph": glyph_of(order),
        "is_draft": order.state == OrderState.DRAFT,
    }


def not_administrator(request: HttpRequest) -> HttpResponse:
    """403: only the PSDG writes orders."""
    return refused(request, Refusal("org.not_administrator"), HTTPStatus.FORBIDDEN)


def refused(request: HttpRequest, refusal: Refusal, status: HTTPStatus | None = None) -> HttpResponse:
    """The reason on a page of its own."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=status or status_of(refusal))


def status_of(refusal: Refusal) -> HTTPStatus:
    """403 for who may not, 409 for a stale form and for what has gone on since, 422 for what was typed."""
    if refusal.code == "org.not_administrator":
        return HTTPStatus.FORBIDDEN
    if refusal.code in ("order.stale", "order.not_draft", "order.over", "order.not_issued", "order.replacing"):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY
