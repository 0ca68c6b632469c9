"""Django application of rabrong.assignments."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.assignments"
    label = "assignments"
    default_auto_field = "django.db.models.BigAutoField"
