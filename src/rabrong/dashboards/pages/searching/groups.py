"""What a search found, in groups of one kind each: where it leads, what it is called, where the words stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.queries.agreements import whose
from rabrong.assignments.models import AppointmentOrder, OrderState
from rabrong.assignments.queries import CENTRAL
from rabrong.assignments.rules.sight import indicators_owned
from rabrong.dashboards.queries.searching.named import (
    agreements_matching,
    indicators_matching,
    orders_matching,
    place_of,
)
from rabrong.dashboards.queries.searching.written import files_matching, notes_matching
from rabrong.evidence.models import AttachmentVersion
from rabrong.org.models import Person, Unit
from rabrong.org.queries import Scope
from rabrong.org.queries.search import people_matching, units_matching
from rabrong.org.templatetags.who import kind_label, who
from rabrong.results.models import ReportNote
from rabrong.thai.sought import around, pieces, sought_words
from rabrong.ui.dates import month_and_year
from rabrong.ui.words import in_language, language

SHORTEST = 2
"""Fewer letters are in nearly everything."""
EXCERPT = 140

Piece = tuple[str, bool]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name and, of a longer text, the part that was found, both in pieces with whether they
    match; and what says which one it is."""

    href: str
    name: tuple[Piece, ...]
    about: tuple[Piece, ...]
    excerpt: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, best first; `more` where there is more of it than is shown."""

    key: str
    label: str
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Seeking:
    """Who looks for what: the words as they are compared, and the indicators that are seen of every unit."""

    scope: Scope
    text: str
    words: tuple[str, ...]
    owned: frozenset[int]

    def hit(self, href: str, name: str, about: str, excerpt: str = "") -> Hit:
        """A hit with its matches marked."""
        cut = around(excerpt, self.words, EXCERPT)
        name_, about_, cut_ = (tuple(pieces(text, self.words)) for text in (name, about, cut))
        return Hit(href, name_, about_, cut_)


def is_sought(text: str) -> bool:
    """Whether a text is long enough to be looked for."""
    return sum(len(word) for word in sought_words(text)) >= SHORTEST


def groups_found(scope: Scope, text: str, limit: int) -> list[Group]:
    """At most `limit` of each kind, the kinds of which nothing is found left out. Seven queries, and those of the scope
    and of the own indicators."""
    if not is_sought(text) or not scope.actor.grants:
        return []
    seeking = Seeking(scope, text, tuple(sought_words(text)), indicators_owned(scope))
    made = (_group(key, label(), find(seeking), limit) for key, label, find in KINDS)
    return [group for group in made if group.hits]


def _group(key: str, label: str, found: Iterable[Hit], limit: int) -> Group:
    hits = tuple(islice(found, limit + 1))
    return Group(key, label, hits[:limit], len(hits) > limit)


MOST = 31
"""More than any page shows of a kind."""


def _indicators(seeking: Seeking) -> Iterator[Hit]:
    for row in indicators_matching(seeking.scope, seeking.words, seeking.owned)[:MOST]:
        name, about = f"{row.code} {_name(row, seeking.words)}", gettext("ปี %(year)s") % {"year": row.year_id}
        yield seeking.hit(reverse("indicator", args=(row.year_id, row.code, place_of(row))), name, about)


def _name(row: IndicatorVersion, words: Sequence[str]) -> str:
    """In the language of the page, unless only the other one holds the words."""
    name = in_language(row, "name")
    marked = any(matches for _, matches in pieces(f"{row.code} {name}", words))
    return name if marked else row.name_en if name == row.name else row.name


def _units(seeking: Seeking) -> Iterator[Hit]:
    for row in units_matching(seeking.scope, seeking.text).select_related("parent")[:MOST]:
        yield seeking.hit(reverse("org_unit", args=(row.code,)), in_language(row, "name"), _unit_about(row))


def _unit_about(unit: Unit) -> str:
    above = in_language(unit.parent, "name") if unit.parent else ""
    return " · ".join(filter(None, (kind_label(unit), above, unit.code)))


def _people(seeking: Seeking) -> Iterator[Hit]:
    for row in people_matching(seeking.scope, seeking.text)[:MOST]:
        yield seeking.hit(reverse("person", args=(row.code,)), who(row), _person_about(row))


def _person_about(person: Person) -> str:
    position = in_language(person, "position") if person.name else ""
    return " · ".join(filter(None, (position, in_language(person.unit, "name"))))


def _notes(seeking: Seeking) -> Iterator[Hit]:
    for row in notes_matching(seeking.scope, seeking.words, seeking.owned)[:MOST]:
        year = row.indicator.year_id
        name = f"{row.indicator.code} {in_language(row.unit, 'name')}"
        about = month_and_year(year, row.month, language())
        yield seeking.hit(_note_href(row), name, about, _best_text(row, seeking.words))


def _note_href(note: ReportNote) -> str:
    """The page of the indicator, which shows its notes; an owner has none of its own: the history of the month."""
    place = (note.indicator.year_id, note.indicator.code, note.unit.code)
    if note.unit.kind in CENTRAL:
        return reverse("report_history", args=(*place, note.month))
    return f"{reverse('indicator', args=place)}?month={note.month}"


def _best_text(note: ReportNote, words: Sequence[str]) -> str:
    """The part of a note in which a word stands; problems first."""
    texts = [text for text in (note.problems, note.measures, note.done) if text]
    return next((text for text in texts if any(matches for _, matches in pieces(text, words))), "")


def _agreements(seeking: Seeking) -> Iterator[Hit]:
    for row in agreements_matching(seeking.scope, seeking.text)[:MOST]:
        href = reverse("agreement", args=(row.year_id, whose(row)))
        yield seeking.hit(href, _agreement_name(row), gettext("ปี %(year)s") % {"year": row.year_id})


def _agreement_name(agreement: Agreement) -> str:
    name = who(agreement.person) if agreement.person else in_language(agreement.unit, "name")
    return gettext("คำรับรองของ %(name)s") % {"name": name}


def _orders(seeking: Seeking) -> Iterator[Hit]:
    for row in orders_matching(seeking.scope, seeking.words)[:MOST]:
        yield seeking.hit(reverse("order", args=(row.year_id, row.pk)), row.title, _order_about(row))


def _order_about(order: AppointmentOrder) -> str:
    number = gettext("คำสั่งที่ %(number)s") % {"number": order.number} if order.number else ""
    return " · ".join(filter(None, (number, str(OrderState(order.state).label))))


def _files(seeking: Seeking) -> Iterator[Hit]:
    for row in files_matching(seeking.scope, seeking.words, seeking.owned)[:MOST]:
        yield seeking.hit(_file_href(row), row.name, _file_about(row))


def _file_href(row: AttachmentVersion) -> str:
    at = row.attachment
    return reverse("evidence_file", args=(at.indicator.year_id, at.indicator.code, at.unit.code, at.pk))


def _file_about(row: AttachmentVersion) -> str:
    at = row.attachment
    return f"{at.indicator.code} · {in_language(at.unit, 'name')}"


Find = Callable[[Seeking], Iterator[Hit]]
KINDS: tuple[tuple[str, Callable[[], str], Find], ...] = (
    ("indicators", lambda: gettext("ตัวชี้วัด"), _indicators),
    ("units", lambda: gettext("หน่วยงาน"), _units),
    ("people", lambda: gettext("บุคลากร"), _people),
    ("notes", lambda: gettext("ผลงาน ปัญหา และการแก้ไขที่รายงาน"), _notes),
    ("agreements", lambda: gettext("คำรับรอง"), _agreements),
    ("orders", lambda: gettext("คำสั่ง"), _orders),
    ("files", lambda: gettext("หลักฐาน"), _files),
)
"""In the order in which they are shown."""
