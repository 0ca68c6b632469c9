"""Addresses of the agreement: reading, signing, amending."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
