"""What would raise a unit's total: a level up or the target of each indicator, and results that somebody tries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreement_file.claims_in import Cell
from rabrong.agreements.models import Item
from rabrong.agreements.queries.scoring import adjustments_of
from rabrong.charts import Band, Forecast
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import criterion_in, target_score
from rabrong.dashboards.pages.forecasts.drawn import value_words
from rabrong.dashboards.pages.forecasts.year_end import YearEnd, expected_row, forecast_words
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.forecasts.outlook import Outlook
from rabrong.results.typed import claim_typed, fault_words
from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.adjustments import adjusted
from rabrong.scoring.criteria import Steps
from rabrong.scoring.forecast import Expected, Level, Pace, Points, expected_totals, levels_of
from rabrong.scoring.forecast import Forecast as CoreForecast
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.scoring.forecast.levels import less_is_better
from rabrong.scoring.improvements import Improvement, Stand, improvement, most_for_least
from rabrong.scoring.scorecard import Scorecard, ScoreLine
from rabrong.ui.numbers import at_most
from rabrong.ui.words import in_language

FIELD = "result-"


@dataclass(frozen=True, slots=True)
class Way:
    """A better result: what it takes, what it brings. `months` are usual months of work, "" where none are known."""

    value: str
    more: str
    gain: Decimal
    months: str


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator where it is expected to end; `typed` is what somebody tries, `fault` what is wrong with that."""

    code: str
    name: str
    href: str
    measure: str
    weight: Decimal | None
    value: str
    score: Decimal | None
    band: Band
    is_forecast: bool
    next_level: Way | None
    to_target: Way | None
    typed: str
    fault: str
    tried: Decimal | None
    tried_band: Band


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The page: the expected total, the total with what is tried, and the rows, most for least first."""

    expected: Decimal | None
    forecast: Forecast | None
    tried: Decimal | None
    band: Band
    counted: Decimal
    rows: tuple[Row, ...]
    is_tried: bool
    said: str

    @property
    def change(self) -> Decimal | None:
        """What the tried results change."""
        return None if self.tried is None or self.expected is None else self.tried - self.expected


@dataclass(frozen=True, slots=True)
class _Standing:
    """An item at the end of the year: the result and the exact score it is reckoned from, None where there is none."""

    item: Item
    line: ScoreLine
    outlook: Outlook
    value: Fraction | None
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What was typed for an item, and the score it makes or what is wrong with it."""

    text: str
    score: Fraction | None = None
    fault: str = ""


def what_if(book: YearBook, unit_year: UnitYear, now: tuple[Scorecard, YearEnd], typed: Mapping[str, str]) -> WhatIf:
    """Everything of the page; `now` is the scorecard with where it will end, `typed` code -> what somebody tries."""
    card, end = now
    lines = {line.code: line for line in card.lines}
    standings = [
        _standing(item, lines[item.indicator.code], end) for item in unit_year.items if item.indicator.cancelled is None
    ]
    trials = {
        each.item.pk: tried(book, each.item, each.outlook, typed.get(each.item.indicator.code, ""))
        for each in standings
    }
    expected = [_row_at_end(each, None) for each in standings]
    total = expected_totals(expected, book.framework, book.rules.scale).middle
    with_trials = [_row_at_end(each, trials[each.item.pk].score) for each in standings]
    after = expected_totals(with_trials, book.framework, book.rules.scale).middle
    ways = {each.item.pk: _ways(book, each, total) for each in standings}
    order = _order([found[0] for found in ways.values()])
    rows = [_row(book, each, ways[each.item.pk], trials[each.item.pk]) for each in standings]
    return WhatIf(
        expected=total.total,
        forecast=end.total,
        tried=after.total,
        band=band_at(book, after.total),
        counted=after.counted_weight,
        rows=tuple(sorted(rows, key=lambda row: order.get(row.code, len(order)))),
        is_tried=any(trial.score is not None for trial in trials.values()),
        said=forecast_words(end.total),
    )


def _standing(item: Item, line: ScoreLine, end: YearEnd) -> _Standing:
    outlook = end.outlooks[item.pk]
    if isinstance(outlook.expected, CoreForecast) and outlook.points is not None:
        return _Standing(item, line, outlook, outlook.expected.middle, outlook.points.middle)
    score = line.exact_score
    return _Standing(item, line, outlook, score if outlook.criterion is None else outlook.known.now, score)


def _row_at_end(standing: _Standing, score: Fraction | None) -> Expected:
    points = standing.outlook.points
    if score is not None:
        points = Points(score, score, score)
    return expected_row(standing.item, standing.line, points)


def _levels(book: YearBook, outlook: Outlook) -> tuple[Level, ...]:
    if outlook.criterion is not None:
        return levels_of(outlook.criterion, book.rules.scale)
    return tuple(Level(point, Fraction(point)) for point in book.points)


