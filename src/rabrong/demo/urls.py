"""Addresses that exist in the demo only."""

from django.urls import path

from rabrong.demo import views

urlpatterns = [
    path("", views.sign_in, name="door"),
    path("clock/", views.clock, name="demo_clock"),
]
