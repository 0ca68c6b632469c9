"""Search as you type: units and people. The page without JavaScript, a fragment of it with."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.org.asking import scope_of
from rabrong.org.queries.search import found_by, words_of


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, best first."""
    text = request.GET.get("q", "")
    context = {"text": text, "found": found_by(scope_of(request), text), "is_asked": bool(words_of(text))}
    is_fragment = request.headers.get("HX-Request") == "true"
    answer = render(request, "org/_found.html" if is_fragment else "org/search.html", context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer
