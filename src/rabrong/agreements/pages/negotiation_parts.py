"""The parts of a negotiation row: results with growth, scores with bands, the state, the trend with its ladders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreements.queries.negotiation import Book, Row
from rabrong.agreements.rules.negotiation_lines import (
    Expected,
    Seats,
    expected_of,
    running_result,
    series_of,
    standing_of,
)
from rabrong.agreements.rules.negotiation_typed import is_by_levels, same_placing, typed_row
from rabrong.agreements.rules.what_if import change_a_year, growth, less_is_better
from rabrong.charts import Band, State, Svg, band_of
from rabrong.charts.trend_ladder import TrendLadder, trend_ladder
from rabrong.scoring.criteria import Average, Criterion, Levels, Mixed
from rabrong.scoring.exact import Number, round_half_up, trimmed
from rabrong.scoring.scale import Scale
from rabrong.ui.dates import day
from rabrong.ui.numbers import at_most, bare, change, fixed
from rabrong.ui.words import language

PLACES = 4
SHOWN_PLACES = 2
ROUGHLY = 1


@dataclass(frozen=True, slots=True)
class PastCell:
    """A year's result, with as many decimals as its neighbours and two at most; `exact` is all of it. `growth` is
    against the year before, `about` the same more roughly; `turn` says better, worse or neither; `note` where the year
    still runs."""

    year: int
    value: str
    growth: str
    turn: str
    note: str = ""
    exact: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """Points with their band; `column` names the year, or the forecast."""

    column: str
    value: Decimal | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class StateCell:
    """Where a row stands: glyph, word, and what is different."""

    glyph: State
    word: str
    about: str


def shown(value: Number) -> str:
    """A result with the decimals it was reported with; a computed one with two."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return fixed(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    return at_most(value, SHOWN_PLACES)


def past_cells(book: Book, row: Row, criterion: Criterion | None) -> tuple[PastCell, ...]:
    """The three years before, oldest first."""
    series, last = series_of(row), book.years[-1]
    running = None if last in series or row.latest is None else running_result(row)
    note = "" if running is None or row.latest is None else row.latest.source
    values = {year: series.get(year) for year in book.years} | ({} if running is None else {last: running.value})
    places = _places(values.values())
    cells = []
    for year, value in values.items():
        grown = growth(series.get(year - 1), series.get(year))
        turn = _turn(grown, less_is_better(criterion))
        cells.append(_past_cell(PastCell(year, "-", "", turn, note if year == last else ""), value, grown, places))
    return tuple(cells)


def _places(values: Iterable[Number | None]) -> int:
    """How many decimals results beside each other are shown with: as many as one of them needs, two at most."""
    texts = (trimmed(round_half_up(value, SHOWN_PLACES)) for value in values if value is not None)
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def _past_cell(cell: PastCell, value: Number | None, grown: Fraction | None, places: int) -> PastCell:
    if value is None:
        return replace(cell, exact="-")
    growths = ("", "") if grown is None else tuple(f"{change(grown, each)}%" for each in (SHOWN_PLACES, ROUGHLY))
    return replace(cell, value=fixed(value, places), exact=shown(value), growth=growths[0], about=growths[1])


def _turn(grown: Fraction | None, is_mirrored: bool) -> str:
    if not grown:
        return ""
    return "better" if (grown > 0) != is_mirrored else "worse"


def trend_words(row: Row) -> str:
    """The mean change of a year, or that there is too little to say."""
    series = series_of(row)
    changed = change_a_year(series)
    if changed is not None:
        return gettext("%(change)s ต่อปี") % {"change": change(changed, SHOWN_PLACES)}
    if series:
        return gettext("มีผลปีเดียว (%(year)s)") % {"year": bare(next(iter(series)))}
    return gettext("ยังไม่มีผลย้อนหลัง")


def expected_words(expected: Expected | None) -> str:
    """What is expected and where the number is from."""
    if expected is None:
        return gettext("ยังไม่มีคาดการณ์")
    source = expected.source if expected.is_entered else gettext("ต่อแนวโน้มของผลที่ผ่านมา")
    return gettext("คาด %(value)s · %(source)s") % {"value": shown(expected.value), "source": source}


def expected_short(expected: Expected | None) -> str:
    """The same in the fewest words."""
    if expected is None:
        return gettext("ยังไม่มีคาดการณ์")
    return gettext("คาด %(value)s") % {"value": at_most(expected.value, SHOWN_PLACES)}


