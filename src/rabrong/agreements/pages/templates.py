"""A KPI Template as it is read: sections of fields, each with its text, what was said of it and what it lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rabrong.agreements.models import (
    AgreementState,
    Template,
    TemplateComment,
    TemplateFile,
    TemplateLevel,
)
from rabrong.agreements.pages.criteria_editor import curve_of, past_score
from rabrong.agreements.pages.criteria_table import CriteriaRow, criteria_rows
from rabrong.agreements.queries.templates import growth
from rabrong.agreements.queries.templates_facts import Facts
from rabrong.agreements.rules.templates_content import Draft, Lack, ProposedItem, draft_of
from rabrong.agreements.wording.templates import (
    FIELDS,
    OVER_MONTHS,
    OVER_UNITS,
    OWNER_ROLES,
    Word,
    fault_words,
)
from rabrong.charts import Svg
from rabrong.org.models import Person
from rabrong.scoring.absence import Fault
from rabrong.scoring.criteria import Criterion
from rabrong.scoring.scale import Scale
from rabrong.ui.numbers import at_most, bare, fixed
from rabrong.ui.words import in_language, language

PLACES = 4

SECTIONS: Sequence[tuple[str, Word, tuple[str, ...]]] = (
    (
        "identity",
        _("ตัวชี้วัด"),
        ("code", "name", "name_en", "aspect", "level", "measure", "weights", "target", "from_round"),
    ),
    ("meaning", _("ความหมาย"), ("explanation", "definitions", "population")),
    ("calculation", _("การคำนวณ"), ("data_items", "formula", "calculation")),
    ("criteria", _("เกณฑ์และผลย้อนหลัง"), ("criteria", "past", "conditions")),
    ("data", _("ข้อมูล"), ("data_source", "collection", "frequency")),
    ("evidence", _("หลักฐาน"), ("guideline", "evidence", "attachments")),
    ("people", _("ผู้รับผิดชอบ"), ("supervisor", "keepers", "owners")),
    ("plans", _("แผนงานและความสำเร็จ"), ("plans", "success_points")),
)
PROMISED = ("name", "name_en", "aspect", "measure", "weights", "target", "criteria")
"""Fields of the promise itself: signed with the agreement, changed by an amendment only."""


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A row of the Owner-Supporter table, answered by whoever keeps it."""

    code: str
    name: str
    role: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """Everything a page of one version is made from. `criterion` is None where what is kept cannot be used."""

    template: Template
    facts: Facts
    criterion: Criterion | None
    scale: Scale
    keepers: Sequence[Person]
    files: Sequence[TemplateFile] = ()
    owners: Sequence[OwnerRow] = ()
    comments: Sequence[TemplateComment] = ()
    lacks: Sequence[Lack] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with what they were when the version was published, and how to reach them today."""

    code: str
    name: str
    position: str
    unit: str
    telephone: str
    email: str

    @property
    def text(self) -> str:
        """In one line."""
        return " · ".join(each for each in (self.name, self.position, self.unit, self.telephone, self.email) if each)


@dataclass(frozen=True, slots=True)
class PastRow:
    """A year's result: value, growth in words, the score it would get by these criteria."""

    year: int
    value: Decimal | None
    growth: str
    score: Decimal | None

    @property
    def shown(self) -> str:
        """The value with its decimals as they were reported; "-" for none."""
        return "-" if self.value is None else fixed(self.value, max(-int(self.value.as_tuple().exponent), 0))


