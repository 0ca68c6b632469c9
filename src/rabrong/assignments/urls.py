"""Addresses of who does it: the load of the units."""

from django.urls import path

from rabrong.assignments import views

urlpatterns = [
    path("<int:year>/load/", views.unit_load, name="unit_load"),
    path("<int:year>/load/printed/", views.take_in_printed, name="printed_figures"),
]
