"""Addresses of alerts, their rules, stars and the digest."""

from django.urls import path

from rabrong.monitoring.views import alerts, rules, watching

urlpatterns = [
    path("alerts/", alerts.alerts_now, name="alerts_now"),
    path("<int:year>/alerts/", alerts.alerts, name="alerts"),
    path("<int:year>/alerts/rules/", rules.rules, name="alert_rules"),
    path("<int:year>/watching/star/", watching.star, name="star"),
    path("<int:year>/watching/stars/", watching.stars, name="stars"),
    path("account/digest/", watching.digest, name="digest"),
]
