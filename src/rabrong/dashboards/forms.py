"""Reading what was typed for a month: claims where it can be read, faults where not; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass

from rabrong.agreement_file.claims_in import Cell, cell_claim
from rabrong.scoring.absence import Fault
from rabrong.scoring.claims import Claim

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LONGEST = 60


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
    read = {cell: cell_claim(_plain(texts[cell]), kind) for cell, kind in kinds.items()}
    claims = {cell: claim for cell, claim in read.items() if not isinstance(claim, Fault)}
    faults = {cell: claim for cell, claim in read.items() if isinstance(claim, Fault)}
    return TypedForm(texts, claims, faults, {cell: _version(posted.get(f"version-{cell}", "")) for cell in kinds})


def _plain(text: str) -> str:
    """Thai digits and separators of thousands are read as people mean them."""
    return text.translate(THAI_DIGITS).replace(",", "").replace(" ", "")


def _version(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= len("999999") else 0
