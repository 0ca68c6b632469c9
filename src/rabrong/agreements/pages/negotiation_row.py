"""One indicator of the negotiation: what-if while its line is typed, every offer, any two compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from rabrong.agreements.models import Offer, Side
from rabrong.agreements.pages.criteria_table import CriteriaRow, criteria_rows
from rabrong.agreements.pages.negotiation import TotalView, sheet_of, total_view
from rabrong.agreements.pages.negotiation_lines import MARKS
from rabrong.agreements.pages.negotiation_parts import ScoreCell, trend_of
from rabrong.agreements.pages.negotiation_rounds import meeting_words
from rabrong.agreements.queries.negotiation import Book, Row, counting
from rabrong.agreements.rules.criteria_editor import Read, criterion_of_data, read_typed, typed_of
from rabrong.agreements.rules.negotiation import Placing, Proposal, placing_of, proposal_of
from rabrong.agreements.rules.negotiation_lines import Camp, Party, Seats, camp_of, seats_of, with_read, with_typing
from rabrong.agreements.rules.negotiation_typed import Place, ReadRow, TypedOffer, read_target, read_weight
from rabrong.agreements.wording.negotiation import PLACES, fault_words, placing_words
from rabrong.charts import Svg
from rabrong.scoring.absence import Fault
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale
from rabrong.ui.dates import day
from rabrong.ui.numbers import bare, change
from rabrong.ui.words import language

SHOWN_PLACES = 4


def begun_with(seats: Seats, side: Side, scale: Scale) -> TypedOffer:
    """What the form shows before anything is typed: the last offer of the party or its camp."""
    base = with_typing(seats, side, None, scale).base or seats.own
    proposal = base.proposal
    return TypedOffer(
        wording=proposal.wording,
        weight=plain(proposal.weight),
        target="" if proposal.target is None else plain(proposal.target),
        criteria=typed_of(proposal.criteria),
        side=side,
        meeting=0,
        note="",
        seen=seats.newest,
        placing=proposal.placing or placing_of(seats.row.version),
    )


@dataclass(frozen=True, slots=True)
class ReadOffer:
    """A typed offer as read; `proposal` is None where something is wrong, `faults` by field are sentences."""

    row: ReadRow
    criteria: Read
    proposal: Proposal | None
    faults: dict[str, str]


def read_offer_form(typed: TypedOffer, scale: Scale) -> ReadOffer:
    """Everything typed of one indicator."""
    weight, target, criteria = read_weight(typed.weight), read_target(typed.target), read_typed(typed.criteria, scale)
    found: dict[Place, Fault] = {}
    if isinstance(weight, Fault):
        found["weight", -1] = weight
    if isinstance(target, Fault):
        found["target", -1] = target
    kept_weight = None if isinstance(weight, Fault) else weight
    kept_target = None if isinstance(target, Fault) else target
    row = ReadRow(kept_weight, kept_target, criteria.data, criteria.criterion, found)
    faults = {name: fault_words(fault) for (name, _), fault in found.items()}
    if not typed.wording:
        faults["wording"] = gettext("ต้องมีข้อความ")
    is_good = not faults and criteria.is_good
    if not is_good or kept_weight is None:
        return ReadOffer(row, criteria, None, faults)
    proposal = Proposal(typed.wording, kept_weight, kept_target, criteria.data, typed.placing)
    return ReadOffer(row, criteria, proposal, faults)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the typed line does: its points in every column, the total, and that total before the change."""

    columns: tuple[str, ...]
    scores: tuple[ScoreCell, ...]
    before: TotalView
    after: TotalView
    changes: tuple[str, ...]
    trend: Svg


def what_if_of(book: Book, row: Row, read: ReadOffer, side: Side) -> WhatIf:
    """The typed line among all others as they stand."""
    camp = camp_of(side)
    seats = [seats_of(each) for each in book.rows]
    before = sheet_of(book, seats, camp)
    typed = [_with_read(each, side, read.row, book.rules.scale) if each.row is row else each for each in seats]
    after = sheet_of(book, typed, camp)
    old, new = total_view(before, camp), total_view(after, camp)
    return WhatIf(
        columns=tuple(score.column for score in new.scores),
        scores=after.scores(camp, row.version.code),
        before=old,
        after=new,
        changes=tuple(_changed(one, two) for one, two in zip(old.scores, new.scores, strict=True)),
        trend=trend_of(book, row, [read.criteria.criterion], [str(MARKS[camp])]),
    )


