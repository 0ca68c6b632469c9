"""The monthly plan of an indicator as it is seen and typed: twelve fields beside the results, every version below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import Item
from rabrong.charts import Svg
from rabrong.dashboards.pages.criteria import criterion_in, target_score
from rabrong.dashboards.pages.forecasts.drawn import drawn_of, value_words
from rabrong.dashboards.pages.indicators.charts import trend_of
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.names import seat_of
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.rules import Refusal
from rabrong.results.forecasts.outlook import Outlook
from rabrong.results.models import Score, Trajectory
from rabrong.results.queries.trajectories import typed_months
from rabrong.results.typed import claim_typed
from rabrong.scoring.absence import MISSING
from rabrong.scoring.criteria import Steps
from rabrong.scoring.exact import plain, round_half_up, trimmed
from rabrong.scoring.forecast import proposed_plan
from rabrong.scoring.forecast.known import LAST_MONTH
from rabrong.ui.dates import month_name
from rabrong.ui.words import in_language, language

FIELD = "month-"
PLACES = 2
MONTHS = range(1, LAST_MONTH + 1)


@dataclass(frozen=True, slots=True)
class Month:
    """A month's field: its name, what stands in it, what was reached."""

    number: int
    name: str
    text: str
    reached: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it is listed."""

    number: int
    months: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole page; `is_proposed` where the fields hold what past years suggest and nothing is planned yet."""

    months: tuple[Month, ...]
    seen: int
    is_proposed: bool
    measure: str
    trend: Svg
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Planning:
    """What the page is made from: the item with its outlook, its scores, and every version, newest first."""

    book: YearBook
    item: Item
    outlook: Outlook
    scores: Mapping[int, Score]
    versions: tuple[Trajectory, ...]


def plan_page(planning: Planning, typed: Mapping[str, str] | None) -> PlanPage:
    """`typed` is what was sent and refused."""
    newest = planning.versions[0] if planning.versions else None
    texts = _texts(planning, newest) if typed is None else [typed.get(f"{FIELD}{month}", "") for month in MONTHS]
    outlook, version = planning.outlook, planning.item.indicator
    measure = measure_words(version.measure) if outlook.criterion is not None else gettext("คะแนน")
    criterion = criterion_in(planning.item, planning.book.rules.scale, planning.book.month)
    drawn = drawn_of(outlook, planning.book.rules.scale)
    return PlanPage(
        months=tuple(_month(planning, month, text) for month, text in zip(MONTHS, texts, strict=True)),
        seen=0 if newest is None else newest.version,
        is_proposed=newest is None and any(texts) and typed is None,
        measure=measure,
        trend=trend_of(planning.book, criterion, planning.scores, measure, due=planning.book.month, drawn=drawn),
        versions=tuple(_version(row) for row in planning.versions),
    )


def _month(planning: Planning, month: int, text: str) -> Month:
    reached = planning.outlook.known.months.get(month)
    words = "" if reached is None else value_words(reached, planning.outlook)
    return Month(month, month_name(month, language()), text, words)


def _texts(planning: Planning, newest: Trajectory | None) -> list[str]:
    """The digits of the newest version; where there is none, those to begin with."""
    if newest is not None:
        return ["" if value is None else plain(value) for value in typed_months(newest)]
    end = _end(planning)
    if end is None:
        return [""] * LAST_MONTH
    places = 0 if isinstance(planning.outlook.criterion, Steps) else PLACES
    known = planning.outlook.known
    return [trimmed(round_half_up(value, places)) for value in proposed_plan(known.kind, known.past, end)]


def _end(planning: Planning) -> Fraction | None:
    """The target: the result that was promised, or its points."""
    target, scale = planning.item.target, planning.book.rules.scale
    if target is None:
        return None
    if planning.outlook.criterion is not None:
        return Fraction(target)
    points = target_score(criterion_in(planning.item, scale, LAST_MONTH), target, scale)
    return None if points is None else Fraction(points)


def _version(row: Trajectory) -> Version:
    by = in_language(row.by, "position")
    if row.acting is not None:
        by = gettext("%(by)s ทำการแทน %(seat)s") % {"by": by, "seat": seat_of(row.acting)}
    return Version(row.version, tuple(text or "–" for text in row.months), by, row.at)


def read_plan(posted: Mapping[str, str]) -> tuple[Decimal | None, ...] | Refusal:
    """The twelve numbers as they were typed, None where nothing was."""
    read: list[Decimal | None] = []
    for month, text in ((month, posted.get(f"{FIELD}{month}", "").strip()) for month in MONTHS):
        claim = claim_typed(text, "number")
        if claim is not MISSING and not isinstance(claim, Decimal):
            return Refusal("plan.no_number", {"month": month})
        read.append(claim if isinstance(claim, Decimal) else None)
    return tuple(read)


def month_heads() -> Iterable[str]:
    """The names of the twelve months."""
    return [month_name(month, language()) for month in MONTHS]
