"""A KPI Template while it is written: fields to type into, what somebody else saved, the formula tried out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from rabrong.agreement_file.numbers import number_of
from rabrong.agreements.forms.templates import TypedDraft
from rabrong.agreements.models import TemplateComment, TemplateLevel
from rabrong.agreements.pages.templates import Book, Line, Section, Sheet, item_cells, measure_words, sheet_of
from rabrong.agreements.rules.templates_content import (
    ITEM_FIELDS,
    MEASURED,
    TEXTS,
    Around,
    Draft,
    ProposedItem,
    draft_of,
    formula_of_draft,
    item_faults,
)
from rabrong.agreements.wording.templates import OVER_MONTHS, OVER_UNITS, fault_words, field_words
from rabrong.org.models import Person
from rabrong.scoring.absence import Absent, Fault
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.wording import sentence
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import in_language, language

PLACES = 4
SHOWN_PLACES = 2
LONG = ("explanation", "definitions", "calculation", "guideline", "conditions", "collection")


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of plain text, with what stands in the database where somebody else has saved another text."""

    name: str
    label: str
    text: str
    rows: int
    hint: str
    fault: str
    theirs: str | None
    lacks: tuple[str, ...]
    comments: tuple[TemplateComment, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A data item to type. A reported one stays as it is."""

    item: ProposedItem
    fault: str
    is_reported: bool
    sample: str


@dataclass(frozen=True, slots=True)
class FormulaCheck:
    """What became of the formula: a fault, or the sample's arithmetic with the result and its score."""

    fault: str = ""
    said: str = ""
    result: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who is chosen or can be."""

    code: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Other:
    """A field as I typed it and as somebody else saved it."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """The form. `theirs` are fields besides plain texts that somebody else saved differently."""

    sheet: Sheet
    texts: Mapping[str, TextField]
    draft: Draft
    edits: int
    items: tuple[ItemRow, ...]
    check: FormulaCheck
    levels: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    rounds: tuple[tuple[int, str], ...]
    over_units: tuple[tuple[str, str], ...]
    over_months: tuple[tuple[str, str], ...]
    theirs: tuple[Other, ...]
    is_stale: bool
    supervisor: "PersonChoice | None" = None
    keepers: "tuple[PersonChoice, ...]" = ()
    evidence_fault: str = ""
    items_fault: str = ""


HINTS = {
    "frequency": lambda: gettext("เช่น รายเดือน ภายในวันที่ 12 ของเดือนถัดไป"),
    "formula": lambda: gettext("ใช้รหัสข้อมูล + - * / วงเล็บ min max abs เช่น ก / ข * 100"),
    "population": lambda: gettext("นับใคร ที่ไหน เท่าไร"),
    "conditions": lambda: gettext("ข้อยกเว้นหรือเงื่อนไขในการนับ"),
}


def edit_page(
    book: Book, typed: TypedDraft, known: Around, people: Mapping[str, Person], *, is_stale: bool = False
) -> EditPage:
    """The form of what is typed. When it is stale, `book.template` is what somebody else saved meanwhile. `people` are
    those whom the form or the database names, by code."""
    stored = draft_of(book.template, [person.code for person in book.keepers])
    sheet = sheet_of(book, typed.draft)
    lines = {line.name: line for section in sheet.sections for line in section.lines}
    faults = item_faults(typed.draft.items)
    texts = {name: _text_field(name, typed, lines[name], stored if is_stale else None) for name in TEXTS}
    return EditPage(
        sheet=sheet,
        texts=texts,
        draft=typed.draft,
        edits=book.template.edits if is_stale else typed.edits,
        items=tuple(_item_row(each, at, typed, known, faults.get(at)) for at, each in enumerate(typed.draft.items)),
        check=formula_check(typed, known, book),
        levels=tuple(str(level) for level in range(1, known.levels + 1)),
        kinds=tuple((value, str(label)) for value, label in TemplateLevel.choices),
        rounds=tuple((round_, _round_words(round_)) for round_ in ROUNDS),
        over_units=tuple((value, str(word)) for value, word in OVER_UNITS.items()),
        over_months=tuple((value, str(word)) for value, word in OVER_MONTHS.items()),
        theirs=tuple(_others(typed.draft, stored, people)) if is_stale else (),
        is_stale=is_stale,
        supervisor=next(iter(person_choices(_named([typed.draft.supervisor], people))), None),
        keepers=person_choices(_named(typed.draft.keepers, people)),
        evidence_fault=_fault(typed.faults, "evidence"),
        items_fault=_fault(typed.faults, "data_items"),
    )


def _round_words(round_: int) -> str:
    return gettext("รอบ %(months)s เดือน") % {"months": round_}


def _fault(faults: Mapping[str, Fault], name: str) -> str:
    return fault_words(faults[name]) if name in faults else ""


def _text_field(name: str, typed: TypedDraft, line: Line, stored: Draft | None) -> TextField:
    mine, theirs = typed.draft.texts[name], None if stored is None else stored.texts[name]
    return TextField(
        name=name,
        label=line.label,
        text=mine,
        rows=1 if name in ("frequency", "formula") else 4 if name in LONG else 2,
        hint=HINTS[name]() if name in HINTS else "",
        fault=_fault(typed.faults, name),
        theirs=None if theirs == mine else theirs,
        lacks=line.lacks,
        comments=line.comments,
    )


OTHERS = ("level", "from_round", "items", "evidence", "supervisor", "keepers")
NAMES_OF_OTHERS = {"items": "data_items"}


def _others(mine: Draft, theirs: Draft, people: Mapping[str, Person]) -> Iterator[Other]:
    """The fields besides plain texts that differ."""
    for name in OTHERS:
        one, two = _other_words(mine, name, people), _other_words(theirs, name, people)
        if getattr(mine, name) != getattr(theirs, name):
            yield Other(name, field_words(NAMES_OF_OTHERS.get(name, name)), one, two)


def _other_words(draft: Draft, name: str, people: Mapping[str, Person]) -> str:
    if name == "level":
        return str(TemplateLevel(draft.level).label)
    if name == "from_round":
        return _round_words(draft.from_round)
    if name == "evidence":
        return "\n".join(f"{row.text} {row.level}".strip() for row in draft.evidence)
    if name == "items":
        return "\n".join(" · ".join(cell for cell in item_cells(item) if cell) for item in draft.items)
    codes = [draft.supervisor] if name == "supervisor" else draft.keepers
    return ", ".join(str(person) for person in _named(codes, people))


def _named(codes: Iterable[str], people: Mapping[str, Person]) -> list[Person]:
    return [people[code] for code in codes if code in people]


def _item_row(item: ProposedItem, at: int, typed: TypedDraft, known: Around, fault: Fault | None) -> ItemRow:
    reported = known.is_reported and any(counted.code == item.code for counted in known.counted)
    words = "" if fault is None or not any(getattr(item, name) for name in ITEM_FIELDS[:4]) else fault_words(fault)
    return ItemRow(item, words, reported, typed.samples.get(item.code, ""))


def formula_check(typed: TypedDraft, known: Around, book: Book) -> FormulaCheck:
    """The formula with the sample numbers put in: the result, and the score it would get."""
    formula = formula_of_draft(typed.draft)
    if isinstance(formula, Fault):
        return FormulaCheck(fault=fault_words(formula))
    if formula is None:
        return FormulaCheck()
    values: dict[str, Fraction] = {}
    for code in formula.items:
        number = number_of(typed.samples.get(code, "").strip())
        if isinstance(number, Fault):
            return FormulaCheck(said=gettext("สูตรใช้ได้ พิมพ์ตัวเลขตัวอย่างให้ครบเพื่อลองคำนวณ"))
        values[code] = Fraction(number)
    result = formula.value(values)
    if isinstance(result, Absent):
        return FormulaCheck(fault=sentence(result.reason, result.terms, "th" if _is_thai() else "en"))
    shown = {code: at_most(value, PLACES) for code, value in values.items()}
    said = formula.with_values(shown).replace("*", "×").replace("/", "÷").replace("-", "−")
    words = f"{fixed(result, SHOWN_PLACES)} {measure_words(book.facts.measure)}".strip()
    return FormulaCheck(said=said, result=words, score=_score_of(result, known, book))


def _is_thai() -> bool:
    return language().startswith("th")


def _score_of(result: Fraction, known: Around, book: Book) -> str:
    criterion = known.criterion
    if criterion is None or not isinstance(criterion, MEASURED) or criterion.claim_fault(result, book.scale):
        return ""
    score = criterion.score(result, book.scale)
    return "" if isinstance(score, Absent) else fixed(round_half_up(score, book.scale.places), book.scale.places)


def person_choices(people: Sequence[Person], chosen: Collection[str] = ()) -> tuple[PersonChoice, ...]:
    """People with what they are, without those chosen already."""
    return tuple(
        PersonChoice(person.code, str(person), f"{in_language(person, 'position')} · {person.unit}")
        for person in people
        if person.code not in chosen
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence of what is lacking, and the section it stands in."""

    anchor: str
    label: str
    words: str


def gaps_of(sections: Sequence[Section]) -> list[Gap]:
    """Everything that keeps the version from being submitted, in the order of the page."""
    return [
        Gap(section.anchor, field_words(line.name), words)
        for section in sections
        for line in section.lines
        for words in line.lacks
    ]


def typed_of_stored(book: Book) -> TypedDraft:
    """The form as it opens: what is stored."""
    stored = draft_of(book.template, [person.code for person in book.keepers])
    return TypedDraft(stored, book.template.edits)
