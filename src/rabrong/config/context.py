"""What every template knows of the mode it runs in."""

from django.conf import settings
from django.http import HttpRequest


def mode(request: HttpRequest) -> dict[str, object]:
    """`demo`: is this the demo; `now`: the time of this answer."""
    return {"demo": settings.DEMO, "now": getattr(request, "now", None)}
