"""The star beside a unit or an indicator: one query a page, however many stars it has."""

from typing import Any

from django import template
from django.template import RequestContext
from django.utils.safestring import SafeString

from rabrong.monitoring.queries.watches import watched_places
from rabrong.org.models import Unit

register = template.Library()
KEPT = "_rabrong_watched"


@register.inclusion_tag("monitoring/_star.html", takes_context=True)
def star(context: RequestContext, year: int, unit: Unit, kpi: str = "") -> dict[str, Any]:
    """A form that watches the unit's total or, with the code of an indicator, that indicator of the unit."""
    request = context["request"]
    watched: dict[int, frozenset[tuple[int, str]]] = getattr(request, KEPT, {})
    if year not in watched:
        watched = {**watched, year: watched_places(request.user, year)}
        setattr(request, KEPT, watched)
    return {
        "year": year,
        "unit": unit,
        "kpi": kpi,
        "is_on": (unit.pk, kpi) in watched[year],
        "back": request.get_full_path(),
        "csrf_token": context.get("csrf_token", SafeString("")),
    }
