"""What else an offer says of an indicator: its code and aspect, in what it is measured, and in which rounds it counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the columns; offers that are there have said nothing of them."""

    dependencies = [("agreements", "0007_signing_and_amending")]

    operations = [
        migrations.AddField("offer", "code", models.CharField(blank=True, default="", max_length=40), False),
        migrations.AddField("offer", "aspect", models.CharField(blank=True, default="", max_length=40), False),
        migrations.AddField("offer", "measure", models.CharField(blank=True, default="", max_length=60), False),
        migrations.AddField("offer", "starts", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("offer", "cancelled", models.PositiveSmallIntegerField(blank=True, null=True)),
    ]
