"""The department's units of 2555: bureaus, 18 inspection regions, 76 provinces, 878 districts, and who sits there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import geothai
from geothai.types import District, Province

from rabrong.agreement_file.document import AgreementFile
from rabrong.demo.source import english, regions
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, join_regions, take_in_people
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role, RoleAssignment, Unit, UnitKind
from rabrong.thai.fiscal import day_after, first_day

BANGKOK = "10"
"""The department has no office there."""

STARTS = date(2008, 10, 1)
"""The regions are known from fiscal year 2552 on; nothing of the example is older."""


def store_units(file: AgreementFile) -> dict[str, Unit]:
    """Unit code -> unit."""
    department = file.agreement.unit
    new = [NewUnit(department, UnitKind.DEPARTMENT, file.unit_name, "", english()["department", "cdd"], "moi")]
    new += [_bureau(listed.code, listed.name, listed.kind) for listed in file.units if listed.kind != "province"]
    new += [_region(number) for number in sorted({int(row["inspection_region"]) for row in regions()})]
    new += [_place(each.code, UnitKind.PROVINCE, each.name_th, each.name_en) for each in _provinces()]
    new = [new[0], *(_under(each, department) for each in new[1:])]
    new += [
        _under(_place(each.code, UnitKind.DISTRICT, each.name_th, each.name_en), each.province_code)
        for each in districts()
    ]
    units = found_units([*new, *OUTSIDE], starts=STARTS, department=department)
    _join_regions(units)
    return units


OUTSIDE = (
    NewUnit("moi", UnitKind.MINISTRY, "กระทรวงมหาดไทย", "มท.", "Ministry of Interior"),
    NewUnit(
        "opdc",
        UnitKind.OUTSIDE,
        "สำนักงานคณะกรรมการพัฒนาระบบราชการ",
        "สำนักงาน ก.พ.ร.",
        "Office of the Public Sector Development Commission",
    ),
    NewUnit("nso", UnitKind.OUTSIDE, "สำนักงานสถิติแห่งชาติ", "สสช. (สถิติ)", "National Statistical Office"),
)


def _provinces() -> list[Province]:
    return [province for province in geothai.provinces() if province.code != BANGKOK]


def districts() -> list[District]:
    """All districts in order of their codes, without Bangkok's."""
    return [district for province in _provinces() for district in geothai.districts(province.code)]


def subdistricts_of(district: str) -> int:
    """How many subdistricts a district has."""
    return len(geothai.subdistricts(district))


def _under(unit: NewUnit, parent: str) -> NewUnit:
    return replace(unit, parent=parent)


def _bureau(code: str, name: str, kind: str) -> NewUnit:
    return NewUnit(code, UnitKind(kind), name, f"{code}.", english().get(("unit", code), ""))


def _region(number: int) -> NewUnit:
    name = "เขตตรวจราชการที่"
    return NewUnit(
        f"r{number}",
        UnitKind.REGION,
        f"{name} {number}",
        name_en=f"Inspection region {number}",
        order=f"{name} {number:02}",
    )


def _place(code: str, kind: UnitKind, name: str, name_en: str) -> NewUnit:
    return NewUnit(code, kind, name, name_en=name_en)


def _join_regions(units: Mapping[str, Unit]) -> None:
    rows = regions()
    years = {(int(row["valid_from_be"]), int(row["valid_to_be"])) for row in rows}
    for first, last in years:
        pairs = [
            (units[f"r{row['inspection_region']}"], units[row["province_code"]])
            for row in rows
            if (int(row["valid_from_be"]), int(row["valid_to_be"])) == (first, last)
        ]
        join_regions(pairs, starts=first_day(first), ends=day_after(last))


def store_people(units: Mapping[str, Unit]) -> dict[str, Person]:
    """Person code -> person; positions only, nobody is invented, nobody has a password."""
    people = take_in_people(list(_people(units)), units, starts=STARTS, status=PersonStatus.ACTIVE)
    _store_guests(units, people)
    return people


def _store_guests(units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """Those whose roles end: an assessor until the site visits are over, and a director who acts for another."""
    RoleAssignment.objects.create(
        person=people["assessor"],
        role=Role.ASSESSOR,
        unit=units["cdd"],
        starts=date(2012, 5, 1),
        ends=date(2013, 1, 1),
        order_ref="คำสั่งกรมฯ ที่ 318/2555 (ตัวอย่าง)",
    )
    Acting.objects.create(
        person=people["director-กผ"],
        principal=people["director-กค"],
        seat=people["director-กค"].position,
        kind=ActingKind.BEHALF,
        role=Role.DIRECTOR,
        unit=units["กค"],
        starts=date(2012, 5, 1),
        ends=date(2012, 6, 1),
        order_ref="คำสั่งกรมฯ ที่ 412/2555 (ตัวอย่าง)",
    )


GROUP_HEAD = "สทอ"
"""The unit whose indicators a head of a section supervises (assumed), elsewhere its director."""

DEPUTIES = {
    1: ("สสช", "สภว", (2, 3, 15, 16, 17, 18)),
    2: ("สทอ", "ศสท", (4, 5, 6, 7, 8, 9)),
    3: ("กผ", "กจ", (1, 10, 11, 12, 13, 14)),
}
"""Deputy -> two bureaus (assumed) and the inspection regions that the deck gives each."""


def _people(units: Mapping[str, Unit]) -> Iterator[NewPerson]:
    yield _person("psdg", "ผอ.กพร.", "Director, Public Sector Development Group", "กพร", (Role.PSDG, "cdd"))
    yield _person("executive", "อธิบดีกรมการพัฒนาชุมชน", "Director-General", "cdd", (Role.EXECUTIVE, "cdd"))
    yield _person("assessor", "ผู้ตรวจประเมินภายนอก", "Outside assessor", "opdc")
    for number, (first, second, its_regions) in DEPUTIES.items():
        roles = [(Role.DEPUTY, first), (Role.DEPUTY, second), *((Role.DEPUTY, f"r{region}") for region in its_regions)]
        yield _person(f"deputy-{number}", f"รองอธิบดี คนที่ {number}", f"Deputy Director-General {number}", "cdd", *roles)
    for unit in units.values():
        yield from _of_unit(unit)


def _of_unit(unit: Unit) -> Iterator[NewPerson]:
    code, head = unit.code, (Role.DIRECTOR, unit.code)
    if unit.kind == UnitKind.REGION:
        number = code.removeprefix("r")
        thai, inspector = f"ผู้ตรวจราชการกรม เขต {number}", f"Department inspector, region {number}"
        yield _person(f"inspector-{number}", thai, inspector, code, (Role.INSPECTOR, code))
    elif unit.kind == UnitKind.PROVINCE:
        thai, english_ = f"พัฒนาการจังหวัด{unit.name}", f"Head of the {unit.name_en} provincial office"
        yield _person(f"province-{code}", thai, english_, code, head)
    elif unit.kind == UnitKind.DISTRICT:
        thai, english_ = f"พัฒนาการอำเภอ{unit.name}", f"Head of the {unit.name_en} district office"
        yield _person(f"district-{code}", thai, english_, code, head, (Role.KEEPER, code))
    elif unit.kind in (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE):
        yield _person(f"director-{code}", f"ผอ.{unit.short_name}", f"Director, {unit.name_en}", code, head)
        thai, english_ = f"ผู้จัดเก็บข้อมูล {unit.short_name}", f"Data keeper, {unit.name_en}"
        yield _person(f"keeper-{code}", thai, english_, code, (Role.KEEPER, code))
    if code == GROUP_HEAD:
        thai, english_ = f"หัวหน้ากลุ่มงาน {unit.short_name} (ตัวอย่าง)", f"Head of a section, {unit.name_en} (example)"
        yield _person(f"supervisor-{code}", thai, english_, code, (Role.SUPERVISOR, code))


def supervisor_in(people: Mapping[str, Person], owner: str) -> Person:
    """Who supervises an owner's indicators: the head of a section where there is one, else the director."""
    return people.get(f"supervisor-{owner}") or people[f"director-{owner}"]


def _person(code: str, position: str, position_en: str, unit: str, *roles: tuple[Role, str]) -> NewPerson:
    return NewPerson(code, unit, position, position_en=position_en, roles=roles)
