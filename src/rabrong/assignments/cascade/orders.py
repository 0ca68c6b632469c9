"""What a cascade is asked to do, as a value and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from rabrong.scoring.allocation import Moving
from rabrong.scoring.exact import plain

Method = Literal["same", "split", "own"]
By = Literal["equal", "past", "column", "hand"]

METHODS: tuple[Method, ...] = ("same", "split", "own")
SHARED_BY: tuple[By, ...] = ("equal", "past", "column", "hand")


@dataclass(frozen=True, slots=True)
class Way:
    """How one indicator passes down; `weight` is the child's, "" for the parent's weights."""

    code: str
    method: Method = "same"
    by: By = "equal"
    moving: Moving = "scaled"
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who receives: kinds of units, below some regions or units where such are named; units and people by code."""

    kinds: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """What was set by hand for one receiver and indicator; "" and nothing leave it to the way."""

    target: str = ""
    weight: str = ""
    levels: tuple[str, ...] = ()


Place = tuple[str, str]
"""Receiver (the unit's code, or ~ and the person's) and indicator code."""


@dataclass(frozen=True, slots=True)
class Order:
    """A whole cascade. `column` are figures by receiver with their source; `accepts_gaps` that a sum may not meet."""

    ways: tuple[Way, ...]
    receivers: Receivers
    on: date
    column: Mapping[str, Decimal] = field(default_factory=dict)
    source: str = ""
    by_hand: Mapping[Place, Own] = field(default_factory=dict)
    accepts_gaps: bool = False


def stored(order: Order) -> dict[str, Any]:
    """As JSON."""
    receivers = order.receivers
    return {
        "ways": [[way.code, way.method, way.by, way.moving, way.weight] for way in order.ways],
        "receivers": [list(receivers.kinds), list(receivers.under), list(receivers.codes), list(receivers.people)],
        "on": order.on.isoformat(),
        "column": {key: plain(value) for key, value in order.column.items()},
        "source": order.source,
        "by_hand": [[*place, own.target, own.weight, list(own.levels)] for place, own in order.by_hand.items()],
        "accepts_gaps": order.accepts_gaps,
    }


def order_in(data: Mapping[str, Any]) -> Order:
    """What was stored."""
    kinds, under, codes, people = map(tuple, data["receivers"])
    return Order(
        ways=tuple(
            Way(code, cast(Method, method), cast(By, by), cast(Moving, moving), weight)
            for code, method, by, moving, weight in data["ways"]
        ),
        receivers=Receivers(kinds, under, codes, people),
        on=date.fromisoformat(data["on"]),
        column={key: Decimal(value) for key, value in data["column"].items()},
        source=data["source"],
        by_hand={
            (who, code): Own(target, weight, tuple(levels)) for who, code, target, weight, levels in data["by_hand"]
        },
        accepts_gaps=data["accepts_gaps"],
    )
