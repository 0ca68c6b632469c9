"""Django application of rabrong.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app's name; allauth has taken the label "account"."""

    name = "rabrong.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
