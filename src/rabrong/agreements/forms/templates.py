"""What a writer types into a KPI Template: read into one value; and what its buttons do to that value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from django.http import QueryDict

from rabrong.agreements.models import TemplateLevel
from rabrong.agreements.rules.templates_content import (
    ITEM_FIELDS,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ROWS,
    TEXTS,
    Draft,
    Evidence,
    ProposedItem,
)
from rabrong.scoring.absence import Fault
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.whole import whole_number

LINES = {"frequency": LONGEST_LINE}
LONGEST_ITEM = {"code": 40, "name": 200, "name_en": 200, "measure": 60, "weighted_by": 40}
LONGEST_EVIDENCE = 500


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """A draft as typed, the save it was opened at, the faults by field that keep it from being stored, and the sample
    numbers for the formula by data item."""

    draft: Draft
    edits: int
    faults: Mapping[str, Fault] = field(default_factory=dict)
    samples: Mapping[str, str] = field(default_factory=dict)


def read_draft(data: QueryDict) -> TypedDraft:
    """The whole form; rows that are empty all over stay, so that a new row can be typed into."""
    level, round_ = data.get("level", ""), data.get("from_round", "")
    draft = Draft(
        texts={name: data.get(name, "").replace("\r\n", "\n").strip() for name in TEXTS},
        level=level if level in TemplateLevel.values else TemplateLevel.DEPARTMENT,
        from_round=next((each for each in ROUNDS if str(each) == round_), ROUNDS[0]),
        evidence=_evidence(data),
        items=_items(data),
        supervisor=data.get("supervisor", ""),
        keepers=tuple(sorted(set(data.getlist("keeper")) - {""}))[:MOST_ROWS],
    )
    edits = data.get("edits", "")
    samples = {item.code: data.get(f"sample-{item.code}", "") for item in draft.items}
    return TypedDraft(draft, whole_number(edits), _faults(draft), samples)


def _evidence(data: QueryDict) -> tuple[Evidence, ...]:
    pairs = zip(data.getlist("evidence-text"), data.getlist("evidence-level"), strict=False)
    return tuple(Evidence(text.strip(), level) for text, level in pairs)[:MOST_ROWS]


def _items(data: QueryDict) -> tuple[ProposedItem, ...]:
    columns = [data.getlist(f"item-{name}") for name in ITEM_FIELDS]
    return tuple(ProposedItem(*(cell.strip() for cell in row)) for row in zip(*columns, strict=False))[:MOST_ROWS]


def _faults(draft: Draft) -> dict[str, Fault]:
    found = {}
    for name, text in draft.texts.items():
        most = LINES.get(name, LONGEST_TEXT)
        if len(text) > most:
            found[name] = Fault("template.too_long", {"most": most})
    if any(len(row.text) > LONGEST_EVIDENCE or len(row.level) > 3 for row in draft.evidence):
        found["evidence"] = Fault("template.too_long", {"most": LONGEST_EVIDENCE})
    for name, most in LONGEST_ITEM.items():
        if any(len(getattr(item, name)) > most for item in draft.items):
            found["data_items"] = Fault("template.too_long", {"most": most})
    return found


def acted(draft: Draft, act: str) -> Draft:
    """The draft after one of its buttons: rows added, taken out, moved up; people chosen and let go."""
    what, _, rest = act.partition(":")
    how, _, which = rest.partition(":")
    if what == "evidence":
        return replace(draft, evidence=_rows(draft.evidence, how, which, Evidence("")))
    if what == "item":
        return replace(draft, items=_rows(draft.items, how, which, ProposedItem("", "")))
    return _with_person(draft, what, how, which)


Row = TypeVar("Row")


def _rows(rows: tuple[Row, ...], how: str, which: str, new: Row) -> tuple[Row, ...]:
    at = whole_number(which)
    if how == "add" and len(rows) < MOST_ROWS:
        return (*rows, new)
    if how == "drop" and 0 <= at < len(rows):
        return (*rows[:at], *rows[at + 1 :])
    if how == "up" and 0 < at < len(rows):
        return (*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :])
    return rows


def _with_person(draft: Draft, what: str, how: str, code: str) -> Draft:
    if what == "supervisor":
        return replace(draft, supervisor=code if how == "add" else "")
    if what == "keeper":
        others = set(draft.keepers) - {code}
        return replace(draft, keepers=tuple(sorted(others | {code} if how == "add" else others)))
    return draft


def taken(draft: Draft, stored: Draft, name: str) -> Draft:
    """The draft with one field as it is stored, instead of as it was typed."""
    if name in TEXTS:
        return replace(draft, texts={**draft.texts, name: stored.texts[name]})
    known = {each.name for each in fields(Draft)} - {"texts"}
    return replace(draft, **{name: getattr(stored, name)}) if name in known else draft
