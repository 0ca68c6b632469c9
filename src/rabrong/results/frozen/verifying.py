"""Does a closing still say what it said, and do its frozen numbers give its frozen digits again?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from rabrong.agreements.content import digest_of
from rabrong.results.frozen.computing import RESULT, Json, results_of
from rabrong.results.frozen.storing import head_of
from rabrong.results.models import RoundClosing


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: `kind` is "text" (it is not what its hash says), "head" (the whole is not) or "digits"."""

    kind: str
    whose: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """A closing, how many snapshots it holds, and what is wrong with it."""

    closing: RoundClosing
    count: int
    faults: tuple[Fault, ...]


def closings_verified() -> Iterator[Verified]:
    """Every closing there is, one after the other."""
    for closing in RoundClosing.objects.select_related("year"):
        yield verified(closing)


def verified(closing: RoundClosing) -> Verified:
    """One closing, computed anew from its own texts alone. Two queries."""
    rows = list(closing.snapshots.order_by("unit__code", "person__code").values_list(*FIELDS))
    faults = [Fault("text", _name(unit, person)) for unit, person, text, digest in rows if digest_of(text) != digest]
    digests = ((unit, person or "", digest) for unit, person, _, digest in rows)
    if head_of(closing.rules, digests) != closing.digest:
        faults.append(Fault("head"))
    units = [json.loads(text) for _, _, text, _ in rows]
    faults += _digits(json.loads(closing.rules), units)
    return Verified(closing, len(rows), tuple(faults))


FIELDS = ("unit__code", "person__code", "content", "digest")


def _name(unit: str, person: str | None) -> str:
    return f"{unit} {person}" if person else unit


def _digits(rules: Json, units: list[Json]) -> Iterator[Fault]:
    for unit, result in zip(units, results_of(rules, units), strict=True):
        name = _name(unit["unit"], unit["person"])
        for part in RESULT:
            frozen, anew = unit[part], json.loads(json.dumps(result[part]))
            differing = [key for key in {*frozen, *anew} if frozen.get(key) != anew.get(key)]
            yield from (Fault("digits", name, f"{part} {key}") for key in sorted(differing))
