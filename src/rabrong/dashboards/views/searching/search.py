"""Search as you type over everything visible. The page without JavaScript, a fragment of it with."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.searching.groups import SHORTEST, groups_found, is_sought
from rabrong.org.asking import scope_of
from rabrong.thai.sought import LONGEST, sought_words

IN_A_GROUP, ON_THE_PAGE = 5, 30


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, by kind, best first."""
    text = request.GET.get("q", "")[:LONGEST]
    is_fragment = request.headers.get("HX-Request") == "true"
    limit = ON_THE_PAGE if not is_fragment or request.GET.get("all") else IN_A_GROUP
    context = {
        "text": text,
        "groups": groups_found(scope_of(request), text, limit),
        "is_asked": bool(sought_words(text)),
        "is_long_enough": is_sought(text),
        "shortest": SHORTEST,
        "is_short": limit == IN_A_GROUP,
    }
    name = "_found.html" if is_fragment else "search.html"
    answer = render(request, f"dashboards/searching/{name}", context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer
