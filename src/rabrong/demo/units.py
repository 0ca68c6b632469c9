"""The department's units of 2555: bureaus, 18 inspection regions, 76 provinces, 878 districts, and who sits there."""

from collections.abc import Iterator, Mapping

import geothai
from geothai.types import District, Province

from rabrong.agreement_file.document import AgreementFile
from rabrong.demo.source import english, regions
from rabrong.org.models import Membership, Person, Role, Unit, UnitKind
from rabrong.thai.collation import sort_key

BANGKOK = "10"
"""The department has no office there."""

BATCH = 2000
LONGEST_KEY = 400


def store_units(file: AgreementFile) -> dict[str, Unit]:
    """Unit code -> unit."""
    department = _unit(file.agreement.unit, UnitKind.DEPARTMENT, file.unit_name, english()["department", "cdd"])
    department.save()
    below = [_bureau(listed.code, listed.name, listed.kind) for listed in file.units if listed.kind != "province"]
    below += [_region(number) for number in sorted({int(row["inspection_region"]) for row in regions()})]
    below += [_province(each) for each in geothai.provinces() if each.code != BANGKOK]
    for unit in below:
        unit.parent = department
    stored = {unit.code: unit for unit in Unit.objects.bulk_create(below)}
    rows = [_district(each, stored[each.province_code]) for each in districts()]
    stored |= {unit.code: unit for unit in Unit.objects.bulk_create(rows, batch_size=BATCH)}
    _store_memberships(stored)
    return {department.code: department, **stored}


def districts() -> list[District]:
    """All districts in order of their codes, without Bangkok's."""
    codes = [province.code for province in geothai.provinces() if province.code != BANGKOK]
    return [district for code in codes for district in geothai.districts(code)]


def subdistricts_of(district: str) -> int:
    """How many subdistricts a district has."""
    return len(geothai.subdistricts(district))


def _unit(code: str, kind: UnitKind, name: str, name_en: str, order: str = "") -> Unit:
    key = sort_key(order or name)[:LONGEST_KEY]
    return Unit(code=code, kind=kind, name=name, name_en=name_en, sort_key=key)


def _bureau(code: str, name: str, kind: str) -> Unit:
    unit = _unit(code, UnitKind(kind), name, english().get(("unit", code), ""))
    unit.short_name = f"{code}."
    return unit


def _region(number: int) -> Unit:
    name = "เขตตรวจราชการที่"
    return _unit(
        f"r{number}", UnitKind.REGION, f"{name} {number}", f"Inspection region {number}", f"{name} {number:02}"
    )


def _province(province: Province) -> Unit:
    return _unit(province.code, UnitKind.PROVINCE, province.name_th, province.name_en)


def _district(district: District, province: Unit) -> Unit:
    unit = _unit(district.code, UnitKind.DISTRICT, district.name_th, district.name_en)
    unit.parent = province
    return unit


def _store_memberships(units: Mapping[str, Unit]) -> None:
    Membership.objects.bulk_create(
        Membership(
            region=units[f"r{row['inspection_region']}"],
            member=units[row["province_code"]],
            first_year=int(row["valid_from_be"]),
            last_year=int(row["valid_to_be"]),
        )
        for row in regions()
    )


def store_people(units: Mapping[str, Unit]) -> dict[str, Person]:
    """Person code -> person; positions only, nobody is invented, nobody has a password."""
    people = list(_people(units))
    for person in people:
        person.set_unusable_password()
    return {person.code: person for person in Person.objects.bulk_create(people, batch_size=BATCH)}


def _people(units: Mapping[str, Unit]) -> Iterator[Person]:
    department = units["cdd"]
    yield _person("psdg", "ผอ.กพร.", "Director, Public Sector Development Group", units["กพร"], Role.PSDG)
    yield _person("executive", "อธิบดีกรมการพัฒนาชุมชน", "Director-General", department, Role.EXECUTIVE)
    for unit in units.values():
        yield from _of_unit(unit)


def _of_unit(unit: Unit) -> Iterator[Person]:
    if unit.kind == UnitKind.REGION:
        number = unit.code.removeprefix("r")
        thai, inspector = f"ผู้ตรวจราชการกรม เขต {number}", f"Department inspector, region {number}"
        yield _person(f"inspector-{number}", thai, inspector, unit, Role.EXECUTIVE)
    elif unit.kind == UnitKind.PROVINCE:
        thai, head = f"พัฒนาการจังหวัด{unit.name}", f"Head of the {unit.name_en} provincial office"
        yield _person(f"province-{unit.code}", thai, head, unit, Role.DIRECTOR)
    elif unit.kind == UnitKind.DISTRICT:
        thai, head = f"พัฒนาการอำเภอ{unit.name}", f"Head of the {unit.name_en} district office"
        yield _person(f"district-{unit.code}", thai, head, unit, Role.KEEPER)
    elif unit.kind != UnitKind.DEPARTMENT:
        yield _person(
            f"director-{unit.code}", f"ผอ.{unit.short_name}", f"Director, {unit.name_en}", unit, Role.DIRECTOR
        )
        thai, keeper = f"ผู้จัดเก็บข้อมูล {unit.short_name}", f"Data keeper, {unit.name_en}"
        yield _person(f"keeper-{unit.code}", thai, keeper, unit, Role.KEEPER)


def _person(code: str, position: str, position_en: str, unit: Unit, role: Role) -> Person:
    return Person(code=code, position=position, position_en=position_en, unit=unit, role=role)
