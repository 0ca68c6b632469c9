"""The pages of amendments as values: the window, the list, a request, the form indicator by indicator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from rabrong.agreements.forms.amendment_blocks import Block
from rabrong.agreements.models import Amendment, AmendmentReason, Outcome
from rabrong.agreements.on_paper import in_order
from rabrong.agreements.pages.agreements import ChangeRow, change_rows, names_in
from rabrong.agreements.pages.criteria_editor import Editor, editor_of
from rabrong.agreements.queries.agreements import content_of_text, is_signed
from rabrong.agreements.rules.amendments import is_late, is_let_in
from rabrong.agreements.wording.agreements import outcome_words
from rabrong.charts import State
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.scoring.exact import added, trimmed
from rabrong.scoring.scale import Scale
from rabrong.ui.words import in_language

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """Until when changes may be asked for; `last` is None where nobody has set it."""

    last: date | None
    is_late: bool
    days_left: int


def window_of(cut_off: date | None, today: date) -> Window:
    """The window as of a day."""
    left = 0 if cut_off is None else max((cut_off - today).days, 0)
    return Window(cut_off, is_late(cut_off, today), left)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in the list."""

    amendment: Amendment
    reason: str
    codes: str
    state: str
    glyph: State


def request_rows(amendments: Iterable[Amendment], reasons: Iterable[AmendmentReason]) -> list[RequestRow]:
    """The list."""
    words = {row.code: in_language(row, "text") for row in reasons}
    return [
        RequestRow(
            each,
            words.get(each.reason, each.reason),
            ", ".join(each.after) or ", ".join(each.changes.get("details", {})),
            *standing(each),
        )
        for each in amendments
    ]


def standing(amendment: Amendment) -> tuple[str, State]:
    """Where a request stands, in words and as a glyph."""
    if amendment.outcome == Outcome.REFUSED:
        return outcome_words(amendment.outcome), "returned"
    if amendment.outcome == Outcome.PENDING:
        if not is_let_in(amendment):
            return gettext("รอหัวหน้าส่วนราชการอนุญาต"), "draft"
        return gettext("รอผลพิจารณา"), "submitted"
    if amendment.revision is not None and not is_signed(amendment.revision):
        return gettext("%(outcome)s รอลงนาม") % {"outcome": outcome_words(amendment.outcome)}, "approved"
    return gettext("%(outcome)s มีผลแล้ว") % {"outcome": outcome_words(amendment.outcome)}, "certified"


def columns() -> list[Column]:
    """The heads of the list as a file."""
    of_request = (
        gettext("เลขที่คำขอ"),
        gettext("วันที่ขอ"),
        gettext("เหตุผล"),
        gettext("คำชี้แจง"),
        gettext("ตัวชี้วัด"),
        gettext("มีผลตั้งแต่รอบ"),
        gettext("สถานะ"),
    )
    heads = (*of_request, gettext("ผู้พิจารณา"), gettext("วันที่พิจารณา"), gettext("เลขที่หนังสือ"))
    return [Column(head, width=24) for head in heads]


def cells(rows: Iterable[RequestRow]) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [
        [
            row.amendment.number,
            row.amendment.requested_on,
            row.reason,
            row.amendment.text,
            row.codes,
            row.amendment.from_round,
            row.state,
            row.amendment.decided_by_name,
            row.amendment.decided_on,
            row.amendment.letter_number,
        ]
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the weights counted in a round add up to."""

    round: str
    text: str
    is_full: bool


def sums_of(content: Content) -> list[Sum]:
    """The sums from the text's round on."""
    sums = []
    for round_ in ("6", "9", "12"):
        if int(round_) >= int(content["from_round"]):
            total = added(Decimal(row["weights"][round_]) for row in content["indicators"] if _counts(row, int(round_)))
            sums.append(Sum(round_, trimmed(total), total == Decimal(100)))
    return sums


def _counts(row: Mapping[str, Any], round_: int) -> bool:
    is_out = row["cancelled"] is not None and int(row["cancelled"]) <= round_
    return str(round_) in row["weights"] and not is_out


def changes_of(amendment: Amendment, points: Sequence[str]) -> list[ChangeRow]:
    """What a request comes to, both sides."""
    texts = amendment.agreement.revisions.all()
    names: dict[str, str] = {}
    for revision in texts:
        names.update(names_in(content_of_text(revision)))
    for code, row in amendment.after.items():
        names.setdefault(code, str(row.get("name", "")))
    return change_rows(amendment.before, amendment.after, names, points)


@dataclass(frozen=True, slots=True)
class BlockShown:
    """An indicator in the form."""

    block: Block
    editor: Editor


def blocks_shown(blocks: Iterable[Block], scale: Scale) -> list[BlockShown]:
    """The blocks with their criteria editors."""
    return [BlockShown(block, editor_of(block.criteria, block.read, scale, block.prefix)) for block in blocks]


def rows_to_pick(content: Content) -> list[Mapping[str, Any]]:
    """The indicators that can still be changed, as people count them."""
    return [row for row in in_order(content["indicators"]) if row["cancelled"] is None]


@dataclass(frozen=True, slots=True)
class WeightCell:
    """A weight in the whole new table."""

    code: str
    name: str
    text: str
    fault: str


def weight_cells(
    rows: Iterable[Mapping[str, Any]], typed: Mapping[str, str], faults: Mapping[str, str], from_round: int
) -> list[WeightCell]:
    """The table of weights: what is typed, else what is signed."""
    return [
        WeightCell(
            row["code"],
            row["name"],
            typed.get(row["code"], str(row["weights"].get(str(from_round), ""))),
            faults.get(row["code"], ""),
        )
        for row in rows
    ]
