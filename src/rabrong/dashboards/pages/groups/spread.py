"""A group's indicators with how its members' scores lie: best, middle, worst, how many in each band, who is missing.

A group has no score: nobody promised one for it. What stands here are scores of its members, and a mean that says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import Band, Svg, Year, sparkline
from rabrong.charts.distribution import median_of
from rabrong.charts.spread_strip import Dot, Spread, spread_strip
from rabrong.dashboards.pages.bands import BandCount, band_at, counted
from rabrong.dashboards.pages.names import called
from rabrong.dashboards.pages.reports import Report, aside_in, last_due
from rabrong.dashboards.pages.scorecards.provinces import Address
from rabrong.dashboards.queries.groups import Group, Shown
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.scoring.exact import round_half_up
from rabrong.ui.dates import month_name
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import in_language, language

PLACES = 4
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Scored:
    """A member's score with its band, name and address."""

    name: str
    href: str
    score: Decimal
    band: Band


@dataclass(frozen=True, slots=True)
class Lies:
    """How some scores lie; `mean` is the plain mean of the members, rounded once; None where nobody has a score."""

    best: Scored | None
    worst: Scored | None
    median: Decimal | None
    median_band: Band
    mean: Decimal | None
    bands: tuple[BandCount, ...]
    scored: int
    missing: int
    strip: Svg


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One indicator of a group."""

    code: str
    name: str
    weight: str
    owners: tuple[str, ...]
    lies: Lies
    sparkline: Svg
    report: Report
    aside: str


@dataclass(frozen=True, slots=True)
class SpreadAspect:
    """An aspect with its indicators, those with the worst middle first."""

    name: str
    above: str
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the rows are made from, beside the group: its indicators and their owners."""

    versions: Sequence[IndicatorVersion]
    owners: Mapping[int, Sequence[Unit]]


def totals_lie(book: YearBook, group: Group) -> Lies:
    """How the members' totals lie."""
    rows = [_scored(book, each.unit, each.score, "") for each in group.totals if each.score is not None]
    return _lies(book, rows, len(group.members))


def spread_aspects(book: YearBook, group: Group, told: Told) -> list[SpreadAspect]:
    """The indicators under their aspects, in the order of the framework."""
    found: dict[int, list[SpreadRow]] = {}
    aspects = {}
    for version in told.versions:
        aspects[version.aspect_id] = version.aspect
        found.setdefault(version.aspect_id, []).append(_row(book, group, told, version))
    return [
        SpreadAspect(
            in_language(aspect, "name"),
            "" if aspect.parent is None else in_language(aspect.parent, "name"),
            tuple(sorted(found[pk], key=_worst_first)),
        )
        for pk, aspect in aspects.items()
    ]


def _worst_first(row: SpreadRow) -> tuple[bool, Decimal]:
    return row.lies.median is None, row.lies.median or Decimal(0)


def _row(book: YearBook, group: Group, told: Told, version: IndicatorVersion) -> SpreadRow:
    months = group.scores.get(version.pk, {})
    units = {each.unit.pk: each.unit for each in group.members}
    here = months.get(book.month, {})
    rows = [
        _scored(book, units[unit], shown.score, version.code)
        for unit, shown in here.items()
        if unit in units and shown.score is not None
    ]
    asked = sum(_is_asked(here.get(unit)) for unit in units)
    return SpreadRow(
        code=version.code,
        name=in_language(version, "name"),
        weight=_weight_words(group.promised.weights.get(version.pk, set())),
        owners=tuple(called(owner) for owner in told.owners.get(version.pk, ())),
        lies=_lies(book, rows, asked),
        sparkline=_median_line(book, version, months),
        report=_report(book, group, version),
        aside=aside_in(version, book.month),
    )


def _is_asked(shown: Shown | None) -> bool:
    """Whether a member has a score or owes one."""
    return shown is not None and shown.state in ("counted", "missing")


def _weight_words(weights: Iterable[str]) -> str:
    found = sorted(Decimal(weight) for weight in weights)
    if not found:
        return "-"
    low, high = (at_most(weight, PLACES) for weight in (found[0], found[-1]))
    return f"{low}%" if low == high else f"{low}–{high}%"


def _scored(book: YearBook, unit: Unit, score: Decimal, code: str) -> Scored:
    href = Address(book.year, code).of(unit)
    return Scored(in_language(unit, "name"), href, score, band_at(book, score))


def _lies(book: YearBook, rows: Sequence[Scored], asked: int) -> Lies:
    ordered = sorted(rows, key=lambda row: row.score)
    scores = [row.score for row in ordered]
    median = _median(scores)
    reason = gettext("ยังไม่รายงาน")
    spread = Spread(book.points, [Dot(row.score, row.band) for row in ordered], median, reason)
    return Lies(
        best=ordered[-1] if ordered else None,
        worst=ordered[0] if ordered else None,
        median=median,
        median_band=band_at(book, median),
        mean=_mean(scores),
        bands=tuple(each for each in counted(book, list(scores)) if each.count),
        scored=len(scores),
        missing=asked - len(scores),
        strip=spread_strip(spread, _words(ordered, median) or reason),
    )


def _median(scores: Sequence[Decimal]) -> Decimal | None:
    median = median_of(scores)
    return None if median is None else round_half_up(median, PLACES)


def _mean(scores: Sequence[Decimal]) -> Decimal | None:
    """The plain mean: every member counts the same."""
    if not scores:
        return None
    return round_half_up(sum((Fraction(score) for score in scores), Fraction(0)) / len(scores), PLACES)


def _words(ordered: Sequence[Scored], median: Decimal | None) -> str:
    if not ordered or median is None:
        return ""
    return gettext("ต่ำสุด %(worst)s %(least)s กลาง %(middle)s สูงสุด %(best)s %(most)s") % {
        "worst": ordered[0].name,
        "least": fixed(ordered[0].score, PLACES),
        "middle": fixed(median, PLACES),
        "best": ordered[-1].name,
        "most": fixed(ordered[-1].score, PLACES),
    }


def _median_line(book: YearBook, version: IndicatorVersion, months: Mapping[int, Mapping[int, Shown]]) -> Svg:
    middles = tuple(
        _median([shown.score for shown in months.get(month, {}).values() if shown.score is not None])
        if month <= book.month
        else None
        for month in MONTHS
    )
    known = [score for score in middles if score is not None]
    said = ", ".join(
        f"{month_name(month, language())} {fixed(score, PLACES)}"
        for month, score in enumerate(middles, 1)
        if score is not None
    )
    year = Year(book.points, middles, last_due(version, book.month), band_at(book, known[-1] if known else None))
    return sparkline(year, said or gettext("ยังไม่มีคะแนนรายเดือน"))


def _report(book: YearBook, group: Group, version: IndicatorVersion) -> Report:
    expected = group.promised.expected(version.pk)
    places = [place for (_, indicator), place in group.places.items() if indicator == version.pk]
    sent, returned = sum(place.sent for place in places), sum(place.returned for place in places)
    count = f"{sent:,}/{expected:,}"
    if not expected or aside_in(version, book.month):
        return Report("not_due", gettext("ไม่ต้องรายงาน"))
    if sent >= expected:
        return Report("submitted", gettext("ส่งครบ"), count)
    if returned:
        return Report("returned", gettext("ส่งกลับแก้"), count)
    if book.month <= book.closed_month:
        return Report("overdue", gettext("เกินกำหนด"), count)
    return Report("due", gettext("ส่งแล้ว") if sent else gettext("ถึงกำหนด"), count)
