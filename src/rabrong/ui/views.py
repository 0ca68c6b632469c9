"""What a reader may set about the look: light or dark, Arabic or Thai digits."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from rabrong.ui.context import THEME_COOKIE, THEMES
from rabrong.ui.digits import DIGITS, DIGITS_COOKIE

A_YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie and go back to the page."""
    return _kept(request, THEME_COOKIE, request.POST.get("theme", ""), allowed=THEMES)


@require_POST
def choose_digits(request: HttpRequest) -> HttpResponse:
    """Keep `digits`, thai or arabic, in a cookie and go back to the page."""
    return _kept(request, DIGITS_COOKIE, request.POST.get("digits", ""), allowed=DIGITS)


def _kept(request: HttpRequest, cookie: str, chosen: str, *, allowed: Collection[str]) -> HttpResponse:
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    if chosen in allowed:
        response.set_cookie(
            cookie, chosen, A_YEAR_IN_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return response
