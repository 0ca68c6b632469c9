"""Addresses of the negotiation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