def _with_read(seats: Seats, side: Side, read: ReadRow, scale: Scale) -> Seats:
    return with_read(with_typing(seats, side, None, scale), read)


def _changed(before: ScoreCell, after: ScoreCell) -> str:
    if before.value is None or after.value is None:
        return ""
    return change(after.value - before.value, SHOWN_PLACES)


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer in the list: newest first, `counts` is the one agreed last."""

    offer: Offer
    camp: Camp
    mark: str
    side: str
    meeting: str
    criteria: tuple[CriteriaRow, ...]
    agreed: str
    counts: bool
    differing: tuple[str, ...] = ()


def offer_views(row: Row, scale: Scale) -> list[OfferView]:
    """Every offer on an indicator, newest first."""
    chosen = counting(row.offers).get(row.version.pk)
    return [_offer_view(offer, scale, is_chosen=offer is chosen) for offer in reversed(row.offers)]


def _offer_view(offer: Offer, scale: Scale, *, is_chosen: bool) -> OfferView:
    criterion = criterion_of_data(offer.criteria, scale)
    agreed = ""
    if offer.agreed_at is not None:
        terms = {"day": day(offer.agreed_at, language()), "who": str(offer.agreed_by)}
        agreed = gettext("ตกลงแล้ว %(day)s · %(who)s") % terms
    return OfferView(
        offer=offer,
        camp=camp_of(offer.side),
        mark=str(MARKS[camp_of(offer.side)]),
        side=str(Side(offer.side).label),
        meeting=meeting_words(offer.meeting),
        criteria=tuple(criteria_rows(criterion, scale)) if criterion is not None else (),
        agreed=agreed,
        counts=is_chosen,
        differing=tuple(_unlike_the_year(offer)),
    )


def _unlike_the_year(offer: Offer) -> Iterator[str]:
    """What an offer says of measure and rounds, where the year says something else."""
    placing = proposal_of(offer).placing
    if placing is None:
        return
    pairs = zip(placing_said(placing), placing_said(placing_of(offer.indicator)), strict=True)
    yield from (f"{name}: {said[0]}" for (name, said), (_, now) in pairs if said != now)


def placing_said(placing: Placing | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is measured in what and in which rounds, as far as an offer says it."""
    wanted = (None, None, None) if placing is None else (placing.measure, placing.starts, placing.cancelled)
    for name, value in zip(("measure", "starts", "cancelled"), wanted, strict=True):
        yield str(PLACES[name]), ("-" if placing is None else placing_words(name, value),)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A field of two offers beside each other."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.first == self.second


def compared(book: Book, row: Row, offers: Sequence[Offer]) -> list[ComparedLine]:
    """Two offers field by field, with what each would have scored."""
    first, second = (_said(book, row, offer) for offer in offers)
    return [ComparedLine(name, one, two) for (name, one), (_, two) in zip(first, second, strict=True)]


def _said(book: Book, row: Row, offer: Offer) -> Iterator[tuple[str, tuple[str, ...]]]:
    scale = book.rules.scale
    criterion = criterion_of_data(offer.criteria, scale)
    rows = criteria_rows(criterion, scale) if criterion is not None else []
    yield str(PLACES["wording"]), (offer.wording,)
    yield from placing_said(proposal_of(offer).placing)
    yield str(PLACES["weight"]), (f"{plain(offer.weight)}%",)
    yield str(PLACES["target"]), ("-" if offer.target is None else plain(offer.target),)
    yield str(PLACES["criteria"]), tuple(f"{each.head}: {each.text}" for each in rows)
    for score in _scores(book, row, offer):
        yield (
            gettext("คะแนนถ้าได้ตาม %(column)s") % {"column": score.column},
            ("-" if score.value is None else plain(score.value),),
        )
    yield gettext("หมายเหตุ"), (offer.note or "-",)


def _scores(book: Book, row: Row, offer: Offer) -> tuple[ScoreCell, ...]:
    camp = camp_of(offer.side)
    party = Party(proposal_of(offer), offer)
    seats = replace(seats_of(row), own=party, other=party)
    return sheet_of(book, [seats], None).scores(camp, row.version.code)


def offer_name(offer: Offer) -> str:
    """An offer as it is called in lists."""
    terms = {"number": bare(offer.number), "side": str(Side(offer.side).label)}
    return gettext("ข้อเสนอที่ %(number)s · %(side)s") % terms
