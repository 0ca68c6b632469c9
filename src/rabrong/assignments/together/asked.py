"""What the addresses of assigning ask for: a year that may be read, and only the PSDG assigns."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.years import may_read_year
from rabrong.assignments.wording import refusal_words
from rabrong.org.asking import scope_of
from rabrong.org.rules import Refusal, may_administer


def asked_year(request: HttpRequest, number: int) -> Year:
    """The year of an address, for who sees the whole department. Raises Http404."""
    year, scope = year_of(number), scope_of(request)
    if year is None or not scope.everything or not may_read_year(scope.actor, year):
        raise Http404
    return year


def forbidden(request: HttpRequest) -> HttpResponse | None:
    """403 with the reason for everybody but the PSDG, else None."""
    if may_administer(scope_of(request).actor) is not None:
        return None
    reason = refusal_words(Refusal("org.not_administrator"))
    return render(request, "403.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)


def status_of(refusal: Refusal) -> HTTPStatus:
    """409 where something changed meanwhile, else 422."""
    stale = refusal.code.endswith(".stale")
    return HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
