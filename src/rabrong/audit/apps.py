"""Django application of rabrong.audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
