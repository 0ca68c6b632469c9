"""Addresses of evidence: below the indicator of a unit that it proves."""

from django.urls import path

from rabrong.evidence.views import files, reading

PLACE = "<int:year>/kpi/<str:code>/unit/<str:unit>/evidence/"
VERSION = f"{PLACE}<int:pk>/<int:number>/"

urlpatterns = [
    path(PLACE, files.evidence, name="evidence"),
    path(f"{PLACE}<int:pk>/", files.document, name="evidence_file"),
    path(VERSION, reading.download, name="evidence_download"),
    path(f"{VERSION}preview/", reading.preview, name="evidence_preview"),
    path(f"{VERSION}picture/", reading.picture, name="evidence_picture"),
]
