"""The pages of an agreement as values: what it says, its texts, what differs between two of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from rabrong.agreements.differences import FRAMEWORK, differences
from rabrong.agreements.models import Agreement, AgreementState, Revision
from rabrong.agreements.on_paper import Around, annex_of, natural
from rabrong.agreements.pages.templates_compare import Piece, marked
from rabrong.agreements.queries.agreements import SignedTexts, aspect_order, is_signed, name_of, whose
from rabrong.agreements.wording.agreements import FIELDS, weights_words
from rabrong.agreements.wording.criteria import criteria_lines
from rabrong.paper.agreement_text.content import Annex, IndicatorRow
from rabrong.paper.sheets.writing import Cell, Column

SHORT = 12
"""So many letters of a digest are shown where the whole one stands beside it for who asks."""

STEPS = (
    AgreementState.DRAFT,
    AgreementState.NEGOTIATING,
    AgreementState.NOTIFIED,
    AgreementState.VETTED,
    AgreementState.SIGNED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the way to being signed."""

    label: str
    is_done: bool
    is_here: bool


def steps_of(state: str) -> tuple[Step, ...]:
    """The way, and where the agreement is on it. An appeal is a turn on the way back to the result."""
    at = STEPS.index(AgreementState.NOTIFIED if state == AgreementState.APPEALED else AgreementState(state))
    here = AgreementState(state).label
    return tuple(
        Step(str(here if number == at else step.label), number < at, number == at) for number, step in enumerate(STEPS)
    )


def around(agreement: Agreement) -> Around:
    """What stands around its text. One query."""
    points = [str(point) for point in agreement.year.points]
    return Around(name_of(agreement), points, aspect_order(agreement.year_id))


def annex(agreement: Agreement, content: Mapping[str, Any]) -> Annex:
    """What it says, in the order people read it. One query."""
    return annex_of(content, around(agreement))


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text of the agreement in the list of its texts."""

    revision: Revision
    title: str
    is_signed: bool
    is_counting: bool
    short: str


def text_rows(texts: SignedTexts, *, with_unsigned: bool) -> list[TextRow]:
    """The texts, newest first; those nobody has signed for who prepares them."""
    known = [each for each in reversed(texts.revisions) if with_unsigned or is_signed(each)]
    return [
        TextRow(each, text_title(each), is_signed(each), each == texts.signed, each.digest[:SHORT]) for each in known
    ]


def text_title(revision: Revision) -> str:
    """What a text is called."""
    words = {"number": revision.number, "round": revision.from_round}
    if hasattr(revision, "amendment"):
        return gettext("ฉบับที่ %(number)s แก้ไข มีผลตั้งแต่รอบ %(round)s เดือน") % words
    return gettext("ฉบับที่ %(number)s") % words


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field that differs, both sides in pieces with the words marked that differ."""

    code: str
    name: str
    field: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


Sides = Mapping[str, Mapping[str, object]]


def change_rows(before: Sides, after: Sides, names: Mapping[str, str], points: Sequence[str]) -> list[ChangeRow]:
    """What differs, as an amendment keeps it, by indicator as people count them."""
    return [
        _row(code, names.get(code, ""), field, (before[code][field], after[code][field]), points)
        for code in sorted(before, key=_place)
        for field in before[code]
    ]


def compared(before: Mapping[str, Any], after: Mapping[str, Any], points: Sequence[str]) -> list[ChangeRow]:
    """Two texts side by side: what differs."""
    found = sorted(differences(before, after), key=lambda each: _place(each.code))
    return [_row(each.code, each.name, each.field, (each.before, each.after), points) for each in found]


def _place(code: str) -> tuple[bool, tuple[tuple[bool, int, str], ...]]:
    return not code.startswith(FRAMEWORK), natural(code)


def _row(code: str, name: str, field: str, sides: tuple[object, object], points: Sequence[str]) -> ChangeRow:
    first, second = marked(*(value_words(field, side, points) for side in sides))
    return ChangeRow(code.removeprefix(f"{FRAMEWORK}/"), name, str(FIELDS.get(field, field)), first, second)


def value_words(field: str, value: object, points: Sequence[str]) -> str:
    """A value of a signed text; "-" for none."""
    if value is None or value == "":
        return "-"
    if field == "criteria":
        return "\n".join(criteria_lines(value, points))
    if field == "weights":
        return weights_words(value)
    if field in ("starts", "cancelled"):
        return gettext("รอบ %(round)s เดือน") % {"round": value}
    return str(value)


def names_in(content: Mapping[str, Any]) -> dict[str, str]:
    """Code -> name of the indicators of a text."""
    return {str(row["code"]): str(row["name"]) for row in content["indicators"]}


def columns(points: Sequence[str]) -> list[Column]:
    """The heads of the annex as a file."""
    heads = [
        Column(gettext("ลำดับ")),
        Column(gettext("ตัวชี้วัด"), width=60),
        Column(gettext("หน่วยวัด")),
        Column(gettext("น้ำหนัก (ร้อยละ)")),
        Column(gettext("เป้าหมาย")),
    ]
    levels = [Column(gettext("ระดับ %(level)s") % {"level": point}) for point in points]
    return [*heads, *levels, Column(gettext("เกณฑ์การให้คะแนน"), width=60)]


def cells(made: Annex) -> list[list[Cell]]:
    """The indicators of the annex as rows of a file."""
    rows: list[list[Cell]] = []
    for row in made.rows:
        if isinstance(row, IndicatorRow):
            levels = [*row.levels] or [""] * len(made.level_heads)
            rows.append([row.code, row.name, row.measure, row.weight, row.target, *levels, "\n".join(row.criteria)])
    return rows


@dataclass(frozen=True, slots=True)
class ListRow:
    """An agreement in the list."""

    agreement: Agreement
    name: str
    whose: str
    state: str


def list_rows(agreements: Iterable[Agreement]) -> list[ListRow]:
    """The list."""
    return [ListRow(each, name_of(each), whose(each), str(AgreementState(each.state).label)) for each in agreements]


def list_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("รหัส")),
        Column(gettext("ผู้ทำคำรับรอง"), width=50),
        Column(gettext("ผู้รับคำรับรอง"), width=40),
        Column(gettext("สถานะ"), width=20),
    ]


def list_cells(rows: Iterable[ListRow]) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [[each.whose, each.name, superior_name(each.agreement), each.state] for each in rows]


def superior_name(agreement: Agreement) -> str:
    """Whom it is made to."""
    return agreement.superior.name if agreement.superior else agreement.superior_name or "-"
