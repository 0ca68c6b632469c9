"""Reading results: what a result may look like for each kind of criterion, in the file and in single cells."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from rabrong.agreement_file.criteria_in import WHOLE, ReadCriterion
from rabrong.agreement_file.numbers import number_of, shortened, whole_of
from rabrong.agreement_file.section import Section
from rabrong.agreement_file.tree import Fields, Items, Node, Text
from rabrong.scoring.absence import MISSING, NOT_APPLICABLE, Absent, Fault
from rabrong.scoring.claims import VERDICTS, Claim, StepsAndValue
from rabrong.scoring.criteria import Average, Composite, Criterion, Mixed, PassFail, WeightedSteps
from rabrong.scoring.scale import Scale

NOT_APPLICABLE_TEXT = "N/A"
Cell = Literal["number", "whole", "verdict", "only_na"]


def cell_claim(text: str, cell: Cell) -> Claim | Fault:
    """A single value: a number, a whole number, pass or fail; N/A; nothing is not reported."""
    if not text:
        return MISSING
    if text == NOT_APPLICABLE_TEXT:
        return NOT_APPLICABLE
    if cell == "number":
        return number_of(text)
    if cell == "whole":
        value = whole_of(text)
        return value if isinstance(value, Fault) else Decimal(value)
    if cell == "verdict":
        found = next((verdict for verdict in VERDICTS if verdict == text), None)
        return found or Fault("result.verdict", {"text": shortened(text)})
    return Fault("result.in_parts", {"text": shortened(text)})


def cells_of(criterion: Criterion, prefix: str = "") -> Iterator[tuple[str, Cell]]:
    """Every item a results file may give for a criterion, with what the value may be: ("result", "number"), ..."""
    own = prefix or WHOLE
    if isinstance(criterion, WeightedSteps | Average):
        parts = criterion.points if isinstance(criterion, WeightedSteps) else criterion.parts
        yield own, "only_na"
        yield from ((_under(prefix, str(position)), "number") for position in range(1, len(parts) + 1))
    elif isinstance(criterion, Mixed):
        yield own, "only_na"
        yield _under(prefix, "steps"), "whole"
        yield _under(prefix, "value"), "number"
    elif isinstance(criterion, Composite):
        yield own, "only_na"
        for part in criterion.parts:
            yield from cells_of(part.criterion, _under(prefix, part.code))
    else:
        yield own, "verdict" if isinstance(criterion, PassFail) else "number"


def assembled(criterion: Criterion, cells: Mapping[str, Claim], prefix: str = "") -> Claim:
    """The claim of a criterion from its cells; cells not given are not reported."""
    own = cells.get(prefix or WHOLE, MISSING)
    if own is not MISSING:
        return own
    if isinstance(criterion, WeightedSteps | Average):
        count = len(criterion.points if isinstance(criterion, WeightedSteps) else criterion.parts)
        return tuple(cells.get(_under(prefix, str(position)), MISSING) for position in range(1, count + 1))
    if isinstance(criterion, Mixed):
        return _mixed(cells.get(_under(prefix, "steps"), MISSING), cells.get(_under(prefix, "value"), MISSING))
    if isinstance(criterion, Composite):
        return tuple(assembled(part.criterion, cells, _under(prefix, part.code)) for part in criterion.parts)
    return own


def _under(prefix: str, item: str) -> str:
    return f"{prefix}/{item}" if prefix else item


def _mixed(steps: Claim, value: Claim) -> Claim:
    if isinstance(steps, Absent):
        return steps
    if isinstance(steps, Decimal) and isinstance(value, Decimal | Absent):
        return StepsAndValue(int(steps), value)
    return MISSING


def read_claim(section: Section, read: ReadCriterion, scale: Scale) -> Claim:
    """The result given in a mapping with a `result` key; MISSING where there is none or it cannot be used."""
    criterion, parts = read
    if isinstance(criterion, Composite) and not section.has("result"):
        inner = [
            ReadCriterion(part.criterion, source.parts) for part, source in zip(criterion.parts, parts, strict=True)
        ]
        return tuple(read_claim(part.section, each, scale) for part, each in zip(parts, inner, strict=True))
    if isinstance(criterion, Average) and not section.has("result"):
        return tuple(_cell(part.section, part.section.nodes.get("result"), "number") for part in parts)
    claim = _given(section, criterion)
    fault = criterion.claim_fault(claim, scale)
    if fault is None:
        return claim
    section.note_fault(fault, "result")
    return MISSING


def _given(section: Section, criterion: Criterion) -> Claim:
    node = section.nodes.get("result")
    if isinstance(node, Items):
        return _list(section, node, criterion)
    if isinstance(node, Fields):
        return _steps_and_value(section, node, criterion)
    cell = "only_na" if isinstance(criterion, WeightedSteps | Mixed) else dict(cells_of(criterion))[WHOLE]
    return _cell(section, node, cell)


def _cell(section: Section, node: Node | None, cell: Cell) -> Claim:
    if node is None:
        return MISSING
    if not isinstance(node, Text):
        section.note("type.text", node, "result")
        return MISSING
    claim = cell_claim(node.text, cell)
    if isinstance(claim, Fault):
        section.note(claim.code, node, "result", **claim.terms)
        return MISSING
    return claim


def _list(section: Section, node: Items, criterion: Criterion) -> Claim:
    if not isinstance(criterion, WeightedSteps):
        section.note("result.no_list", node, "result")
        return MISSING
    if len(node.items) != len(criterion.points):
        section.note("result.list_length", node, "result", given=len(node.items), expected=len(criterion.points))
        return MISSING
    return tuple(_cell(section, item, "number") for item in node.items)


def _steps_and_value(section: Section, node: Fields, criterion: Criterion) -> Claim:
    if not isinstance(criterion, Mixed):
        section.note("result.no_fields", node, "result")
        return MISSING
    inner = Section(node, f"{section.where}.result", ("steps", "value"), section.problems)
    inner.require("steps")
    steps = _cell(inner, inner.nodes.get("steps"), "whole")
    return _mixed(steps, _cell(inner, inner.nodes.get("value"), "number"))
