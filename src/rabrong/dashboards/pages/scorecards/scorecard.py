"""The scorecard of a department, a province or a district, and a bureau's part of the department's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.charts import Forecast, Measure, Svg, hero_bullet
from rabrong.dashboards.pages.bands import BandLook, look_at
from rabrong.dashboards.pages.forecasts.year_end import forecast_words
from rabrong.dashboards.pages.labels import Label, label_of
from rabrong.dashboards.pages.scorecards.rows import AspectRows, Table, aspect_rows
from rabrong.dashboards.queries.indicators import UnitYear
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import Counts, RoundClosing
from rabrong.results.queries import scorecard_of_scores
from rabrong.scoring.exact import added
from rabrong.scoring.scorecard import Scorecard
from rabrong.ui.dates import NO_BREAK
from rabrong.ui.numbers import at_most, fixed

PLACES = 4


@dataclass(frozen=True, slots=True)
class Hero:
    """The total with what it is measured against; `past` is the same month of last year.

    `certified` is the counted weight whose numbers are all certified; `rule` says what counts where not all does;
    `closing` froze the numbers that are shown; `forecast` is the total that is expected at the end of the year.
    """

    total: Decimal | None
    full: Decimal
    look: BandLook
    bullet: Svg
    counted: Decimal
    agreed: Decimal
    certified: Decimal
    rule: str
    asides: str
    since_last_month: Decimal | None
    since_last_year: Decimal | None
    past: Decimal | None
    due: date | None
    days_left: int | None
    closing: RoundClosing | None
    forecast: Forecast | None
    is_void: bool = False
    """Nothing counts in this round, so that no report is missing."""

    @property
    def label(self) -> Label:
        """Whether the total is certified, and by what."""
        return label_of(self.closing, is_whole=self.counted > 0 and self.certified == self.counted)


@dataclass(frozen=True, slots=True)
class Scores:
    """A unit's hero and its table."""

    hero: Hero
    aspects: tuple[AspectRows, ...]
    count: int
    agreed: Decimal


def card_of(book: YearBook, unit_year: UnitYear) -> Scorecard:
    """The scorecard as of the book's month."""
    scores = {item: months[book.month] for item, months in unit_year.scores.items() if book.month in months}
    return scorecard_of_scores(unit_year.items, scores, book.framework, book.rules, book.month or 1)


def scores_of(table: Table, past: Mapping[int, Decimal]) -> Scores:
    """Everything about a unit's own scores. `past` is last year's month -> total, 0 for the whole year."""
    aspects = aspect_rows(table)
    rows = [row for aspect in aspects for row in aspect.rows]
    agreed = sum((row.weight for row in rows if row.weight is not None), Decimal(0))
    asides = [(row.code, row.aside) for row in rows if row.aside]
    hero = _hero(table, past, agreed, _asides_words(asides))
    is_void = bool(rows) and len(asides) == len(rows)
    return Scores(replace(hero, is_void=is_void), tuple(aspects), len(rows), agreed)


def _asides_words(asides: Sequence[tuple[str, str]]) -> str:
    by_reason: dict[str, list[str]] = {}
    for code, reason in asides:
        by_reason.setdefault(reason, []).append(code)
    return " · ".join(f"{', '.join(codes)}{NO_BREAK}{reason}" for reason, codes in by_reason.items())


def _hero(table: Table, past: Mapping[int, Decimal], agreed: Decimal, asides: str) -> Hero:
    book, card = table.book, table.card
    before = table.unit_year.totals.get(book.month - 1)
    look = look_at(book, card.total)
    window = book.windows.get(book.month)
    forecast = None if table.year_end is None or card.total is None else table.year_end.total
    return Hero(
        total=card.total,
        full=book.points[-1],
        look=look,
        bullet=_bullet(book, card, past.get(0), forecast),
        counted=card.counted_weight,
        agreed=agreed,
        certified=_certified(table),
        rule="" if table.certainty.counts == Counts.ALL else str(table.certainty.counts.label),
        asides=asides,
        since_last_month=_difference(card.total, before),
        since_last_year=_difference(card.total, past.get(book.month)),
        past=past.get(book.month),
        due=None if window is None else window.closes,
        days_left=None if window is None else (window.closes - book.today).days,
        closing=table.closing,
        forecast=forecast,
    )


def _certified(table: Table) -> Decimal:
    """The weight of the counted indicators of which all that was reported is certified."""
    certified = {
        item.indicator.code for item in table.unit_year.items if item.indicator_id in table.certainty.certified
    }
    lines = [line for line in table.card.lines if line.state == "counted" and line.code in certified]
    return added(line.weight for line in lines if line.weight is not None)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _bullet(book: YearBook, card: Scorecard, last_year: Decimal | None, forecast: Forecast | None) -> Svg:
    look = look_at(book, card.total)
    measure = Measure(book.points, card.total, look.band, forecast=forecast, reason=gettext("ยังไม่มีคะแนนรวม"))
    label = ""
    if last_year is not None:
        label = gettext("ปี %(year)s · %(total)s") % {"year": book.year - 1, "total": fixed(last_year, PLACES)}
    said = f"{_hero_words(book, card, look, label)} {forecast_words(forecast)}".strip()
    return hero_bullet(measure, said, last_year=last_year, last_year_words=label)


def _hero_words(book: YearBook, card: Scorecard, look: BandLook, label: str) -> str:
    if card.total is None:
        return gettext("ยังไม่มีคะแนนรวม")
    words = gettext("คะแนนรวม %(total)s จาก %(full)s %(band)s คิดจากน้ำหนัก %(weight)s") % {
        "total": fixed(card.total, PLACES),
        "full": fixed(book.points[-1], PLACES),
        "band": look.word,
        "weight": at_most(card.counted_weight, PLACES),
    }
    return f"{words} {label}".strip()


def owned_by(scores: Sequence[AspectRows], codes: set[str]) -> list[AspectRows]:
    """The aspects with only the indicators of some codes; aspects without one are left out."""
    kept = []
    for aspect in scores:
        rows = tuple(row for row in aspect.rows if row.code in codes)
        if rows:
            kept.append(AspectRows(aspect.line, aspect.name, aspect.above, aspect.bullet, aspect.band, rows))
    return kept
