"""A unit's scorecard beside something else: indicator by indicator, with what the difference is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import Item
from rabrong.charts import NO_BAND, Band, Measure, Svg, bullet
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import criterion_in, is_measured, result_words, target_score
from rabrong.dashboards.pages.scorecards.rows import IndicatorRow
from rabrong.dashboards.pages.scorecards.scorecard import Scores
from rabrong.dashboards.queries.past import Reached
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import Score
from rabrong.results.queries import scorecard_of_scores
from rabrong.results.queries.stored import StoredScore
from rabrong.scoring.criteria import Steps
from rabrong.ui.numbers import fixed

PLACES = 4
EVEN = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an indicator: result in words, score, band; `note` says more of it."""

    result: str
    score: Decimal | None
    band: Band
    note: str = ""


NOTHING = Side("", None, NO_BAND)


@dataclass(frozen=True, slots=True)
class CompareRow:
    """An indicator with both sides; `difference` is own score less the other, None where either is not known."""

    row: IndicatorRow
    other: Side
    difference: Decimal | None
    bullet: Svg

    @property
    def way(self) -> str:
        """Which way it went: up, down, same; "" where it cannot be said."""
        if self.difference is None:
            return ""
        return "up" if self.difference > 0 else "down" if self.difference < 0 else "same"


@dataclass(frozen=True, slots=True)
class Other:
    """What is compared with: its name, what it rests on, its total and what is known of each indicator by code."""

    name: str
    basis: str
    total: Decimal | None
    sides: Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both totals and the rows under their aspects; `better` and `worse` count the indicators."""

    other: Other
    total: Decimal | None
    difference: Decimal | None
    other_band: Band
    groups: tuple[tuple[str, tuple[CompareRow, ...]], ...]

    def count(self, way: str) -> int:
        """How many indicators went that way."""
        return sum(row.way == way for _, rows in self.groups for row in rows)

    @property
    def better(self) -> int:
        """Indicators with a higher score than the other side."""
        return self.count("up")

    @property
    def worse(self) -> int:
        """Indicators with a lower score than the other side."""
        return self.count("down")


def comparison_of(book: YearBook, scores: Scores, other: Other) -> Comparison:
    """A unit's own scores beside the other's."""
    groups = tuple(
        (aspect.name, tuple(_row(book, row, other.sides.get(row.code, NOTHING)) for row in aspect.rows))
        for aspect in scores.aspects
    )
    total = scores.hero.total
    return Comparison(other, total, _less(total, other.total), band_at(book, other.total), groups)


def _row(book: YearBook, row: IndicatorRow, other: Side) -> CompareRow:
    measure = Measure(book.points, row.score, row.band, other.score, reason=row.aside or gettext("ยังไม่รายงาน"))
    return CompareRow(row, other, _less(row.score, other.score), bullet(measure, _words(row.score, other.score)))


def _words(own: Decimal | None, other: Decimal | None) -> str:
    said = gettext("คะแนน %(score)s") % {"score": "-" if own is None else fixed(own, PLACES)}
    return said if other is None else said + gettext(" เทียบกับ %(score)s") % {"score": fixed(other, PLACES)}


def _less(own: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if own is None or other is None else own - other


def sides_of_scores(book: YearBook, items: Iterable[Item], scores: Mapping[int, StoredScore]) -> dict[str, Side]:
    """Sides from scores by item id, as of the book's month."""
    found = {}
    for item in items:
        score = scores.get(item.pk)
        if score is not None and score.shown is not None:
            words = result_words(criterion_in(item, book.rules.scale, book.month), score, book.rules.scale)
            found[item.indicator.code] = Side(words, score.shown, band_at(book, score.shown))
    return found


def sides_of_reached(book: YearBook, items: Iterable[Item], reached: Mapping[int, Reached]) -> dict[str, Side]:
    """Sides from results by indicator version id; a result is read by the criteria of this year, its score is as it
    was given."""
    found = {}
    for item in items:
        known = reached.get(item.indicator_id)
        if known is not None:
            found[item.indicator.code] = Side(_result(book, item, known), known.score, band_at(book, known.score))
    return found


def sides_of_plan(book: YearBook, items: Iterable[Item], planned: Mapping[int, Decimal | None]) -> dict[str, Side]:
    """What was meant to be reached by the book's month, by indicator version id, scored by this year's criteria."""
    reached = {}
    for item in items:
        value = planned.get(item.indicator_id)
        if value is not None:
            criterion = criterion_in(item, book.rules.scale, book.month)
            result = value if is_measured(criterion) or isinstance(criterion, Steps) else None
            reached[item.indicator_id] = Reached(result, target_score(criterion, value, book.rules.scale))
    return sides_of_reached(book, items, reached)


def planned_total(book: YearBook, items: Sequence[Item], sides: Mapping[str, Side]) -> Decimal | None:
    """The total that the planned scores give; None where nothing is planned."""
    scores = {
        item.pk: Score(item=item, state="counted", exact=Fraction(side.score))
        for item in items
        if (side := sides.get(item.indicator.code)) is not None and side.score is not None
    }
    return scorecard_of_scores(items, scores, book.framework, book.rules, book.month or 1).total


def _result(book: YearBook, item: Item, known: Reached) -> str:
    exact = None if known.score is None else Fraction(known.score)
    score = Score(result=None if known.result is None else Fraction(known.result), exact=exact)
    return result_words(criterion_in(item, book.rules.scale, book.month), score, book.rules.scale)


def sides_of_like(
    book: YearBook, items: Iterable[Item], reached: Mapping[int, Mapping[int, Reached]], unit: int
) -> dict[str, Side]:
    """The middle of units like one, itself among them, with the best and its own place. By indicator version id and
    unit id."""
    found = {}
    for item in items:
        by_unit = reached.get(item.indicator_id, {})
        scores = {each: known.score for each, known in by_unit.items() if known.score is not None}
        if scores:
            middle = median(book, scores.values())
            results = [known.result for each, known in by_unit.items() if each in scores and known.result is not None]
            known = Reached(_middle(results), middle)
            found[item.indicator.code] = Side(
                _result(book, item, known), middle, band_at(book, middle), _place(scores, unit)
            )
    return found


def _place(scores: Mapping[int, Decimal], unit: int) -> str:
    best = fixed(max(scores.values()), PLACES)
    own = scores.get(unit)
    if own is None:
        return gettext("ดีที่สุด %(best)s จาก %(count)s หน่วย") % {"best": best, "count": len(scores)}
    rank = 1 + sum(score > own for score in scores.values())
    words = gettext("ดีที่สุด %(best)s · อันดับ %(rank)s จาก %(count)s")
    return words % {"best": best, "rank": rank, "count": len(scores)}


def median(book: YearBook, scores: Iterable[Decimal | None]) -> Decimal | None:
    """The middle of displayed scores, of two the mean, displayed as scores are; None of nothing."""
    middle = _middle([Fraction(score) for score in scores if score is not None])
    return None if middle is None else book.rules.scale.displayed(middle)


def _middle(values: Sequence[Fraction | Decimal]) -> Fraction | None:
    if not values:
        return None
    ordered = sorted(Fraction(value) for value in values)
    half = len(ordered) // EVEN
    return ordered[half] if len(ordered) % EVEN else (ordered[half - 1] + ordered[half]) / EVEN
