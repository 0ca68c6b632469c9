"""Reading the whole matrix of a year at once: indicators, columns, cells, and both lines of supervision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.queries.cells import Key, standing_cells
from rabrong.assignments.queries.owners import CENTRAL
from rabrong.assignments.queries.roles import of_round
from rabrong.org.models import Person, Unit
from rabrong.org.queries import span_of_day
from rabrong.org.queries.supervision import Supervisor, supervisors_by_unit
from rabrong.org.queries.tree import within
from rabrong.org.queries.units import ORDER_OF_KINDS

PERSON_KIND = "person"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the matrix is asked for: one round, and blank or the only aspect, kind of column and role to be shown.

    `kind` "central" is the units of the centre, "person" the persons, else a kind of unit.
    """

    round_: int
    aspect: str = ""
    kind: str = ""
    role: str = ""
    unowned: bool = False
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The matrix as it is stored. `lines` are the deputies and inspectors over each unit id."""

    year: Year
    versions: Sequence[IndicatorVersion]
    columns: Sequence[Unit | Person]
    cells: Mapping[Key, Sequence[Ownership]]
    duties: Mapping[int, Sequence[Responsibility]]
    lines: Mapping[int, Sequence[Supervisor]]


def matrix_of(year: Year, wanted: Wanted, day: date) -> Table:
    """The matrix of a year, narrowed to what is wanted. Ten queries, however many cells there are."""
    everything = list(IndicatorVersion.objects.filter(year=year).select_related("aspect__parent").order_by("position"))
    cells = standing_cells(version.pk for version in everything)
    counted = {key: [row for row in rows if row.counts_in(wanted.round_)] for key, rows in cells.items()}
    versions = [version for version in everything if _is_wanted(version, counted, wanted)]
    columns = _columns(counted, wanted, day)
    units = {each.unit_id if isinstance(each, Person) else each.pk for each in columns}
    return Table(year, versions, columns, cells, _duties(year, wanted.round_), supervisors_by_unit(units, day))


def _is_wanted(version: IndicatorVersion, counted: Mapping[Key, Sequence[Ownership]], wanted: Wanted) -> bool:
    rows = [row for key, several in counted.items() if key[0] == version.pk for row in several]
    if wanted.aspect and wanted.aspect not in aspect_path(version):
        return False
    if wanted.unowned and any(row.role in ("main", "co") for row in rows):
        return False
    return not wanted.role or any(row.role == wanted.role for row in rows)


def aspect_path(version: IndicatorVersion) -> tuple[str, ...]:
    """The codes of an indicator's aspect and of the one above it."""
    parent = version.aspect.parent
    return (version.aspect.code,) if parent is None else (version.aspect.code, parent.code)


def _columns(counted: Mapping[Key, Sequence[Ownership]], wanted: Wanted, day: date) -> list[Unit | Person]:
    """Who has something, the units of the centre or of the wanted kind, and who was added; units before persons."""
    rows = [row for several in counted.values() for row in several if wanted.role in ("", row.role)]
    units = {row.unit for row in rows if row.unit is not None}
    people = {row.person for row in rows if row.person is not None}
    if not wanted.role and wanted.kind != PERSON_KIND:
        kinds = CENTRAL if wanted.kind in ("", "central") else (wanted.kind,)
        units |= set(Unit.objects.filter(within(span_of_day(day)), kind__in=kinds))
    ordered: list[Unit | Person] = [
        *sorted(units, key=_unit_order),
        *sorted(people, key=lambda each: (each.sort_key, each.code)),
    ]
    return [each for each in ordered if not wanted.kind or wanted.kind in kinds_of(each)]


def _unit_order(unit: Unit) -> tuple[int, str, str]:
    return [str(kind) for kind in ORDER_OF_KINDS].index(unit.kind), unit.sort_key, unit.code


def kinds_of(who: Unit | Person) -> tuple[str, ...]:
    """The kinds under which a column is found."""
    if isinstance(who, Person):
        return (PERSON_KIND,)
    return (who.kind, "central") if who.kind in CENTRAL else (who.kind,)


def _duties(year: Year, round_: int) -> dict[int, list[Responsibility]]:
    rows = Responsibility.objects.filter(of_round(round_), indicator__year=year).select_related("person", "unit")
    found: dict[int, list[Responsibility]] = {}
    for row in rows:
        found.setdefault(row.indicator_id, []).append(row)
    return found


def supervisor_in(duties: Iterable[Responsibility]) -> Responsibility | None:
    """Who supervises among those with a duty for an indicator."""
    return next((row for row in duties if row.duty == Duty.SUPERVISOR), None)
