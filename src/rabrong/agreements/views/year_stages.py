"""What the pages of the year need from stages above them, which they may not import."""

from dataclasses import dataclass, field

from rabrong.agreements.actions.exchange import Later
from rabrong.agreements.actions.years import HandOver, hand_over_nothing
from rabrong.agreements.importing.kinds import SheetKind
from rabrong.agreements.queries.exchange import OwnersOf, without_owners


@dataclass(frozen=True, slots=True)
class Stages:
    """Reading the Owner-Supporter table, carrying over into a new year, handing over the results of one that closes,
    kinds of sheets of their own."""

    owners_of: OwnersOf = without_owners
    later: Later = field(default_factory=Later)
    hand_over: HandOver = hand_over_nothing
    sheets: tuple[SheetKind, ...] = ()
