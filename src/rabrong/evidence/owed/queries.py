"""Which documents are prescribed for which units in a round, and which of them are there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.rules.templates import FIRST_MONTHS
from rabrong.evidence.queries import Prescribed, standing_versions
from rabrong.evidence.queries.prescribed import prescribed_in
from rabrong.results.reporters import reporting_units

Place = tuple[int, int, str]
"""Unit, indicator version, key of a document."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A document that a unit should have: ids of unit and indicator version, and what it is."""

    unit: int
    indicator: int
    document: Prescribed

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.unit, self.indicator, self.document.key


def counted_indicators(year: int, round_: int, only: Collection[int] | None = None) -> dict[int, IndicatorVersion]:
    """The indicators of a year that count in a round, in their order; `only` are ids, None for all. One query."""
    rows = IndicatorVersion.objects.filter(year_id=year).order_by("position", "code")
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    return {row.pk: row for row in rows if row.starts <= round_ and (row.cancelled is None or row.cancelled >= round_)}


def owed_documents(
    year: int, round_: int, units: Collection[int] | None, indicators: Mapping[int, IndicatorVersion]
) -> list[Owed]:
    """Every document that the units which report an indicator should have; `units` are ids, None for all. Three
    queries."""
    prescribed = prescribed_in(list(indicators.values()), round_)
    reporters = reporting_units(year)
    return [
        Owed(unit, indicator, document)
        for indicator in indicators
        for unit in reporters.get((indicator, round_), ())
        if units is None or unit in units
        for document in prescribed[indicator]
    ]


def attached_in(round_: int) -> Q:
    """The condition on versions: attached to the round, or to a month that is counted in it first."""
    months = range(FIRST_MONTHS[round_], round_ + 1)
    return Q(attachment__round=round_) | Q(attachment__month__in=months)


def there_in(round_: int, units: Collection[int] | None, indicators: Iterable[int]) -> set[Place]:
    """Where a prescribed document lies: attached to the round, or to a month that is counted in it first. One query."""
    rows = standing_versions().filter(attachment__indicator__in=list(indicators)).exclude(attachment__document="")
    if units is not None:
        rows = rows.filter(attachment__unit__in=list(units))
    of_round = rows.filter(attached_in(round_))
    return set(of_round.values_list("attachment__unit", "attachment__indicator", "attachment__document"))


def prescribed_texts(indicators: Sequence[IndicatorVersion]) -> dict[int, dict[str, str]]:
    """Indicator version -> key -> the words, of all rounds, the newest words of each. Three queries."""
    found: dict[int, dict[str, str]] = {each.pk: {} for each in indicators}
    for round_ in FIRST_MONTHS:
        for indicator, documents in prescribed_in(indicators, round_).items():
            found[indicator] |= {each.key: each.text for each in documents}
    return found
