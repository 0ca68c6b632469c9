"""Django application of rabrong.dashboards."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """The app's name."""

    name = "rabrong.dashboards"
    label = "dashboards"
