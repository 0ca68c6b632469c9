"""All addresses of the promised stage."""

from rabrong.agreements.urls import agreements, negotiation, templates, years

urlpatterns = [*years.urlpatterns, *templates.urlpatterns, *negotiation.urlpatterns, *agreements.urlpatterns]
