"""Founding, renaming, moving, merging, splitting and closing units; regions and their members. The administrator's.

Every change is a new version from a day on. `rescore` is told the first day whose tree changes, in the same
transaction, so that stored sums never disagree with the tree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rabrong.org.actions.founding import NewUnit, found_units, key_of, unit_search_text
from rabrong.org.actions.recording import Admin, Change, Rescore, admin_of, days_of, note, scored_anew
from rabrong.org.models import (
    Acting,
    Membership,
    Person,
    Position,
    RoleAssignment,
    Succession,
    SuccessionKind,
    Unit,
    UnitVersion,
)
from rabrong.org.queries.tree import span_of_day, within
from rabrong.org.rules import ONE_A_UNIT, Refusal
from rabrong.org.tree_rules import (
    children_refusal,
    code_refusal,
    cycle_refusal,
    day_refusal,
    newest_version,
    open_refusal,
    place_refusal,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a unit is called."""

    name: str
    short_name: str = ""
    name_en: str = ""


@transaction.atomic
def found_unit(new: NewUnit, change: Change) -> Unit | Refusal:
    """A new unit from a day on."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    under = Unit.objects.filter(code=new.parent).first() if new.parent else None
    refusal = _name_refusal(new.name) or _parent_refusal(new, under) or code_refusal([new.code])
    refusal = refusal or _future(change) or place_refusal(new.kind, under, change.on)
    if refusal is not None:
        return refusal
    unit = _founded([new], change, {under.code: under} if under else {})[new.code]
    note(admin, "unit.found", f"unit {unit.code}", unit, ({}, {**_told(unit), **days_of(change)}))
    return unit


def _future(change: Change) -> Refusal | None:
    return Refusal("unit.not_yet", {"on": change.on}) if change.on > change.by.today else None


def _name_refusal(name: str) -> Refusal | None:
    return None if name.strip() else Refusal("unit.no_name")


def _parent_refusal(new: NewUnit, under: Unit | None) -> Refusal | None:
    return Refusal("unit.unknown", {"code": new.parent}) if new.parent and under is None else None


def _founded(new: Sequence[NewUnit], change: Change, known: Mapping[str, Unit]) -> dict[str, Unit]:
    units = found_units(new, starts=change.on, department=change.by.person.unit.chain, known=known)
    UnitVersion.objects.filter(unit__in=units.values()).update(order_ref=change.order_ref)
    return units


def _told(unit: Unit) -> dict[str, str]:
    above = unit.parent.code if unit.parent else ""
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "name_en": unit.name_en,
        "parent": above,
        "kind": unit.kind,
    }


@transaction.atomic
def rename_unit(unit: Unit, names: Names, change: Change) -> Unit | Refusal:
    """Other names from a day on; the name before stays with its days."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    refusal = _name_refusal(names.name) or day_refusal(unit, change.on, change.by.today)
    if refusal is not None:
        return refusal
    before = _told(unit)
    unit.name, unit.short_name, unit.name_en = names.name, names.short_name, names.name_en
    unit.sort_key = key_of(names.name)
    unit.search_text = unit_search_text(unit.code, unit.name, unit.short_name, unit.name_en)
    _follow(unit, change)
    note(admin, "unit.rename", f"unit {unit.code}", unit, (before, {**_told(unit), **days_of(change)}))
    return unit


@transaction.atomic
def move_unit(unit: Unit, under: Unit, change: Change, *, rescore: Rescore) -> Unit | Refusal:
    """Another place in the tree from a day on."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    refusal = day_refusal(unit, change.on, change.by.today) or cycle_refusal(unit, under, change.on)
    refusal = refusal or place_refusal(unit.kind, under, change.on)
    if refusal is not None:
        return refusal
    _move(admin, unit, under, change)
    return scored_anew(rescore, change.on, change.now) or unit


def _move(admin: Admin, unit: Unit, under: Unit, change: Change) -> None:
    before = _told(unit)
    unit.parent = under
    _follow(unit, change)
    note(admin, "unit.move", f"unit {unit.code}", unit, (before, {**_told(unit), **days_of(change)}))


def _follow(unit: Unit, change: Change) -> None:
    """End the newest version and begin one with the unit as it is now."""
    version = newest_version(unit)
    UnitVersion.objects.filter(pk=version.pk).update(ends=change.on)
    UnitVersion.objects.create(
        unit=unit,
        starts=change.on,
        name=unit.name,
        short_name=unit.short_name,
        name_en=unit.name_en,
        sort_key=unit.sort_key,
        parent=unit.parent,
        order_ref=change.order_ref,
    )
    unit.save(update_fields=["name", "short_name", "name_en", "sort_key", "search_text", "parent"])


@transaction.atomic
def merge_units(units: Sequence[Unit], into: Unit, change: Change, *, rescore: Rescore) -> Unit | Refusal:
    """Close units into another one: what stood below them and who sat there goes with them. All or none."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    closing = list(Unit.objects.select_related("parent").filter(pk__in=[unit.pk for unit in units]).order_by("code"))
    refusal = _merge_refusal(closing, into, change)
    if refusal is not None:
        return refusal
    for unit in closing:
        for child in _open_children(unit, change.on):
            _move(admin, child, into, change)
        _reseat(unit, into, change.on)
        _regroup(unit, into, change)
        _close(unit, change.on)
        Succession.objects.create(before=unit, after=into, kind=SuccessionKind.MERGED, on=change.on)
        note(admin, "unit.merge", f"unit {unit.code}", unit, ({}, {"into": into.code, **days_of(change)}))
    return scored_anew(rescore, change.on, change.now) or into


