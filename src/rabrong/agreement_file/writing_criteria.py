"""Criteria and their results as the tree they are written from: one writer per kind, the readers' counterparts."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rabrong.agreement_file.writing import Data
from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.claims import Claim, StepsAndValue, number
from rabrong.scoring.criteria import (
    Average,
    Bands,
    Composite,
    Criterion,
    DirectScore,
    Levels,
    Mixed,
    PassFail,
    Steps,
    WeightedSteps,
)
from rabrong.scoring.exact import plain

Tree = dict[str, Data]


def criteria_data(criterion: Criterion, claim: Claim = MISSING) -> Tree:
    """The mapping of a criterion; `claim` fills in the results that stand with its parts."""
    kind, writer = WRITERS[type(criterion)]
    return {"kind": kind, **writer(criterion, claim)}


def result_data(criterion: Criterion, claim: Claim) -> Data | None:
    """What stands under `result`; None where nothing does, as with results that stand with the parts."""
    if isinstance(claim, tuple) and not isinstance(criterion, WeightedSteps):
        return None
    if isinstance(claim, tuple):
        return [_cell(each) for each in claim]
    if isinstance(claim, StepsAndValue):
        value = _cell(claim.value)
        return {"steps": str(claim.steps), "value": value} if value else {"steps": str(claim.steps)}
    return _cell(claim) or None


def _cell(claim: Claim) -> str:
    if isinstance(claim, Absent):
        return "N/A" if claim.state == "not_applicable" else ""
    if isinstance(claim, str):
        return claim
    if isinstance(claim, Decimal):
        return plain(claim)
    return plain(Decimal(number(claim).numerator))  # a whole number; files hold no other fractions


def _texts(values: Sequence[Decimal]) -> list[Data]:
    return [plain(value) for value in values]


def _members(claim: Claim, count: int) -> Sequence[Claim]:
    return claim if isinstance(claim, tuple) else (MISSING,) * count


def _with_result(tree: Tree, result: Data | None) -> Tree:
    return tree if result is None else {**tree, "result": result}


def _levels(criterion: Levels, claim: Claim) -> Tree:
    return {"at": _texts(criterion.at)}


def _bands(criterion: Bands, claim: Claim) -> Tree:
    return {"from": _texts(criterion.starts), "points": _texts(criterion.points)}


def _steps(criterion: Steps, claim: Claim) -> Tree:
    return {"steps": list(criterion.steps), **_english(criterion), "points": _texts(criterion.points)}


def _english(criterion: Steps | Mixed) -> Tree:
    return {"steps_en": list(criterion.steps_en)} if criterion.steps_en else {}


def _weighted_steps(criterion: WeightedSteps, claim: Claim) -> Tree:
    return {"points": _texts(criterion.points), "cap": plain(criterion.cap)}


def _mixed(criterion: Mixed, claim: Claim) -> Tree:
    return {"steps": list(criterion.steps), **_english(criterion), "at": _texts(criterion.at)}


def _average(criterion: Average, claim: Claim) -> Tree:
    rows = zip(criterion.parts, _members(claim, len(criterion.parts)), strict=True)
    parts: list[Data] = [_with_result({"weight": plain(part.weight)}, _cell(each) or None) for part, each in rows]
    return {"parts": parts, "at": _texts(criterion.at)}


def _composite(criterion: Composite, claim: Claim) -> Tree:
    rows = zip(criterion.parts, _members(claim, len(criterion.parts)), strict=True)
    parts: list[Data] = [
        _with_result(
            {
                "code": part.code,
                "name": part.name,
                **({"name_en": part.name_en} if part.name_en else {}),
                "weight": plain(part.weight),
                "criteria": criteria_data(part.criterion, each),
            },
            result_data(part.criterion, each),
        )
        for part, each in rows
    ]
    return {"parts": parts}


def _pass_fail(criterion: PassFail, claim: Claim) -> Tree:
    return {"pass": plain(criterion.passed), "fail": plain(criterion.failed)}


def _score(criterion: DirectScore, claim: Claim) -> Tree:
    return {}


WRITERS: Mapping[type, tuple[str, Callable[[Any, Claim], Tree]]] = {
    Levels: ("levels", _levels),
    Bands: ("bands", _bands),
    Steps: ("steps", _steps),
    WeightedSteps: ("weighted_steps", _weighted_steps),
    Mixed: ("mixed", _mixed),
    Average: ("average", _average),
    Composite: ("composite", _composite),
    PassFail: ("pass_fail", _pass_fail),
    DirectScore: ("score", _score),
}
