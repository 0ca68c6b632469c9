"""Django application of rabrong.org."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.org"
    label = "org"
    default_auto_field = "django.db.models.BigAutoField"
