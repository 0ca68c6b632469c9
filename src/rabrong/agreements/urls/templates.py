"""Addresses of the KPI Template."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
