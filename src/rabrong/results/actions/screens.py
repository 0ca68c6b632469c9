"""Open screens look again after what changes no score: a report approved or returned, a round closed or opened."""

from collections.abc import Iterable, Sequence

from rabrong.notices.across import publish
from rabrong.org.models import Unit
from rabrong.org.queries.tree import paths_of, span_of_month
from rabrong.results.models import Report
from rabrong.results.queries.approvals import chunks


def tell_of_reports(reports: Sequence[Report]) -> None:
    """Screens of the reports' units and of everything above them. Three queries for each year and month."""
    by_month: dict[tuple[int, int], set[int]] = {}
    for report in reports:
        by_month.setdefault((report.indicator.year_id, report.month), set()).add(report.unit_id)
    for (year, month), units in sorted(by_month.items()):
        paths = paths_of(sorted(units), span_of_month(year, month))
        _tell(year, {each for path in paths.values() for each in path})


def tell_of_round(year: int) -> None:
    """Screens of every unit. One query."""
    publish(f"{year}/unit/{code}" for code in Unit.objects.order_by("code").values_list("code", flat=True))


def _tell(year: int, units: Iterable[int]) -> None:
    for part in chunks(sorted(units)):
        publish(f"{year}/unit/{code}" for code in Unit.objects.filter(pk__in=part).values_list("code", flat=True))
