"""What a year leaves to the next: its results as those of a past year, its owners, its windows for entering."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import connection
from django.utils.timezone import localdate

from rabrong.agreements.calendar import years_later
from rabrong.agreements.models import IndicatorVersion, Item, PastResult, PastTotal, Year
from rabrong.agreements.queries import core_indicator, indicators_of, year_rules
from rabrong.assignments.models import Ownership
from rabrong.org.queries import span_of_month
from rabrong.results.models import Score, Total, Window
from rabrong.results.months import round_of
from rabrong.results.scores.cells import direct_cells
from rabrong.results.scores.computing import Cells, claim_from_cells
from rabrong.scoring.absence import Absent
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import StepsAndValue
from rabrong.scoring.criteria import Average, Mixed
from rabrong.scoring.exact import EXACT, round_half_up, trimmed
from rabrong.scoring.scale import Scale
from rabrong.thai.fiscal import calendar_month, calendar_year
from rabrong.thai.months import SHORT_THAI

PLACES = 4
"""Decimals that are kept of a result which is a fraction."""

SOURCE = "ผลของปี"
"""How the source of a past result begins that was handed over; what people entered themselves is left as it is."""

BATCH = 2000
KEPT = f"""
    INSERT INTO {PastResult._meta.db_table} (indicator_id, unit_id, year, month, value, score, source)
    VALUES (%s, %s, %s, 0, %s, %s, %s)
    ON CONFLICT (indicator_id, unit_id, year, month)
    DO UPDATE SET value = excluded.value, score = excluded.score, source = excluded.source
"""
"""Thousands of rows: as SQL it takes a third of the time that making the objects of bulk_create does."""

ENDING = 10**10
"""A fraction over one of its divisors ends within ten decimals."""


def carry_over(old: Year, new: Year, now: datetime) -> None:
    """All of it, when a year is opened from another."""
    hand_over(old, now)
    copy_owners(old, new)
    copy_windows(old, new)


def hand_over(year: Year, now: datetime) -> None:
    """Keep the results and totals of a finished or running year as those of a past year, as of the last month whose
    window has closed; later months replace them. Nothing where no month has closed."""
    month = closed_month(year.year, now)
    if month == 0:
        return
    source = f"{SOURCE} {year.year} ณ {SHORT_THAI[calendar_month(month) - 1]} {calendar_year(year.year, month)}"
    _keep_results(year, month, source)
    _keep_totals(year, month)


def closed_month(year: int, now: datetime) -> int:
    """The last fiscal month whose window has closed; 0 before the first. One query."""
    closed = Window.objects.filter(year_id=year, closes__lt=localdate(now)).order_by("-month")
    return closed.values_list("month", flat=True).first() or 0


def _keep_results(year: Year, month: int, source: str) -> None:
    """Values only, for there are thousands: a row of every indicator of every unit."""
    own = set(
        PastResult.objects.filter(year=year.year, month=0)
        .exclude(source__startswith=SOURCE)
        .values_list("indicator_id", "unit_id")
    )
    scores = Score.objects.filter(
        item__agreement__year=year, item__agreement__person=None, month=month, shown__isnull=False
    )
    fields = ("item__indicator__indicator_id", "item__agreement__unit_id", "item_id", "result", "shown")
    quantities = _Quantities(year, month)
    rows = [
        (indicator, unit, year.year, _text(quantities.of(item, shown) if result is None else kept_number(result)),
         _text(shown), source)
        for indicator, unit, item, result, shown in scores.values_list(*fields)
        if (indicator, unit) not in own
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(KEPT, rows)


def _text(number: Decimal) -> str:
    """As DecimalTextField keeps it."""
    return format(number, "f")


class _Quantities:
    """The result of a score that is stored without a number: the quantity in it, else the score itself."""

    def __init__(self, year: Year, month: int) -> None:
        self.rules = year_rules(year.year)
        self.versions = {row.pk: row for row in indicators_of(year.year)}
        self.month = month
        self.cells: dict[int, dict[int, dict[int, Cells]]] = {}

    def of(self, item_id: int, shown: Decimal) -> Decimal:
        """Rounded where it is a fraction that does not end. Two queries the first time for an indicator."""
        item = Item.objects.select_related("agreement").get(pk=item_id)
        quantity = self._quantity(item)
        return shown if quantity is None else kept_number(quantity)

    def _quantity(self, item: Item) -> Fraction | None:
        version = self.versions[item.indicator_id]
        indicator = core_indicator(version, self.rules.scale, item, round_of(self.month), version.data_items.all())
        if not isinstance(indicator.criterion, Mixed | Average):
            return None
        if version.pk not in self.cells:
            self.cells[version.pk] = direct_cells(version, span_of_month(self.rules.year, self.month))
        unit = item.agreement.unit_id
        below = self.cells[version.pk].get(unit, {})
        return _quantity_in(indicator, below, unit, self.month, self.rules.scale)


def _quantity_in(
    indicator: Indicator, units: Mapping[int, Cells], unit: int, month: int, scale: Scale
) -> Fraction | None:
    claim = claim_from_cells(indicator, units, unit, month)
    if isinstance(claim, StepsAndValue):
        return None if isinstance(claim.value, Absent) else Fraction(claim.value)
    if not isinstance(indicator.criterion, Average):
        return None
    mean = indicator.criterion.mean(claim, scale)
    return None if isinstance(mean, Absent) else mean


def kept_number(value: Fraction) -> Decimal:
    """A result as a number with digits: exact where it ends within ten decimals, else rounded.

    >>> kept_number(Fraction(1, 8)), kept_number(Fraction(2, 3))
    (Decimal('0.125'), Decimal('0.6667'))
    """
    if ENDING % value.denominator == 0:
        digits = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
        return Decimal(trimmed(digits))
    return round_half_up(value, PLACES)


def _keep_totals(year: Year, month: int) -> None:
    totals = Total.objects.filter(agreement__year=year, agreement__person=None, month=month, shown__isnull=False)
    PastTotal.objects.bulk_create(
        [
            PastTotal(unit_id=unit, year=year.year, total=shown)
            for unit, shown in totals.values_list("agreement__unit_id", "shown")
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=("unit", "year", "month"),
        update_fields=("total",),
    )


def copy_owners(old: Year, new: Year) -> None:
    """Who owns what goes on, until somebody changes it."""
    copies: Iterable[IndicatorVersion] = IndicatorVersion.objects.filter(year=new, copied_from__year=old)
    versions = {row.copied_from_id: row for row in copies}
    Ownership.objects.bulk_create(
        [
            Ownership(
                indicator=versions[row.indicator_id],
                unit_id=row.unit_id,
                person_id=row.person_id,
                role=row.role,
                share=row.share,
                position=row.position,
            )
            for row in Ownership.objects.filter(indicator__in=versions, to_round=None)
        ],
        ignore_conflicts=True,
    )


def copy_windows(old: Year, new: Year) -> None:
    """When each month is entered, on the same days a year later."""
    later = new.year - old.year
    Window.objects.bulk_create(
        [
            Window(
                year=new, month=row.month, opens=years_later(row.opens, later), closes=years_later(row.closes, later)
            )
            for row in Window.objects.filter(year=old)
        ],
        ignore_conflicts=True,
    )
