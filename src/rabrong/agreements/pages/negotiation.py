"""The negotiation table: one row per indicator, a line per camp, what-if scores and the total of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion, Offer, Side
from rabrong.agreements.pages.negotiation_checks import Check, row_checks, sum_check
from rabrong.agreements.pages.negotiation_lines import (
    MARKS,
    Batch,
    LineView,
    batches_of,
    changes_of,
    offer_words,
    read_line,
    typed_line,
)
from rabrong.agreements.pages.negotiation_parts import (
    PastCell,
    ScoreCell,
    StateCell,
    band_at,
    expected_short,
    expected_words,
    past_cells,
    state_of,
    trend_of,
    trend_words,
)
from rabrong.agreements.queries.negotiation import Book
from rabrong.agreements.rules.negotiation_lines import (
    CAMPS,
    FORECAST,
    Camp,
    Seats,
    camp_of,
    expected_of,
    known_in,
    line_of,
    seats_of,
    with_typing,
)
from rabrong.agreements.rules.negotiation_typed import TypedTable, same_terms
from rabrong.agreements.rules.what_if import Line, reckon
from rabrong.charts import Svg
from rabrong.scoring.exact import added
from rabrong.scoring.scorecard import Scorecard
from rabrong.ui.numbers import at_most, bare, change
from rabrong.ui.words import in_language

PLACES = 4
BATCHES = 6


@dataclass(frozen=True, slots=True)
class Typing:
    """Who types and what: in the name of a party, only rows that `may_type` allows; `typed` is None before the first
    key, `stale` are offers that came in between."""

    side: Side
    may_type: Callable[[IndicatorVersion], bool]
    typed: TypedTable | None = None
    stale: Mapping[int, Offer] | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the table."""

    pk: int
    code: str
    name: str
    past: tuple[PastCell, ...]
    trend_words: str
    expected: str
    ahead: str
    trend: Svg
    lines: tuple[LineView, ...]
    state: StateCell
    newest: int
    is_changed: bool
    is_equal: bool
    stale: str = ""


