"""What is still open in the provinces of a line of supervision: a part of its page, and a page of its own."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.queries.groups import below_in
from rabrong.dashboards.queries.open_items import Open, open_below
from rabrong.dashboards.queries.record import reading_settled
from rabrong.dashboards.queries.units import units_with_ids
from rabrong.dashboards.views.frame import frame
from rabrong.dashboards.views.groups.line import line_named, line_of, provinces_of
from rabrong.org.models import Unit


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A province with what is open there."""

    unit: Unit
    open: Open


@login_required
@require_safe
@reading_settled()
def line_open(request: HttpRequest, year: int, person: str) -> HttpResponse:
    """Open alerts, overdue reports and waiting approvals by province, the most first. Raises Http404.

    Drawn for each reader, for an alert opens and closes without a deed; what is settled is read once.
    """
    line = line_of(request, year, person)
    below = {pk: below_in(line.tree, pk) for pk in provinces_of(line)}
    found = open_below(line.sight.scope, line.book, below)
    rows = [OpenRow(unit, found[unit.pk]) for unit in units_with_ids(below) if unit in line.sight]
    rows.sort(key=lambda row: (-row.open.alerts, -row.open.overdue, -row.open.waiting, row.unit.sort_key))
    name = line_named(line)
    context = {
        **frame(line.book, line.sight.scope),
        "name": name,
        "rows": [row for row in rows if row.open.is_any],
        "quiet": sum(not row.open.is_any for row in rows),
        "crumbs": [
            Crumb(gettext("สายกำกับ")),
            Crumb(name, reverse("line", args=(year, person))),
            Crumb(gettext("เรื่องที่ยังเปิดอยู่")),
        ],
    }
    is_part = request.headers.get("HX-Request") == "true"
    answer = render(request, "dashboards/groups/_open.html" if is_part else "dashboards/groups/open.html", context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer
