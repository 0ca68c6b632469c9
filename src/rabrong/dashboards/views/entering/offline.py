"""What a browser needs to keep pages without a line: the service worker at the root, and the page for all others."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from rabrong.accounts.marks import person_mark
from rabrong.org.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
COPY = "Device-Copy"


def copied_to_device(view: View[P]) -> View[P]:
    """The service worker may keep the page on the device, for the person named by the mark in the header."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "GET" and response.status_code == 200 and isinstance(request.user, Person):
            response[COPY] = person_mark(request.user)
        return response

    return marked


def keeping(request: HttpRequest, page: str = "") -> dict[str, str]:
    """What a page says to its device: under which address its fields are kept, and where to sign in again."""
    back = urlencode({"next": request.get_full_path()})
    return {"keeps_page": page, "sign_in_at": f"{resolve_url(settings.LOGIN_URL)}?{back}"}


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script, from the root, so that its scope is the whole site; asked for anew each time."""
    response = render(request, "dashboards/service_worker.js", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def lobby(request: HttpRequest) -> HttpResponse:
    """What is shown without a line in place of a page that is not on the device; the same for everybody."""
    return render(request, "dashboards/entering/lobby.html")
