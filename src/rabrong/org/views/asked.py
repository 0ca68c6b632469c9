"""What an address asks for, 404 for what may not be seen, 403 with the reason for what may not be done."""

from http import HTTPStatus
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.org.asking import actor_asking, scope_of
from rabrong.org.models import Person, Unit
from rabrong.org.queries.people import person_coded
from rabrong.org.queries.units import unit_coded
from rabrong.org.rules import Refusal, may_administer, may_see
from rabrong.org.wording import refusal_words

ROWS = 50
EXPORTS = ("xlsx", "csv")

Row = TypeVar("Row", bound=Model)


def asked_unit(request: HttpRequest, code: str) -> Unit:
    """The unit of that code. Raises Http404."""
    unit = unit_coded(code)
    if unit is None or not may_see(scope_of(request), unit):
        raise Http404
    return unit


def asked_person(request: HttpRequest, code: str) -> Person:
    """The person of that sign-in name. Raises Http404."""
    person = person_coded(scope_of(request), code)
    if person is None:
        raise Http404
    return person


def administers(request: HttpRequest) -> bool:
    """Whether the person may change units, people and roles: buttons are shown to nobody else."""
    return may_administer(actor_asking(request)) is not None


def refused(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    """403 with the reason; without one: only administrators do that."""
    reason = refusal_words(refusal or Refusal("org.not_administrator"))
    return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)


def page_of(request: HttpRequest, rows: QuerySet[Row]) -> "Page[Row]":
    """The page of rows that is asked for, the last one where there are not so many. Two queries."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def query_without(request: HttpRequest, *names: str) -> str:
    """The query of the address without some of it, ready for something else: it ends with & unless it is empty."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return f"{query.urlencode()}&" if query else ""


def asked_export(request: HttpRequest) -> str:
    """The kind of file that is asked for; "" for a page."""
    wanted = request.GET.get("export", "")
    return wanted if wanted in EXPORTS else ""


def first_text(request: HttpRequest) -> str:
    """What somebody types into the one field that asks, whatever its name is in its form."""
    return next((str(value) for value in request.GET.values() if value), "")
