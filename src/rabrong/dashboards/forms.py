"""Reading what was typed for a month: claims where it can be read, faults where not; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from rabrong.agreement_file.claims_in import Cell
from rabrong.results.typed import LONGEST, claim_typed
from rabrong.scoring.absence import Fault
from rabrong.scoring.claims import Claim


@dataclass(frozen=True, slots=True)
class TypedForm:
    """What was typed by cell, the claims that could be read, and what is wrong with the others.

    `versions` are those the form was filled against; 0: there was none.
    """

    texts: Mapping[str, str]
    claims: Mapping[str, Claim]
    faults: Mapping[str, Fault]
    versions: Mapping[str, int]


def read_form(posted: Mapping[str, str], kinds: Mapping[str, Cell]) -> TypedForm:
    """The form of some cells. Fields are named as the cells, versions `version-` and the cell."""
    texts = {cell: posted.get(cell, "").strip()[:LONGEST] for cell in kinds}
    read = {cell: claim_typed(texts[cell], kind) for cell, kind in kinds.items()}
    claims = {cell: claim for cell, claim in read.items() if not isinstance(claim, Fault)}
    faults = {cell: claim for cell, claim in read.items() if isinstance(claim, Fault)}
    return TypedForm(texts, claims, faults, {cell: _version(posted.get(f"version-{cell}", "")) for cell in kinds})


def cell_name(code: str, month: int, cell: str) -> str:
    """What the field of a cell is called where a form has many indicators and months."""
    return f"{code}~{month}~{cell}"


def is_posted(posted: Mapping[str, str], code: str, month: int, kinds: Mapping[str, Cell]) -> bool:
    """Whether a form has the fields of an indicator and month."""
    return any(cell_name(code, month, cell) in posted for cell in kinds)


def read_block(posted: Mapping[str, str], code: str, month: int, kinds: Mapping[str, Cell]) -> TypedForm:
    """The fields of one indicator and month of a form that has many.

    Where somebody chose what stands over what was typed, that is what was typed.
    """
    own: dict[str, str] = {}
    for cell in kinds:
        name = cell_name(code, month, cell)
        takes_theirs = posted.get(f"choice~{name}") == "theirs"
        own[cell] = posted.get(f"theirs~{name}" if takes_theirs else name, "")
        own[f"version-{cell}"] = posted.get(f"version~{name}", "")
    return read_form(own, kinds)


PARTS = ("remark", "done", "problems", "measures")
LONGEST_TEXT = 4000


def has_note(posted: Mapping[str, str], code: str, month: int) -> bool:
    """Whether a form has the texts of an indicator and month."""
    return any(f"{part}~{code}~{month}" in posted for part in PARTS)


def read_note(posted: Mapping[str, str], code: str, month: int) -> dict[str, str]:
    """Remark on the numbers, what was done, problems, measures."""
    return {part: posted.get(f"{part}~{code}~{month}", "").strip()[:LONGEST_TEXT] for part in PARTS}


@dataclass(frozen=True, slots=True)
class TypedField:
    """One field as a device sends it: a cell's number, or a part of what is written beside a month.

    `version` is the entry it was typed over, `bases` are the texts it saw or sent there; None where it does not say.
    """

    name: str
    code: str
    month: int
    part: str
    text: str
    version: int
    bases: frozenset[str] | None

    @property
    def is_note(self) -> bool:
        """Whether it is written beside the numbers."""
        return self.name.split("~")[0] in PARTS


def typed_fields(posted: QueryDict) -> list[TypedField]:
    """Every field of a grid that was sent, whatever may still be typed there."""
    return [field for name in posted if (field := _typed_field(posted, name)) is not None]


def _typed_field(posted: QueryDict, name: str) -> TypedField | None:
    pieces = name.split("~")
    if len(pieces) != NAMED_BY:
        return None
    is_note = pieces[0] in PARTS
    part, code, month = pieces if is_note else (pieces[2], pieces[0], pieces[1])
    if not (month.isdecimal() and month.isascii() and 1 <= int(month[:3]) <= MONTHS):
        return None
    longest = LONGEST_TEXT if is_note else LONGEST
    bases = posted.getlist(f"base~{name}")
    seen = frozenset(base.strip()[:longest] for base in bases) if bases else None
    version = _version(posted.get(f"version~{name}", ""))
    return TypedField(name, code, int(month), part, str(posted[name]).strip()[:longest], version, seen)


NAMED_BY = 3
"""A field's name is an indicator, a month and a cell; or a part, an indicator and a month."""
MONTHS = 12


def _version(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= len("999999") else 0
