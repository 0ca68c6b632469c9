"""Addresses of the reader's notices."""

from django.urls import path

from rabrong.notices import inbox

urlpatterns = [
    path("notices/", inbox.notices, name="notices"),
    path("notices/count/", inbox.count, name="notices_count"),
    path("notices/read/", inbox.read_all, name="notices_read_all"),
    path("notices/<int:number>/", inbox.open_notice, name="notice"),
]
