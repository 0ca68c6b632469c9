"""Which topics the live channel has: "2555/unit/cdd", changed whenever a stored total of the unit changes."""

import re
from functools import partial

from django.db.models import Max, Sum
from django.http import HttpRequest

from rabrong.notices.views import Topic
from rabrong.org.asking import scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import may_see
from rabrong.results.models import Total

NAME = re.compile(r"(?P<year>25\d\d)/unit/(?P<code>[\w.-]{1,20})")


def topic_of(request: HttpRequest, name: str) -> Topic | None:
    """The topic of a unit the person may see. One query, and those of the scope."""
    found = NAME.fullmatch(name)
    unit = None if found is None else Unit.objects.filter(code=found["code"]).first()
    if found is None or unit is None or not may_see(scope_of(request), unit):
        return None
    return Topic(name, partial(version_of, unit, int(found["year"])))


def version_of(unit: Unit, year: int) -> str:
    """Changes with every total of the unit; of its department where it has no agreement of its own."""
    totals = Total.objects.filter(agreement__year_id=year)
    known = totals.filter(agreement__unit=unit).aggregate(versions=Sum("version"), at=Max("at"))
    if known["versions"] is None:
        known = totals.filter(agreement__unit__kind=UnitKind.DEPARTMENT).aggregate(
            versions=Sum("version"), at=Max("at")
        )
    at = known["at"]
    return f"{known['versions'] or 0}-{int(at.timestamp()) if at else 0}"
