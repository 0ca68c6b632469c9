"""Reading alerts as far as somebody may see them."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet

from rabrong.assignments.rules.sight import indicators_owned
from rabrong.monitoring.models import Alert
from rabrong.org.queries import Scope
from rabrong.thai.sought import sought_words

WITH = ("unit", "unit__parent", "indicator", "rule")


def alerts_visible_to(scope: Scope) -> QuerySet[Alert]:
    """Alerts of units somebody sees, and of indicators seen of every unit; looked at anew for every request. One query,
    and those of the scope and of the own indicators."""
    rows = Alert.objects.select_related(*WITH)
    if scope.everything:
        return rows
    return rows.filter(scope.where("unit_id") | Q(indicator__in=indicators_owned(scope)))


def open_alerts(scope: Scope, year: int, units: Iterable[int] | None = None) -> dict[int, int]:
    """Unit id -> how many alerts are open, of those that may be seen; only units with some. One query, and those of the
    scope; meant for first screens and lists."""
    rows = alerts_visible_to(scope).filter(year_id=year, closed_at=None)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return dict(rows.order_by().values_list("unit_id").annotate(count=Count("pk")))


def open_by_kind(scope: Scope, year: int, units: Iterable[int] | None = None) -> dict[str, int]:
    """Kind -> how many alerts are open, of those that may be seen, of some units alone where they are named. One query,
    and those of the scope."""
    rows = alerts_visible_to(scope).filter(year_id=year, closed_at=None)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    return dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))


ORDERS = {
    "unit": ("unit__sort_key", "indicator__position", "-month", "-pk"),
    "indicator": ("indicator__position", "indicator__code", "unit__sort_key", "-pk"),
    "oldest": ("opened_at", "pk"),
}
"""Every other word is the newest first."""


def alerts_listed(
    scope: Scope, year: int, wanted: Mapping[str, str], units: Iterable[int] | None = None
) -> QuerySet[Alert]:
    """The alerts of a year that were asked for by words of the unit, kind, indicator and state: open ones, unless
    closed or all are wanted; of some units alone where they are named. One query, and those of the scope and of the
    own indicators."""
    rows = alerts_visible_to(scope).filter(year_id=year)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    if wanted["state"] != "all":
        rows = rows.filter(closed_at__isnull=wanted["state"] != "closed")
    if wanted["kind"]:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["kpi"]:
        rows = rows.filter(indicator__code=wanted["kpi"])
    for word in sought_words(wanted["q"]):
        rows = rows.filter(unit__search_text__contains=word)
    return rows.order_by(*ORDERS.get(wanted["sort"], ("-opened_at", "-pk")))
