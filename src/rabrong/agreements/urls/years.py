"""Addresses of the year. They are made for somebody who knows what the stages above answer."""

from django.urls import URLPattern, path

from rabrong.agreements.views import checking, exchange, framework, importing, years
from rabrong.agreements.views.year_stages import Stages

OF = "<int:year>/agreement/<str:unit>/"


def urls(stages: Stages) -> list[URLPattern]:
    """`path("", include(urls(Stages(owners_of=..., later=..., hand_over=...))))`."""
    told = {"stages": stages}
    whole = [
        path("years/", years.years, name="years"),
        path("years/new/", years.new_year, told, name="year_new"),
        path("years/new/file/", exchange.open_file, told, name="year_open_file"),
        path("<int:year>/", years.year, name="year"),
        path("<int:year>/open/", years.move, {"move": "open", **told}, name="year_open"),
        path("<int:year>/close/", years.move, {"move": "close", **told}, name="year_close"),
    ]
    editing = [
        path("<int:year>/framework/", framework.framework, name="year_framework"),
        path("<int:year>/framework/sums/", framework.framework_sums, name="year_sums"),
        path("<int:year>/rules/", framework.rules, name="year_rules"),
        path("<int:year>/calendar/", framework.calendar, name="year_calendar"),
    ]
    exchanging = [
        path("<int:year>/differences/", exchange.differences, told, name="year_differences"),
        path("<int:year>/differences/<int:pk>/take/", exchange.take_over, name="year_take_over"),
        path("<int:year>/import/", exchange.import_file, told, name="year_import"),
        path("<int:year>/sheets/", importing.sheets, told, name="year_sheets"),
        path("<int:year>/sheets/<str:kind>.xlsx", importing.form_sheet, told, name="year_sheet_form"),
        path(f"{OF}export/", exchange.export, told, name="agreement_export"),
    ]
    checks = [
        path(f"{OF}check/", checking.check, told, name="check"),
        path(f"{OF}check/accept/", checking.accept, told, name="check_accept"),
        path(f"{OF}check/<int:pk>/withdraw/", checking.withdraw, told, name="check_withdraw"),
    ]
    return [*whole, *editing, *exchanging, *checks]
