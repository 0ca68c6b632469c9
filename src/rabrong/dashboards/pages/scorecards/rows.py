"""The table of indicators: one row per indicator under its aspect, all on one axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import Aspect, IndicatorVersion, Item
from rabrong.agreements.queries import YearRules
from rabrong.charts import Band, Forecast, Measure, Svg, Year, bullet, sparkline
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import criterion_in, reached_words, target_score, target_words
from rabrong.dashboards.pages.forecasts.year_end import YearEnd, forecast_words
from rabrong.dashboards.pages.names import called
from rabrong.dashboards.pages.reports import Report, aside_in, last_due, report_of
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.reporting import Reporting
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.models import RoundClosing, Score
from rabrong.results.queries.counting import Certainty
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.scorecard import AspectLine, Scorecard, ScoreLine
from rabrong.ui.dates import month_name
from rabrong.ui.digits import thai_digits_on
from rabrong.ui.memory import Memory
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language, language

SCORE_PLACES = 4
MONTHS = range(1, 13)
MOST_ROWS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorRow:
    """One indicator of a unit as of the month; `aside` says why it does not count. The same facts give the same row
    as long as it is kept, so that what is drawn from it is found by the row itself."""

    code: str
    name: str
    owners: tuple[str, ...]
    href: str
    weight: Decimal | None
    result: str
    target: str
    bullet: Svg
    score: Decimal | None
    band: Band
    weighted: Decimal | None
    sparkline: Svg
    report: Report
    aside: str


ROWS: Memory[IndicatorRow] = Memory(MOST_ROWS)


@dataclass(frozen=True, slots=True)
class AspectRows:
    """An aspect with its indicators; `above` is the dimension it belongs to."""

    line: AspectLine = field(hash=False)
    name: str
    above: str
    bullet: Svg
    band: Band
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows are made from; `closing` is that of the round whose frozen numbers they are, which nothing is
    forecast from."""

    book: YearBook
    unit_year: UnitYear
    card: Scorecard
    owners: Mapping[int, Sequence[Unit]]
    reporting: Reporting
    certainty: Certainty
    closing: RoundClosing | None = None
    year_end: YearEnd | None = None


def aspect_rows(table: Table) -> list[AspectRows]:
    """The rows of a unit's agreement under their aspects, in the order of the framework."""
    lines = {line.code: line for line in table.card.lines}
    by_aspect: dict[str, list[IndicatorRow]] = {}
    aspects: dict[str, Aspect] = {}
    for item in table.unit_year.items:
        aspect = item.indicator.aspect
        aspects[aspect.code] = aspect
        by_aspect.setdefault(aspect.code, []).append(_row(table, item, lines[item.indicator.code]))
    return [
        _aspect(table, line, aspects[line.code], by_aspect[line.code])
        for line in table.card.aspects
        if line.code in aspects
    ]


def _aspect(table: Table, line: AspectLine, aspect: Aspect, rows: Sequence[IndicatorRow]) -> AspectRows:
    book = table.book
    band = band_at(book, line.within)
    forecast = None if table.year_end is None or line.within is None else table.year_end.within(line.code)
    measure = Measure(book.points, line.within, band, forecast=forecast, reason=gettext("ยังไม่มีผล"))
    above = "" if aspect.parent is None else in_language(aspect.parent, "name")
    drawn = bullet(measure, f"{_score_words(line.within, book.points)} {forecast_words(forecast)}".strip())
    return AspectRows(line, in_language(aspect, "name"), above, drawn, band, tuple(rows))


def _row(table: Table, item: Item, line: ScoreLine) -> IndicatorRow:
    book, version = table.book, item.indicator
    facts = Facts(
        year=book.year,
        month=book.month,
        query=book.query,
        unit=table.unit_year.agreement.unit.code,
        code=version.code,
        name=in_language(version, "name"),
        owners=tuple(called(owner) for owner in table.owners.get(item.indicator_id, ())),
        criterion=_criterion(table, item),
        target=item.target,
        line=line,
        reached=_reached(table, item),
        scores=_scores(table, item),
        due=last_due(version, book.month),
        forecast=None if table.year_end is None or line.score is None else table.year_end.of(item),
        report=report_of(book, version, table.reporting),
        aside=aside_in(version, book.month),
    )
    key = (facts, book.rules.scale, book.band_words, language(), thai_digits_on())
    return ROWS.made(key, lambda: _row_of(book, facts))


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a row shows. `reached` is the result and the exact score of the month, `scores` those by month.

    A few of them find a row that is kept, all of them tell whether it is the same.
    """

    year: int
    month: int
    query: str = field(hash=False)
    unit: str
    code: str
    name: str = field(hash=False)
    owners: tuple[str, ...] = field(hash=False)
    criterion: Criterion = field(hash=False)
    target: Decimal | None = field(hash=False)
    line: ScoreLine = field(hash=False)
    reached: tuple[Fraction | None, Fraction | None] | None = field(hash=False)
    scores: tuple[Decimal | None, ...]
    due: int = field(hash=False)
    forecast: Forecast | None = field(hash=False)
    report: Report = field(hash=False)
    aside: str = field(hash=False)


def _row_of(book: YearBook, facts: Facts) -> IndicatorRow:
    scale, line = book.rules.scale, facts.line
    band = band_at(book, line.score)
    is_known = facts.reached is not None and line.score is not None
    return IndicatorRow(
        code=facts.code,
        name=facts.name,
        owners=facts.owners,
        href=reverse("indicator", args=(facts.year, facts.code, facts.unit)) + facts.query,
        weight=line.weight,
        result=reached_words(facts.criterion, *facts.reached, scale) if is_known and facts.reached else "",
        target=target_words(facts.criterion, facts.target, scale),
        bullet=_bullet(book, facts),
        score=line.score,
        band=band,
        weighted=line.weighted,
        sparkline=_year_line(book, facts.scores, facts.due, facts.forecast),
        report=facts.report,
        aside=facts.aside,
    )


def _reached(table: Table, item: Item) -> tuple[Fraction | None, Fraction | None] | None:
    score = table.unit_year.scores.get(item.pk, {}).get(table.book.month)
    return None if score is None else (score.result, score.exact)


def _scores(table: Table, item: Item) -> tuple[Decimal | None, ...]:
    months, until = table.unit_year.scores.get(item.pk, {}), table.book.month
    return tuple(months[month].shown if month in months and month <= until else None for month in MONTHS)


def _criterion(table: Table, item: Item) -> Criterion:
    """As it counts in the month; read once where it is the same all year."""
    known = {} if table.year_end is None else table.year_end.criteria
    return known.get(item.pk) or criterion_in(item, table.book.rules.scale, table.book.month)


def _bullet(book: YearBook, facts: Facts) -> Svg:
    line = facts.line
    target = target_score(facts.criterion, facts.target, book.rules.scale)
    reason = facts.aside or (gettext("N/A") if line.state == "not_applicable" else gettext("ยังไม่รายงาน"))
    measure = Measure(book.points, line.score, band_at(book, line.score), target, facts.forecast, reason)
    said = _bullet_words(line.score, target, reason, book.rules)
    return bullet(measure, f"{said} {forecast_words(facts.forecast)}".strip())


def _bullet_words(score: Decimal | None, target: Decimal | None, reason: str, rules: YearRules) -> str:
    said = reason if score is None else _score_words(score, rules.scale.points)
    return said if target is None else said + gettext(" เป้าหมาย %(target)s") % {"target": fixed(target, SCORE_PLACES)}


def _score_words(score: Decimal | None, points: Sequence[Decimal]) -> str:
    if score is None:
        return gettext("ยังไม่มีคะแนน")
    return gettext("คะแนน %(score)s จาก %(last)s") % {
        "score": fixed(score, SCORE_PLACES),
        "last": fixed(points[-1], SCORE_PLACES),
    }


def year_line(
    book: YearBook, version: IndicatorVersion, months: Mapping[int, Score], forecast: Forecast | None = None
) -> Svg:
    """The sparkline of an indicator's scores until the month; no ring where nothing was to be reported."""
    scores = tuple(months[m].shown if m in months and m <= book.month else None for m in MONTHS)
    return _year_line(book, scores, last_due(version, book.month), forecast)


def _year_line(book: YearBook, scores: tuple[Decimal | None, ...], due: int, forecast: Forecast | None) -> Svg:
    known = [score for score in scores if score is not None]
    band = band_at(book, known[-1] if known else None)
    said = language()
    words = ", ".join(
        f"{month_name(month, said)} {fixed(score, SCORE_PLACES)}"
        for month, score in enumerate(scores, 1)
        if score is not None
    )
    return sparkline(Year(book.points, scores, due, band, forecast), words or gettext("ยังไม่มีคะแนนรายเดือน"))
