"""What every template knows of the mode it runs in."""

from django.conf import settings
from django.http import HttpRequest

from rabrong.accounts.marks import person_mark
from rabrong.dashboards.pages.maps import map_words
from rabrong.org.models import Person


def mode(request: HttpRequest) -> dict[str, object]:
    """`demo`: is this the demo; `now`: the time of this answer."""
    return {"demo": settings.DEMO, "now": getattr(request, "now", None)}


def device(request: HttpRequest) -> dict[str, object]:
    """`person_mark`: by which a browser tells people apart; empty for a stranger."""
    person = getattr(request, "user", None)
    return {"person_mark": person_mark(person) if isinstance(person, Person) and person.is_authenticated else ""}


def maps(request: HttpRequest) -> dict[str, object]:
    """`map_words`: whose map is drawn, and what is said under it; asked for by the pages that say it."""
    return {"map_words": map_words}
