"""Alerts as rows of a list and of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.agreements.models import Band
from rabrong.assignments.queries import CENTRAL
from rabrong.monitoring.models import Alert, AlertKind
from rabrong.monitoring.wording import alert_words
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.dates import day, month_and_year
from rabrong.ui.words import in_language, language

ICONS = {
    AlertKind.BAND: "trending-down",
    AlertKind.LATE: "clock",
    AlertKind.FORECAST: "target",
    AlertKind.OUTLIER: "alert-triangle",
}
Bands = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert with its sentence and where it leads."""

    alert: Alert
    words: str
    href: str

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return ICONS[AlertKind(self.alert.kind)]

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return str(AlertKind(self.alert.kind).label)

    @property
    def month(self) -> str:
        """The month it is about, with its year."""
        return month_and_year(self.alert.year_id, self.alert.month, language())


def band_words(year: int) -> dict[int, str]:
    """Number of a band, from 0 for the lowest -> its word. One query."""
    rows = Band.objects.filter(year_id=year).order_by("position")
    return {at: in_language(band, "name") for at, band in enumerate(rows)}


def alert_row(alert: Alert, bands: Bands) -> AlertRow:
    """An alert as a row. No query where unit and indicator were fetched with it."""
    return AlertRow(alert, alert_words(alert, bands), _href(alert))


def _href(alert: Alert) -> str:
    """The page of the indicator at the unit; of an owner, who has none, the history of the month."""
    place = (alert.year_id, alert.indicator.code, alert.unit.code)
    if alert.unit.kind in CENTRAL:
        return reverse("report_history", args=(*place, alert.month))
    return f"{reverse('indicator', args=place)}?month={alert.month}"


def alert_columns() -> list[Column]:
    """The heads of the list as a file."""
    return [
        Column(gettext("เรื่อง"), width=24),
        Column(gettext("รหัสหน่วย")),
        Column(gettext("หน่วยงาน"), width=32),
        Column(gettext("ตัวชี้วัด")),
        Column(gettext("ชื่อตัวชี้วัด"), width=50),
        Column(gettext("เดือน")),
        Column(gettext("รายละเอียด"), width=60),
        Column(gettext("เตือนเมื่อ")),
        Column(gettext("สิ้นสุดเมื่อ")),
    ]


def alert_cells(alerts: Iterable[Alert], bands: Bands) -> list[list[Cell]]:
    """The list as rows of a file."""
    return [_cells(alert_row(alert, bands)) for alert in alerts]


def _cells(row: AlertRow) -> list[Cell]:
    alert = row.alert
    return [
        row.kind,
        alert.unit.code,
        in_language(alert.unit, "name"),
        alert.indicator.code,
        in_language(alert.indicator, "name"),
        row.month,
        row.words,
        day(alert.opened_at, language()),
        day(alert.closed_at, language()) if alert.closed_at else "",
    ]
