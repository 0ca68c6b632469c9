"""Which screens are drawn with the event that tells of a change, for all at once who may see the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override

from rabrong.dashboards.kept.answering import Drawing, parts_for
from rabrong.dashboards.queries.record import short_version
from rabrong.dashboards.views.console import console
from rabrong.dashboards.views.groups import line
from rabrong.dashboards.views.indicators import indicators
from rabrong.dashboards.views.scorecards import units
from rabrong.notices.differences import cut_out
from rabrong.notices.drawings import LIVE, unstamped
from rabrong.notices.screens import Drawn, View
from rabrong.org.actor import Actor
from rabrong.org.asking import actor_asking
from rabrong.org.models import Person
from rabrong.ui.digits import digits, thai_digits_on

SCREENS: Mapping[str, Callable[..., Drawing]] = {
    "unit": units.scorecard,
    "indicator": indicators.indicator_drawing,
    "line": line.drawn_line,
    "console": console.console_drawing,
}
"""Name of an address -> its page."""

LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Screen:
    """A page that somebody has open, and how it is written for them."""

    address: str
    language: str
    digits: str
    person: int

    def key(self, actor: Actor) -> str:
        """The same for all who see the same bytes until something changes or the day ends."""
        return "\n".join((self.address, self.language, self.digits, actor.permissions, actor.today.isoformat()))

    def drawn(self) -> Drawn | None:
        """The part that follows what happens, as the person may see it now; None where it cannot be sent to many."""
        try:
            with override(self.language), digits(self.digits):
                return self._drawn()
        except (Http404, DatabaseError):
            return None

    def _drawn(self) -> Drawn | None:
        person, match = Person.objects.filter(pk=self.person).first(), _match(self.address)
        if person is None or match is None:
            return None
        request = _request(self.address, person, match)
        key = self.key(actor_asking(request))
        parts = parts_for(request, lambda asked: SCREENS[match.url_name or ""](asked, **match.kwargs))
        text = None if parts is None else cut_out(parts["main"], LIVE)
        return None if text is None else Drawn(key, unstamped(text))


def view_of(request: HttpRequest, topic: str) -> View | None:
    """The screen at `?view=`, where it can be drawn for many; `?drawn=` is the version it was drawn from, `?shown=` the
    mark of its drawing. One query."""
    address = request.GET.get("view", "")
    if _match(address) is None or not isinstance(request.user, Person):
        return None
    screen = Screen(address, get_language() or "", "thai" if thai_digits_on() else "arabic", request.user.pk)
    known = request.GET.get("drawn", "")
    return View(
        screen.key(actor_asking(request)),
        topic,
        partial(_in_a_thread, screen),
        is_stale=known not in ("", short_version()),
        shown=request.GET.get("shown", ""),
    )


def _in_a_thread(screen: Screen) -> Drawn | None:
    try:
        return screen.drawn()
    finally:
        close_old_connections()


def _match(address: str) -> ResolverMatch | None:
    parts = urlsplit(address) if len(address) <= LONGEST_ADDRESS else urlsplit("")
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    return match if match.url_name in SCREENS else None


def _request(address: str, person: Person, match: ResolverMatch) -> HttpRequest:
    """As a browser would ask for the page now."""
    parts, request = urlsplit(address), HttpRequest()
    request.method, request.path, request.path_info = "GET", parts.path, parts.path
    request.META = {"REQUEST_METHOD": "GET", "QUERY_STRING": parts.query}
    request.GET = QueryDict(parts.query)
    request.user, request.resolver_match = person, match
    request.now = import_string(settings.CLOCK)()  # type: ignore[attr-defined]  # ours
    return request
