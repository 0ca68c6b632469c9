"""Checking a workbook against what stands now, unit by unit; nothing is written. The rules are those of the grid."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rabrong.agreements.models import Item
from rabrong.agreements.queries import year_rules
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.queries import Scope
from rabrong.results.workbooks.desks import Desk, desks_of, units_of_workbook
from rabrong.results.workbooks.facts import Months, facts_of
from rabrong.results.workbooks.kinds import Kinds
from rabrong.results.workbooks.layout import MONTHS
from rabrong.results.workbooks.likes import Likes
from rabrong.results.workbooks.months import CheckedMonth, MonthOf, Sheets
from rabrong.results.workbooks.plan import Choices, Mishap, Plan
from rabrong.results.workbooks.reading import Placed, PlacedNote, Typed
from rabrong.results.workbooks.wording import sentence
from rabrong.scoring.claims import Claim

UNITS_AT_ONCE = 50
Tick = Callable[[int, int], None]
"""Told how many of how many units are checked; stops the check by raising."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants a workbook of which unit and year taken in."""

    actor: Actor
    root: Unit
    year: int
    choices: Choices


def check(typed: Typed, asking: Asking, tick: Tick) -> Plan:
    """What a workbook would do. Some ten queries, and two for each UNITS_AT_ONCE units."""
    plan = Plan(mishaps=list(typed.mishaps), lines=len(typed.lines))
    units = units_of_workbook(asking.root, Scope(asking.actor))
    desks = {desk.unit.code: desk for desk in desks_of(asking.actor, units, asking.year)}
    by_unit, notes = _sorted(typed)
    plan.mishaps += _gone(typed, desks)
    rules, todo = year_rules(asking.year), [desk for code, desk in desks.items() if code in by_unit]
    checking = _Checking(typed, asking, plan, (Kinds(rules.scale), Likes(asking.year)))
    tick(0, len(todo))
    for at in range(0, len(todo), UNITS_AT_ONCE):
        some = todo[at : at + UNITS_AT_ONCE]
        facts = facts_of([desk.unit.pk for desk in some], asking.year)
        for desk in some:
            sheets = Sheets(typed, facts, rules, checking.kinds, checking.likes)
            checking.unit(desk, by_unit[desk.unit.code], notes, sheets)
        tick(min(at + UNITS_AT_ONCE, len(todo)), len(todo))
    plan.mishaps = _said_once(typed, plan.mishaps)
    return plan


def _said_once(typed: Typed, mishaps: Sequence[Mishap]) -> list[Mishap]:
    """Of a cell with a formula nothing is said of its number as well."""
    known = {_cell(each) for each in typed.mishaps if each.spot.column is not None}
    return [*typed.mishaps, *(each for each in mishaps[len(typed.mishaps) :] if _cell(each) not in known)]


def _cell(mishap: Mishap) -> tuple[str, int, int | None]:
    return mishap.spot.sheet, mishap.spot.row, mishap.spot.column


Lines = Mapping[str, Sequence[Placed]]
Notes = Mapping[tuple[str, str, int], PlacedNote]


def _sorted(typed: Typed) -> tuple[dict[str, dict[str, list[Placed]]], dict[tuple[str, str, int], PlacedNote]]:
    """Unit -> indicator -> its lines; and the notes by unit, indicator, month."""
    lines: dict[str, dict[str, list[Placed]]] = {}
    for placed in typed.lines:
        key = placed.line.key
        lines.setdefault(key.unit, {}).setdefault(key.indicator, []).append(placed)
    notes = {(each.line.key.unit, each.line.key.indicator, each.line.key.month): each for each in typed.notes}
    return lines, notes


def _gone(typed: Typed, desks: Mapping[str, Desk]) -> Iterator[Mishap]:
    """Lines that could be typed in and are no longer reported there."""
    codes = {code: {item.indicator.code for item in desk.items} for code, desk in desks.items()}
    for placed in typed.lines:
        key = placed.line.key
        if key.opens and key.indicator not in codes.get(key.unit, ()):
            yield Mishap(typed.spot(placed, ""), "workbook.line_gone", partial(sentence, "workbook.line_gone", {}))


class _Checking:
    """Puts what single months say into the plan."""

    def __init__(self, typed: Typed, asking: Asking, plan: Plan, tools: tuple[Kinds, Likes]) -> None:
        self.kinds, self.likes = tools
        self._typed, self._asking, self._plan = typed, asking, plan

    def unit(self, desk: Desk, lines: Lines, notes: Notes, sheets: Sheets) -> None:
        """All lines of a unit."""
        for item in desk.items:
            placed = lines.get(item.indicator.code)
            if placed:
                self._item(desk, item, placed, (notes, sheets))

    def _item(self, desk: Desk, item: Item, placed: Sequence[Placed], said: tuple[Notes, Sheets]) -> None:
        notes, sheets = said
        cells = {each.line.key.cell: each for each in placed}
        stands = sheets.facts.of(desk.unit.pk, item.indicator_id)
        added: dict[str, list[tuple[int, Claim]]] = {}
        for month in MONTHS:
            note = notes.get((desk.unit.code, item.indicator.code, month))
            if note is None and not _differs(cells, month, stands):
                continue
            checked = CheckedMonth(MonthOf(desk, item, month, cells, note), sheets, self._asking.choices)
            self._keep(checked)
            if checked.ready is not None:
                for cell, claim in checked.ready.claims.items():
                    added.setdefault(cell, []).append((month, claim))
                sheets.remember(desk.unit.pk, item.indicator_id, added)

    def _keep(self, checked: CheckedMonth) -> None:
        plan = self._plan
        plan.mishaps += checked.mishaps
        plan.clashes += checked.clashes
        plan.candidates |= checked.candidates
        plan.theirs += checked.theirs
        if checked.ready is not None:
            plan.ready.append(checked.ready)


def _differs(cells: Mapping[str, Placed], month: int, stands: Months) -> bool:
    """Whether any cell of a month says anything else than what stands, letter by letter."""
    for cell, placed in cells.items():
        text, number = placed.line.texts.get(month, ""), stands.get(cell, {}).get(month)
        if text != ("" if number is None else number.text):
            return True
    return False
