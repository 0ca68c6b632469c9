"""Addresses of orders."""

from django.urls import path

from rabrong.assignments.orders import views, views_draft, views_issuing

ALL = "<int:year>/orders/"
ONE = f"{ALL}<int:number>/"

urlpatterns = [
    path(ALL, views.orders, name="orders"),
    path(f"{ALL}new/", views_draft.new_order, name="order_new"),
    path(ONE, views.order, name="order"),
    path(f"{ALL}<int:number>.pdf", views.order_pdf, name="order_pdf"),
    path(f"{ONE}scan/", views_issuing.order_scan, name="order_scan"),
    path(f"{ONE}edit/", views_draft.edit_order, name="order_edit"),
    path(f"{ONE}lines/new/", views_draft.order_line, name="order_line_new"),
    path(f"{ONE}lines/<int:line>/", views_draft.order_line, name="order_line"),
    path(f"{ONE}lines/<int:line>/drop/", views_draft.drop, name="order_line_drop"),
    path(f"{ONE}issue/", views_issuing.issue, name="order_issue"),
    path(f"{ONE}withdraw/", views_issuing.withdraw, name="order_withdraw"),
    path(f"{ONE}replace/", views_issuing.replace, name="order_replace"),
]
