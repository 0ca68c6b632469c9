"""What an address of watching asks for: 404 for what may not be seen."""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rabrong.agreements.models import Year
from rabrong.agreements.queries.years import year_of
from rabrong.agreements.rules.years import may_read_year
from rabrong.monitoring.wording import refusal_words
from rabrong.org.asking import scope_of
from rabrong.org.rules import Refusal

LONGEST = 100


def asked_year(request: HttpRequest, number: int) -> Year:
    """A year that the person may read. Raises Http404."""
    year, actor = year_of(number), scope_of(request).actor
    if year is None or not actor.grants or not may_read_year(actor, year):
        raise Http404
    return year


def wanted_of(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """Some filters of an address; "" for none."""
    return {name: request.GET.get(name, "").strip()[:LONGEST] for name in names}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """403 with the reason."""
    return render(request, "403.html", {"reason": refusal_words(refusal)}, status=HTTPStatus.FORBIDDEN)
