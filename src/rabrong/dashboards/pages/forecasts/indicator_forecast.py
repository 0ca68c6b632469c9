"""The year's end of one indicator: by which method, from what, how far off such forecasts were, what levels need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import formula_of
from rabrong.charts import Band, Forecast
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.forecasts.drawn import value_words
from rabrong.dashboards.pages.forecasts.year_end import LAST_ROUND, is_forecast, shown_points
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.forecasts.outlook import Outlook, Seen, back_test_of, outlook_of
from rabrong.results.forecasts.reading import basis_of
from rabrong.results.models import Score
from rabrong.scoring.absence import Absent
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.forecast import BackTest, Estimate, Level, Need, Pace, levels_of, needs, still_to_report
from rabrong.scoring.forecast import Forecast as CoreForecast
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.scoring.forecast.levels import less_is_better
from rabrong.scoring.wording import sentence
from rabrong.ui.numbers import at_most, bare, fixed
from rabrong.ui.words import language

PLACES = 4
Values = Mapping[str, Fraction | Absent]


@dataclass(frozen=True, slots=True)
class Source:
    """One source with what it makes of the year, as result and as score."""

    words: str
    value: str
    score: Decimal | None
    band: Band


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What one level still needs; `state` is "reached", "possible" or "faster", `report` what is to be reported."""

    points: Decimal
    value: str
    state: str
    more: str
    a_month: str
    report: str


@dataclass(frozen=True, slots=True)
class ForecastPart:
    """The year's end of an indicator; only `reason` where there is none."""

    reason: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    points: Forecast | None = None
    band: Band | None = None
    method: str = ""
    range_words: str = ""
    tested: str = ""
    sources: tuple[Source, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    months_left: int = 0
    best: str = ""
    has_plan: bool = False
    is_result: bool = True


def outlook_for(book: YearBook, unit_id: int, item: Item, scores: Mapping[int, Score]) -> Outlook | None:
    """The outlook of a unit's indicator with all months of the years before; None where nothing is forecast. One query,
    the item's indicator being read."""
    if not is_forecast(book) or item.indicator.cancelled is not None:
        return None
    basis = basis_of(unit_id, book.year, [item.indicator])
    criterion = criterion_in(item, book.rules.scale, LAST_MONTH)
    return outlook_of(item, criterion, scores, Seen(book.month, book.rules.scale, basis))


def forecast_part(book: YearBook, outlook: Outlook, version: IndicatorVersion, values: Values) -> ForecastPart:
    """The section of the page; `values` are the unit's data items as of the month."""
    known, expected, has_plan = outlook.known, outlook.expected, bool(outlook.known.plan)
    if isinstance(expected, Absent) or outlook.points is None:
        reason = expected.reason if isinstance(expected, Absent) else "forecast.no_result"
        return ForecastPart(reason=said(reason), has_plan=has_plan)
    points = shown_points(outlook.points, book.rules.scale)
    levels = _levels(book, outlook)
    pace = Pace.of(known.months, falling=less_is_better(levels))
    return ForecastPart(
        value=value_words(expected.middle, outlook),
        low=value_words(expected.low, outlook),
        high=value_words(expected.high, outlook),
        points=points,
        band=band_at(book, points.middle),
        method=said(expected.rule),
        range_words=said(expected.range_rule),
        tested=tested_words(back_test_of(outlook, book.rules.scale), book.month),
        sources=tuple(_sources(book, outlook, expected)),
        needs=tuple(_needs(levels, outlook, version, values)),
        months_left=known.months_left,
        best="" if pace.best is None else value_words(pace.best, outlook),
        has_plan=has_plan,
        is_result=outlook.criterion is not None,
    )


def said(rule: str, **terms: object) -> str:
    """A sentence of the core in the language of the request."""
    return sentence(rule, terms, "th" if language().startswith("th") else "en")


def _sources(book: YearBook, outlook: Outlook, expected: CoreForecast) -> Iterator[Source]:
    for estimate in expected.estimates:
        score = _score(book, outlook.criterion, estimate.value)
        yield Source(_source_words(estimate), value_words(estimate.value, outlook), score, band_at(book, score))


def _source_words(estimate: Estimate) -> str:
    if estimate.year is None:
        return said(estimate.rule)
    return said(estimate.rule, year=bare(estimate.year))


def _score(book: YearBook, criterion: Criterion | None, value: Fraction) -> Decimal | None:
    score = value if criterion is None else criterion.score(Fraction(value), book.rules.scale)
    return None if isinstance(score, Absent) else book.rules.scale.displayed(score)


def _levels(book: YearBook, outlook: Outlook) -> tuple[Level, ...]:
    if outlook.criterion is not None:
        return levels_of(outlook.criterion, book.rules.scale)
    return tuple(Level(point, Fraction(point)) for point in book.points)


def _needs(levels: tuple[Level, ...], outlook: Outlook, version: IndicatorVersion, values: Values) -> Iterator[NeedRow]:
    known = outlook.known
    formula = formula_of(version, version.data_items.all(), LAST_ROUND) if outlook.criterion is not None else None
    names = {row.code: row.measure for row in version.data_items.all()}
    for need in needs(levels, known.months, known.month, known.months_left):
        report = None
        if formula is not None and need.state != "reached" and all(code in values for code in formula.items):
            report = still_to_report(formula, values, need.level.value)
        yield _need_row(need, outlook, "" if report is None else _report_words(report, names))


def _report_words(report: tuple[str, Fraction], measures: Mapping[str, str]) -> str:
    code, more = report
    whole = Fraction(-(-more.numerator // more.denominator))
    return gettext("%(code)s อีก %(more)s %(measure)s") % {
        "code": code,
        "more": at_most(whole, 0),
        "measure": gettext(measures[code]) if measures[code] else "",
    }


def _need_row(need: Need, outlook: Outlook, report: str) -> NeedRow:
    return NeedRow(
        points=need.level.points,
        value=value_words(need.level.value, outlook),
        state=need.state,
        more="" if need.state == "reached" else value_words(need.more, outlook),
        a_month="" if need.state == "reached" else at_most(need.a_month, 2),
        report=report,
    )


def tested_words(tested: BackTest, month: int) -> str:
    """How far forecasts as of this month, and of all months, were off; empty where nothing can be tested."""
    of_month = BackTest(tuple(trial for trial in tested.trials if trial.month == month))
    if of_month.score_error is None or tested.score_error is None:
        return gettext("ยังทดสอบย้อนหลังไม่ได้ เพราะไม่มีผลรายเดือนของปีก่อนอย่างน้อยสองปี")
    return gettext(
        "ทดสอบย้อนหลัง: คาดการณ์จากเดือนเดียวกันของ %(years)s ปีก่อนคลาดเคลื่อนเฉลี่ย %(error)s คะแนน ช่วงครอบคลุมผลจริง %(held)s จาก "
        "%(trials)s ปี รวมทุกเดือนคลาดเคลื่อน %(all_error)s คะแนน ครอบคลุม %(all_held)s จาก %(all)s ครั้ง"
    ) % {
        "years": len(of_month.trials),
        "error": fixed(of_month.score_error, PLACES),
        "held": of_month.held,
        "trials": len(of_month.trials),
        "all_error": fixed(tested.score_error, PLACES),
        "all_held": tested.held,
        "all": len(tested.trials),
    }
