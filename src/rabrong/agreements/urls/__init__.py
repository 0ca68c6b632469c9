"""All addresses of the promised stage, besides those of the KPI Template: they are told what lies above."""

from rabrong.agreements.urls import agreements, negotiation, years

urlpatterns = [*years.urlpatterns, *negotiation.urlpatterns, *agreements.urlpatterns]
