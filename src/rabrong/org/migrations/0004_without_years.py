"""Takes away what the dates and role rows replace."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("org", "0003_fill_dates_and_roles")]

    operations = [
        migrations.RemoveField(
            model_name='membership',
            name='first_year',
        ),
        migrations.RemoveField(
            model_name='membership',
            name='last_year',
        ),
        migrations.RemoveField(
            model_name='person',
            name='role',
        ),
    ]
