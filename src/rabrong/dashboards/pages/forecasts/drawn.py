"""What the charts of an indicator show of its forecast and its plan."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rabrong.charts import Forecast
from rabrong.dashboards.pages.criteria import shown_value
from rabrong.results.forecasts.outlook import Outlook
from rabrong.scoring.absence import Absent
from rabrong.scoring.criteria import DirectScore, Steps
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.scoring.scale import Scale

AS_POINTS = DirectScore()
"""How a forecast of the score itself is written."""

PLACES = 6


@dataclass(frozen=True, slots=True)
class Drawn:
    """The expected result with its range, and the plan by month; scores where `is_result` is not set."""

    expected: Forecast | None = None
    words: str = ""
    plan: tuple[Decimal | None, ...] = ()
    is_result: bool = True


def drawn_of(outlook: Outlook | None, scale: Scale) -> Drawn:
    """For the charts: results where levels are results, else points, those of steps too."""
    if outlook is None:
        return Drawn()
    steps = outlook.criterion if isinstance(outlook.criterion, Steps) else None
    planned = [outlook.known.plan.get(month) for month in range(1, LAST_MONTH + 1)]
    plan = tuple(None if value is None else _drawn(_points(steps, value, scale)) for value in planned)
    is_result = outlook.criterion is not None and steps is None
    if isinstance(outlook.expected, Absent) or outlook.points is None:
        return Drawn(plan=plan, is_result=is_result)
    ends = outlook.expected if is_result else outlook.points
    words = value_words(outlook.expected.middle, outlook) if is_result else f"{scale.displayed(outlook.points.middle)}"
    return Drawn(Forecast(_drawn(ends.low), _drawn(ends.middle), _drawn(ends.high)), words, plan, is_result)


def _points(steps: Steps | None, value: Fraction, scale: Scale) -> Fraction:
    score = value if steps is None else steps.score(value, scale)
    return Fraction(0) if isinstance(score, Absent) else score


def _drawn(value: Fraction) -> Decimal:
    return round_half_up(value, PLACES)


def value_words(value: Fraction, outlook: Outlook) -> str:
    """An expected result as people read it; points where the score itself is forecast."""
    return shown_value(value, AS_POINTS if outlook.criterion is None else outlook.criterion)
