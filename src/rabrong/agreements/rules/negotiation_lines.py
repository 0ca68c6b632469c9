"""Who wants what of an indicator: the present line of each camp, what is typed over it, and how far they are apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rabrong.agreements.models import Offer, Side
from rabrong.agreements.queries.negotiation import Book, Row, counting
from rabrong.agreements.queries.scoring import criteria_of
from rabrong.agreements.rules.negotiation import OWN_SIDES, Proposal, placing_of, proposal_of
from rabrong.agreements.rules.negotiation_typed import ReadRow, TypedRow, proposed, read_row, same_terms, typed_row
from rabrong.agreements.rules.what_if import Known, Line, carried_on
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import Number
from rabrong.scoring.scale import Scale

Camp = Literal["own", "other"]
CAMPS: tuple[Camp, ...] = ("own", "other")
FORECAST = 0
"""The column of the forecast stands beside those of the years."""

Standing = Literal["unoffered", "waiting", "apart", "equal", "agreed"]


@dataclass(frozen=True, slots=True)
class Party:
    """What a camp wants now; without an offer it is what the agreement holds so far."""

    proposal: Proposal
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class Seats:
    """A row with both camps. `typed` and `read` are the line that is typed into, `base` what it began from; None where
    this reader types into nothing of the row. `wanted` is what is typed, where nothing is wrong with it; `is_changed`
    whether it differs from what it began from, or cannot be read."""

    row: Row
    own: Party
    other: Party | None
    agreed: Offer | None
    base: Party | None = None
    typed: TypedRow | None = None
    read: ReadRow | None = None
    wanted: Proposal | None = None
    is_changed: bool = False

    @property
    def newest(self) -> int:
        """The number of the newest offer; 0 where there is none."""
        return max((offer.number for offer in self.row.offers), default=0)


def camp_of(side: str) -> Camp:
    """Which camp a party belongs to."""
    return "own" if side in OWN_SIDES else "other"


def drafted(row: Row) -> Proposal:
    """What the agreement holds so far, as copied or written."""
    version, item = row.version, row.item
    if item is None:
        return Proposal(version.name, Decimal(0), None, version.criteria, placing_of(version))
    weight = next((item.weights[str(round_)] for round_ in reversed(ROUNDS) if str(round_) in item.weights), "0")
    criteria = criteria_of(version, item, ROUNDS[0])
    return Proposal(version.name, Decimal(weight), item.target, criteria, placing_of(version))


def seats_of(row: Row) -> Seats:
    """Both camps of a row."""
    newest = {camp: offer for offer in row.offers for camp in CAMPS if camp_of(offer.side) == camp}
    own, other = newest.get("own"), newest.get("other")
    return Seats(
        row=row,
        own=Party(drafted(row) if own is None else proposal_of(own), own),
        other=None if other is None else Party(proposal_of(other), other),
        agreed=counting(row.offers).get(row.version.pk),
    )


def with_typing(seats: Seats, side: Side, typed: TypedRow | None, scale: Scale) -> Seats:
    """A row with a line to type into; `typed` is None where nothing has been typed yet."""
    base = _base(seats, side)
    cells = typed or typed_row(base.proposal, scale)
    return with_read(replace(seats, base=base, typed=cells), read_row(cells, base.proposal, scale))


def with_read(seats: Seats, read: ReadRow) -> Seats:
    """A row whose typed line is read."""
    assert seats.base is not None  # with_typing has set it
    wanted = proposed(read, seats.base.proposal)
    is_changed = wanted is None or not same_terms(wanted, seats.base.proposal)
    return replace(seats, read=read, wanted=wanted, is_changed=is_changed)


def _base(seats: Seats, side: Side) -> Party:
    """The last offer of the party, else of its camp, else what the own camp wants."""
    own_last = [offer for offer in seats.row.offers if offer.side == side]
    if own_last:
        return Party(proposal_of(own_last[-1]), own_last[-1])
    if camp_of(side) == "own":
        return seats.own
    return seats.other or Party(seats.own.proposal, None)


def is_to_offer(seats: Seats, side: Side) -> bool:
    """Whether a row is put on the table: what changed, and of the own camp what has never been offered."""
    return seats.read is not None and (seats.is_changed or (camp_of(side) == "own" and seats.own.offer is None))


def standing_of(seats: Seats) -> Standing:
    """How far the camps are on a row, by what has been offered."""
    if seats.agreed is not None and seats.agreed.number == seats.newest:
        return "agreed"
    if seats.own.offer is None and seats.other is None:
        return "unoffered"
    if seats.other is None or seats.own.offer is None:
        return "agreed" if seats.agreed is not None else "waiting"
    return "equal" if same_terms(seats.own.proposal, seats.other.proposal) else "apart"


def line_of(seats: Seats, camp: Camp, typing: Camp | None, scale: Scale) -> Line:
    """A camp's line to reckon with: typed where it is typed into; the other camp has not spoken: what the own wants."""
    code = seats.row.version.code
    if camp == typing and seats.read is not None:
        return Line(code, seats.read.weight, seats.read.criterion)
    party = seats.own if camp == "own" or seats.other is None else seats.other
    if camp == "other" and seats.other is None and typing == "own" and seats.read is not None:
        return Line(code, seats.read.weight, seats.read.criterion)
    read = read_row(typed_row(party.proposal, scale), party.proposal, scale)
    return Line(code, party.proposal.weight, read.criterion)


def series_of(row: Row) -> dict[int, Number]:
    """The results of whole years, oldest first."""
    return {year: past.value for year, past in sorted(row.past.items()) if past.value is not None}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a row is expected to come to: entered, else the trend carried on."""

    value: Number
    is_entered: bool
    source: str = ""


CARRIED_ON = ("levels", "bands", "mixed", "average", "score")
"""Criteria of one quantity: its trend can be carried on."""


def expected_of(row: Row, year: int) -> Expected | None:
    """The forecast of a row; None where nothing is entered and no trend is known."""
    if row.forecast is not None:
        return Expected(row.forecast.value, is_entered=True, source=row.forecast.source)
    onward = carried_on(series_of(row), year) if _kind(row) in CARRIED_ON else None
    return None if onward is None else Expected(onward, is_entered=False)


def known_in(book: Book, rows: Iterable[Row], column: int) -> dict[str, Known]:
    """Code -> the result of a year, or what is expected."""
    found = {row.version.code: _known(row, column, book.agreement.year_id) for row in rows}
    return {code: known for code, known in found.items() if known is not None}


def _known(row: Row, column: int, year: int) -> Known | None:
    if column == FORECAST:
        expected = expected_of(row, year)
        return None if expected is None else Known(expected.value, _as_score(expected))
    past = row.past.get(column)
    if past is not None and past.value is not None:
        return Known(past.value, past.score)
    return running_result(row) if column == year - 1 else None


BY_SCORE = ("composite", "weighted_steps", "score")
"""Criteria of several parts and judged ones: what is kept of a year is its score."""


def running_result(row: Row) -> Known | None:
    """What the year that still runs has come to so far; None where it is no single number."""
    if row.latest is None:
        return None
    value = row.latest.score if _kind(row) in BY_SCORE else row.latest.value
    return None if value is None else Known(value, row.latest.score)


def _kind(row: Row) -> str:
    criteria = row.version.criteria
    return str(criteria.get("kind", "")) if isinstance(criteria, Mapping) else ""


def _as_score(expected: Expected) -> Decimal | None:
    """Of criteria of several parts somebody enters the score that is expected."""
    return expected.value if isinstance(expected.value, Decimal) and expected.is_entered else None
