"""Departments of any size in an empty database, for measuring: units, indicators, numbers, scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product

from django.db import connection, transaction

from rabrong.agreements.models import Agreement, Aspect, Band, DataItem, Indicator, IndicatorVersion, Item, Year
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.models import Person, PersonStatus, Role, Unit, UnitKind
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import ApprovalStep, Approver, CountingRule, Counts, Window
from rabrong.results.scores.rows import store
from rabrong.results.scores.year import computed
from rabrong.thai.fiscal import calendar_month, calendar_year

YEAR = 2555
NOW = datetime(2012, 5, 15, 3, 0, tzinfo=UTC)
APRIL, MAY = 7, 8
STARTS = date(2008, 10, 1)
KINDS = {"d": UnitKind.DEPARTMENT, "r": UnitKind.REGION, "p": UnitKind.PROVINCE, "a": UnitKind.DISTRICT}
ENTRIES = """
    INSERT INTO results_entry (unit_id, indicator_id, cell, month, version, value, word, by_id, at)
    WITH months(month) AS (VALUES {months}), cells(cell, least) AS (VALUES ('ก', 10), ('ข', 30))
    SELECT unit.id, version.id, cell, month, 1, CAST(least + (unit.id * 7 + version.id * 3 + month) %% 20 AS TEXT), '',
        %s, %s
    FROM org_unit AS unit, agreements_indicatorversion AS version, months, cells
    WHERE unit.kind = %s
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """How many departments, regions in each, provinces in all of them, districts in all of them; how many indicators.

    Provinces and districts are dealt out evenly: every node has as many below it as any other, or one more."""

    departments: int = 1
    regions: int = 18
    provinces: int = 76
    districts: int = 878
    indicators: int = 21

    @property
    def units(self) -> int:
        """All of them."""
        return self.departments * (1 + self.regions) + self.provinces + self.districts


def parents(shape: Shape) -> Iterator[tuple[str, str]]:
    """Unit code and the code above it, from above: `d` departments, `r` regions, `p` provinces, `a` districts."""
    yield from ((f"d{at}", "") for at in range(shape.departments))
    regions = [(f"r{at}-{of}", f"d{of}") for of, at in product(range(shape.departments), range(shape.regions))]
    yield from regions
    yield from ((f"p{at}", regions[at % len(regions)][0]) for at in range(shape.provinces))
    yield from ((f"a{at}", f"p{at % shape.provinces}") for at in range(shape.districts))


@transaction.atomic
def build(shape: Shape, *, keepers: int, counts: Counts = Counts.ALL) -> Sequence[Unit]:
    """The department with numbers of April and May, scored in both; the units that have a keeper `keeper-CODE`.

    Whoever reports is a district, or a province where there are none. `psdg` certifies in one step.
    """
    units = _units(shape)
    lowest = [unit for unit in units.values() if unit.kind == (UnitKind.DISTRICT if shape.districts else "province")]
    chosen = lowest[:: max(1, len(lowest) // keepers)][:keepers] if keepers else []
    people = _people(units, chosen)
    _promise(shape, units)
    if counts != Counts.ALL:
        psdg = people["psdg"]
        CountingRule.objects.create(year_id=YEAR, counts=counts, reason="measured", by=psdg, at=NOW)
    _report(lowest[0].kind, people["typist"])
    for rows in computed(YEAR, (APRIL, MAY), NOW):
        store(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return chosen


def _units(shape: Shape) -> Mapping[str, Unit]:
    by_department: dict[str, list[NewUnit]] = {}
    of: dict[str, str] = {}
    for code, above in parents(shape):
        of[code] = of.get(above, code)
        by_department.setdefault(of[code], []).append(NewUnit(code, KINDS[code[0]], code, parent=above, order=code))
    units: dict[str, Unit] = {}
    for department, new in by_department.items():
        units |= found_units(new, starts=STARTS, department=department)
    return units


def _people(units: Mapping[str, Unit], chosen: Sequence[Unit]) -> dict[str, Person]:
    new = [NewPerson(f"keeper-{unit.code}", unit.code, "keeper", roles=((Role.KEEPER, unit.code),)) for unit in chosen]
    new.append(NewPerson("psdg", "d0", "psdg", roles=((Role.PSDG, "d0"),)))
    new.append(NewPerson("typist", "d0", "typist"))
    return take_in_people(new, units, starts=STARTS, status=PersonStatus.ACTIVE)


def _promise(shape: Shape, units: Mapping[str, Unit]) -> None:
    year = Year.objects.create(year=YEAR, points=["1", "2", "3", "4", "5"])
    Band.objects.create(year=year, position=0, name="band")
    aspect = Aspect.objects.create(year=year, code="all", name="all", position=0)
    ApprovalStep.objects.create(year=year, position=1, approver=Approver.PSDG)
    Window.objects.bulk_create(
        Window(year=year, month=month, opens=_on(month, 1), closes=_on(month + 1, 12)) for month in range(1, 12)
    )
    versions = [_indicator(number, year, aspect) for number in range(shape.indicators)]
    rows = Agreement.objects.bulk_create([Agreement(year=year, unit=unit) for unit in units.values()], 5000)
    weights = dict.fromkeys(("6", "9", "12"), "5")
    items = (Item(agreement=row, indicator=version, weights=weights) for row in rows for version in versions)
    Item.objects.bulk_create(items, 5000)


def _on(month: int, day: int) -> date:
    return date(calendar_year(YEAR, month) - 543, calendar_month(month), day)


def _indicator(number: int, year: Year, aspect: Aspect) -> IndicatorVersion:
    version = IndicatorVersion.objects.create(
        indicator=Indicator.objects.create(key=f"bench-{number}"),
        year=year,
        code=str(number),
        name=str(number),
        aspect=aspect,
        position=number,
        criteria={"kind": "levels", "at": ["10", "30", "50", "70", "90"]},
        formula="ก / ข * 100",
    )
    for position, cell in enumerate(("ก", "ข")):
        DataItem.objects.create(
            indicator=version, code=cell, name=cell, position=position, over_units="sum", over_months="running"
        )
    return version


def _report(kind: str, by: Person) -> None:
    months = ", ".join(f"({month})" for month in (APRIL, MAY))
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES.format(months=months), [by.pk, NOW, kind])
    submit_reports(YEAR)
