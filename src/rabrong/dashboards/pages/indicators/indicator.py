"""One indicator of one unit: what was promised, what was reached, and who stands where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import weights_of
from rabrong.charts import Svg
from rabrong.dashboards.pages.bands import BandLook, look_at
from rabrong.dashboards.pages.criteria import criterion_in, result_words, target_words
from rabrong.dashboards.pages.crumbs import Crumb, step_to
from rabrong.dashboards.pages.forecasts.drawn import drawn_of
from rabrong.dashboards.pages.indicators.charts import curve_of, trend_of
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.names import called
from rabrong.dashboards.pages.reports import aside_in, last_due
from rabrong.dashboards.pages.scorecards.provinces import Address, RankRow, rank_rows
from rabrong.dashboards.queries.units import UnitScore, ranked
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.org.queries import Scope
from rabrong.results.forecasts.outlook import Outlook
from rabrong.results.models import Score
from rabrong.results.months import round_of
from rabrong.scoring.absence import Absent
from rabrong.scoring.criteria import Composite, Criterion, Mixed, Steps, WeightedSteps
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import each_in_language, in_language

PLACES = 4
Values = Mapping[str, Fraction | Absent]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the criteria and whether it is done."""

    number: int
    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the criteria with its weight, or a step with the points it can earn; `depth` 0 is the outermost."""

    name: str
    amount: str
    depth: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """An indicator in a unit's agreement as of the month; `aside` says why it does not count, `absent` why it has no
    score: aside, N/A or not reported. `trend` is empty where there is no month and no plan to draw."""

    code: str
    name: str
    measure: str
    formula: str
    note: str
    weight: Decimal | None
    result: str
    target: str
    score: Decimal | None
    look: BandLook
    aside: str
    absent: str
    curve: Svg | None
    steps: tuple[StepRow, ...]
    parts: tuple[PartRow, ...]
    trend: Svg

    @property
    def is_not_applicable(self) -> bool:
        """Whether the unit has nothing that the indicator could count."""
        return self.absent == gettext("N/A") and self.score is None


def indicator_page(
    book: YearBook, item: Item, version: IndicatorVersion, scores: Mapping[int, Score], outlook: Outlook | None = None
) -> IndicatorPage:
    """The page's own values. `scores` is month -> score; `outlook` where the year is forecast."""
    item.indicator = version
    scale, score = book.rules.scale, scores.get(book.month)
    criterion = criterion_in(item, scale, book.month)
    shown, aside = None if score is None else score.shown, aside_in(version, book.month)
    measure, drawn = measure_words(version.measure), drawn_of(outlook, scale)
    steps: tuple[str, ...] = ()
    if isinstance(criterion, Steps | Mixed):
        steps = each_in_language(criterion.steps, criterion.steps_en)
    return IndicatorPage(
        code=version.code,
        name=in_language(version, "name"),
        measure=measure,
        formula=_formula(version),
        note=version.note,
        weight=weights_of(item.weights).get(round_of(book.month or 1)),
        result="" if score is None or shown is None else result_words(criterion, score, scale),
        target=target_words(criterion, item.target, scale),
        score=shown,
        look=look_at(book, shown),
        aside=aside,
        absent=aside or _absent(score),
        curve=curve_of(book, criterion, score, measure, drawn),
        steps=tuple(StepRow(number, text, number <= _done(score, criterion)) for number, text in enumerate(steps, 1)),
        parts=tuple(_parts(criterion)),
        trend=trend_of(book, criterion, scores, measure, due=last_due(version, book.month), drawn=drawn),
    )


def _done(score: Score | None, criterion: object) -> int:
    """How many steps are done; all of a mixed table's once its score is past them."""
    if score is None or score.exact is None:
        return 0
    if isinstance(criterion, Steps):
        return int(score.result or 0)
    return int(score.exact)


def _parts(criterion: Criterion, depth: int = 0) -> Iterator[PartRow]:
    """The parts of a composite with their weights, outermost first; the steps of weighted steps with their points."""
    if isinstance(criterion, Composite):
        for part in criterion.parts:
            name = f"{part.code} {in_language(part, 'name')}"
            yield PartRow(name, gettext("น้ำหนัก %(weight)s") % {"weight": at_most(part.weight, 2)}, depth)
            yield from _parts(part.criterion, depth + 1)
    elif isinstance(criterion, WeightedSteps):
        for number, points in enumerate(criterion.points, start=1):
            name = gettext("ขั้นที่ %(number)s") % {"number": number}
            yield PartRow(name, gettext("%(points)s คะแนน") % {"points": at_most(points, PLACES)}, depth)


def owner_links(year: int, owners: Sequence[Unit], scope: Scope) -> list[Crumb]:
    """The owners by their abbreviations; a name alone where the owner's page is not seen."""
    return [replace(step_to(year, owner, scope), name=called(owner)) for owner in owners]


def _formula(version: IndicatorVersion) -> str:
    return version.formula.replace("*", "×").replace("/", "÷").replace("-", "−")


def unit_rows(
    book: YearBook,
    scores: Sequence[Score],
    values: Mapping[int, Values],
    version: IndicatorVersion,
    chosen: Unit | None,
) -> list[RankRow]:
    """Units ranked by an indicator, with their result and the numbers it comes from."""
    by_unit = {score.item.agreement.unit_id: score for score in scores}
    units = ranked(UnitScore(score.item.agreement.unit, score.shown) for score in scores)
    rows = rank_rows(book, units, Address(book.year, version.code), chosen=chosen)
    codes = [item.code for item in version.data_items.all()]
    return [
        _with_numbers(row, by_unit[each.unit.pk], values.get(each.unit.pk, {}), codes, book)
        for row, each in zip(rows, units, strict=True)
    ]


def _with_numbers(row: RankRow, score: Score, values: Values, codes: Sequence[str], book: YearBook) -> RankRow:
    numbers = " / ".join(_number(values.get(code)) for code in codes)
    said = _absent(score)
    result = ("" if said != gettext("N/A") else said) if score.result is None else fixed(score.result, 2)
    return replace(row, numbers=numbers, result=result, said=said)


def _absent(score: Score | None) -> str:
    is_not_applicable = score is not None and score.state == "not_applicable"
    return gettext("N/A") if is_not_applicable else gettext("ยังไม่รายงาน")


def _number(value: Fraction | Absent | None) -> str:
    if isinstance(value, Absent):
        return gettext("N/A") if value.state == "not_applicable" else "-"
    return "-" if value is None else at_most(value, 2)
