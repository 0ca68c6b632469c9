"""Django application of rabrong.monitoring."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
