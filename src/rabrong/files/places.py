"""Where kept files lie: below the folder FILES of the settings, by the first letters of their hash."""

from pathlib import Path

from django.conf import settings


def path_of(digest: str) -> Path:
    """Where the file of a hash lies."""
    return Path(settings.FILES) / digest[:2] / digest
