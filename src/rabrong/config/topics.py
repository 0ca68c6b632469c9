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
from rabrong.org.asking import scope_of
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.org.queries import Scope, actor_of
from rabrong.org.rules import may_see
from rabrong.results.models import Total

NAME = re.compile(r"(?P<year>25\d\d)/unit/(?P<code>[\w.-]{1,20})")


def topic_of(request: HttpRequest, name: str) -> Topic | None:
    """The topic of a unit the person may see. One query, and those of the scope."""
    return _topic_in(scope_of(request), name)


def _topic_in(scope: Scope, name: str) -> Topic | None:
    found = NAME.fullmatch(name)
    unit = None if found is None else Unit.objects.filter(code=found["code"]).first()
    if found is None or unit is None or not may_see(scope, unit):
        return None
    return Topic(name, partial(version_of, unit, int(found["year"])))


def follows_of(request: HttpRequest) -> Holds:
    """How an open stream looks whether its session still holds, and its person may still follow all its topics."""
    session_holds = holds_of(request)
    person, names = cast(Person, request.user).pk, request.GET.getlist("topic")
    clock = import_string(settings.CLOCK)

    def may_still() -> bool:
        try:
            return may_follow(person, names, now=clock())
        finally:
            close_old_connections()

    async def look() -> bool:
        return await session_holds() and await sync_to_async(may_still)()

    return look


def may_follow(person_id: int, names: Sequence[str], *, now: datetime) -> bool:
    """Whether a person may follow all of some topics at this moment. One query each, and those of the scope."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return False
    scope = Scope(actor_of(person, now))
    return all(_topic_in(scope, name) is not None for name in names)


def version_of(unit: Unit, year: int) -> str:
    """Changes with every total of the unit; of its department where it has no agreement of its own."""
    totals = Total.objects.filter(agreement__year_id=year, agreement__person=None)
    known = totals.filter(agreement__unit=unit).aggregate(versions=Sum("version"), at=Max("at"))
    if known["versions"] is None:
        known = totals.filter(agreement__unit__kind=UnitKind.DEPARTMENT).aggregate(
            versions=Sum("version"), at=Max("at")
        )
    at = known["at"]
    return f"{known['versions'] or 0}-{int(at.timestamp()) if at else 0}"
