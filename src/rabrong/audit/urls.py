"""Addresses of the audit record. They are made for somebody who knows who may read what."""

from django.urls import URLPattern, path

from rabrong.audit import views


def urls(reading: views.Reading) -> list[URLPattern]:
    """`path("audit/", include(urls(Reading(readable=..., named=...))))`; names: audit, audit_csv, audit_jsonl."""
    return [
        path("", views.events, {"reading": reading}, name="audit"),
        path("events.csv", views.exported, {"reading": reading, "kind": "csv"}, name="audit_csv"),
        path("events.jsonl", views.exported, {"reading": reading, "kind": "jsonl"}, name="audit_jsonl"),
    ]
