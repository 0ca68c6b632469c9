"""The pages that belong to no stage: the door, and the way out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from rabrong.notices.live import HUB


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Where there is no demo: signing in comes with a later part; nothing here opens without it."""
    return render(request, "config/door.html")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and its live streams."""
    HUB.end_streams_of(request.session.session_key or "")
    logout(request)
    return redirect("/")
