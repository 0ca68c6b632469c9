"""The two charts of an indicator: how a result becomes points, and how it went through the year."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.charts import Actual, Curve, Level, Months, Svg, criteria_curve, month_trend
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import shown_value
from rabrong.dashboards.pages.forecasts.drawn import Drawn
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import Score
from rabrong.scoring.criteria import Average, Bands, Criterion, Levels
from rabrong.scoring.exact import round_half_up
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import language

NOT_DRAWN = Drawn()
PLACES = 4
DRAWN_PLACES = 6
MONTHS = range(1, 13)


def curve_of(
    book: YearBook, criterion: Criterion, score: Score | None, unit: str, drawn: Drawn = NOT_DRAWN
) -> Svg | None:
    """The curve from result to points with the result on it and what is expected; None where a result is not one
    number."""
    knots = knots_of(criterion, book.points)
    if not knots:
        return None
    actual = _actual(book, criterion, score)
    curve = Curve(
        points=book.points,
        knots=tuple(knots),
        labels=tuple((value, at_most(value, PLACES)) for value in dict.fromkeys(value for value, _ in knots)),
        floor=_floor(book, criterion),
        actual=actual,
        value_words=gettext("ผล (%(unit)s)") % {"unit": unit} if unit else gettext("ผล"),
        score_words=gettext("คะแนน"),
        floor_words=gettext("ต่ำสุด %(points)s") % {"points": at_most(_floor(book, criterion) or 0, PLACES)},
        expected=(drawn.expected.low, drawn.expected.high) if drawn.expected and drawn.is_result else None,
    )
    return criteria_curve(curve, _curve_words(knots, actual))


def knots_of(criterion: Criterion, points: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """The corners of the line from results to points."""
    if isinstance(criterion, Levels | Average):
        return list(zip(criterion.at, points, strict=True))
    if isinstance(criterion, Bands):
        return [
            (start, criterion.points[position + side])
            for position, start in enumerate(criterion.starts)
            for side in (0, 1)
        ]
    return []


def _floor(book: YearBook, criterion: Criterion) -> Decimal | None:
    if isinstance(criterion, Bands):
        return criterion.points[0]
    return {"first": book.points[0], "zero": Decimal(0)}.get(book.rules.scale.floor)


def _actual(book: YearBook, criterion: Criterion, score: Score | None) -> Actual | None:
    if score is None or score.result is None or score.shown is None:
        return None
    words = shown_value(score.result, criterion)
    return Actual(_drawn(score.result), score.shown, band_at(book, score.shown), words, fixed(score.shown, PLACES))


def _drawn(value: Fraction) -> Decimal:
    return round_half_up(value, DRAWN_PLACES)


def _curve_words(knots: Sequence[tuple[Decimal, Decimal]], actual: Actual | None) -> str:
    levels = ", ".join(
        gettext("%(value)s ได้ %(points)s") % {"value": at_most(value, PLACES), "points": at_most(points, PLACES)}
        for value, points in knots
    )
    said = gettext("เกณฑ์: %(levels)s") % {"levels": levels}
    if actual is None:
        return said
    return said + gettext(" ผล %(value)s ได้ %(score)s") % {"value": actual.value_words, "score": actual.score_words}


def trend_of(
    book: YearBook,
    criterion: Criterion,
    scores: Mapping[int, Score],
    unit: str,
    *,
    due: int,
    drawn: Drawn = NOT_DRAWN,
) -> Svg:
    """The results of the months against the levels, the plan and what is expected; the scores where a result is not one
    number, and of steps, whose levels are not results.

    `due` is the last month that had to be reported. Empty where there is nothing to draw.
    """
    measured = isinstance(criterion, Levels | Bands)
    drawn = drawn if measured == drawn.is_result else NOT_DRAWN
    values = tuple(_month_value(scores.get(month), measured) if month <= book.month else None for month in MONTHS)
    names = tuple(month_name(month, language()) for month in MONTHS)
    known = [(name, value) for name, value in zip(names, values, strict=True) if value is not None]
    if not known and all(value is None for value in drawn.plan):
        return Svg()
    shown = [f"{name} {fixed(value, 2 if measured else PLACES)}" for name, value in known]
    months = Months(
        values=values,
        names=names,
        levels=_levels(book, criterion),
        due=due,
        band=band_at(book, newest_score(book, scores)),
        last_words="" if not known else fixed(known[-1][1], 2 if measured else PLACES),
        value_words=unit if measured else gettext("คะแนน"),
        plan=drawn.plan,
        forecast=drawn.expected,
        forecast_words=drawn.words,
    )
    said = ", ".join(shown) or gettext("ยังไม่มีผลรายเดือน")
    return month_trend(months, f"{said} {_expected_words(drawn)}".strip())


def _expected_words(drawn: Drawn) -> str:
    return gettext("คาดการณ์สิ้นปี %(value)s") % {"value": drawn.words} if drawn.expected else ""


def newest_score(book: YearBook, scores: Mapping[int, Score]) -> Decimal | None:
    """The last displayed score until the month; an indicator that was cancelled keeps its own."""
    known = [score.shown for month, score in sorted(scores.items()) if month <= book.month and score.shown is not None]
    return known[-1] if known else None


def _month_value(score: Score | None, measured: bool) -> Decimal | None:
    value = None if score is None else score.result if measured else score.exact
    return None if value is None else _drawn(value)


def _levels(book: YearBook, criterion: Criterion) -> list[Level]:
    if isinstance(criterion, Levels):
        return [
            Level(value, at_most(value, PLACES), gettext("ระดับ %(points)s") % {"points": at_most(points, PLACES)})
            for value, points in zip(criterion.at, book.points, strict=True)
        ]
    return [Level(points, at_most(points, PLACES), "") for points in book.points]
