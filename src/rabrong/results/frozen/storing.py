"""The texts of a closing and their SHA-256: of each unit's, and one over the rules and all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rabrong.agreements.content import canonical, digest_of
from rabrong.agreements.models import Year
from rabrong.results.frozen.computing import results_of
from rabrong.results.frozen.gathering import Whose, frozen_rules, frozen_units
from rabrong.scoring.agreement import Round


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a closing freezes: the rules' text, each unit's text, and the digest over all."""

    rules: str
    units: dict[Whose, str]

    @property
    def digest(self) -> str:
        """The head: one hash for the whole round."""
        return head_of(self.rules, ((*whose, digest_of(text)) for whose, text in self.units.items()))


def head_of(rules: str, digests: Iterable[tuple[str, str, str]]) -> str:
    """The SHA-256 over the rules and the (unit, person, digest) of every snapshot, in order."""
    return digest_of(canonical({"rules": digest_of(rules), "snapshots": sorted(map(list, digests))}))


def freeze(year: Year, round_: Round, number: int) -> Frozen:
    """Read and compute a round as it stands. Writes nothing; about ten queries."""
    rules = frozen_rules(year, round_, number)
    units = frozen_units(year, round_, rules)
    results = results_of(rules, list(units.values()))
    texts = {whose: canonical(unit | result) for (whose, unit), result in zip(units.items(), results, strict=True)}
    return Frozen(canonical(rules), texts)
