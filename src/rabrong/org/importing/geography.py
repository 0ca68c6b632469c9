"""Provinces and districts of Thailand under a department, from geothai (data: DOPA, CC BY 4.0)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import geothai
from django.db import transaction

from rabrong.audit.actions import Deed, record
from rabrong.org.actions.founding import NewUnit, found_units
from rabrong.org.actions.recording import admin_of
from rabrong.org.actor import Actor
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import Refusal
from rabrong.org.tree_rules import open_refusal

BANGKOK = "10"
SOURCE = "geothai: DOPA, CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many were founded, how many were there."""

    provinces: int
    districts: int
    known: int


@transaction.atomic
def load_provinces(department: Unit, *, on: date, by: Actor, now: datetime) -> Loaded | Refusal:
    """Found the 76 provinces and their 878 districts under a department, those that are not there yet.

    Bangkok is left out: departments have no provincial office there. Known codes are left as they are, whatever their
    names. Codes are those of the Department of Provincial Administration. A few queries for each level.
    """
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    wanted = list(places_under(department.code))
    codes = [new.code for new in wanted]
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=[department.code, *codes])}
    refusal = open_refusal(department, on) or _foreign(known, department)
    if refusal is not None:
        return refusal
    new = [each for each in wanted if each.code not in known]
    found = found_units(new, starts=on, department=department.chain, known=known)
    provinces = sum(unit.kind == UnitKind.PROVINCE for unit in found.values())
    loaded = Loaded(provinces, len(found) - provinces, len(wanted) - len(found))
    if found:
        record(department.chain, _deed(by, admin.grant.acting_for, department, loaded, on), now=now)
    return loaded


def places_under(department: str) -> Iterator[NewUnit]:
    """Every province but Bangkok, then every district of theirs."""
    provinces = [each for each in geothai.provinces() if each.code != BANGKOK]
    for each in provinces:
        yield NewUnit(each.code, UnitKind.PROVINCE, each.name_th, name_en=each.name_en, parent=department)
    for province in provinces:
        for district in geothai.districts(province.code):
            names = {"name": district.name_th, "name_en": district.name_en}
            yield NewUnit(district.code, UnitKind.DISTRICT, parent=province.code, **names)


def _foreign(known: dict[str, Unit], department: Unit) -> Refusal | None:
    """The codes are free, or already this department's."""
    other = next((unit for unit in known.values() if unit.chain != department.chain), None)
    return None if other is None else Refusal("unit.code_taken", {"code": other.code})


def _deed(by: Actor, acting_for: str, department: Unit, loaded: Loaded, on: date) -> Deed:
    return Deed(
        verb="provinces.load",
        subject=f"unit {department.code}",
        actor=by.code,
        acting_for=acting_for,
        unit=department.code,
        after={
            "provinces": str(loaded.provinces),
            "districts": str(loaded.districts),
            "known": str(loaded.known),
            "on": on.isoformat(),
            "source": SOURCE,
        },
    )
