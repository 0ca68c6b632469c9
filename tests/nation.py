"""A nation small enough to check by hand: one department, two regions, three provinces, six districts, one bureau."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from rabrong.agreements.models import Agreement, Aspect, Band, DataItem, Indicator, IndicatorVersion, Item, Year
from rabrong.assignments.models import Ownership
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, join_regions, take_in_people
from rabrong.org.actor import Actor
from rabrong.org.models import Person, PersonStatus, Role, Unit, UnitKind
from rabrong.org.queries import actor_of
from rabrong.results.models import Window

NOW = datetime(2012, 5, 15, 3, 0, tzinfo=UTC)
"""15 May 2555, ten in the morning in Bangkok."""
YEAR = 2555
STARTS, ENDS = date(2008, 10, 1), date(2017, 10, 1)
"""The units are there since fiscal year 2552; the regions hold until the end of 2560."""
REGION_OF = {"11": "r1", "12": "r1", "13": "r2"}
FIVE = ["1", "2", "3", "4", "5"]


@dataclass(frozen=True, slots=True)
class Nation:
    """What the tests reach for."""

    units: dict[str, Unit]
    people: dict[str, Person]
    indicators: dict[str, IndicatorVersion]
    agreements: dict[str, Agreement]


def build_nation(over_units: str = "sum", over_months: str = "running") -> Nation:
    """Units, people, the year 2555 with a ratio (4.3, weight 5) and steps (8, weight 10), agreements for all."""
    units = _units()
    people = _people(units)
    year = Year.objects.create(year=YEAR, points=FIVE, missing={"6": "leave_out", "9": "leave_out", "12": "block"})
    Band.objects.create(year=year, position=0, upto=Decimal("2.4999"), name="ต่ำ")
    Band.objects.create(year=year, position=1, upto=Decimal(5), name="ดี")
    aspect = Aspect.objects.create(year=year, code="all", name="ทั้งหมด", position=0, weights=dict.fromkeys("6", "100"))
    ratio = _indicator(year, aspect, "4.3", {"kind": "levels", "at": ["60", "65", "70", "75", "80"]}, "ก / ข * 100")
    for position, code in enumerate(("ก", "ข")):
        DataItem.objects.create(
            indicator=ratio,
            code=code,
            name=code,
            position=position,
            over_units=over_units,
            over_months=over_months,
            weighted_by="ข" if over_units == "weighted_mean" and code == "ก" else "",
        )
    DataItem.objects.filter(indicator=ratio, code="ข", over_units="weighted_mean").update(over_units="sum")
    steps = _indicator(year, aspect, "8", {"kind": "steps", "steps": list("abcde")}, "")
    Ownership.objects.create(indicator=steps, unit=units["กผ"])
    for month in range(1, 13):
        Window.objects.create(year=year, month=month, opens=_first(month), closes=_last(month))
    indicators = {"4.3": ratio, "8": steps}
    agreements = {
        code: _agreement(year, unit, indicators) for code, unit in units.items() if unit.kind in WITH_AGREEMENT
    }
    return Nation(units, people, indicators, agreements)


WITH_AGREEMENT = ("department", "province", "district")


def _units() -> dict[str, Unit]:
    new = [NewUnit("cdd", UnitKind.DEPARTMENT, "หน่วย cdd"), _new("กผ", UnitKind.BUREAU, "cdd")]
    new += [_new(region, UnitKind.REGION, "cdd") for region in ("r1", "r2")]
    for province in REGION_OF:
        new.append(_new(province, UnitKind.PROVINCE, "cdd"))
        new += [_new(f"{province}0{number}", UnitKind.DISTRICT, province) for number in (1, 2)]
    units = found_units(new, starts=STARTS, department="cdd")
    join_regions([(units[region], units[code]) for code, region in REGION_OF.items()], starts=STARTS, ends=ENDS)
    return units


def _new(code: str, kind: str, parent: str) -> NewUnit:
    return NewUnit(code, kind, f"หน่วย {code}", parent=parent, order=code)


def _people(units: dict[str, Unit]) -> dict[str, Person]:
    """A keeper at every bureau, province and district, known by the unit's code; and the PSDG."""
    keeping = [code for code, unit in units.items() if unit.kind in ("district", "province", "bureau")]
    new = [NewPerson(f"keeper-{code}", code, f"ผู้จัดเก็บ {code}", roles=((Role.KEEPER, code),)) for code in keeping]
    new.append(NewPerson("psdg", "cdd", "ผอ.กพร.", roles=((Role.PSDG, "cdd"),)))
    people = take_in_people(new, units, starts=STARTS, status=PersonStatus.ACTIVE)
    return {person.code.removeprefix("keeper-"): person for person in people.values()}


def actor(person: Person, now: datetime = NOW) -> Actor:
    """The person as who asks."""
    return actor_of(person, now)


def _indicator(year: Year, aspect: Aspect, code: str, criteria: dict[str, object], formula: str) -> IndicatorVersion:
    return IndicatorVersion.objects.create(
        indicator=Indicator.objects.create(key=f"k{code}"),
        year=year,
        code=code,
        name=f"ตัวชี้วัด {code}",
        aspect=aspect,
        position=len(code),
        criteria=criteria,
        formula=formula,
    )


def _agreement(year: Year, unit: Unit, indicators: dict[str, IndicatorVersion]) -> Agreement:
    agreement = Agreement.objects.create(year=year, unit=unit)
    weights = {"4.3": "5"} if unit.kind != UnitKind.DEPARTMENT else {"4.3": "5", "8": "10"}
    for code, weight in weights.items():
        Item.objects.create(
            agreement=agreement, indicator=indicators[code], weights=dict.fromkeys(("6", "9", "12"), weight)
        )
    return agreement


def _first(month: int) -> date:
    """Windows open on the first day of their month: October 2011 is fiscal month 1."""
    return date(2011 if month <= 3 else 2012, (month + 8) % 12 + 1, 1)


def _last(month: int) -> date:
    """They close on the 12th of the month after."""
    return date(2011 if month <= 2 else 2012, (month + 9) % 12 + 1, 12)
