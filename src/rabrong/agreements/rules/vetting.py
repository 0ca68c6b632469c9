"""Vetting: is the text that is to be signed the one that was agreed, field by field. Pure, from text to findings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from rabrong.agreements.content import without_english
from rabrong.agreements.models import Offer
from rabrong.agreements.rules.negotiation import Proposal, proposal_of
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import added, plain

FULL = Decimal(100)
Content = Mapping[str, Any]
"""A parsed canonical text, see content.py."""
Place = Literal["code", "aspect", "wording", "measure", "starts", "cancelled", "weight", "target", "criteria"]
PLACED: tuple[Place, ...] = ("code", "aspect", "measure", "starts", "cancelled")
UNKNOWN = object()
"""What an offer from before it was kept says of where its indicator is placed: nothing, so that nothing is proven."""
ItemState = Literal["same", "differs", "no_offer", "no_item"]


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """One field: what was agreed and what is to be signed. `round` is 0 where the field is the same in all rounds."""

    place: Place
    round: int
    agreed: object
    to_sign: object

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.agreed == self.to_sign


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """An indicator of the text, or an agreed one that is not in it."""

    code: str
    name: str
    state: ItemState
    fields: tuple[FieldCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class SumCheck:
    """What weights add up to in a round against what they should; `aspect` is empty for the whole."""

    aspect: str
    name: str
    round: int
    declared: Decimal
    sum: Decimal

    @property
    def is_same(self) -> bool:
        """Whether they add up."""
        return self.declared == self.sum


@dataclass(frozen=True, slots=True)
class Vetting:
    """The whole proof."""

    items: tuple[ItemCheck, ...]
    sums: tuple[SumCheck, ...]

    @property
    def is_proven(self) -> bool:
        """Whether nothing differs; a text without indicators proves nothing."""
        return bool(self.items) and not self.differences

    @property
    def is_full(self) -> bool:
        """Whether the weights of the whole add up to 100 in every round."""
        return all(each.is_same for each in self.sums if not each.aspect)

    @property
    def off_framework(self) -> tuple[SumCheck, ...]:
        """The aspects whose indicators do not add up to what is declared."""
        return tuple(each for each in self.sums if each.aspect and not each.is_same)

    @property
    def differences(self) -> int:
        """How many indicators and sums differ."""
        items = sum(1 for item in self.items if item.state != "same")
        return items + sum(1 for each in self.sums if not each.is_same)


def vetting_of(text: str, agreed: Mapping[int, Offer]) -> Vetting:
    """A canonical text against the agreed offers, which are by id of the indicator's version."""
    return vetted(json.loads(text), {offer.indicator.code: proposal_of(offer) for offer in agreed.values()})


def vetted(content: Content, agreed: Mapping[str, Proposal]) -> Vetting:
    """The text to be signed against the agreed offers by code."""
    rows = {str(row["code"]): row for row in content["indicators"]}
    items = [_item(row, agreed.get(code)) for code, row in rows.items()]
    missing = [ItemCheck(code, each.wording, "no_item") for code, each in agreed.items() if code not in rows]
    return Vetting((*items, *missing), (*_whole_sums(content), *_aspect_sums(content)))


def _item(row: Mapping[str, Any], agreed: Proposal | None) -> ItemCheck:
    code, name = str(row["code"]), str(row["name"])
    if agreed is None:
        return ItemCheck(code, name, "no_offer")
    fields = tuple(_fields(row, agreed))
    return ItemCheck(code, name, "same" if all(field.is_same for field in fields) else "differs", fields)


def _fields(row: Mapping[str, Any], agreed: Proposal) -> Iterator[FieldCheck]:
    yield FieldCheck("wording", 0, agreed.wording, row["name"])
    for place in PLACED:
        yield FieldCheck(place, 0, getattr(agreed.placing, place, UNKNOWN), row[place])
    for round_ in ROUNDS:
        yield FieldCheck("weight", round_, plain(agreed.weight), row["weights"].get(str(round_), ""))
    yield FieldCheck("target", 0, "" if agreed.target is None else plain(agreed.target), row["target"])
    yield FieldCheck("criteria", 0, without_english(agreed.criteria), row["criteria"])


def _whole_sums(content: Content) -> Iterator[SumCheck]:
    for round_ in ROUNDS:
        yield SumCheck("", "", round_, FULL, _sum(content["indicators"], round_, FULL))


def _aspect_sums(content: Content) -> Iterator[SumCheck]:
    """Only those parts of the framework that declare a weight and have indicators below them."""
    for aspect in content["framework"]:
        below = _below(content["framework"], str(aspect["code"]))
        rows = [row for row in content["indicators"] if row["aspect"] in below]
        for round_, text in aspect["weights"].items():
            if rows:
                name, declared = str(aspect["name"]), Decimal(text)
                yield SumCheck(str(aspect["code"]), name, int(round_), declared, _sum(rows, int(round_), declared))


def _below(framework: Sequence[Mapping[str, Any]], code: str) -> set[str]:
    """An aspect and everything below it."""
    inner = (_below(framework, str(each["code"])) for each in framework if each["under"] == code)
    return {code}.union(*inner)


def _sum(rows: Sequence[Mapping[str, Any]], round_: int, declared: Decimal) -> Decimal:
    """What is cancelled leaves the divisor, or its weight is shared out among the others: either comes to what is
    declared. What starts in a later round has its weight from the beginning."""
    left = [row for row in rows if row["cancelled"] is None or round_ < int(row["cancelled"])]
    counted = _weight_of(left, round_)
    return counted if counted == declared or len(left) == len(rows) else _weight_of(rows, round_)


def _weight_of(rows: Sequence[Mapping[str, Any]], round_: int) -> Decimal:
    return added(Decimal(row["weights"].get(str(round_), "0")) for row in rows)