@dataclass(frozen=True, slots=True)
class Line:
    """One field. `text` is all of it in plain words; `lacks` are sentences."""

    name: str
    label: str
    text: str
    comments: tuple[TemplateComment, ...] = ()
    lacks: tuple[str, ...] = ()
    is_promised: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together."""

    anchor: str
    title: str
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How much is lacking in it."""
        return sum(len(line.lacks) for line in self.lines)

    @property
    def said(self) -> int:
        """How many comments wait in it."""
        return sum(1 for line in self.lines for comment in line.comments if comment.settled_at is None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A version as it is read."""

    book: Book
    sections: tuple[Section, ...]
    items: tuple[tuple[str, ...], ...]
    evidence: tuple[tuple[str, str], ...]
    criteria: tuple[CriteriaRow, ...]
    curve: Svg | None
    past: tuple[PastRow, ...]
    supervisor: Contact | None
    keepers: tuple[Contact, ...]
    owners: tuple[tuple[str, str, str], ...]
    general: tuple[TemplateComment, ...] = field(default=())


def sheet_of(book: Book, draft: Draft | None = None) -> Sheet:
    """The page of a version; of a draft as it is being typed where one is given."""
    shown = draft or draft_of(book.template, [person.code for person in book.keepers])
    past = past_rows(book)
    values = {row.year: row.value for row in past if row.value is not None}
    measure = measure_words(book.facts.measure)
    texts = _texts(book, shown, past)
    return Sheet(
        book=book,
        sections=tuple(_section(book, each, texts) for each in SECTIONS),
        items=tuple(item_cells(item) for item in shown.items),
        evidence=tuple((row.text, row.level) for row in shown.evidence if row.text),
        criteria=tuple(criteria_rows(book.criterion, book.scale)) if book.criterion else (),
        curve=curve_of(book.criterion, book.scale, values, measure) if book.criterion else None,
        past=tuple(past),
        supervisor=_supervisor(book),
        keepers=tuple(contact_of(person, book.facts) for person in book.keepers),
        owners=tuple(owner_cells(owner) for owner in book.owners),
        general=tuple(comment for comment in book.comments if not comment.field),
    )


def _supervisor(book: Book) -> Contact | None:
    person = book.template.supervisor
    return None if person is None else contact_of(person, book.facts)


def _section(book: Book, section: tuple[str, Word, tuple[str, ...]], texts: Mapping[str, str]) -> Section:
    anchor, title, names = section
    lines = (_line(book, name, texts[name]) for name in names)
    return Section(anchor, str(title), tuple(line for line in lines if line.text or line.name != "name_en"))


def _line(book: Book, name: str, text: str) -> Line:
    return Line(
        name=name,
        label=str(FIELDS[name]),
        text=text,
        comments=tuple(comment for comment in book.comments if comment.field == name),
        lacks=tuple(lack_words(lack) for lack in book.lacks if lack.where == name),
        is_promised=name in PROMISED,
    )


def lack_words(lack: Lack) -> str:
    """What is lacking, as a sentence."""
    return fault_words(Fault(lack.code, lack.terms))


def _texts(book: Book, draft: Draft, past: Sequence[PastRow]) -> dict[str, str]:
    """Every field in plain words."""
    facts = book.facts
    return {
        **draft.texts,
        "code": facts.code,
        "name": facts.name,
        "name_en": facts.name_en,
        "aspect": facts.aspect_en if facts.aspect_en and not language().startswith("th") else facts.aspect,
        "level": str(TemplateLevel(draft.level).label),
        "measure": measure_words(facts.measure),
        "weights": weight_words(facts.weights),
        "target": at_most(Decimal(facts.target), PLACES) if facts.target else "",
        "from_round": round_words(draft.from_round),
        "formula": draft.texts["formula"].replace("*", "×").replace("/", "÷").replace("-", "−"),
        "data_items": "\n".join(" · ".join(cell for cell in item_cells(item) if cell) for item in draft.items),
        "criteria": _criteria_words(book),
        "past": "\n".join(_past_words(row) for row in past),
        "evidence": "\n".join(_evidence_words(draft)),
        "attachments": "\n".join(each.name for each in book.files),
        "supervisor": who.text if (who := _supervisor(book)) else "",
        "keepers": "\n".join(contact_of(person, facts).text for person in book.keepers),
        "owners": "\n".join(" · ".join(cell for cell in owner_cells(owner) if cell) for owner in book.owners),
    }


def _criteria_words(book: Book) -> str:
    rows = criteria_rows(book.criterion, book.scale) if book.criterion else []
    return "\n".join(f"{'  ' * row.depth}{row.head}: {row.text}" for row in rows)


def _past_words(row: PastRow) -> str:
    return f"{bare(row.year)}: {row.shown}" + (f" ({row.growth})" if row.growth else "")


def growth_words(value: Fraction | None) -> str:
    """A growth with its sign: +6.10%; empty where there is nothing to compare with."""
    if value is None:
        return ""
    return f"{'+' if value > 0 else ''}{fixed(value, 2)}%"


def _evidence_words(draft: Draft) -> Iterable[str]:
    for number, row in enumerate((row for row in draft.evidence if row.text), start=1):
        level = f" ({level_words(row.level)})" if row.level else ""
        yield f"{bare(number)}. {row.text}{level}"


def level_words(level: str) -> str:
    """To which level or step a document belongs."""
    return gettext("ระดับ/ขั้นที่ %(level)s") % {"level": level}


def round_words(round_: int) -> str:
    """A round as people call it."""
    return gettext("รอบ %(months)s เดือน") % {"months": bare(round_)}


def weight_words(weights: Mapping[str, str]) -> str:
    """5%, or round by round where they differ."""
    if len(set(weights.values())) == 1:
        return f"{at_most(Decimal(next(iter(weights.values()))), PLACES)}%"
    pairs = sorted(weights.items(), key=lambda pair: int(pair[0]))
    return " · ".join(f"{round_words(int(key))} {at_most(Decimal(weight), PLACES)}%" for key, weight in pairs)


def measure_words(measure: str) -> str:
    """The unit of measure in the language of the page, where it is a usual one."""
    return gettext(measure) if measure else ""


def item_cells(item: ProposedItem) -> tuple[str, ...]:
    """Code, name, measure, how it adds up over units and months."""
    over = str(OVER_UNITS.get(item.over_units, item.over_units))
    if item.over_units == "weighted_mean":
        over = gettext("%(how)s ด้วย %(item)s") % {"how": over, "item": item.weighted_by}
    months = str(OVER_MONTHS.get(item.over_months, item.over_months))
    return item.code, in_language(item, "name"), measure_words(item.measure), over, months


def owner_cells(owner: OwnerRow) -> tuple[str, str, str]:
    """Name, role, share."""
    share = "" if owner.share is None else f"{at_most(owner.share, PLACES)}%"
    return owner.name, str(OWNER_ROLES.get(owner.role, owner.role)), share


def contact_of(person: Person, facts: Facts) -> Contact:
    """A person: position and unit as on the day of publication, else as today."""
    seat = facts.seats.get(person.code, {})
    position = seat.get("position", person.position)
    if not language().startswith("th"):
        position = seat.get("position_en") or person.position_en or position
    unit = seat.get("unit", person.unit.code)
    return Contact(person.code, in_language(person, "name"), position, unit, person.telephone, person.email)


def past_rows(book: Book) -> list[PastRow]:
    """The three years with growth and the score under this version's criteria."""
    values = {int(year): Decimal(text) if text else None for year, text in sorted(book.facts.past.items())}
    return [
        PastRow(
            year,
            value,
            growth_words(growth(values.get(year - 1), value)),
            None if value is None or book.criterion is None else past_score(book.criterion, value, book.scale),
        )
        for year, value in values.items()
    ]


def agreement_words(facts: Facts) -> str:
    """How far the agreement has come that the promise stands in."""
    return str(AgreementState(facts.agreement).label) if facts.agreement else gettext("ยังไม่อยู่ในคำรับรอง")
