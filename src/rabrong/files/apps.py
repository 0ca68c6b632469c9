"""Django application of rabrong.files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The app's name and how its rows are numbered."""

    name = "rabrong.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
