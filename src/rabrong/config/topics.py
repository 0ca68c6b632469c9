"""Which topics the live channel has: "2555/unit/cdd", changed whenever a stored total of the unit changes.

Who may follow one is looked at when a stream is opened and again while it is open: roles and actings end, also at
midnight, and units move.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils.module_loading import import_string

from rabrong.accounts.queries.sessions import Carried, carried_by, still_hold
from rabrong.notices.live import Holds
from rabrong.notices.looking import Together
from rabrong.notices.views import Topic
from rabrong.org.actor import Actor
from rabrong.org.asking import actor_asking, scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Scope, path_of
from rabrong.org.queries.scope import actors_of
from rabrong.org.queries.tree import span_of_day
from rabrong.org.rules import may_see
from rabrong.results.models import Total

WITH_NUMBERS = (UnitKind.PROVINCE, UnitKind.DISTRICT)
"""Below the department these have agreements of their own; a change of one is told to everything above it."""

NAME = re.compile(r"(?P<year>25\d\d)/unit/(?P<code>[\w.-]{1,20})")


def topic_of(request: HttpRequest, name: str) -> Topic | None:
    """The topic of a unit the person may see. Three queries at most, and those of the scope."""
    return _topic_in(scope_of(request), name)


def _topic_in(scope: Scope, name: str) -> Topic | None:
    found = _unit_in(scope, name)
    if found is None:
        return None
    year, unit = found
    codes = [unit.code, *_shown_with(scope, unit)]
    return Topic(name, partial(version_of, codes, year), tuple(f"{year}/unit/{code}" for code in codes))


def _unit_in(scope: Scope, name: str) -> tuple[int, Unit] | None:
    """The year and unit of a topic, where the unit is seen. One query, and one for the scope."""
    found = NAME.fullmatch(name)
    unit = None if found is None else Unit.objects.filter(code=found["code"]).first()
    return None if found is None or unit is None or not may_see(scope, unit) else (int(found["year"]), unit)


def _shown_with(scope: Scope, unit: Unit) -> list[str]:
    """The code of the unit above whose changes the unit's screens show: all of what is seen is compared on them, and
    what has no numbers of its own shows those of the department."""
    if unit.kind == UnitKind.DEPARTMENT:
        return []
    if unit.kind not in WITH_NUMBERS or scope.everything:
        return [unit.department]
    seen = [each for each in path_of(unit, span_of_day(scope.actor.today)) if each != unit and each in scope]
    if not seen:
        return []
    return [seen[-1].code if seen[-1].kind in WITH_NUMBERS else unit.department]


@dataclass(frozen=True, slots=True)
class Following:
    """An open stream: its session, its topics, and the permissions it was opened with."""

    session: Carried
    names: tuple[str, ...]
    permissions: str


def follows_of(request: HttpRequest) -> Holds:
    """How an open stream looks whether its session still holds, and its person may still follow all its topics."""
    names = tuple(request.GET.getlist("topic"))
    return partial(LOOKS.ask, Following(carried_by(request), names, actor_asking(request).permissions))


def still_follow(streams: Sequence[Following], now: datetime) -> list[bool]:
    """Of each open stream whether it may stay: nobody may do more or less by now than when it was opened. Three
    queries, and two at most for each kind of reader among them and each of their topics."""
    held = still_hold({each.session for each in streams})
    actors = actors_of(set(held.values()), now)
    allowed: dict[tuple[str, str], bool] = {}
    scopes: dict[str, Scope] = {}

    def may(actor: Actor, name: str) -> bool:
        key = (actor.permissions, name)
        if key not in allowed:
            allowed[key] = _unit_in(scopes.setdefault(actor.permissions, Scope(actor)), name) is not None
        return allowed[key]

    def stays(stream: Following) -> bool:
        person = held.get(stream.session)
        actor = None if person is None else actors[person.pk]
        if actor is None or actor.permissions != stream.permissions:
            return False
        return all(may(actor, name) for name in stream.names)

    return [stays(each) for each in streams]


def _still_follow_now(streams: Sequence[Following]) -> list[bool]:
    return still_follow(streams, import_string(settings.CLOCK)())


LOOKS = Together(_still_follow_now)


def version_of(codes: Sequence[str], year: int) -> str:
    """Changes with every total of some units. One query."""
    totals = Total.objects.filter(agreement__year_id=year, agreement__person=None, agreement__unit__code__in=codes)
    known = totals.aggregate(versions=Sum("version"), at=Max("at"))
    at = known["at"]
    return f"{known['versions'] or 0}-{int(at.timestamp()) if at else 0}"
