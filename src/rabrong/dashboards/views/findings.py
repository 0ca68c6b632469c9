"""What is doubtful in the year's agreement."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.findings import checked_examples
from rabrong.dashboards.views.asked import asked_year


@login_required
@require_safe
def findings(request: HttpRequest, year: int) -> HttpResponse:
    """The findings of the example's files, as agreed and as printed."""
    context = {"book": asked_year(request, year), "files": checked_examples(), "crumbs": [Crumb(gettext("ข้อตรวจพบ"))]}
    return render(request, "dashboards/findings.html", context)