def band_at(scale: Scale, score: Decimal | None) -> Band | None:
    """The look of a displayed score's band."""
    if score is None:
        return None
    reached = (at for at, band in enumerate(scale.bands) if band.upto is None or score <= band.upto)
    at = next(reached, None)
    return None if at is None else band_of(at, len(scale.bands))


def levels_of(criterion: Criterion | None) -> tuple[Decimal, ...]:
    """The values of the levels, where a result is measured against such."""
    return criterion.at if isinstance(criterion, Levels | Average | Mixed) else ()


def trend_of(book: Book, row: Row, criteria: Sequence[Criterion | None], marks: Sequence[str]) -> Svg:
    """The chart of a row: its past, what is expected, and the ladders of the camps."""
    series, expected = series_of(row), expected_of(row, book.agreement.year_id)
    ladders = tuple(levels_of(each) for each in criteria)
    drawn = TrendLadder(
        past=tuple(_rounded(series.get(year)) for year in book.years),
        forecast=_rounded(None if expected is None else expected.value),
        ladders=ladders,
        points=len(book.rules.scale.points),
    )
    return trend_ladder(drawn, _trend_summary(series, expected, ladders, marks))


def _rounded(value: Number | None) -> Decimal | None:
    return None if value is None else round_half_up(value, PLACES)


def _trend_summary(
    series: Mapping[int, Number],
    expected: Expected | None,
    ladders: Sequence[tuple[Decimal, ...]],
    marks: Sequence[str],
) -> str:
    said = [f"{bare(year)} {shown(value)}" for year, value in series.items()]
    said.append(expected_words(expected))
    said += [
        gettext("%(mark)s ระดับ 1 ถึง %(count)s: %(levels)s")
        % {"mark": mark, "count": bare(len(ladder)), "levels": ", ".join(at_most(each, PLACES) for each in ladder)}
        for mark, ladder in zip(marks, ladders, strict=False)
        if ladder
    ]
    return " · ".join(said)


STATES: Mapping[str, State] = {
    "unoffered": "due",
    "waiting": "external",
    "apart": "submitted",
    "equal": "submitted",
    "agreed": "approved",
}


def state_of(seats: Seats, scale: Scale) -> StateCell:
    """Where a row stands."""
    if seats.is_changed:
        return StateCell("draft", gettext("กำลังแก้"), gettext("ยังไม่ได้เสนอ"))
    standing = standing_of(seats)
    words = {
        "unoffered": gettext("ยังไม่เสนอ"),
        "waiting": gettext("รออีกฝ่าย"),
        "apart": gettext("ยังต่าง"),
        "equal": gettext("ตรงกัน"),
        "agreed": gettext("ตกลงแล้ว"),
    }
    return StateCell(STATES[standing], words[standing], _about(seats, standing, scale))


def _about(seats: Seats, standing: str, scale: Scale) -> str:
    if standing == "agreed" and seats.agreed is not None and seats.agreed.agreed_at is not None:
        return day(seats.agreed.agreed_at, language())
    if standing == "unoffered":
        return gettext("ตามร่าง")
    if standing == "equal":
        return gettext("ยังไม่ได้กดตกลง")
    return _apart(seats, scale) if standing == "apart" else ""


def _apart(seats: Seats, scale: Scale) -> str:
    """The first thing that differs."""
    own, other = seats.own.proposal, seats.other.proposal if seats.other else seats.own.proposal
    if own.weight != other.weight:
        terms = {"own": at_most(own.weight, PLACES), "other": at_most(other.weight, PLACES)}
        return gettext("น้ำหนัก %(own)s ↔ %(other)s") % terms
    if own.wording != other.wording:
        return gettext("ข้อความ")
    if not same_placing(own, other):
        return gettext("หน่วยวัดหรือรอบที่นับ")
    if is_by_levels(own.criteria) and is_by_levels(other.criteria):
        pairs = zip(typed_row(own, scale).at, typed_row(other, scale).at, strict=False)
        differing = [str(at) for at, (one, two) in enumerate(pairs, start=1) if one != two]
        if len(differing) > 1 and len(differing) == len(typed_row(own, scale).at):
            return gettext("ทุกระดับ")
        if differing:
            return gettext("ระดับ %(levels)s") % {"levels": ", ".join(bare(int(each)) for each in differing)}
    return gettext("ค่าเป้าหมาย") if own.target != other.target else gettext("เกณฑ์")
