"""Addresses of the negotiation. They are made for somebody who knows what the year before has come to so far."""

from django.urls import URLPattern, path

from rabrong.agreements.queries.negotiation import LatestOf
from rabrong.agreements.views import (
    negotiation,
    negotiation_appeal,
    negotiation_meetings,
    negotiation_row,
    vetting,
)

OF = "<int:year>/agreement/<str:unit>/"
TABLE = f"{OF}negotiation/"
ROW = f"{TABLE}kpi/<str:code>/"


def urls(latest: LatestOf) -> list[URLPattern]:
    """`latest` answers with the results of a year that still runs."""
    told = {"latest": latest}
    return [
        path(TABLE, negotiation.table, told, name="negotiation"),
        path(f"{TABLE}what-if/", negotiation.what_if, told, name="negotiation_what_if"),
        path(f"{TABLE}move/", negotiation_meetings.move, name="negotiation_move"),
        path(f"{TABLE}agree/", negotiation_meetings.agree, name="negotiation_agree"),
        path(f"{TABLE}compare/", negotiation_meetings.compare, name="negotiation_compare"),
        path(f"{TABLE}meetings/", negotiation_meetings.meetings, name="negotiation_meetings"),
        path(f"{TABLE}meetings/<int:pk>/", negotiation_meetings.meeting, name="negotiation_meeting"),
        path(f"{TABLE}meetings/<int:pk>/scan/", negotiation_meetings.scan, name="negotiation_scan"),
        path(f"{TABLE}appeal/", negotiation_appeal.appeal, name="negotiation_appeal"),
        path(f"{TABLE}appeal/<int:pk>/", negotiation_appeal.decide, name="negotiation_decide"),
        path(ROW, negotiation_row.row, told, name="negotiation_row"),
        path(f"{ROW}preview/", negotiation_row.preview, told, name="negotiation_preview"),
        path(f"{ROW}forecast/", negotiation_row.forecast, name="negotiation_forecast"),
        path(f"{ROW}compare/", negotiation_row.compare, told, name="negotiation_compare_offers"),
        path(f"{OF}vetting/", vetting.vetting, name="vetting"),
    ]
