"""All addresses, and the audit record with readers that a test chooses."""

from collections.abc import Collection, Mapping

from django.http import HttpRequest
from django.urls import include, path

from rabrong.audit.readable import Readable
from rabrong.audit.urls import urls
from rabrong.audit.views import Reading
from rabrong.config.urls import urlpatterns as every_address

READERS: dict[str, Readable] = {}
"""Person code -> what the person may read; who is not here reads nothing."""


def readable(request: HttpRequest) -> Readable:
    """As the test says."""
    return READERS.get(request.user.get_username(), Readable())


def named(codes: Collection[str]) -> Mapping[str, str]:
    """Everybody is called by position."""
    return {code: f"ตำแหน่ง {code}" for code in codes if code != "unknown"}


urlpatterns = [path("audit/", include(urls(Reading(readable, named)))), *every_address]
