"""What typed numbers would score: the arithmetic, the score, the level scale, and how far the next level is."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import YearRules, core_indicator
from rabrong.charts import Measure, Svg, hero_bullet
from rabrong.dashboards.pages.bands import BandLook, look_at
from rabrong.dashboards.pages.criteria import shown_value, target_score
from rabrong.dashboards.pages.indicators.why import Term, terms_of
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.months import round_of
from rabrong.results.scores.computing import (
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    outcome_of,
    unit_tally,
)
from rabrong.scoring import agreement as core
from rabrong.scoring.absence import Absent
from rabrong.scoring.claims import Claim
from rabrong.scoring.criteria import Levels
from rabrong.scoring.exact import plain
from rabrong.ui.numbers import at_most, fixed

PLACES = 4
FARTHEST = 1_000_000
"""Nobody is told to report a million more."""

NOTHING_YET = Outcome("missing", None, None)
"""While a number of the formula is not typed, last month's is not shown as if it were this one's."""

Series = Mapping[str, list[tuple[int, Claim]]]
"""Cell -> what was reported, by month."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Which numbers are entered: a unit's, of an indicator, for a month; `reported` are those of all months, `known`
    the indicator where it was made before."""

    book: YearBook
    unit: Unit
    version: IndicatorVersion
    item: Item
    month: int
    reported: Series
    known: core.Indicator | None = None

    @property
    def rules(self) -> YearRules:
        """The year's rules."""
        return self.book.rules

    @property
    def indicator(self) -> core.Indicator:
        """The indicator as the scoring core knows it."""
        if self.known is not None:
            return self.known
        round_, data_items = round_of(self.month), self.version.data_items.all()
        return core_indicator(self.version, self.rules.scale, self.item, round_, data_items)


@dataclass(frozen=True, slots=True)
class Running:
    """The outcome of what is typed; `next_level` is a sentence, empty where nothing helpful can be said."""

    terms: tuple[Term, ...]
    value: str
    score: Decimal | None
    look: BandLook
    scale: Svg
    next_level: str
    reason: str


def running(entering: Entering, claims: Mapping[str, Claim]) -> Running:
    """What the typed claims make of the month."""
    indicator = entering.indicator
    terms = _terms(entering, indicator, claims)
    outcome = _outcome(entering, indicator, claims) if terms or indicator.formula is None else NOTHING_YET
    score = _displayed(entering, outcome)
    return Running(
        terms=terms,
        value="" if outcome.result is None else shown_value(outcome.result, indicator.criterion),
        score=score,
        look=look_at(entering.book, score),
        scale=_scale(entering, indicator, score),
        next_level=_next_level(entering, indicator, claims, outcome),
        reason="" if score is not None else _reason(terms),
    )


def _reason(terms: tuple[Term, ...]) -> str:
    if terms:
        return gettext("คิดจากตัวเลขนี้ไม่ได้ ตัวหารต้องไม่เป็น 0")
    return gettext("กรอกให้ครบแล้วคะแนนจะขึ้นที่นี่")


def _outcome(entering: Entering, indicator: core.Indicator, claims: Mapping[str, Claim]) -> Outcome:
    cells = with_month(entering.reported, entering.month, claims)
    return outcome_of(indicator, _claim(entering, indicator, cells), entering.rules, entering.month)


def with_month(reported: Series, month: int, claims: Mapping[str, Claim]) -> dict[str, list[tuple[int, Claim]]]:
    """What was reported with a month's numbers in place of those that are there."""
    cells = {cell: [pair for pair in series if pair[0] != month] for cell, series in reported.items()}
    for cell, claim in claims.items():
        if not (isinstance(claim, Absent) and claim.state == "missing"):
            cells[cell] = sorted([*cells.get(cell, []), (month, claim)], key=lambda pair: pair[0])
    return cells


def _claim(entering: Entering, indicator: core.Indicator, cells: Series) -> Claim:
    if indicator.formula is None:
        return claim_from_cells(indicator, {entering.unit.pk: cells}, entering.unit.pk, entering.month)
    reporter = Reporter(entering.unit.code, cells)
    tallies = {
        code: unit_tally(item, reporter, entering.month, indicator.data) for code, item in indicator.data.items()
    }
    return claim_from_tallies(indicator.formula, tallies)


