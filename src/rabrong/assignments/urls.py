"""Addresses of who does it: the load of the units, orders."""

from django.urls import path

from rabrong.assignments import views
from rabrong.assignments.orders.urls import urlpatterns as order_urls
from rabrong.assignments.together.urls import urlpatterns as together_urls

urlpatterns = [
    path("<int:year>/load/", views.unit_load, name="unit_load"),
    path("<int:year>/load/printed/", views.take_in_printed, name="printed_figures"),
    *order_urls,
    *together_urls,
]
