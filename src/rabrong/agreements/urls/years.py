"""Addresses of the year: opening, console, framework, exchange."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
