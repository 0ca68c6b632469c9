from django.db import migrations

DAYS = {"email": 7, "print": 30}


def fill(apps, schema_editor):
    life = apps.get_model("accounts", "CodeLife")
    life.objects.bulk_create([life(channel=channel, days=days) for channel, days in DAYS.items()])


def empty(apps, schema_editor):
    apps.get_model("accounts", "CodeLife").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]

    operations = [migrations.RunPython(fill, empty)]