@dataclass(frozen=True, slots=True)
class TotalView:
    """A camp's total in every column, and of which weight."""

    camp: Camp
    name: str
    weight: str
    is_full: bool
    scores: tuple[ScoreCell, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table. `difference` is the other camp's total less the own as expected, as displayed."""

    rows: tuple[RowView, ...]
    years: tuple[str, ...]
    columns: tuple[str, ...]
    points: tuple[str, ...]
    totals: tuple[TotalView, ...]
    difference: str
    checks: tuple[Check, ...]
    changes: tuple[str, ...]
    batches: tuple[Batch, ...]


def table_of(book: Book, typing: Typing | None, *, is_whole: bool = True) -> Table:
    """The table for a reader; without `typing` nothing can be typed. Totals and sums only for who reads all rows."""
    seats = seated(book, typing)
    camp = None if typing is None else camp_of(typing.side)
    sheet = sheet_of(book, seats, camp)
    rows = tuple(_row(sheet, each, typing) for each in seats)
    totals = tuple(total_view(sheet, each) for each in CAMPS) if is_whole else ()
    sums = [sum_check(str(MARKS[each]), sheet.weights(each)) for each in CAMPS] if is_whole else []
    return Table(
        rows=rows,
        years=tuple(bare(year) for year in book.years),
        columns=tuple(_column_name(book, column) for column in sheet.columns),
        points=tuple(at_most(point, PLACES) for point in book.rules.scale.points),
        totals=totals,
        difference=_difference(totals),
        checks=(*sums, *row_checks(book, seats)),
        changes=tuple(change for each in seats for change in changes_of(each, book.rules.scale)),
        batches=tuple(batches_of((offer for row in book.rows for offer in row.offers), BATCHES)),
    )


def seated(book: Book, typing: Typing | None) -> list[Seats]:
    """Both camps of every row, and what is typed into those that this reader types into."""
    found = []
    for row in book.rows:
        seats = seats_of(row)
        if typing is not None and typing.may_type(row.version):
            cells = None if typing.typed is None else typing.typed.rows.get(row.version.pk)
            seats = with_typing(seats, typing.side, cells, book.rules.scale)
        found.append(seats)
    return found


class Sheet:
    """The scorecards of both camps in every column, reckoned once."""

    def __init__(self, book: Book, seats: Sequence[Seats], typing: Camp | None) -> None:
        self.book, self.seats, self.typing = book, seats, typing
        self.scale = book.rules.scale
        self.columns = (*book.years, FORECAST)
        rows = [each.row for each in seats]
        self.lines = {camp: [line_of(each, camp, typing, self.scale) for each in seats] for camp in CAMPS}
        known = {column: known_in(book, rows, column) for column in self.columns}
        self.cards = {
            (camp, column): reckon(self.lines[camp], known[column], self.scale)
            for camp in CAMPS
            for column in self.columns
        }

    def card(self, camp: Camp, column: int) -> Scorecard:
        """A camp's scorecard in a column."""
        return self.cards[camp, column]

    def line(self, camp: Camp, code: str) -> Line:
        """A camp's line of an indicator."""
        return next(line for line in self.lines[camp] if line.code == code)

    def scores(self, camp: Camp, code: str) -> tuple[ScoreCell, ...]:
        """A camp's points of an indicator in every column."""
        return tuple(self._score(camp, code, column) for column in self.columns)

    def _score(self, camp: Camp, code: str, column: int) -> ScoreCell:
        line = next(each for each in self.card(camp, column).lines if each.code == code)
        return ScoreCell(_column_name(self.book, column), line.score, band_at(self.scale, line.score))

    def weights(self, camp: Camp) -> list[Decimal | None]:
        """A camp's weights."""
        return [line.weight for line in self.lines[camp]]


def sheet_of(book: Book, seats: Sequence[Seats], typing: Camp | None) -> Sheet:
    """The scorecards of both camps, with what is typed in one of them."""
    return Sheet(book, seats, typing)


def _column_name(book: Book, column: int) -> str:
    return gettext("คาด %(year)s") % {"year": bare(book.agreement.year_id)} if column == FORECAST else bare(column)


def _row(sheet: Sheet, seats: Seats, typing: Typing | None) -> RowView:
    row, code = seats.row, seats.row.version.code
    shown = _camps_shown(seats, sheet.typing)
    criteria = [sheet.line(camp, code).criterion for camp in shown]
    expected = expected_of(row, sheet.book.agreement.year_id)
    stale = None if typing is None or typing.stale is None else typing.stale.get(row.version.pk)
    return RowView(
        pk=row.version.pk,
        code=code,
        name=wording_of(seats),
        past=past_cells(sheet.book, row, criteria[0]),
        trend_words=trend_words(row),
        expected=expected_words(expected),
        ahead=expected_short(expected),
        trend=trend_of(sheet.book, row, criteria, [str(MARKS[camp]) for camp in shown]),
        lines=tuple(_line(sheet, seats, camp) for camp in shown),
        state=state_of(seats, sheet.scale),
        newest=seats.newest,
        is_changed=seats.is_changed,
        is_equal=len(shown) == 1 and seats.other is not None,
        stale="" if stale is None else offer_words(stale, sheet.scale),
    )


def wording_of(seats: Seats) -> str:
    """The name as the own camp words it; in the language of the page where it is still the year's."""
    wording, version = seats.own.proposal.wording, seats.row.version
    return in_language(version, "name") if wording == version.name else wording


def _camps_shown(seats: Seats, typing: Camp | None) -> tuple[Camp, ...]:
    """The camp that speaks and the one typed into; both wanting the same is one line."""
    typed = typing if seats.read is not None else None
    if seats.other is None:
        return ("own",) if typed != "other" else CAMPS
    is_same = same_terms(seats.own.proposal, seats.other.proposal)
    return ("own",) if is_same and typed != "other" else CAMPS


def _line(sheet: Sheet, seats: Seats, camp: Camp) -> LineView:
    is_typed = camp == sheet.typing and seats.read is not None
    scores = sheet.scores(camp, seats.row.version.code)
    return typed_line(seats, camp, scores, sheet.scale) if is_typed else read_line(seats, camp, scores, sheet.scale)


def total_view(sheet: Sheet, camp: Camp) -> TotalView:
    """A camp's total."""
    total = added(weight for weight in sheet.weights(camp) if weight is not None)
    cards = [sheet.card(camp, column) for column in sheet.columns]
    scores = tuple(
        ScoreCell(_column_name(sheet.book, column), card.total, band_at(sheet.scale, card.total))
        for column, card in zip(sheet.columns, cards, strict=True)
    )
    counted = " · ".join(
        f"{_column_name(sheet.book, column)}: {at_most(card.counted_weight, PLACES)}"
        for column, card in zip(sheet.columns, cards, strict=True)
    )
    return TotalView(camp, _camp_name(sheet, camp), at_most(total, PLACES), total == 100, scores, counted)


def _camp_name(sheet: Sheet, camp: Camp) -> str:
    if camp == "own":
        return in_language(sheet.book.agreement.unit, "name")
    sides = [each.other.offer.side for each in sheet.seats if each.other is not None and each.other.offer is not None]
    return str(Side(sides[0]).label) if sides else gettext("อีกฝ่าย")


def _difference(totals: Sequence[TotalView]) -> str:
    """As anybody would take one displayed total from the other."""
    shown = [total.scores[-1].value for total in totals]
    if len(shown) != 2 or shown[0] is None or shown[1] is None:
        return ""
    return change(shown[1] - shown[0], PLACES)
