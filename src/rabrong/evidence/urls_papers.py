"""Addresses of missing lists, registers of originals, requests and binders."""

from django.urls import path

from rabrong.evidence.binders import views as binders
from rabrong.evidence.originals import views as originals
from rabrong.evidence.owed import views as owed
from rabrong.evidence.requests import views as requests

ALL, UNIT = "<int:year>/evidence/", "<int:year>/unit/<str:code>/"
ONE = f"{ALL}requests/<int:number>/"

urlpatterns = [
    path(f"{ALL}missing/", owed.missing, name="missing_evidence"),
    path(f"{ALL}requests/", requests.requests, name="requests"),
    path(f"{ALL}requests/new/", requests.ask, name="request_new"),
    path(ONE, requests.one, name="request"),
    path(f"{ONE}<str:code>/", requests.of_unit, name="request_unit"),
    path(f"{ONE}<str:code>/step/", requests.step, name="request_step"),
    path(f"{UNIT}originals/", originals.register, name="originals"),
    path(f"{UNIT}originals/record/", originals.record, name="original_record"),
    path(f"{UNIT}binder/", binders.choose, name="binder"),
    path(f"{UNIT}binder.zip", binders.binder_zip, name="binder_zip"),
]
