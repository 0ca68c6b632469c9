"""Addresses of units, people, roles and actings. They are made for somebody who knows how scores follow."""

from django.urls import URLPattern, path

from rabrong.org.actions.recording import Rescore
from rabrong.org.views import acting, imports, organisation, people, person_changes, roles, unit_changes

UNIT = "organisation/unit/<str:code>/"


def urls(rescore: Rescore) -> list[URLPattern]:
    """`path("", include(urls(rescore_tree)))`: what moves units calls `rescore` with the first day that changes."""
    known = {"rescore": rescore}
    return [
        path("organisation/", organisation.organisation, name="organisation"),
        path("organisation/below/<str:code>/", organisation.below, name="units_below"),
        path("organisation/choices/", organisation.choices, name="unit_choices"),
        path("organisation/import/<str:kind>/", imports.import_file, known, name="import"),
        path("organisation/import/<str:kind>/template.xlsx", imports.template, name="import_template"),
        path(UNIT, organisation.unit, name="org_unit"),
        path(f"{UNIT}<str:verb>/", unit_changes.change_unit, known, name="change_unit"),
        path("people/", people.people, name="people"),
        path("people/new/", person_changes.take_in, name="take_in"),
        path("people/choices/", people.choices, name="person_choices"),
        path("people/<str:code>/", people.person, name="person"),
        path("people/<str:code>/<str:verb>/", person_changes.change_person, name="change_person"),
        path("roles/", roles.roles, name="roles"),
        path("acting/", acting.actings, name="actings"),
        path("acting/new/", acting.appoint, name="appoint"),
        path("acting/<int:number>/end/", acting.end, name="end_acting"),
    ]
