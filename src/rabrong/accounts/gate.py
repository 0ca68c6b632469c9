"""The gate: who must first set up a second factor, and sessions that end when nobody uses them.

What has to be looked up is looked up at sign-in and every few minutes, and kept in the session in between.
"""

import time
from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from rabrong.accounts.queries.factors import lacks_factor
from rabrong.org.asking import actor_asking
from rabrong.org.models import Person
from rabrong.org.queries import actor_of

Answer = Callable[[HttpRequest], HttpResponseBase]

SEEN = "accounts_seen"
FACTOR_DUE = "accounts_factor_due"
SECONDS_BETWEEN_LOOKS = 5 * 60
ALWAYS_OPEN = ("/account/second-factor/", "/account/again/", "/sign-out/", "/language/", "/theme/", "/digits/")


def mark_session(request: HttpRequest, person: Person, *, now: datetime) -> None:
    """After signing in: when it was used last, and whether a second factor is due. Three queries at most."""
    request.session[SEEN] = int(time.time())
    request.session[FACTOR_DUE] = lacks_factor(actor_of(person, now))


def second_factor_first(answer: Answer) -> Answer:
    """Middleware: keeps used sessions alive, and leads whoever lacks a needed second factor to setting it up.

    The demo's sign-in by role has no session of this kind and is let through.
    """

    def gated(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            _look_again(request)
            if request.session.get(FACTOR_DUE) and not request.path.startswith(ALWAYS_OPEN):
                return _to_the_gate(request)
        return answer(request)

    return gated


def _look_again(request: HttpRequest) -> None:
    seen = request.session.get(SEEN)
    if seen is None and settings.DEMO:
        return
    late = seen is None or time.time() - seen > SECONDS_BETWEEN_LOOKS
    if late:
        UserSession.objects.create_from_request(request)
        request.session[SEEN] = int(time.time())
    if late or request.session.get(FACTOR_DUE):
        due = lacks_factor(actor_asking(request))
        if due != request.session.get(FACTOR_DUE):
            request.session[FACTOR_DUE] = due


def _to_the_gate(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and "HX-Request" not in request.headers:
        return redirect("mfa_index")
    return render(request, "accounts/factor_due.html", status=403)
