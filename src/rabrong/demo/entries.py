"""From invented reports to rows: submitted entries with a few corrections, and drafts of the open month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from rabrong.agreements.models import IndicatorVersion
from rabrong.demo.clock import BANGKOK, START
from rabrong.demo.frame import CLOSES_ON, Frame, month_start
from rabrong.demo.numbers import District, Report, reports
from rabrong.demo.plan import OPEN_MONTH, OWN, OWN_SUBMITTED_IN_MAY, SEED
from rabrong.demo.units import subdistricts_of
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.results.models import Draft, Entry

WORDS = frozenset({"N/A", "pass", "fail"})
BATCH = 5000
PERMILLE_CORRECTED = 3
STORY_DISTRICT = "1201"
"""เมืองนนทบุรี: what it has for May are drafts, so that whoever tries the demo can submit them."""

PERMILLE_ALL_IN, PERMILLE_HALF_IN, PERMILLE_DRAFTS = 340, 420, 600
"""In the open month: all submitted, half of it, drafts only; the rest has not begun."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes, who makes it and when."""

    unit: Unit
    indicator: IndicatorVersion
    month: int
    by: Person
    at: datetime


def store_entries(frame: Frame, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """All entries and drafts."""
    chance = Random(SEED)
    rows = list(_rows(frame, units, people, chance))
    Entry.objects.bulk_create([row for row in rows if isinstance(row, Entry)], batch_size=BATCH)
    Draft.objects.bulk_create([row for row in rows if isinstance(row, Draft)], batch_size=BATCH)


def _rows(
    frame: Frame, units: Mapping[str, Unit], people: Mapping[str, Person], chance: Random
) -> Iterator[Entry | Draft]:
    for report in _all_reports(units, frame):
        unit = units[report.district]
        keeper = people[f"{'district' if unit.kind == UnitKind.DISTRICT else 'keeper'}-{unit.code}"]
        place = Place(unit, frame.versions[report.indicator], report.month, keeper, _moment(report.month, chance))
        if report.month < OPEN_MONTH or _is_in(report, chance):
            yield from _entries(place, report.cells, chance)
        elif _is_drafted(report):
            yield from _drafts(place, report.cells)


def _all_reports(units: Mapping[str, Unit], frame: Frame) -> Iterator[Report]:
    yield from reports(_districts(units.values()), SEED)
    for code, months in OWN.items():
        owner = next(owner.unit for owner in frame.file.details[code].owners if owner.role == "main")
        for month, cells in enumerate(months, start=1):
            yield Report(owner, code, month, tuple(cells.items()))


def _districts(units: Iterable[Unit]) -> Sequence[District]:
    return [District(unit.code, subdistricts_of(unit.code)) for unit in units if unit.kind == UnitKind.DISTRICT]


def _moment(month: int, chance: Random) -> datetime:
    """Within the window of a month; of the open month before the demo's today."""
    if month == OPEN_MONTH:
        day = START.date() - timedelta(days=chance.randint(1, 5))
    else:
        day = month_start(2555, month + 1).replace(day=chance.randint(1, CLOSES_ON))
    return datetime.combine(day, time(chance.randint(8, 16), chance.randint(0, 59)), tzinfo=BANGKOK)


def _is_in(report: Report, chance: Random) -> bool:
    if report.indicator in OWN:
        return report.indicator in OWN_SUBMITTED_IN_MAY
    if report.district == STORY_DISTRICT:
        return False
    permille = _permille_of(report.district)
    return permille < PERMILLE_ALL_IN or (permille < PERMILLE_HALF_IN and chance.randrange(2) == 0)


def _is_drafted(report: Report) -> bool:
    permille = _permille_of(report.district)
    return report.indicator in OWN or report.district == STORY_DISTRICT or permille < PERMILLE_DRAFTS


def _permille_of(district: str) -> int:
    return Random(f"{SEED}-{district}").randrange(1000)


def _entries(place: Place, cells: Iterable[tuple[str, str]], chance: Random) -> Iterator[Entry]:
    for cell, text in cells:
        corrected = chance.randrange(1000) < PERMILLE_CORRECTED and text.isdigit() and int(text) > 1
        if corrected:
            yield _entry(place, cell, str(int(text) - 1), version=1)
        yield _entry(place, cell, text, version=2 if corrected else 1)


def _entry(place: Place, cell: str, text: str, *, version: int) -> Entry:
    word = text if text in WORDS else ""
    return Entry(
        unit=place.unit,
        indicator=place.indicator,
        cell=cell,
        month=place.month,
        version=version,
        value=None if word else Decimal(text),
        word=word,
        by=place.by,
        at=place.at + timedelta(minutes=40 * (version - 1)),
    )


def _drafts(place: Place, cells: Iterable[tuple[str, str]]) -> Iterator[Draft]:
    for cell, text in cells:
        yield Draft(
            unit=place.unit,
            indicator=place.indicator,
            cell=cell,
            month=place.month,
            text=text,
            by=place.by,
            at=place.at,
        )
