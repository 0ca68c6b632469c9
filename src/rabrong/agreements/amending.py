"""What an amendment makes of the signed text: pure functions from one content (see content.py) to the next.

Only the rounds from the amendment's own on change; earlier rounds keep their weights, and their criteria stay in the
revision before.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any, Literal

from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.exact import plain

Content = Mapping[str, Any]
"""A parsed canonical text; its "indicators" are rows with code, weights, target, criteria, starts, cancelled."""
Field = Literal["name", "measure", "aspect", "target", "criteria", "weight"]
FIELDS: tuple[Field, ...] = ("name", "measure", "aspect", "target", "criteria", "weight")
WEIGHT_STEP = Decimal("0.01")
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is asked for: fields by indicator code, codes to cancel, rows to add, and how weights are shared out anew.

    `weights` is a whole new table by code; None shares what a cancelled indicator leaves, and what a new one takes,
    in proportion to the weights there are.
    """

    fields: Mapping[str, Mapping[Field, object]]
    cancelled: tuple[str, ...] = ()
    added: tuple[Mapping[str, Any], ...] = ()
    weights: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class AmendingFault:
    """Why a change cannot be made: a code and the indicator it is about."""

    code: str
    indicator: str = ""


def amended(content: Content, changes: Changes, from_round: Round) -> dict[str, Any] | AmendingFault:
    """The content as it counts from a round on, or the first thing that cannot be done."""
    fault = _fault(content, changes, from_round)
    if fault is not None:
        return fault
    new = deepcopy(dict(content))
    new["from_round"] = from_round
    rows = {row["code"]: row for row in new["indicators"]}
    for code, fields in changes.fields.items():
        for field, value in fields.items():
            _set(rows[code], field, value, from_round)
    for code in changes.cancelled:
        rows[code]["cancelled"] = from_round
    new["indicators"] += [_added(row, from_round) for row in changes.added]
    _share_out(new["indicators"], changes, from_round)
    new["indicators"].sort(key=lambda row: str(row["code"]))
    return new


def _fault(content: Content, changes: Changes, from_round: Round) -> AmendingFault | None:
    rows = {row["code"]: row for row in content["indicators"]}
    wanted = [*changes.fields, *changes.cancelled, *(changes.weights or ())]
    new_codes = [str(row["code"]) for row in changes.added]
    unknown = next((code for code in wanted if code not in rows and code not in new_codes), None)
    if unknown is not None:
        return AmendingFault("amend.unknown_indicator", unknown)
    twice = next((code for code in new_codes if code in rows or new_codes.count(code) > 1), None)
    if twice is not None:
        return AmendingFault("amend.code_taken", twice)
    gone = next((code for code in [*changes.fields, *changes.cancelled] if _is_cancelled(rows[code], from_round)), None)
    if gone is not None:
        return AmendingFault("amend.cancelled_already", gone)
    return _weights_fault(content, changes, from_round)


def _weights_fault(content: Content, changes: Changes, from_round: Round) -> AmendingFault | None:
    if changes.weights is None:
        return _moved_weights_fault(content, changes, from_round)
    if any(Decimal(weight) <= 0 for weight in changes.weights.values()):
        return AmendingFault("amend.weight_not_positive")
    counted = {row["code"] for row in content["indicators"] if not _is_cancelled(row, from_round)}
    counted = (counted - set(changes.cancelled)) | {str(row["code"]) for row in changes.added}
    missing = next((code for code in sorted(counted) if code not in changes.weights), None)
    if missing is not None:
        return AmendingFault("amend.weight_missing", missing)
    return None if sum(map(Decimal, changes.weights.values())) == FULL else AmendingFault("amend.weights_not_100")


def _moved_weights_fault(content: Content, changes: Changes, from_round: Round) -> AmendingFault | None:
    """Weights changed one by one: what is taken here is given there, so that their sum stays."""
    if changes.cancelled or changes.added:
        return None
    moved = {code: fields["weight"] for code, fields in changes.fields.items() if "weight" in fields}
    rows = {row["code"]: row["weights"][str(from_round)] for row in content["indicators"] if row["code"] in moved}
    before, after = sum(map(Decimal, rows.values())), sum(Decimal(str(weight)) for weight in moved.values())
    return None if before == after else AmendingFault("amend.weights_not_100")


def _is_cancelled(row: Mapping[str, Any], from_round: Round) -> bool:
    return row["cancelled"] is not None and int(row["cancelled"]) <= from_round


def _set(row: dict[str, Any], field: Field, value: object, from_round: Round) -> None:
    if field == "weight":
        for round_ in _from(from_round):
            row["weights"][round_] = str(value)
    else:
        row[field] = value


def _from(from_round: Round) -> list[str]:
    return [str(round_) for round_ in ROUNDS if round_ >= from_round]


def _added(row: Mapping[str, Any], from_round: Round) -> dict[str, Any]:
    weights = {round_: str(row["weight"]) for round_ in _from(from_round)}
    return {
        **{key: value for key, value in row.items() if key != "weight"},
        "weights": weights,
        "starts": from_round,
        "cancelled": None,
    }


def _share_out(rows: Iterable[dict[str, Any]], changes: Changes, from_round: Round) -> None:
    counted = [row for row in rows if not _is_cancelled(row, from_round)]
    for round_ in _from(from_round):
        if changes.weights is not None:
            table = dict(changes.weights)
        elif changes.cancelled or changes.added:
            fixed = {str(row["code"]) for row in changes.added}
            fixed |= {code for code, fields in changes.fields.items() if "weight" in fields}
            table = shared_weights({row["code"]: row["weights"][round_] for row in counted}, fixed)
        else:
            return
        for row in counted:
            row["weights"][round_] = table[row["code"]]


def shared_weights(weights: Mapping[str, str], fixed: Iterable[str] = ()) -> dict[str, str]:
    """The weights brought to a sum of 100 in proportion, to two decimals, by largest remainder; `fixed` ones stay.

    >>> shared_weights({"1": "5", "2": "10", "3": "30"})
    {'1': '11.11', '2': '22.22', '3': '66.67'}
    """
    kept = {code: Decimal(weights[code]) for code in fixed}
    rest = {code: Decimal(weight) for code, weight in weights.items() if code not in kept}
    left, whole = FULL - sum(kept.values()), sum(rest.values())
    if not rest or whole == 0 or left <= 0:
        return dict(weights)
    exact = {code: Fraction(weight) * Fraction(left) / Fraction(whole) for code, weight in rest.items()}
    floors = {code: _floor(value) for code, value in exact.items()}
    steps = int((left - sum(floors.values())) / WEIGHT_STEP)
    by_remainder = sorted(exact, key=lambda code: (-(exact[code] - Fraction(floors[code])), code))
    for code in by_remainder[:steps]:
        floors[code] += WEIGHT_STEP
    return {code: plain(_short(kept.get(code, floors.get(code, Decimal(0))))) for code in weights}


def _floor(value: Fraction) -> Decimal:
    steps = value / Fraction(WEIGHT_STEP)
    return (Decimal(steps.numerator // steps.denominator) * WEIGHT_STEP).quantize(WEIGHT_STEP, ROUND_FLOOR)


def _short(weight: Decimal) -> Decimal:
    """5.00 as 5: weights are written as people write them."""
    short = weight.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
