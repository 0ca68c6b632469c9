"""Django application of rabrong.evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
