"""The matrix as the page, its print and its sheet show it: letters in cells, names in heads, lines of supervision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.matrix.queries import PERSON_KIND, Table, supervisor_in
from rabrong.assignments.matrix.who import key_of_who
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.queries.cells import mark_of
from rabrong.assignments.wording import role_words
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.scoring.exact import trimmed
from rabrong.ui.words import in_language

LETTERS = {"main": "O", "co": "o", "supporter": "S"}
ROLE_OF = {letter: role for role, letter in LETTERS.items()}
COLUMNS_ON_PAPER = 30
"""How many columns stand on a landscape A4 page beside the indicators."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its key, short and whole name, kind in words, and who is over it in the administrative line."""

    key: str
    name: str
    whole: str
    kind: str
    line: str


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of one round. `differs` when another round says something else; `mark` tells whether it changed."""

    href: str
    letter: str
    role: str
    share: str
    label: str
    mark: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with its cells; the responsibility line beside its name."""

    version: IndicatorVersion
    name: str
    href: str
    aspect: str
    supervisor: str
    keepers: str
    squares: tuple[Square, ...]
    owners: tuple[tuple[Head, Square], ...]
    is_unowned: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Heads and rows; `groups` are the kinds of columns with how many there are."""

    heads: tuple[Head, ...]
    groups: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]

    def part(self, first: int, end: int) -> "Matrix":
        """Only the columns `[first, end)`."""
        rows = tuple(_narrowed(row, first, end) for row in self.rows)
        heads = self.heads[first:end]
        return Matrix(heads, _groups(heads), rows)


def _narrowed(row: Row, first: int, end: int) -> Row:
    named = (row.version, row.name, row.href, row.aspect, row.supervisor, row.keepers)
    return Row(*named, row.squares[first:end], row.owners, row.is_unowned)


def matrix_page(table: Table, round_: int, base: str) -> Matrix:
    """The matrix of a round in the reader's language; `base` is the address below which cells have theirs."""
    heads = tuple(_head(who, table) for who in table.columns)
    return Matrix(
        heads, _groups(heads), tuple(_row(version, table, heads, (round_, base)) for version in table.versions)
    )


def parts_on_paper(matrix: Matrix) -> list[Matrix]:
    """The matrix in as many parts as pages are needed side by side, of nearly the same width."""
    count = max(1, -(-len(matrix.heads) // COLUMNS_ON_PAPER))
    width = -(-len(matrix.heads) // count)
    return [matrix.part(at * width, (at + 1) * width) for at in range(count)]


def who_name(who: Unit | Person) -> str:
    """The short name of a unit, the name or position of a person, in the reader's language."""
    if isinstance(who, Person):
        return in_language(who, "name") or in_language(who, "position")
    return in_language(who, "name") if in_language(who, "name") != who.name else who.short_name or who.name


def _head(who: Unit | Person, table: Table) -> Head:
    over = table.lines.get(who.unit_id if isinstance(who, Person) else who.pk, ())
    line = dict.fromkeys(who_name(each.person) for each in over)
    whole = in_language(who, "position") if isinstance(who, Person) else in_language(who, "name")
    kind = gettext("บุคคล") if isinstance(who, Person) else str(UnitKind(who.kind).label)
    return Head(key_of_who(who), who_name(who), whole, kind, ", ".join(line))


def _groups(heads: Sequence[Head]) -> tuple[tuple[str, int], ...]:
    groups: list[tuple[str, int]] = []
    for head in heads:
        if groups and groups[-1][0] == head.kind:
            groups[-1] = (head.kind, groups[-1][1] + 1)
        else:
            groups.append((head.kind, 1))
    return tuple(groups)


def _row(version: IndicatorVersion, table: Table, heads: Sequence[Head], place: tuple[int, str]) -> Row:
    round_, base = place
    href = f"{base}{quote(version.code, safe='')}/"
    kinds = [(who, PERSON_KIND if isinstance(who, Person) else "unit") for who in table.columns]
    squares = tuple(
        square(version.code, head, table.cells.get((version.pk, kind, who.pk), ()), (round_, href))
        for (who, kind), head in zip(kinds, heads, strict=True)
    )
    duties = table.duties.get(version.pk, ())
    owners = tuple((head, each) for head, each in zip(heads, squares, strict=True) if each.letter)
    everything = [row for key, rows in table.cells.items() if key[0] == version.pk for row in rows]
    owned = any(row.role in ("main", "co") and row.counts_in(round_) for row in everything)
    supervisor = supervisor_in(duties)
    return Row(
        version,
        in_language(version, "name"),
        href,
        in_language(version.aspect, "name"),
        "" if supervisor is None else duty_name(supervisor),
        ", ".join(duty_name(row) for row in duties if row.duty == Duty.KEEPER),
        squares,
        owners,
        not owned,
    )


def duty_name(row: Responsibility) -> str:
    """Who has a duty, in the reader's language where the person has an account."""
    return who_name(row.person) if row.person is not None else str(row)


def square(code: str, head: Head, rows: Iterable[Ownership], place: tuple[int, str]) -> Square:
    """The cell of an indicator and a column; `place` is the round and the address of the indicator."""
    round_, href = place
    several = list(rows)
    now = next((row for row in several if row.counts_in(round_)), None)
    said = {(row.role, row.share) for row in several}
    covered = now is not None and len(said) == 1 and all(any(r.counts_in(each) for r in several) for each in (6, 9, 12))
    role = role_words("" if now is None else now.role)
    share = "" if now is None or now.share is None else trimmed(now.share)
    label = f"{code} · {head.name} · {role}" + (f" {share}%" if share else "")
    return Square(
        f"{href}{quote(head.key, safe='')}/",
        "" if now is None else LETTERS[now.role],
        "" if now is None else now.role,
        share,
        label,
        mark_of(several),
        bool(several) and not covered,
    )
