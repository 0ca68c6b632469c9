"""A workbook to be filled in: a unit's lines, or those of everything below it, with the numbers that stand."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules
from rabrong.dashboards.pages.measures import measure_words
from rabrong.dashboards.pages.names import called
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.results.workbooks.desks import Desk
from rabrong.results.workbooks.facts import Facts, facts_of
from rabrong.results.workbooks.kinds import Kinds
from rabrong.results.workbooks.layout import MONTHS, NOTE_PARTS, Header, Line, LineKey, NoteKey, NoteLine
from rabrong.results.workbooks.seal import Sealing
from rabrong.results.workbooks.writing import Content, Title, workbook_of
from rabrong.ui.numbers import bare
from rabrong.ui.words import in_language

UNITS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose workbook of which year, for whom, when."""

    root: Unit
    rules: YearRules
    desks: Sequence[Desk]
    by: Actor
    now: datetime


def workbook_for(wanted: Wanted) -> bytes:
    """The bytes of a workbook: its seal is new each time. Two queries for each UNITS_AT_ONCE units."""
    header = Header(wanted.rules.year, wanted.root.code, secrets.token_hex(6), wanted.by.code, wanted.now)
    making = _Making(wanted, Sealing(header))
    title = Title(header, title_words(wanted.root, wanted.rules.year), len(wanted.desks) == 1, closing_days(wanted))
    notes: list[NoteLine] = []
    return workbook_of(Content(title, making.lines(notes), notes))


def title_words(root: Unit, year: int) -> str:
    """What a workbook is called."""
    return gettext("แบบกรอกผล %(unit)s ปีงบประมาณ %(year)s") % {"unit": called(root), "year": bare(year)}


def open_months(desks: Sequence[Desk]) -> list[int]:
    """The months in which anything may be typed at any of the desks, in order."""
    return [
        month for month in MONTHS if any(desk.may_type(item.indicator, month) for desk in desks for item in desk.items)
    ]


def closing_days(wanted: Wanted) -> Mapping[int, date]:
    """Month -> the last day on which it may be typed in at the first desk that may."""
    found: dict[int, date] = {}
    for desk in wanted.desks:
        for month, window in desk.windows.items():
            if month not in found and any(desk.may_type(item.indicator, month) for item in desk.items):
                found[month] = max(window.closes, window.excepted_until or window.closes)
    return found


class _Making:
    """The lines of a workbook, unit by unit."""

    def __init__(self, wanted: Wanted, sealing: Sealing) -> None:
        self._wanted, self._sealing = wanted, sealing
        self._kinds = Kinds(wanted.rules.scale)
        opened = [
            month for desk in wanted.desks[:1] for month, each in desk.windows.items() if each.opens <= desk.today
        ]
        self._focus = max(opened, default=1)

    def lines(self, notes: list[NoteLine]) -> Iterator[Line]:
        """All lines of numbers; those of notes are put into a list as they are met."""
        desks = self._wanted.desks
        for at in range(0, len(desks), UNITS_AT_ONCE):
            some = desks[at : at + UNITS_AT_ONCE]
            facts = facts_of([desk.unit.pk for desk in some], self._wanted.rules.year)
            for desk in some:
                for item in desk.items:
                    opens = tuple(month for month in MONTHS if desk.may_type(item.indicator, month))
                    yield from self._of_item(desk, item, opens, facts)
                    notes += [self._note(desk, item, month, facts) for month in opens]

    def _of_item(self, desk: Desk, item: Item, opens: tuple[int, ...], facts: Facts) -> Iterator[Line]:
        words, version = self._kinds.words(item, self._focus), item.indicator
        measures = {each.code: measure_words(each.measure) for each in version.data_items.all()}
        stands = facts.of(desk.unit.pk, version.pk)
        for cell in self._kinds.cells(item, self._focus):
            numbers = stands.get(cell, {})
            versions = tuple(numbers[month].version if month in numbers else 0 for month in MONTHS)
            kind = self._kinds.line_kind(item, cell, self._focus)
            key = LineKey(desk.unit.code, version.code, cell, versions, opens, kind)
            yield Line(
                key,
                self._sealing.seal(key.parts()),
                in_language(desk.unit, "name"),
                in_language(version, "name"),
                words.get(cell, cell),
                measures.get(cell, measure_words(version.measure)),
                {month: number.text for month, number in numbers.items()},
            )

    def _note(self, desk: Desk, item: Item, month: int, facts: Facts) -> NoteLine:
        note = facts.notes.get((desk.unit.pk, item.indicator_id, month))
        key = NoteKey(desk.unit.code, item.indicator.code, month, 0 if note is None else note.version)
        texts = {} if note is None else {part: note.texts[part] for part in NOTE_PARTS[1:]}
        name = in_language(item.indicator, "name")
        return NoteLine(key, self._sealing.seal(key.parts()), in_language(desk.unit, "name"), name, texts)
