"""The years before of provinces and districts: their rows, and what a back-test makes of them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from django.db import connection

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreements.models import PastResult, PastTotal
from rabrong.demo.frame import Frame
from rabrong.demo.history import LAST_ROUND, PLACES, department_months
from rabrong.demo.numbers import District
from rabrong.demo.past_years import UnitYear, years_below
from rabrong.demo.units import districts, subdistricts_of
from rabrong.org.models import Unit
from rabrong.results.handover import kept_number
from rabrong.scoring.absence import Absent
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.criteria import Criterion, Levels
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.forecast import Kind, Known, PastYear, accumulates

BATCH = 20_000
RESULTS = f"""
    INSERT INTO {PastResult._meta.db_table} (indicator_id, unit_id, year, month, value, score, source)
    VALUES (%s, %s, %s, %s, %s, %s, '')
"""
TOTALS = f"INSERT INTO {PastTotal._meta.db_table} (unit_id, year, month, total) VALUES (%s, %s, %s, %s)"
"""A third of a million rows: as SQL they take a fraction of what the objects of bulk_create do."""


def past_below(file: AgreementFile) -> Iterator[UnitYear]:
    """Of every district and province of the example."""
    places = [District(each.code, subdistricts_of(each.code)) for each in districts()]
    return years_below(places, department_months(file))


def known_past_below(indicator: Indicator, years: Iterable[UnitYear]) -> tuple[Criterion, Known]:
    """The years before of one unit's indicator, for the back-test."""
    past = []
    for each in years:
        months = dict(enumerate(each.months, start=1))
        past.append(PastYear(each.year, months, months[max(months)]))
    kind: Kind = "accumulating" if accumulates({}, past) else "moving"
    return indicator.criterion, Known(kind, 1, {}, {}, tuple(past))


def store_past_below(frame: Frame, units: Mapping[str, Unit]) -> None:
    """Results and totals of provinces and districts in the three years before, by month."""
    book = _Book(frame.file)
    ids = {code: unit.pk for code, unit in units.items()}
    indicators = {code: version.indicator_id for code, version in frame.versions.items()}
    below = book.rows(past_below(frame.file))
    with connection.cursor() as cursor:
        while batch := list(islice(below, BATCH)):
            cursor.executemany(
                RESULTS,
                [
                    (indicators[code], ids[unit], year, month, value, score)
                    for code, unit, year, month, value, score in batch
                ],
            )
        cursor.executemany(TOTALS, [(ids[unit], year, month, total) for unit, year, month, total in book.totals()])


class _Book:
    """Scores what is written in it, and keeps what the totals are made of."""

    def __init__(self, file: AgreementFile) -> None:
        self.scale = file.agreement.scale
        self.indicators = {each.code: each for each in file.agreement.indicators}
        self.scored: dict[tuple[str, Fraction], tuple[str, Decimal]] = {}
        self.sums: dict[tuple[str, int, int], tuple[Decimal, Decimal]] = {}

    def rows(self, below: Iterable[UnitYear]) -> Iterator[tuple[str, str, int, int, str, str]]:
        """Indicator, unit, year, month (0 for the whole year), result and score."""
        for each in below:
            weight = Decimal(self.indicators[each.indicator].weights[LAST_ROUND])
            for month, reached in enumerate((each.months[-1], *each.months)):
                value, score = self._scored(each.indicator, reached)
                key = each.unit, each.year, month
                points, counted = self.sums.get(key, (Decimal(0), Decimal(0)))
                self.sums[key] = points + weight * score, counted + weight
                yield each.indicator, each.unit, each.year, month, value, str(score)

    def totals(self) -> Iterator[tuple[str, int, int, str]]:
        """Unit, year, month and the total, after the rows."""
        for key, (points, counted) in self.sums.items():
            yield *key, str(round_half_up(Fraction(points) / Fraction(counted), PLACES))

    def _scored(self, code: str, reached: Fraction) -> tuple[str, Decimal]:
        """The result as a year hands it over, and the score of the exact one."""
        found = self.scored.get((code, reached))
        if found is None:
            criterion = self.indicators[code].criterion
            assert isinstance(criterion, Levels)  # so is all that districts count in the example
            score = criterion.score(reached, self.scale)
            assert not isinstance(score, Absent)  # a number on levels is always scored
            found = self.scored[code, reached] = format(kept_number(reached), "f"), round_half_up(score, PLACES)
        return found
