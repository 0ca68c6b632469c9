"""What a person did that cannot be accepted, as a value; wording.py has the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: a code for wording.py, and the names, figures and times in its sentence."""

    code: str
    terms: Mapping[str, str | datetime] = field(default_factory=dict)
