"""How far a job is that goes on in the background."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Words, and the steps that are done of all; `is_late`: nobody has taken the job on."""

    is_going: bool
    is_late: bool
    words: str
    done: int
    steps: int
    may_cancel: bool
