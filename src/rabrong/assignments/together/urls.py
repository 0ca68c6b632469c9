"""Addresses of assigning much at once, copying last year's assignments, and handing over."""

from django.urls import path

from rabrong.assignments.together import views, views_handing

urlpatterns = [
    path("<int:year>/assign/", views.assign, name="assign_together"),
    path("<int:year>/assign/copy/", views.copy, name="copy_assignments"),
    path("<int:year>/hand-over/", views_handing.leavers, name="hand_overs"),
    path("<int:year>/hand-over/<str:code>/", views_handing.hand_over_page, name="hand_over"),
]
