"""Django application of rabrong.ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The app's name."""

    name = "rabrong.ui"
    label = "ui"
