"""Which topics the live channel has: "2555/unit/cdd", changed whenever a stored total of the unit changes.

Who may follow one is looked at when a stream is opened and again while it is open: roles and actings end, also at
midnight, and units move.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import cast

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils.module_loading import import_string

from rabrong.accounts.queries.sessions import holds_of
from rabrong.notices.live import Holds
from rabrong.notices.views import Topic
from rabrong.org.asking import actor_asking, scope_of
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.org.queries import Scope, actor_of, path_of
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
    found = NAME.fullmatch(name)
    unit = None if found is None else Unit.objects.filter(code=found["code"]).first()
    if found is None or unit is None or not may_see(scope, unit):
        return None
    year, codes = int(found["year"]), [unit.code, *_shown_with(scope, unit)]
    return Topic(name, partial(version_of, codes, year), tuple(f"{year}/unit/{code}" for code in codes))


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


def follows_of(request: HttpRequest) -> Holds:
    """How an open stream looks whether its session still holds, and its person may still follow all its topics."""
    session_holds = holds_of(request)
    person, names = cast(Person, request.user).pk, request.GET.getlist("topic")
    permissions = actor_asking(request).permissions
    clock = import_string(settings.CLOCK)

    def may_still() -> bool:
        try:
            return may_follow(person, names, now=clock(), permissions=permissions)
        finally:
            close_old_connections()

    async def look() -> bool:
        return await session_holds() and await sync_to_async(may_still)()

    return look


def may_follow(person_id: int, names: Sequence[str], *, now: datetime, permissions: str | None = None) -> bool:
    """Whether a person may follow all of some topics at this moment, and may do neither more nor less than with the
    permissions the stream was opened with. Three queries each at most, and those of the scope."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return False
    scope = Scope(actor_of(person, now))
    if permissions not in (None, scope.actor.permissions):
        return False
    return all(_topic_in(scope, name) is not None for name in names)


def version_of(codes: Sequence[str], year: int) -> str:
    """Changes with every total of some units. One query."""
    totals = Total.objects.filter(agreement__year_id=year, agreement__person=None, agreement__unit__code__in=codes)
    known = totals.aggregate(versions=Sum("version"), at=Max("at"))
    at = known["at"]
    return f"{known['versions'] or 0}-{int(at.timestamp()) if at else 0}"
