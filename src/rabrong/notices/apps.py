"""Django application of rabrong.notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
