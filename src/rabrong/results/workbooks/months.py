"""One month of an item in a workbook: what changes, what clashes, what is wrong, what would be submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import itemgetter

from rabrong.agreement_file.claims_in import Cell
from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules
from rabrong.org.rules import Refusal
from rabrong.results.actions.judging import Month, asked_by
from rabrong.results.actions.submitting import NoteText
from rabrong.results.asked import asked_words
from rabrong.results.typed import LONGEST, claim_typed, fault_words
from rabrong.results.wording import refusal_words
from rabrong.results.workbooks.desks import Desk
from rabrong.results.workbooks.facts import Facts, Number
from rabrong.results.workbooks.kinds import Kinds
from rabrong.results.workbooks.layout import NOTE_PARTS, LineKey
from rabrong.results.workbooks.likes import Likes
from rabrong.results.workbooks.plan import MINE, THEIRS, Choices, Clash, Mishap, Ready, Spot, place_of
from rabrong.results.workbooks.reading import Placed, PlacedNote, Typed
from rabrong.results.workbooks.wording import sentence
from rabrong.scoring.absence import MISSING, Fault
from rabrong.scoring.claims import Claim

LONGEST_TEXT = 4000
NOTE = "~"
"""The cell of a note among the places."""

Series = dict[str, list[tuple[int, Claim]]]


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month of an item at a desk, with its lines by cell, and its line of notes where there is one."""

    desk: Desk
    item: Item
    month: int
    lines: Mapping[str, Placed]
    note: PlacedNote | None


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a month is checked with; `added` is what earlier months of the workbook bring."""

    typed: Typed
    facts: Facts
    rules: YearRules
    kinds: Kinds
    likes: Likes
    added: dict[tuple[int, int], Series] = field(default_factory=dict)

    def remember(self, unit: int, indicator: int, added: Series) -> None:
        """What the months before bring."""
        self.added[unit, indicator] = added

    def reported(self, unit: int, indicator: int, cells: Sequence[str]) -> Series:
        """Cell -> what is reported by month, in order, as it would stand."""
        found: Series = {}
        stands, added = self.facts.of(unit, indicator), self.added.get((unit, indicator), {})
        for cell in cells:
            months = {month: number.claim for month, number in stands.get(cell, {}).items()}
            months |= dict(added.get(cell, ()))
            if months:
                found[cell] = sorted(months.items(), key=itemgetter(0))
        return found


class CheckedMonth:
    """Checks a month as it is made."""

    def __init__(self, at: MonthOf, sheets: Sheets, choices: Choices) -> None:
        self.mishaps: list[Mishap] = []
        self.clashes: list[Clash] = []
        self.candidates: dict[str, str] = {}
        self.ready: Ready | None = None
        self.theirs = 0
        self._at, self._sheets, self._choices = at, sheets, choices
        self._kinds: Mapping[str, Cell] = sheets.kinds.cells(at.item, at.month)
        self._stands = sheets.facts.of(at.desk.unit.pk, at.item.indicator_id)
        self._changed: dict[str, Claim] = {}
        self._check()

    @property
    def _unit(self) -> int:
        return self._at.desk.unit.pk

    def _number(self, cell: str) -> Number | None:
        return self._stands.get(cell, {}).get(self._at.month)

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        """Every cell as it would stand."""
        found = {}
        for cell in self._kinds:
            number = self._number(cell)
            found[cell] = self._changed.get(cell, MISSING if number is None else number.claim)
        return found

    def _check(self) -> None:
        for cell, placed in self._at.lines.items():
            self._cell(cell, placed)
        note, is_noted = self._note()
        if self.candidates and self._at.note is not None:
            self.candidates[self._place("~remark")] = self._at.note.line.texts.get(NOTE_PARTS[0], "")
        if self.mishaps or not (self._changed or is_noted):
            return
        if self._is_shut(is_noted) or not self._is_complete():
            return
        self._ask(note, is_noted)

    def _cell(self, cell: str, placed: Placed) -> None:
        text, number = placed.line.texts.get(self._at.month, ""), self._number(cell)
        if text == ("" if number is None else number.text):
            return
        if len(text) > LONGEST:
            self._mistake(self._spot(placed), "workbook.long_number")
            return
        kind = self._kinds.get(cell)
        claim: Claim | Fault = MISSING if kind is None else claim_typed(text, kind)
        if isinstance(claim, Fault):
            label = placed.line.label
            self._say(self._spot(placed), claim.code, partial(fault_words, claim, label))
        elif kind is None and text:
            self._mistake(self._spot(placed), "workbook.cell_gone")
        elif claim != (MISSING if number is None else number.claim):
            self._compare(cell, placed, claim, number)

    def _compare(self, cell: str, placed: Placed, claim: Claim, number: Number | None) -> None:
        """Mine, theirs, and what stood when the workbook was made."""
        base, version = _version(placed.line.key, self._at.month), 0 if number is None else number.version
        if number is not None and base != version:
            if claim == self._base(cell, base):
                self.theirs += 1
            else:
                self._clash(cell, placed, (claim, base), number)
        elif claim is MISSING and number is not None:
            self._mistake(self._spot(placed), "workbook.emptied", before=number.text)
        else:
            self._change(cell, placed, claim, version)

    def _base(self, cell: str, version: int) -> Claim:
        place = (self._unit, self._at.item.indicator_id, cell, self._at.month)
        return self._sheets.facts.earlier.get((place, version), MISSING)

    def _change(self, cell: str, placed: Placed, claim: Claim, version: int) -> None:
        text = placed.line.texts.get(self._at.month, "")
        self._changed[cell] = claim
        self.candidates[self._place(cell)] = f"{version}:{text}"

    def _clash(self, cell: str, placed: Placed, said: tuple[Claim, int], number: Number) -> None:
        claim, base = said
        place = self._place(cell)
        text = placed.line.texts.get(self._at.month, "")
        self.candidates[place] = f"{number.version}:{text}"
        choice, version = self._choices.get(place, ("", 0))
        if version == number.version and choice == THEIRS:
            return
        if version == number.version and choice == MINE:
            if claim is MISSING:
                self._mistake(self._spot(placed), "workbook.emptied", before=number.text)
            else:
                self._change(cell, placed, claim, number.version)
            return
        before = self._base(cell, base)
        self.clashes.append(
            Clash(
                place,
                self._spot(placed),
                self._at.desk.unit,
                self._at.item.indicator.code,
                placed.line.label,
                self._at.month,
                "" if before is MISSING else f"{before}",
                text,
                number.text,
                number.version,
                number.by,
                number.at,
            )
        )

    def _note(self) -> tuple[NoteText, bool]:
        """What would stand beside, and whether that is anything new."""
        at, stands = self._at, self._sheets.facts.notes.get((self._unit, self._at.item.indicator_id, self._at.month))
        before = {} if stands is None else dict(stands.texts)
        if at.note is None:
            return _note_text(before), False
        texts = at.note.line.texts
        for part in NOTE_PARTS:
            if len(texts.get(part, "")) > LONGEST_TEXT:
                spot = self._sheets.typed.spot(at.note, part)
                self._mistake(spot, "workbook.long_text", most=LONGEST_TEXT)
        mine = {part: texts.get(part, "") for part in NOTE_PARTS[1:]}
        if _plain(mine) == _plain(before):
            return _note_text(before), False
        base = at.note.line.key.version
        if stands is not None and stands.version != base:
            return self._note_meanwhile(mine, before, base)
        self.candidates[self._place(NOTE)] = f"{0 if stands is None else stands.version}:{sorted(mine.items())}"
        return _note_text(mine), True

    def _note_meanwhile(self, mine: Mapping[str, str], theirs: Mapping[str, str], base: int) -> tuple[NoteText, bool]:
        """Somebody wrote another note since the workbook was made."""
        place = (self._unit, self._at.item.indicator_id, self._at.month)
        before = self._sheets.facts.earlier_notes.get((place, base), {})
        stands, noted = self._sheets.facts.notes[place], self._at.note
        assert noted is not None  # the caller has it
        if _plain(mine) == _plain(before):
            self.theirs += 1
            return _note_text(theirs), False
        name = self._place(NOTE)
        self.candidates[name] = f"{stands.version}:{sorted(mine.items())}"
        choice, version = self._choices.get(name, ("", 0))
        if version == stands.version and choice:
            return _note_text(mine if choice == MINE else theirs), choice == MINE
        part = next(part for part in NOTE_PARTS[1:] if mine[part] != theirs.get(part, ""))
        self.clashes.append(
            Clash(
                name,
                self._sheets.typed.spot(noted, part),
                self._at.desk.unit,
                self._at.item.indicator.code,
                "",
                self._at.month,
                _said(before),
                _said(mine),
                _said(theirs),
                stands.version,
                stands.by,
                stands.at,
            )
        )
        return _note_text(theirs), False

    def _is_shut(self, is_noted: bool) -> bool:
        """One mistake at every cell that was changed in a month that may not be entered."""
        refusal = self._at.desk.refusal(self._at.item.indicator, self._at.month)
        if refusal is None:
            return False
        spots = [self._spot(self._at.lines[cell]) for cell in self._changed]
        if is_noted and self._at.note is not None:
            spots.append(self._sheets.typed.spot(self._at.note, NOTE_PARTS[1]))
        for spot in spots:
            self._say(spot, refusal.code, partial(_refused, refusal))
        return True

    def _is_complete(self) -> bool:
        """Whether every cell has a number, N/A or a verdict; what lacks is named where it stands."""
        lacking = [cell for cell, claim in self._claims.items() if claim is MISSING]
        if lacking and not self._changed and self._at.note is not None:
            self._mistake(self._sheets.typed.spot(self._at.note, NOTE_PARTS[1]), "workbook.note_alone")
            return False
        for cell in lacking:
            placed = self._at.lines.get(cell)
            words = self._sheets.kinds.words(self._at.item, self._at.month)
            if placed is None:
                spot = self._spot(next(iter(self._at.lines.values())))
                self._mistake(spot, "workbook.row_missing", label=words.get(cell, cell))
            else:
                self._mistake(self._spot(placed), "workbook.incomplete", label=placed.line.label)
        return not lacking

    def _ask(self, note: NoteText, is_noted: bool) -> None:
        """What has to be said beside the numbers, as on the grid; with it they are ready."""
        at, noted = self._at, self._at.note
        unit, item = at.desk.unit, at.item
        reason = "" if noted is None else noted.line.texts.get(NOTE_PARTS[0], "")
        reported = self._sheets.reported(unit.pk, item.indicator_id, list(self._kinds))
        likes = self._sheets.likes.beside(unit, item.indicator_id, at.month)
        month = Month(item, at.month, unit.code, unit.pk, self._sheets.rules, reported, likes)
        asked = asked_by(self._sheets.kinds.indicator(item, at.month), month, self._claims)
        words = self._sheets.kinds.words(item, at.month)
        remark = reason if self._changed else "-"
        for finding in asked.left(remark=remark, problems=note.problems):
            part = "problems" if finding == asked.note else NOTE_PARTS[0]
            self._say(self._beside(part), finding.code, partial(asked_words, finding, words))
        if self.mishaps:
            return
        versions = {cell: 0 if (number := self._number(cell)) is None else number.version for cell in self._kinds}
        before = {cell: "" if (number := self._number(cell)) is None else number.text for cell in self._changed}
        stands = self._sheets.facts.notes.get((unit.pk, item.indicator_id, at.month))
        assert at.desk.grant is not None  # refused before
        self.ready = Ready(
            unit,
            item,
            at.month,
            at.desk.grant,
            self._claims,
            versions,
            before,
            reason,
            note if is_noted else None,
            0 if stands is None else stands.version,
        )

    def _beside(self, part: str) -> Spot:
        """Where a word is written; without a line of notes, the number itself."""
        if self._at.note is not None:
            return self._sheets.typed.spot(self._at.note, part)
        cell = next(iter(self._changed), next(iter(self._at.lines)))
        return self._spot(self._at.lines[cell])

    def _spot(self, placed: Placed) -> Spot:
        return self._sheets.typed.spot(placed, str(self._at.month))

    def _place(self, cell: str) -> str:
        return place_of(self._at.desk.unit.code, self._at.item.indicator.code, cell, self._at.month)

    def _mistake(self, spot: Spot, code: str, **terms: object) -> None:
        self._say(spot, code, partial(sentence, code, terms))

    def _say(self, spot: Spot, code: str, words: "partial[str]") -> None:
        self.mishaps.append(Mishap(spot, code, words))


def _version(key: LineKey, month: int) -> int:
    return key.versions[month - 1] if month <= len(key.versions) else 0


def _note_text(texts: Mapping[str, str]) -> NoteText:
    return NoteText(texts.get("done", ""), texts.get("problems", ""), texts.get("measures", ""))


def _plain(texts: Mapping[str, str]) -> list[str]:
    """Notes without the ends of lines that programs write their own way."""
    return ["\n".join(line.rstrip() for line in texts.get(part, "").splitlines()) for part in NOTE_PARTS[1:]]


def _said(texts: Mapping[str, str]) -> str:
    return " · ".join(text for part in NOTE_PARTS[1:] if (text := texts.get(part, "")))


def _refused(refusal: Refusal) -> str:
    return refusal_words(refusal)
