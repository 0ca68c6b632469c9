"""What is written beside a single month's numbers: the texts so far, and what the numbers ask a word for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rabrong.dashboards.forms import PARTS, TypedForm
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.entering.running import Entering
from rabrong.results.actions.judging import Asked, Month, asked_of
from rabrong.results.asked import asked_words
from rabrong.results.cells import cell_words
from rabrong.results.models import NoteDraft, ReportNote
from rabrong.results.rules.plausibility import Finding
from rabrong.scoring.absence import MISSING
from rabrong.scoring.claims import Claim


@dataclass(frozen=True, slots=True)
class Asks:
    """Sentences on the numbers: by cell, on the result, and on the note that the lowest band needs ("" for none)."""

    by_cell: Mapping[str, tuple[str, ...]]
    of_result: tuple[str, ...]
    note: str

    @property
    def remark(self) -> bool:
        """Whether the numbers need a remark."""
        return bool(self.by_cell or self.of_result)


@dataclass(frozen=True, slots=True)
class Written:
    """The texts as they stand in the fields, every version submitted so far, what was left unsaid at a submission."""

    texts: Mapping[str, str]
    versions: Sequence[ReportNote]
    lacks_remark: bool = False
    lacks_note: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether what was done, or what is done about it, is written."""
        return bool(self.texts.get("done") or self.texts.get("measures"))


def texts_of(draft: NoteDraft | None, versions: Sequence[ReportNote]) -> dict[str, str]:
    """Remark, done, problems, measures before anybody types: the draft, else the newest version."""
    if draft is not None:
        return {part: str(getattr(draft, part)) for part in PARTS}
    newest = {part: str(getattr(versions[-1], part)) for part in PARTS[1:]} if versions else {}
    return {**dict.fromkeys(PARTS, ""), **newest}


def asks_of(entering: Entering, form: TypedForm, peers: Sequence[Fraction]) -> Asks:
    """What the numbers ask, answered or not; nothing where they say what stands. No query but for data items."""
    stands = _standing(entering)
    claims = {**stands, **{cell: claim for cell, claim in form.claims.items() if claim is not MISSING}}
    asked = Asked() if claims == stands else _asked(entering, claims, peers)
    words = cell_words(entering.version, criterion_in(entering.item, entering.rules.scale, entering.month))
    by_cell: dict[str, tuple[str, ...]] = {}
    of_result: list[str] = []
    for finding in asked.remarks:
        cell, sentence = _cell(finding), asked_words(finding, words)
        if cell:
            by_cell[cell] = (*by_cell.get(cell, ()), sentence)
        else:
            of_result.append(sentence)
    return Asks(by_cell, tuple(of_result), "" if asked.note is None else asked_words(asked.note, words))


def _standing(entering: Entering) -> dict[str, Claim]:
    found = {cell: dict(series).get(entering.month, MISSING) for cell, series in entering.reported.items()}
    return {cell: claim for cell, claim in found.items() if claim is not MISSING}


def _asked(entering: Entering, claims: Mapping[str, Claim], peers: Sequence[Fraction]) -> Asked:
    unit = entering.unit
    at = Month(entering.item, entering.month, unit.code, unit.pk, entering.rules, entering.reported, peers)
    return asked_of(at, claims)


def _cell(finding: Finding) -> str:
    """Beside which number a sentence stands; "" is beside the result."""
    return str(finding.terms.get("cell") or finding.terms.get("part") or "")
