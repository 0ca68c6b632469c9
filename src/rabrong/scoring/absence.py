"""What stands where no number is: not reported and not applicable are two things, and neither is zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

AbsentState = Literal["missing", "not_applicable"]
Terms = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """A user's mistake as a value: a code of the wording tables and the words that fill its sentence."""

    code: str
    terms: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """No number, and why: `reason` is a code of the wording table."""

    state: AbsentState
    reason: str
    terms: Terms = field(default_factory=dict)


MISSING = Absent("missing", "absent.not_reported")
NOT_APPLICABLE = Absent("not_applicable", "absent.not_applicable")
