"""Where numbers have been entered."""

from collections.abc import Iterable

from rabrong.results.models import Entry


def entered_places(indicators: Iterable[int]) -> set[tuple[int, int]]:
    """Unit and indicator version, by id, wherever an entry exists. One query."""
    rows = Entry.objects.filter(indicator__in=list(indicators)).order_by()
    return set(rows.values_list("unit_id", "indicator_id").distinct())
