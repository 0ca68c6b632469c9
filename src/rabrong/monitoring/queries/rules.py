"""Reading the rules of a year."""

from rabrong.monitoring.models import AlertKind, AlertRule


def newest_rules(year: int) -> dict[AlertKind, AlertRule]:
    """The rule of each kind as it stands, on or off. One query."""
    return {AlertKind(rule.kind): rule for rule in AlertRule.objects.filter(year_id=year).order_by("version")}


def rules_before(year: int) -> list[AlertRule]:
    """Every version the year had, newest first, with who made it. One query."""
    return list(AlertRule.objects.filter(year_id=year).select_related("by").order_by("-pk"))
