"""The forecasts that alerts are made of: of many units, each indicator's expected score beside its target's."""

from collections.abc import Iterator

from rabrong.agreements.models import Agreement
from rabrong.agreements.queries import YearRules
from rabrong.agreements.queries.scoring import rules_and_bands
from rabrong.dashboards.pages.criteria import criterion_in, target_score
from rabrong.dashboards.pages.forecasts.year_end import shown_points
from rabrong.dashboards.queries.indicators import unit_year
from rabrong.monitoring.finding.forecasts import Ahead
from rabrong.results.forecasts.outlook import Seen, outlook_of
from rabrong.results.forecasts.reading import basis_of
from rabrong.scoring.forecast.known import LAST_MONTH


def forecasts_ahead(year: int, month: int, units: frozenset[int] | None, kinds: tuple[str, ...]) -> list[Ahead]:
    """Of the units' own agreements, what has a target and a forecast; nothing once the year is over or closed. Two
    queries, four more for each unit."""
    rules, _ = rules_and_bands(year)
    if not 0 < month < LAST_MONTH or rules.is_closed:
        return []
    agreements = Agreement.objects.filter(year_id=year, person=None, unit__kind__in=kinds).select_related("unit")
    wanted = [each for each in agreements.order_by("pk") if units is None or each.unit_id in units]
    return [ahead for agreement in wanted for ahead in _of(agreement, month, rules)]


def _of(agreement: Agreement, month: int, rules: YearRules) -> Iterator[Ahead]:
    known, scale, unit = unit_year(agreement, month), rules.scale, agreement.unit
    basis = basis_of(unit.pk, rules.year, (item.indicator for item in known.items), month)
    for item in known.items:
        criterion = criterion_in(item, scale, LAST_MONTH)
        outlook = outlook_of(item, criterion, known.scores.get(item.pk, {}), Seen(month, scale, basis))
        target = target_score(criterion, item.target, scale)
        if outlook.points is not None and target is not None:
            yield Ahead(unit.pk, unit.kind, item.indicator_id, shown_points(outlook.points, scale).middle, target)
