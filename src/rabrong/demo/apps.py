"""Django application of rabrong.demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