def _displayed(entering: Entering, outcome: Outcome) -> Decimal | None:
    return None if outcome.exact is None else entering.rules.scale.displayed(outcome.exact)


def _terms(entering: Entering, indicator: core.Indicator, claims: Mapping[str, Claim]) -> tuple[Term, ...]:
    """The formula with what is typed; nothing where a number is not there yet."""
    if indicator.formula is None:
        return ()
    typed = {code: claims.get(code) for code in indicator.formula.items}
    if not all(isinstance(value, Decimal) for value in typed.values()):
        return ()
    return terms_of(indicator.formula, typed, {})


def _scale(entering: Entering, indicator: core.Indicator, score: Decimal | None) -> Svg:
    scale, criterion = entering.rules.scale, indicator.criterion
    labels = (
        tuple(at_most(Decimal(plain(value)), PLACES) for value in criterion.at) if isinstance(criterion, Levels) else ()
    )
    look = look_at(entering.book, score)
    target = target_score(criterion, entering.item.target, scale)
    measure = Measure(scale.points, score, look.band, target, reason=gettext("ยังไม่มีคะแนน"), axis_words=labels)
    before = _before(entering, indicator)
    words = "" if before is None else gettext("เดือนก่อน %(score)s") % {"score": fixed(before, PLACES)}
    said = gettext("ยังไม่มีคะแนน") if score is None else gettext("คะแนน %(score)s") % {"score": fixed(score, PLACES)}
    return hero_bullet(measure, f"{said} {words}".strip(), last_year=before, last_year_words=words)


def _before(entering: Entering, indicator: core.Indicator) -> Decimal | None:
    month = entering.month - 1
    if not month:
        return None
    cells = {cell: [pair for pair in series if pair[0] <= month] for cell, series in entering.reported.items()}
    outcome = outcome_of(indicator, _claim(entering, indicator, cells), entering.rules, month)
    return _displayed(entering, outcome)


def _next_level(entering: Entering, indicator: core.Indicator, claims: Mapping[str, Claim], outcome: Outcome) -> str:
    """How many more of the first number reach the next point."""
    formula, points = indicator.formula, entering.rules.scale.exact_points
    if formula is None or outcome.exact is None:
        return ""
    goal = next((point for point in points if point > outcome.exact), None)
    first = claims.get(formula.items[0])
    if goal is None or not isinstance(first, Decimal) or first != first.to_integral_value():
        return ""
    more = _fewest_more(entering, indicator, claims, goal)
    return "" if more is None else _next_words(indicator, formula.items, claims, more, goal, entering)


def _fewest_more(
    entering: Entering, indicator: core.Indicator, claims: Mapping[str, Claim], goal: Fraction
) -> int | None:
    assert indicator.formula is not None  # asked before
    code = indicator.formula.items[0]
    first = claims[code]
    assert isinstance(first, Decimal)  # asked before

    def reaches(more: int) -> bool:
        exact = _outcome(entering, indicator, {**claims, code: first + more}).exact
        return exact is not None and exact >= goal

    if not reaches(FARTHEST):
        return None
    low, high = 0, FARTHEST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


def _next_words(
    indicator: core.Indicator,
    codes: tuple[str, ...],
    claims: Mapping[str, Claim],
    more: int,
    goal: Fraction,
    entering: Entering,
) -> str:
    first, other = claims[codes[0]], claims.get(codes[-1])
    if not isinstance(first, Decimal) or (len(codes) > 1 and isinstance(other, Decimal) and first + more > other):
        return ""
    measure = next(
        (measure_words(item.measure) for item in entering.version.data_items.all() if item.code == codes[0]), ""
    )
    of_all = f" {at_most(other, 2)}" if isinstance(other, Decimal) and len(codes) > 1 else ""
    words = gettext("อีก %(more)s %(measure)s ถึงระดับ %(goal)s") % {
        "more": f"{more:,}",
        "measure": measure,
        "goal": fixed(goal, PLACES),
    }
    return words.replace("  ", " ") + (
        gettext(" (%(count)s จาก%(all)s)") % {"count": at_most(first + more, 2), "all": of_all} if of_all else ""
    )
