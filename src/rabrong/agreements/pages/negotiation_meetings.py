"""Meetings in a list, the offers one brought, and what two of them brought beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rabrong.agreements.models import Agreement, Meeting, MeetingKind, Offer, Side
from rabrong.agreements.pages.negotiation_criteria import criteria_summary
from rabrong.agreements.pages.negotiation_lines import MARKS
from rabrong.agreements.pages.negotiation_rounds import deadline_words
from rabrong.agreements.rules.negotiation import proposal_of
from rabrong.agreements.rules.negotiation_lines import camp_of
from rabrong.agreements.rules.negotiation_typed import same_terms
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting or letter of the list."""

    meeting: Meeting
    kind: str
    deadline: str


def meeting_rows(agreement: Agreement, meetings: Sequence[Meeting]) -> list[MeetingRow]:
    """Newest first."""
    return [
        MeetingRow(
            each,
            str(MeetingKind(each.kind).label),
            deadline_words(agreement, each) if each.kind == MeetingKind.NOTIFIED else "",
        )
        for each in reversed(meetings)
    ]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in one line; `may_be_agreed` for the last one on its indicator that the meeting brought."""

    offer: Offer
    mark: str
    side: str
    values: str
    weight: str
    target: str
    may_be_agreed: bool


def offer_rows(offers: Iterable[Offer], last: Iterable[Offer], scale: Scale) -> list[OfferRow]:
    """The offers of a meeting in the order of the indicators."""
    newest = {offer.indicator_id: offer.pk for offer in sorted(last, key=lambda offer: offer.number)}
    return [_offer_row(offer, scale, may_be_agreed=newest.get(offer.indicator_id) == offer.pk) for offer in offers]


def _offer_row(offer: Offer, scale: Scale, *, may_be_agreed: bool) -> OfferRow:
    return OfferRow(
        offer=offer,
        mark=str(MARKS[camp_of(offer.side)]),
        side=str(Side(offer.side).label),
        values=criteria_summary(proposal_of(offer), scale),
        weight=f"{plain(offer.weight)}%",
        target="-" if offer.target is None else plain(offer.target),
        may_be_agreed=may_be_agreed,
    )


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """An indicator with what either meeting brought on it."""

    code: str
    name: str
    first: tuple[OfferRow, ...]
    second: tuple[OfferRow, ...]
    is_same: bool


def compared_meetings(first: Sequence[Offer], second: Sequence[Offer], scale: Scale) -> list[ComparedRow]:
    """Every indicator that one of the meetings brought something on."""
    offers = sorted([*first, *second], key=lambda offer: (offer.indicator.position, offer.indicator_id))
    versions = {offer.indicator_id: offer.indicator for offer in offers}
    rows = []
    for pk, version in versions.items():
        sides = [
            tuple(_offer_row(offer, scale, may_be_agreed=False) for offer in each if offer.indicator_id == pk)
            for each in (first, second)
        ]
        is_same = _are_same(*sides)
        rows.append(ComparedRow(version.code, in_language(version, "name"), sides[0], sides[1], is_same))
    return rows


def _are_same(first: Sequence[OfferRow], second: Sequence[OfferRow]) -> bool:
    """Whether both meetings brought the same offers, to the last step of their criteria."""
    pairs = zip(first, second, strict=False)
    return len(first) == len(second) and all(
        same_terms(proposal_of(one.offer), proposal_of(two.offer)) for one, two in pairs
    )
