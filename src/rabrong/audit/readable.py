"""What somebody may read of the audit record; worked out by whoever knows people and units, and handed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readable:
    """Everything, or the events about some units and of some people, by code."""

    everything: bool = False
    units: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    @property
    def is_nothing(self) -> bool:
        """Nothing at all: for such a reader the pages do not exist."""
        return not (self.everything or self.units or self.persons)
