"""What shall change of each indicator, as it is typed: only what differs from what is signed becomes a change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.amending import Changes, Field
from rabrong.agreements.changes import Wanted
from rabrong.agreements.content import without_english
from rabrong.agreements.forms.amendments import TABLE
from rabrong.agreements.forms.criteria_editor import read_criteria, with_row
from rabrong.agreements.rules.criteria_editor import Read, Typed, read_typed, typed_of
from rabrong.agreements.wording.templates import fault_words
from rabrong.scoring.absence import Fault
from rabrong.scoring.exact import plain
from rabrong.scoring.scale import Scale

LONGEST = {"name": 1000, "measure": 60, "details": 4000, "code": 40, "weight": 20, "target": 30, "aspect": 40}
MOST_BLOCKS = 60
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """An indicator as typed. `row` is the signed one, empty for a new one; `signed` are its criteria as they come out
    of a form nobody has touched; `faults` are sentences by field."""

    prefix: str
    code: str
    row: Row
    texts: Mapping[str, str]
    criteria: Typed
    is_cancelled: bool
    read: Read
    signed: object = None
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether it is to be added."""
        return not self.row

    @property
    def is_good(self) -> bool:
        """Whether everything typed can be used."""
        return self.is_cancelled or (not self.faults and self.read.is_good)


def prefix_of(at: int) -> str:
    """What the names of a block's fields begin with; no prefix begins another."""
    return f"k{at}x"


def stored_block(at: int, row: Row, from_round: int, scale: Scale) -> Block:
    """An indicator as it is signed, ready to be changed."""
    typed = typed_of(row["criteria"])
    read = read_typed(typed, scale)
    texts = {
        "code": row["code"],
        "name": row["name"],
        "measure": row["measure"],
        "target": row["target"],
        "weight": str(row["weights"].get(str(from_round), "")),
        "details": "",
    }
    return Block(prefix_of(at), row["code"], row, texts, typed, is_cancelled=False, read=read, signed=read.data)


def empty_block(at: int) -> Block:
    """A new indicator, nothing typed yet."""
    return Block(prefix_of(at), "", {}, {}, Typed("levels"), is_cancelled=False, read=Read(None, None))


def typed_blocks(data: QueryDict, rows: Mapping[str, Row], scale: Scale) -> list[Block]:
    """The blocks of a form that was sent, each with its faults. Codes nobody signed are left out."""
    act = data.get("act", "")
    blocks = []
    for at, code in enumerate(data.getlist("code")[:MOST_BLOCKS]):
        if code in rows:
            blocks.append(_typed(data, prefix_of(at), rows[code], scale, act))
    if "new" in data:
        blocks.append(_typed(data, prefix_of(len(data.getlist("code")[:MOST_BLOCKS])), {}, scale, act))
    return blocks


def _typed(data: QueryDict, prefix: str, row: Row, scale: Scale, act: str) -> Block:
    texts = {name: data.get(f"{prefix}-{name}", "").strip()[:most] for name, most in LONGEST.items()}
    criteria = with_row(read_criteria(data, prefix), act, prefix) if act.startswith(prefix) else None
    criteria = criteria or read_criteria(data, prefix)
    is_cancelled = bool(row) and f"{prefix}-cancelled" in data
    read = read_typed(criteria, scale)
    signed = read_typed(typed_of(row["criteria"]), scale).data if row else None
    code = row.get("code", texts["code"])
    block = Block(prefix, code, row, texts, criteria, is_cancelled=is_cancelled, read=read, signed=signed)
    return block if is_cancelled else replace(block, faults=dict(_faults(block)))


def _faults(block: Block) -> Iterator[tuple[str, str]]:
    needed = ("code", "name", "aspect") if block.is_new else ("name",)
    for name in needed:
        if not block.texts[name]:
            yield name, gettext("ช่องนี้ต้องกรอก")
    for name in ("weight", "target"):
        text = block.texts[name]
        if not text and name == "target":
            continue
        value = number_of(text)
        if isinstance(value, Fault):
            yield name, fault_words(Fault(value.code, {**value.terms, "key": name}))


def wanted_of(blocks: Iterable[Block], weights: Mapping[str, str] | None, from_round: int, *, key: str) -> Wanted:
    """What is asked for. Every block has to be good. `key` begins the lasting key of a new indicator."""
    blocks = list(blocks)
    known = [block for block in blocks if not block.is_new]
    fields = {block.code: changed(block, from_round) for block in known if not block.is_cancelled}
    changes = Changes(
        {code: row for code, row in fields.items() if row},
        tuple(block.code for block in known if block.is_cancelled),
        tuple(_added(block, key) for block in blocks if block.is_new),
        weights,
    )
    return Wanted(changes, {block.code: block.texts["details"] for block in known if block.texts["details"]})


def changed(block: Block, from_round: int) -> dict[Field, object]:
    """The fields that differ from what is signed."""
    row, texts = block.row, block.texts
    found: dict[Field, object] = {}
    if texts["name"] != row["name"]:
        found["name"] = texts["name"]
    if texts["measure"] != row["measure"]:
        found["measure"] = texts["measure"]
    if not _is_same_number(texts["target"], row["target"]):
        found["target"] = _digits(texts["target"])
    if not _is_same_number(texts["weight"], str(row["weights"].get(str(from_round), ""))):
        found["weight"] = _digits(texts["weight"])
    if block.read.data != block.signed:
        found["criteria"] = without_english(block.read.data)
    return found


def _is_same_number(text: str, other: str) -> bool:
    if not text or not other:
        return text == other
    return Decimal(text) == Decimal(other)


def _digits(text: str) -> str:
    return plain(Decimal(text)) if text else ""


def _added(block: Block, key: str) -> dict[str, object]:
    texts = block.texts
    return {
        "key": f"{key}{texts['code']}",
        "code": texts["code"],
        "name": texts["name"],
        "aspect": texts["aspect"],
        "measure": texts["measure"],
        "weight": _digits(texts["weight"]),
        "target": _digits(texts["target"]),
        "criteria": block.read.data,
    }


def typed_weights(data: QueryDict, codes: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The whole new table of weights by code, and faults by code."""
    weights: dict[str, str] = {}
    faults: dict[str, str] = {}
    for code in codes:
        text = data.get(f"w-{code}", "").strip()[: LONGEST["weight"]]
        value = number_of(text)
        weights[code] = text
        if isinstance(value, Fault):
            faults[code] = fault_words(Fault(value.code, {**value.terms, "key": "weights"}))
    return weights, faults


def uses_table(data: QueryDict) -> bool:
    """Whether the weights are given by a table."""
    return data.get("sharing") == TABLE
