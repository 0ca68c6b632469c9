"""What the negotiation is told by the stage above it: what a year that still runs has come to."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext

from rabrong.agreements.queries.negotiation import Latest
from rabrong.org.models import Unit
from rabrong.results.models import Score
from rabrong.thai.fiscal import fiscal_month_of, fiscal_year_of
from rabrong.ui.dates import month_name
from rabrong.ui.words import language

MONTHS = 12


def latest_of(year: int, unit: Unit, now: datetime) -> Mapping[str, Latest]:
    """The newest result of every indicator of a unit, by key, from the months that have passed. One query."""
    found = Score.objects.filter(
        item__agreement__year_id=year, item__agreement__unit=unit, item__agreement__person=None, exact__isnull=False
    )
    rows = found.filter(month__lte=_last_month(year, now)).order_by("month")
    newest = rows.values_list("item__indicator__indicator__key", "month", "result", "shown")
    return {key: Latest(result, _until(month), shown) for key, month, result, shown in newest}


def _last_month(year: int, now: datetime) -> int:
    today = localdate(now)
    return MONTHS if fiscal_year_of(today) > year else fiscal_month_of(today)


def _until(month: int) -> str:
    return gettext("ถึง %(month)s") % {"month": month_name(month, language())}
