"""A line of a negotiation row: what one camp wants, typed into or read, and an offer in a few words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import Offer, Side
from rabrong.agreements.pages.criteria_table import CriteriaRow
from rabrong.agreements.pages.negotiation_criteria import criteria_summary, criteria_table, criteria_words
from rabrong.agreements.pages.negotiation_parts import ScoreCell
from rabrong.agreements.rules.negotiation import proposal_of
from rabrong.agreements.rules.negotiation_lines import Camp, Party, Seats, camp_of
from rabrong.agreements.rules.negotiation_typed import Place, typed_row
from rabrong.agreements.wording.negotiation import fault_words
from rabrong.scoring.absence import Fault
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import bare

MARKS: Mapping[Camp, str | Promise] = {"own": _("ก"), "other": _("ข")}
"""The sign of each camp in a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a line; a typed one has a name and perhaps a fault. `differs` from the other camp."""

    text: str
    name: str = ""
    label: str = ""
    fault: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """What one camp wants of an indicator. `said` names the offer; without levels `criteria` says in one line what they
    are, `table` every step or part, `words` the same in one text."""

    camp: Camp
    mark: str
    said: str
    is_typed: bool
    levels: tuple[Cell, ...]
    criteria: str
    weight: Cell
    target: Cell
    scores: tuple[ScoreCell, ...]
    table: tuple[CriteriaRow, ...] = ()
    words: str = ""


Cells = tuple[tuple[Cell, ...], Cell, Cell]


def typed_line(seats: Seats, camp: Camp, scores: tuple[ScoreCell, ...], scale: Scale) -> LineView:
    """The line that is typed into."""
    return _line(seats, camp, _typed_cells(seats), scores, scale)


def read_line(seats: Seats, camp: Camp, scores: tuple[ScoreCell, ...], scale: Scale) -> LineView:
    """A line as it was offered, with what differs from the other camp."""
    against = _party(seats, "other" if camp == "own" else "own")
    return _line(seats, camp, _read_cells(_party(seats, camp), against, scale), scores, scale)


def _line(seats: Seats, camp: Camp, cells: Cells, scores: tuple[ScoreCell, ...], scale: Scale) -> LineView:
    party = _party(seats, camp)
    return LineView(
        camp=camp,
        mark=str(MARKS[camp]),
        said=_said(party, seats, camp),
        is_typed=bool(cells[1].name),
        levels=cells[0],
        criteria="" if cells[0] else criteria_summary(party.proposal, scale),
        weight=cells[1],
        target=cells[2],
        scores=scores,
        table=() if cells[0] else criteria_table(party.proposal, scale),
        words="" if cells[0] else criteria_words(party.proposal, scale),
    )


def _party(seats: Seats, camp: Camp) -> Party:
    return seats.own if camp == "own" or seats.other is None else seats.other


def _typed_cells(seats: Seats) -> Cells:
    assert seats.typed is not None  # asked before
    assert seats.read is not None  # asked before
    pk, code, faults = seats.row.version.pk, seats.row.version.code, seats.read.faults
    levels = tuple(
        Cell(
            text,
            f"at-{pk}",
            gettext("%(code)s ระดับ %(level)s") % {"code": code, "level": bare(at + 1)},
            _fault(faults, ("at", at)),
        )
        for at, text in enumerate(seats.typed.at)
    )
    weight_label = gettext("%(code)s น้ำหนัก") % {"code": code}
    target_label = gettext("%(code)s ค่าเป้าหมาย") % {"code": code}
    return (
        levels,
        Cell(seats.typed.weight, f"weight-{pk}", weight_label, _fault(faults, ("weight", -1))),
        Cell(seats.typed.target, f"target-{pk}", target_label, _fault(faults, ("target", -1))),
    )


def _fault(faults: Mapping[Place, Fault], place: Place) -> str:
    return fault_words(faults[place]) if place in faults else ""


def _read_cells(party: Party, against: Party, scale: Scale) -> Cells:
    own, other = typed_row(party.proposal, scale), typed_row(against.proposal, scale)
    padded = (*other.at, *[""] * len(own.at))
    levels = tuple(Cell(text, differs=text != padded[at]) for at, text in enumerate(own.at))
    return (
        levels,
        Cell(own.weight, differs=own.weight != other.weight),
        Cell(own.target, differs=own.target != other.target),
    )


def _said(party: Party, seats: Seats, camp: Camp) -> str:
    if party.offer is None or (camp == "other" and seats.other is None):
        return gettext("ตามร่าง") if camp == "own" else gettext("ยังไม่มีข้อเสนอ")
    terms = {"number": bare(party.offer.number), "side": str(Side(party.offer.side).label)}
    return gettext("ข้อเสนอที่ %(number)s · %(side)s") % terms


def offer_words(offer: Offer, scale: Scale) -> str:
    """An offer in one line: who, how much, which levels."""
    terms = {
        "number": bare(offer.number),
        "side": str(Side(offer.side).label),
        "levels": criteria_summary(proposal_of(offer), scale),
        "weight": plain(offer.weight),
    }
    return gettext("ข้อเสนอที่ %(number)s ของ%(side)s: %(levels)s น้ำหนัก %(weight)s%%") % terms


def changes_of(seats: Seats, scale: Scale) -> list[str]:
    """What is typed over the line it began from, value by value."""
    if seats.base is None or seats.typed is None or not seats.is_changed:
        return []
    before, after, code = typed_row(seats.base.proposal, scale), seats.typed, seats.row.version.code
    levels = [
        gettext("%(code)s ระดับ %(level)s: %(before)s → %(after)s")
        % {"code": code, "level": bare(at), "before": one or "-", "after": two or "-"}
        for at, (one, two) in enumerate(zip(before.at, after.at, strict=False), start=1)
        if one != two
    ]
    terms = {"code": code, "before": before.weight, "after": after.weight}
    if before.weight != after.weight:
        levels.append(gettext("%(code)s น้ำหนัก: %(before)s → %(after)s") % terms)
    terms |= {"before": before.target or "-", "after": after.target or "-"}
    if before.target != after.target:
        levels.append(gettext("%(code)s ค่าเป้าหมาย: %(before)s → %(after)s") % terms)
    return levels


@dataclass(frozen=True, slots=True)
class Batch:
    """Offers that one party made at one time."""

    at: datetime
    side: str
    camp: Camp
    mark: str
    by: str
    codes: str


def batches_of(offers: Iterable[Offer], most: int) -> list[Batch]:
    """The newest offers, those made together in one line."""
    made: dict[tuple[datetime, str], list[Offer]] = {}
    for offer in offers:
        made.setdefault((offer.at, offer.side), []).append(offer)
    newest = sorted(made.items(), key=lambda pair: pair[0][0], reverse=True)[:most]
    return [
        Batch(
            at=at,
            side=str(Side(side).label),
            camp=camp_of(side),
            mark=str(MARKS[camp_of(side)]),
            by=str(given[0].by),
            codes=", ".join(offer.indicator.code for offer in given),
        )
        for (at, side), given in newest
    ]
