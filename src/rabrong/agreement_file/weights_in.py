"""Reading what may differ per round: one value for the year, or one for each of the rounds 6, 9 and 12."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Fields
from rabrong.scoring.agreement import ROUNDS, Round, Weights

Choice = TypeVar("Choice", bound=str)
PER_ROUND_KEYS = tuple(str(round_) for round_ in ROUNDS)


def read_weights(section: Section, keys: Sequence[str] = PER_ROUND_KEYS) -> Weights:
    """The weight of each round; a round without one is absent. Negative weights are noted."""
    if not isinstance(section.nodes.get("weight"), Fields):
        weight = section.number("weight")
        weights: dict[Round, Decimal] = {} if weight is None else dict.fromkeys(ROUNDS, weight)
    else:
        per_round = section.section("weight", keys)
        read = {round_: per_round.number(str(round_)) for round_ in ROUNDS} if per_round else {}
        weights = {round_: weight for round_, weight in read.items() if weight is not None}
        if not weights:
            section.note("weight.no_round", section.nodes["weight"], "weight")
    if any(weight < 0 for weight in weights.values()):
        section.note("weight.negative", section.nodes["weight"], "weight")
    return weights


def per_round_choice(section: Section, key: str, choices: Sequence[Choice], default: Choice) -> Mapping[Round, Choice]:
    """One of the words for each round."""
    if not isinstance(section.nodes.get(key), Fields):
        return dict.fromkeys(ROUNDS, section.choice(key, choices) or default)
    per_round = section.section(key, PER_ROUND_KEYS)
    read = {round_: per_round.choice(str(round_), choices) if per_round else None for round_ in ROUNDS}
    return {round_: choice or default for round_, choice in read.items()}