def _merge_refusal(closing: Sequence[Unit], into: Unit, change: Change) -> Refusal | None:
    if not closing:
        return Refusal("unit.none_chosen")
    for unit in closing:
        if unit.kind != into.kind or unit.pk == into.pk:
            return Refusal("unit.merge_kinds", {"unit": unit.name, "into": into.name})
        refusal = day_refusal(unit, change.on, change.by.today)
        refusal = refusal or next(filter(None, _child_days(unit, change)), None)
        if refusal is not None:
            return refusal
    return open_refusal(into, change.on)


def _child_days(unit: Unit, change: Change) -> list[Refusal | None]:
    return [day_refusal(child, change.on, change.by.today) for child in _open_children(unit, change.on)]


def _open_children(unit: Unit, on: date) -> list[Unit]:
    below = UnitVersion.objects.filter(within(span_of_day(on)), parent=unit).values("unit_id")
    return list(Unit.objects.filter(pk__in=below, ends=None).select_related("parent").order_by("code"))


def _reseat(unit: Unit, into: Unit, on: date) -> None:
    """The people of a unit sit in another from a day on; their roles go on there, but for those only one may have."""
    people = list(Person.objects.filter(unit=unit).exclude(status="closed"))
    Position.objects.filter(person__in=people, ends=None, starts__lt=on).update(ends=on)
    Position.objects.bulk_create(
        [Position(person=one, unit=into, title=one.position, title_en=one.position_en, starts=on) for one in people]
    )
    Person.objects.filter(pk__in=[one.pk for one in people]).update(unit=into)
    held = RoleAssignment.objects.filter(within(span_of_day(on)), unit=unit, starts__lt=on).exclude(role__in=ONE_A_UNIT)
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(
                person_id=row.person_id, role=row.role, unit=into, starts=on, ends=row.ends, order_ref=row.order_ref
            )
            for row in held
        ]
    )


def _regroup(region: Unit, into: Unit, change: Change) -> None:
    """The members of a region belong to another from a day on, until the day they would have left."""
    held = list(Membership.objects.filter(within(span_of_day(change.on)), region=region, starts__lt=change.on))
    Membership.objects.filter(pk__in=[row.pk for row in held]).update(ends=change.on)
    Membership.objects.bulk_create(
        [
            Membership(
                region=into, member_id=row.member_id, starts=change.on, ends=row.ends, order_ref=change.order_ref
            )
            for row in held
        ]
    )


def _close(unit: Unit, on: date) -> None:
    """A unit is there until a day; what people were at it ends with it."""
    unit.ends = on
    unit.save(update_fields=["ends"])
    UnitVersion.objects.filter(unit=unit, ends=None).update(ends=on)
    Membership.objects.filter(within(span_of_day(on)), member=unit, starts__lt=on).update(ends=on)
    RoleAssignment.objects.filter(within(span_of_day(on)), unit=unit, starts__lt=on).update(ends=on)
    Acting.objects.filter(within(span_of_day(on)), unit=unit, starts__lt=on).update(ends=on)


@transaction.atomic
def split_unit(
    unit: Unit, into: Sequence[NewUnit], children: Mapping[str, str], change: Change, *, rescore: Rescore
) -> list[Unit] | Refusal:
    """Close a unit and found others in its place. `children`: code of a unit below -> code of its new upper unit."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    below = _open_children(unit, change.on)
    refusal = _split_refusal(unit, into, children, below, change)
    if refusal is not None:
        return refusal
    parts = _founded(into, change, {unit.parent.code: unit.parent} if unit.parent else {})
    for child in below:
        _move(admin, child, parts[children[child.code]], change)
    _close(unit, change.on)
    Succession.objects.bulk_create(
        [Succession(before=unit, after=part, kind=SuccessionKind.SPLIT, on=change.on) for part in parts.values()]
    )
    note(admin, "unit.split", f"unit {unit.code}", unit, ({}, {"into": ", ".join(parts), **days_of(change)}))
    return scored_anew(rescore, change.on, change.now) or list(parts.values())


def _split_refusal(
    unit: Unit, into: Sequence[NewUnit], children: Mapping[str, str], below: Sequence[Unit], change: Change
) -> Refusal | None:
    codes = [new.code for new in into]
    if len(into) < 2:  # one part is a new name, not a split
        return Refusal("unit.split_parts", {"unit": unit.name})
    homeless = next((child for child in below if children.get(child.code) not in codes), None)
    if homeless is not None:
        return Refusal("unit.split_children", {"unit": homeless.name})
    found = (_name_refusal(new.name) or place_refusal(new.kind, unit.parent, change.on) for new in into)
    refusal = day_refusal(unit, change.on, change.by.today) or next(filter(None, _child_days(unit, change)), None)
    return refusal or next(filter(None, found), None) or code_refusal(codes)


@transaction.atomic
def close_unit(unit: Unit, change: Change, *, rescore: Rescore) -> Unit | Refusal:
    """A unit with nothing below it and nobody in it ends; roles at it end too."""
    admin = admin_of(change.by, change.now)
    if isinstance(admin, Refusal):
        return admin
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    refusal = day_refusal(unit, change.on, change.by.today) or children_refusal(unit, change.on)
    refusal = refusal or _people_refusal(unit)
    if refusal is not None:
        return refusal
    _close(unit, change.on)
    note(
        admin, "unit.close", f"unit {unit.code}", unit, ({}, {"ends": change.on.isoformat(), "order": change.order_ref})
    )
    return scored_anew(rescore, change.on, change.now) or unit


def _people_refusal(unit: Unit) -> Refusal | None:
    sitting = Person.objects.filter(unit=unit).exclude(status="closed").order_by("sort_key")
    if not sitting:
        return None
    return Refusal("unit.has_people", {"unit": unit.name, "count": len(sitting), "first": str(sitting[0])})
