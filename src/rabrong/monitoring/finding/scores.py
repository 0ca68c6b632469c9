"""Reading the scores of a look, however many units: a query for each chunk of them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from rabrong.agreements.models import Band
from rabrong.monitoring.finding.places import Look
from rabrong.results.models import Score
from rabrong.results.queries.approvals import chunks


class ScoreRow(NamedTuple):
    """A displayed score of a unit's indicator as of a month; None where there is none."""

    unit: int
    kind: str
    indicator: int
    month: int
    shown: Decimal | None


FIELDS = ("item__agreement__unit_id", "item__agreement__unit__kind", "item__indicator_id", "month", "shown")


def scores_in(look: Look, months: tuple[int, ...]) -> Iterator[ScoreRow]:
    """The scores of units, not of people, for some months. One query for each chunk of units."""
    rows = Score.objects.filter(item__agreement__year_id=look.year, item__agreement__person=None, month__in=months)
    wanted = [Q()] if look.units is None else [Q(item__agreement__unit__in=some) for some in chunks([*look.units])]
    for where in wanted:
        yield from map(ScoreRow._make, rows.filter(where).values_list(*FIELDS).iterator(chunk_size=5000))


def band_limits(year: int) -> list[Decimal | None]:
    """The limits of a year's bands, from the lowest. One query."""
    return list(Band.objects.filter(year_id=year).order_by("position").values_list("upto", flat=True))


def band_number(limits: list[Decimal | None], score: Decimal) -> int:
    """Which band a displayed score is in, from 0 for the lowest."""
    return next((at for at, upto in enumerate(limits) if upto is None or score <= upto), max(len(limits) - 1, 0))
