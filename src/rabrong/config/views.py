"""The pages that belong to no stage: the door, and the way out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rabrong.agreements.queries.years import newest_open_year
from rabrong.dashboards.views.first import begins_at, chosen_in
from rabrong.notices.across import end_streams_of
from rabrong.org.asking import scope_of
from rabrong.org.queries import Scope


@require_safe
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Where there is no demo: strangers sign in, everybody else goes to the own first screen."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    return redirect(first_screen(scope_of(request), chosen_in(request)))


def first_screen(scope: Scope, chosen: str = "") -> str:
    """The first screen of the newest year that is not a draft, of the role that was chosen; My account where there is
    none, or no role to see it by. One query."""
    year = newest_open_year()
    if year is None or not scope.actor.grants:
        return reverse("account")
    return begins_at(year, scope, chosen)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and its live streams."""
    end_streams_of(request.session.session_key or "")
    logout(request)
    return redirect("/")
