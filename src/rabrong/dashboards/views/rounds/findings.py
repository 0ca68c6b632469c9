"""What is doubtful in the year's agreement."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.crumbs import Crumb
from rabrong.dashboards.pages.rounds.findings import checked_examples
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import scope_of


@login_required
@require_safe
def findings(request: HttpRequest, year: int) -> HttpResponse:
    """The findings of the example's files, as agreed and as printed; for those who see the whole department."""
    book, scope = asked_year(request, year), scope_of(request)
    if not scope.everything:
        raise Http404
    context = {**frame(book, scope), "files": checked_examples(), "crumbs": [Crumb(gettext("ข้อตรวจพบ"))]}
    return render(request, "dashboards/rounds/findings.html", context)
