"""Addresses of the look."""

from django.urls import path

from rabrong.ui import views

urlpatterns = [
    path("theme/", views.choose_theme, name="choose_theme"),
    path("digits/", views.choose_digits, name="choose_digits"),
]
