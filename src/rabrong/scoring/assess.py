"""A whole assessment: from what was agreed and what was reported to the scorecard of one round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rabrong.scoring.absence import MISSING, Absent
from rabrong.scoring.adjustments import adjusted
from rabrong.scoring.agreement import Agreement, Indicator, Round
from rabrong.scoring.claims import Claim
from rabrong.scoring.rollup import Reading, Reporters, RolledUp, roll_up
from rabrong.scoring.scale import Scale
from rabrong.scoring.scorecard import Scorecard, Scored, State, scorecard

Readings = Mapping[str, Mapping[str, Sequence[Reading]]]
"""Data item -> unit -> that unit's readings in order of month."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported for an indicator: a claim, or the readings of its data items."""

    claim: Claim = MISSING
    readings: Readings | None = None


NOTHING = Reported()


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator's result: the claim that was scored, how its data items rolled up, its score before (`base`) and
    after adjusting (`score`)."""

    indicator: Indicator
    state: State
    claim: Claim
    items: Mapping[str, RolledUp] = field(default_factory=dict)
    base: Fraction | Absent = MISSING
    score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """All results of one round and the scorecard they make."""

    agreement: Agreement
    round: Round
    scale: Scale
    results: Mapping[str, Result]
    reported: Mapping[str, Reported]
    scorecard: Scorecard


def assess(agreement: Agreement, reported: Mapping[str, Reported], round_: Round = 12) -> Assessment:
    """Score every indicator in a round. `reported` is indicator code -> what was reported; absent codes are missing.

    Readings must already be those of the round's months.
    """
    scale = agreement.scale_in(round_)
    results = {
        indicator.code: result_of(indicator, reported.get(indicator.code, NOTHING), agreement, round_)
        for indicator in agreement.indicators
    }
    scored = [_scored(result, round_) for result in results.values()]
    card = scorecard(scored, agreement.framework, scale, round_)
    return Assessment(agreement, round_, scale, results, reported, card)


def result_of(indicator: Indicator, reported: Reported, agreement: Agreement, round_: Round) -> Result:
    """One indicator's result in a round."""
    claim, items = _claim(indicator, reported, agreement)
    return scored_claim(indicator, claim, items, agreement.scale_in(round_), round_)


def scored_claim(
    indicator: Indicator, claim: Claim, items: Mapping[str, RolledUp], scale: Scale, round_: Round
) -> Result:
    """The result of a claim already made; `scale` carries the round's rule for missing results."""
    outside = _outside_round(indicator, round_)
    if outside is not None:
        return Result(indicator, outside, claim, items)
    fault = indicator.criterion.claim_fault(claim, scale)
    base = Absent("missing", fault.code, fault.terms) if fault else indicator.criterion.score(claim, scale)
    if isinstance(base, Absent):
        lowest = base.state == "missing" and scale.missing == "lowest"
        score = adjusted(scale.first, indicator.adjustments, scale) if lowest else None
        return Result(indicator, base.state, claim, items, base, score)
    return Result(indicator, "counted", claim, items, base, adjusted(base, indicator.adjustments, scale))


def _outside_round(indicator: Indicator, round_: Round) -> State | None:
    if indicator.cancelled is not None and round_ >= indicator.cancelled:
        return "cancelled"
    return "not_started" if round_ < indicator.starts else None


def _claim(indicator: Indicator, reported: Reported, agreement: Agreement) -> tuple[Claim, Mapping[str, RolledUp]]:
    if reported.readings is None or indicator.formula is None:
        return reported.claim, {}
    reporters = Reporters(agreement.unit, _expected(agreement, reported.readings), indicator.unreported)
    items = roll_up(indicator.data, reported.readings, reporters)
    return indicator.formula.value({code: item.value for code, item in items.items()}), items


def _expected(agreement: Agreement, readings: Readings) -> tuple[str, ...]:
    """The listed units of whose kind somebody reported: a bureau is not silent where provinces report."""
    kinds = {agreement.units.get(unit) for by_unit in readings.values() for unit in by_unit}
    return tuple(unit for unit, kind in agreement.units.items() if kind in kinds)


def _scored(result: Result, round_: Round) -> Scored:
    indicator = result.indicator
    return Scored(indicator.code, indicator.aspect, indicator.weights.get(round_), result.state, result.score)