def _ways(book: YearBook, standing: _Standing, total: Scorecard) -> tuple[Improvement | None, Improvement | None]:
    """One level up, and to the target."""
    if standing.value is None or standing.score is None:
        return None, None
    levels, line = _levels(book, standing.outlook), _line(total, standing.line.code)
    if line is None or line.weight is None or not total.counted_weight:
        return None, None
    pace = Pace.of(standing.outlook.known.months, falling=less_is_better(levels)).usual
    share = Fraction(line.weight) / Fraction(total.counted_weight)
    stand = Stand(standing.line.code, standing.value, standing.score, share, pace)
    up = next((level for level in levels if _scored(book, standing, level.value) > standing.score), None)
    target = _target(book, standing)
    return (
        None if up is None else improvement(stand, up.value, _scored(book, standing, up.value)),
        None if target is None else improvement(stand, target, _scored(book, standing, target)),
    )


def _line(total: Scorecard, code: str) -> ScoreLine | None:
    return next((line for line in total.lines if line.code == code and line.state == "counted"), None)


def _scored(book: YearBook, standing: _Standing, value: Fraction) -> Fraction:
    """The score of a result after the indicator's adjustments, which a forecast score has in it already."""
    criterion = standing.outlook.criterion
    if criterion is None:
        return value
    score = criterion.score(value, book.rules.scale)
    if isinstance(score, Absent):
        return Fraction(0)
    return adjusted(score, adjustments_of(standing.item.indicator), book.rules.scale)


def _target(book: YearBook, standing: _Standing) -> Fraction | None:
    """The result that was promised; in points where a score is forecast."""
    target = standing.item.target
    if target is None:
        return None
    if standing.outlook.criterion is not None:
        return Fraction(target)
    scale = book.rules.scale
    points = target_score(criterion_in(standing.item, scale, LAST_MONTH), target, scale)
    return None if points is None else Fraction(points)


def _order(found: Sequence[Improvement | None]) -> dict[str, int]:
    best = most_for_least([each for each in found if each is not None])
    return {each.code: place for place, each in enumerate(best)}


def _row(book: YearBook, standing: _Standing, ways: tuple[Improvement | None, Improvement | None], trial: Trial) -> Row:
    version, scale, outlook = standing.item.indicator, book.rules.scale, standing.outlook
    unit = standing.item.agreement.unit
    score = None if standing.score is None else scale.displayed(standing.score)
    tried_score = None if trial.score is None else scale.displayed(trial.score)
    return Row(
        code=version.code,
        name=in_language(version, "name"),
        href=reverse("indicator", args=(book.year, version.code, unit.code)),
        measure=measure_words(version.measure) if outlook.criterion is not None else gettext("คะแนน"),
        weight=expected_row(standing.item, standing.line, None).weight,
        value="" if standing.value is None else value_words(standing.value, outlook),
        score=score,
        band=band_at(book, score),
        is_forecast=outlook.points is not None,
        next_level=_way(book, outlook, ways[0]),
        to_target=_way(book, outlook, ways[1]),
        typed=trial.text,
        fault=trial.fault,
        tried=tried_score,
        tried_band=band_at(book, tried_score),
    )


def _way(book: YearBook, outlook: Outlook, found: Improvement | None) -> Way | None:
    if found is None:
        return None
    return Way(
        value=value_words(found.value, outlook),
        more=value_words(found.more, outlook),
        gain=book.rules.scale.displayed(found.gain),
        months="" if found.months is None else at_most(found.months, 1),
    )


def tried(book: YearBook, item: Item, outlook: Outlook, text: str) -> Trial:
    """What somebody types as a result of an item; points where the score itself is forecast."""
    text = text.strip()
    if not text:
        return Trial("")
    kind: Cell = "whole" if isinstance(outlook.criterion, Steps) else "number"
    claim = claim_typed(text, kind)
    if isinstance(claim, Fault):
        return Trial(text, fault=fault_words(claim, item.indicator.code))
    if not isinstance(claim, Decimal | Fraction):
        return Trial(text, fault=gettext("พิมพ์ตัวเลข"))
    scale, value = book.rules.scale, Fraction(claim)
    if outlook.criterion is None:
        if not 0 <= value <= scale.last:
            return Trial(text, fault=gettext("คะแนนอยู่ใน 0 ถึง %(last)s") % {"last": at_most(scale.last, 0)})
        return Trial(text, value)
    score = None if outlook.criterion.claim_fault(value, scale) else outlook.criterion.score(value, scale)
    if score is None or isinstance(score, Absent):
        return Trial(text, fault=gettext("ขั้นตอนเป็นจำนวนเต็มไม่เกินที่มี"))
    return Trial(text, adjusted(score, adjustments_of(item.indicator), scale))
