"""What a version of a KPI Template says while it is written, as one value, and what is still wrong or lacking in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rabrong.agreements.models import DataItem, IndicatorVersion, Template
from rabrong.scoring.absence import Fault
from rabrong.scoring.criteria import Bands, Criterion, DirectScore, Levels, Steps, WeightedSteps
from rabrong.scoring.formula import Formula, is_item_name, parse_formula
from rabrong.scoring.rollup import OVER_MONTHS, OVER_UNITS

TEXTS = (
    "explanation",
    "definitions",
    "population",
    "calculation",
    "formula",
    "conditions",
    "data_source",
    "collection",
    "frequency",
    "guideline",
    "plans",
    "success_points",
)
REQUIRED = ("explanation", "data_source", "collection", "frequency", "guideline")
LONGEST_TEXT = 20_000
LONGEST_LINE = 120
MOST_ROWS = 60
MEASURED = (Levels, Bands, Steps, DirectScore)
"""Kinds of criteria whose result is one number and can come from a formula."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document; `level` is the level or step it proves, empty for the whole."""

    text: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """A data item as the version proposes it; the names are those of the file format."""

    code: str
    name: str
    name_en: str = ""
    measure: str = ""
    over_units: str = "sum"
    over_months: str = "last"
    weighted_by: str = ""

    @property
    def stored(self) -> dict[str, str]:
        """As it lies in the version."""
        return {name: getattr(self, name) for name in ITEM_FIELDS}


ITEM_FIELDS = ("code", "name", "name_en", "measure", "over_units", "over_months", "weighted_by")


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a writer types; people by code, keepers sorted. `texts` has every name of TEXTS."""

    texts: Mapping[str, str]
    level: str = "department"
    from_round: int = 6
    evidence: tuple[Evidence, ...] = ()
    items: tuple[ProposedItem, ...] = ()
    supervisor: str = ""
    keepers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a version from being submitted: at which field, why."""

    where: str
    code: str
    terms: Mapping[str, object] = field(default_factory=dict)


def draft_of(template: Template, keepers: Sequence[str]) -> Draft:
    """A stored version as the value that is edited; `keepers` are codes."""
    return Draft(
        texts={name: getattr(template, name) for name in TEXTS},
        level=template.level,
        from_round=template.from_round,
        evidence=tuple(Evidence(str(row["text"]), str(row.get("level", ""))) for row in template.evidence),
        items=tuple(ProposedItem(**row) for row in template.data_items),
        supervisor="" if template.supervisor is None else template.supervisor.code,
        keepers=tuple(sorted(keepers)),
    )


def item_of(row: DataItem) -> ProposedItem:
    """A data item that counts, as it would be proposed."""
    return ProposedItem(**{name: getattr(row, name) for name in ITEM_FIELDS})


def formula_of_draft(draft: Draft) -> Formula | Fault | None:
    """The checked formula; None where there are no data items and no formula."""
    codes = [item.code for item in draft.items]
    text = draft.texts["formula"]
    if not codes:
        return Fault("formula.no_data") if text else None
    if not text and len(codes) > 1:
        return Fault("formula.required", {"items": ", ".join(codes)})
    return parse_formula(text or codes[0], codes)


def item_faults(items: Sequence[ProposedItem]) -> dict[int, Fault]:
    """Row -> the first thing wrong with that data item."""
    codes = [item.code for item in items]
    found = ((at, _item_fault(item, codes[:at], codes)) for at, item in enumerate(items))
    return {at: fault for at, fault in found if fault is not None}


def _item_fault(item: ProposedItem, before: Sequence[str], codes: Sequence[str]) -> Fault | None:
    if not is_item_name(item.code):
        return Fault("data.bad_name", {"name": item.code or "-"})
    if item.code in before:
        return Fault("code.twice", {"text": item.code})
    if not item.name:
        return Fault("key.required", {"key": item.code})
    if item.over_units not in OVER_UNITS or item.over_months not in OVER_MONTHS:
        return Fault("choice.unknown", {"key": item.code, "text": item.over_units, "allowed": ", ".join(OVER_UNITS)})
    return _weighing_fault(item, codes)


def _weighing_fault(item: ProposedItem, codes: Sequence[str]) -> Fault | None:
    if item.over_units != "weighted_mean":
        return None
    if item.weighted_by == item.code:
        return Fault("data.weighs_itself", {"name": item.code})
    return None if item.weighted_by in codes else Fault("template.weighed_by_nothing", {"name": item.code})


def levels_of(criterion: Criterion | None, points: Sequence[object]) -> int:
    """How many levels or steps evidence can be bound to."""
    if isinstance(criterion, Steps):
        return len(criterion.steps)
    if isinstance(criterion, WeightedSteps):
        return len(criterion.points)
    return len(points)


@dataclass(frozen=True, slots=True)
class Around:
    """What a draft is checked against: the indicator, its criterion, the data items that count and whether anybody
    has reported, the round that is running, how many levels there are."""

    version: IndicatorVersion
    criterion: Criterion | None
    counted: tuple[ProposedItem, ...]
    formula: str
    is_reported: bool
    running_round: int
    levels: int
    least_round: int = 6


def lacks_of(draft: Draft, around: Around) -> list[Lack]:
    """Everything that keeps a draft from being submitted, in the order of the page."""
    return [
        *_round_lacks(draft, around),
        *(Lack(name, "template.empty") for name in REQUIRED if not draft.texts[name].strip()),
        *_calculation_lacks(draft, around),
        *_evidence_lacks(draft, around),
        *(Lack(name, "template.empty") for name in ("supervisor", "keepers") if not getattr(draft, name)),
    ]


def _round_lacks(draft: Draft, around: Around) -> Iterator[Lack]:
    if draft.from_round < around.least_round:
        yield Lack("from_round", "template.round_earlier", {"round": around.least_round})


def _calculation_lacks(draft: Draft, around: Around) -> Iterator[Lack]:
    for fault in item_faults(draft.items).values():
        yield Lack("data_items", fault.code, fault.terms)
    formula = formula_of_draft(draft)
    if isinstance(formula, Fault):
        yield Lack("formula", formula.code, formula.terms)
    if formula is None and not draft.texts["calculation"].strip():
        yield Lack("calculation", "template.empty")
    if draft.items and not isinstance(around.criterion, (*MEASURED, type(None))):
        yield Lack("data_items", "data.not_for_kind")
    if around.is_reported:
        yield from _reported_lacks(draft, around)


def _reported_lacks(draft: Draft, around: Around) -> Iterator[Lack]:
    """What has been reported keeps its meaning: items stay as they are, a formula changes from a later round on."""
    proposed = {item.code: item for item in draft.items}
    for item in around.counted:
        if proposed.get(item.code) != item:
            yield Lack("data_items", "template.item_reported", {"item": item.code})
    if bool(draft.items) != bool(around.counted):
        yield Lack("data_items", "template.item_reported", {"item": "result"})
    changed = draft.texts["formula"].strip() != around.formula.strip()
    if changed and around.counted and draft.from_round <= around.running_round:
        yield Lack("formula", "template.formula_reported", {"round": around.running_round})


def _evidence_lacks(draft: Draft, around: Around) -> Iterator[Lack]:
    if not any(row.text.strip() for row in draft.evidence):
        yield Lack("evidence", "template.empty")
    allowed = {"", *(str(level) for level in range(1, around.levels + 1))}
    for at, row in enumerate(draft.evidence, start=1):
        if row.level not in allowed:
            yield Lack("evidence", "template.no_such_level", {"number": at, "most": around.levels})
