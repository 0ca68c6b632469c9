"""Addresses of who does it: the matrix, the load of the units, my duties, orders."""

from django.urls import path

from rabrong.assignments import views, views_duties
from rabrong.assignments.matrix import views as matrix_views
from rabrong.assignments.matrix import views_indicator, views_sheet
from rabrong.assignments.orders.urls import urlpatterns as order_urls
from rabrong.assignments.together.urls import urlpatterns as together_urls

urlpatterns = [
    path("<int:year>/os/", matrix_views.matrix, name="os_matrix"),
    path("<int:year>/os/<str:code>/", views_indicator.indicator, name="os_indicator"),
    path("<int:year>/os/<str:code>/<str:who>/", matrix_views.cell, name="os_cell"),
    path("<int:year>/os-sheet/", views_sheet.sheet, name="os_sheet"),
    path("<int:year>/os-take-over/", matrix_views.take_over, name="os_take_over"),
    path("<int:year>/duties/", views_duties.my_duties, name="my_duties"),
    path("<int:year>/load/", views.unit_load, name="unit_load"),
    path("<int:year>/load/printed/", views.take_in_printed, name="printed_figures"),
    *order_urls,
    *together_urls,
]
