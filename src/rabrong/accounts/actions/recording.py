"""The record of what is done to an account. Never a code, a password, a key or a citizen number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rabrong.audit.actions import Deed, record
from rabrong.org.actor import Grant
from rabrong.org.models import Person

NOTHING: Mapping[str, str] = {}
COMMAND_LINE = "cli"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, on what grounds, when. Without a person it is the command line."""

    person: Person | None
    now: datetime
    grant: Grant | None = None

    @property
    def code(self) -> str:
        """How the record names who did it."""
        return COMMAND_LINE if self.person is None else self.person.code


SIGNING = frozenset({"signed_in", "session_ended", "locked_out", "code_used"})
"""Verbs that leave everything as it was."""


def note(
    verb: str, person: Person, hand: Hand, *, before: Mapping[str, str] = NOTHING, after: Mapping[str, str] = NOTHING
) -> None:
    """Record a deed about a person's account, in the transaction that does it."""
    deed = Deed(
        verb=f"accounts.{verb}",
        subject=f"person {person.code}",
        actor=hand.code,
        acting_for="" if hand.grant is None else hand.grant.acting_for,
        unit=person.unit.code,
        before=before,
        after=after,
        is_passing=verb in SIGNING,
    )
    record(person.unit.chain, deed, now=hand.now)
