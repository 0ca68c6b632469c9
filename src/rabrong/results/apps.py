"""Django application of rabrong.results."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"
