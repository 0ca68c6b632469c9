"""Django application of rabrong.agreements."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
