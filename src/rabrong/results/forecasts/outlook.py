"""An item's year end: what is known of it, the expected result and score, how far such forecasts were off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from rabrong.agreements.models import Item
from rabrong.agreements.queries.scoring import adjustments_of
from rabrong.results.forecasts.one_number import is_one_number
from rabrong.results.forecasts.reading import WHOLE_YEAR, Basis, Kept, Months
from rabrong.results.queries.stored import StoredScore
from rabrong.scoring.absence import Absent
from rabrong.scoring.criteria import Criterion, Steps
from rabrong.scoring.forecast import (
    BackTest,
    Forecast,
    Kind,
    Known,
    PastYear,
    Points,
    accumulates,
    back_test,
    forecast,
    levels_of,
    points_of,
)
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.scoring.scale import Scale

PERCENT = "ร้อยละ"
PART_OF = re.compile(r"\s*\S+\s*/\s*\S+\s*\*\s*100\s*")
"""A part of a whole in percent."""

ZERO, WHOLE = Fraction(0), Fraction(100)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of an item; `points` are None where there is none. `criterion` is what scores the result, None
    where the forecast is of the score itself."""

    known: Known
    expected: Forecast | Absent
    points: Points | None
    criterion: Criterion | None


@dataclass(frozen=True, slots=True)
class Seen:
    """As of which month, on which scale, from what."""

    month: int
    scale: Scale
    basis: Basis


def outlook_of(item: Item, criterion: Criterion, scores: Mapping[int, StoredScore], seen: Seen) -> Outlook:
    """The forecast of an item as of a month; `criterion` is that of the last round. No query."""
    known = known_of(item, criterion, scores, seen)
    expected, scored_by = forecast(known), criterion if is_one_number(criterion) else None
    points: Points | Absent | None = None
    if isinstance(expected, Forecast):
        points = points_of(expected, scored_by, seen.scale, adjustments_of(item.indicator))
    return Outlook(known, expected, points if isinstance(points, Points) else None, scored_by)


def known_of(item: Item, criterion: Criterion, scores: Mapping[int, StoredScore], seen: Seen) -> Known:
    """What a forecast of the item rests on; nothing of this year where the indicator is cancelled by its end."""
    by_points = not is_one_number(criterion)
    months = {} if item.indicator.cancelled is not None else _months(scores, seen.month, by_points=by_points)
    kept = seen.basis.past.get(item.indicator.indicator_id, ())
    past = tuple(year for each in kept if (year := _past_year(each, by_points=by_points)) is not None)
    least, most = _bounds(item, criterion, seen.scale)
    return Known(
        kind=_kind(criterion, months, past),
        month=seen.month,
        months=months,
        plan=seen.basis.plans.get(item.indicator_id, {}),
        past=past,
        least=least,
        most=most,
    )


def _months(scores: Mapping[int, StoredScore], until: int, *, by_points: bool) -> Months:
    found = {month: score.exact if by_points else score.result for month, score in scores.items() if month <= until}
    return {month: value for month, value in found.items() if value is not None and scores[month].exact is not None}


def _past_year(kept: Kept, *, by_points: bool) -> PastYear | None:
    months = kept.scores if by_points else kept.results
    end = months.get(LAST_MONTH, months.get(WHOLE_YEAR))
    if end is None:
        return None
    return PastYear(kept.year, {month: value for month, value in months.items() if month != WHOLE_YEAR}, end)


def _kind(criterion: Criterion, months: Months, past: tuple[PastYear, ...]) -> Kind:
    if isinstance(criterion, Steps):
        return "steps"
    return "accumulating" if is_one_number(criterion) and accumulates(months, past) else "moving"


def _bounds(item: Item, criterion: Criterion, scale: Scale) -> tuple[Fraction | None, Fraction | None]:
    """What a result can be at all: points of the scale, the steps there are, a percentage of a part."""
    if not is_one_number(criterion):
        return ZERO, scale.last
    if isinstance(criterion, Steps):
        return ZERO, Fraction(len(criterion.steps))
    version, levels = item.indicator, levels_of(criterion, scale)
    is_part = version.measure == PERCENT and (not version.formula or PART_OF.fullmatch(version.formula))
    if is_part and all(ZERO <= level.value <= WHOLE for level in levels):
        return ZERO, WHOLE
    return None, None


def back_test_of(outlook: Outlook, scale: Scale) -> BackTest:
    """How far forecasts as of every month of the past years were off; the past has to be known by month."""

    def points(value: Fraction) -> Fraction:
        scored = value if outlook.criterion is None else outlook.criterion.score(value, scale)
        return Fraction(0) if isinstance(scored, Absent) else scored

    return back_test(replace(outlook.known, plan={}), range(1, LAST_MONTH), points)
