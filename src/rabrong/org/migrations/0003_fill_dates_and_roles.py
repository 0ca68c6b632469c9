"""What was kept by fiscal years and as one role a person becomes days, versions and role rows."""

import datetime

from django.db import migrations

FROM = datetime.date(2008, 10, 1)
OLD_ROLES = {"psdg": "psdg", "executive": "executive", "director": "director", "keeper": "keeper"}


def first_day(year):
    """1 October in which a B.E. fiscal year begins."""
    return datetime.date(year - 544, 10, 1)


def forwards(apps, schema_editor):
    """Fill what is new."""
    Unit, UnitVersion = apps.get_model("org", "Unit"), apps.get_model("org", "UnitVersion")
    department = Unit.objects.filter(kind="department").values_list("code", flat=True).first() or ""
    Unit.objects.update(department=department)
    versions = [
        UnitVersion(
            unit_id=unit.pk,
            starts=FROM,
            name=unit.name,
            short_name=unit.short_name,
            name_en=unit.name_en,
            sort_key=unit.sort_key,
            parent_id=unit.parent_id,
        )
        for unit in Unit.objects.all()
    ]
    UnitVersion.objects.bulk_create(versions, batch_size=500)
    for membership in apps.get_model("org", "Membership").objects.all():
        membership.starts, membership.ends = first_day(membership.first_year), first_day(membership.last_year + 1)
        membership.save(update_fields=["starts", "ends"])
    _fill_people(apps)


def _fill_people(apps):
    Position, RoleAssignment = apps.get_model("org", "Position"), apps.get_model("org", "RoleAssignment")
    people = list(apps.get_model("org", "Person").objects.all())
    Position.objects.bulk_create(
        [Position(person=one, unit_id=one.unit_id, title=one.position, title_en=one.position_en, starts=FROM) for one in people],
        batch_size=500,
    )
    RoleAssignment.objects.bulk_create(
        [RoleAssignment(person=one, unit_id=one.unit_id, role=OLD_ROLES[one.role], starts=FROM) for one in people],
        batch_size=500,
    )


def backwards(apps, schema_editor):
    """The years and roles as they were."""
    for membership in apps.get_model("org", "Membership").objects.all():
        membership.first_year = membership.starts.year + 544
        membership.last_year = (membership.ends or membership.starts).year + 543
        membership.save(update_fields=["first_year", "last_year"])
    for person in apps.get_model("org", "Person").objects.all():
        role = person.roles.filter(role__in=OLD_ROLES).order_by("starts").first()
        person.role = role.role if role else "keeper"
        person.save(update_fields=["role"])
    for name in ("RoleAssignment", "Position", "UnitVersion"):
        apps.get_model("org", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("org", "0002_dates_and_roles")]

    operations = [migrations.RunPython(forwards, backwards)]
