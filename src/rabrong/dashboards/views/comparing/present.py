"""A unit's scorecard for showing upward, without names of units below or of people; and as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from rabrong.dashboards.pages.comparing.export import scorecard_cells, scorecard_columns
from rabrong.dashboards.pages.comparing.nameless import Spread, spread_of
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_of
from rabrong.dashboards.queries import units
from rabrong.dashboards.views.asked import Asked, asked_unit
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.scorecards.own import Own, as_frozen, own_scores
from rabrong.org.models import UnitKind
from rabrong.org.views.exporting import file_answer
from rabrong.ui.digits import digits
from rabrong.ui.numbers import bare
from rabrong.ui.words import in_language

KINDS = ("xlsx", "csv")


@login_required
@require_safe
def present(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Without a name but the unit's own: total, dimensions, indicators, how many units are in each band."""
    asked = asked_unit(request, year, code)
    own = own_scores(asked, asked.unit)
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": in_language(asked.unit, "name"),
        "crumbs": [*crumbs_of(year, asked.path, asked.sight.scope), Crumb(gettext("นำเสนอ"))],
        "choose_month": True,
        "scores": own.scores,
        "frozen": own.frozen,
        "spreads": _spreads(asked, own),
        "live": f"{year}/unit/{code}",
        "tab": "present",
    }
    return render(request, "dashboards/comparing/present.html", context)


def _spreads(asked: Asked, own: Own) -> list[Spread]:
    """Of the units below that are seen; frozen where the unit's own digits are."""
    book, unit = asked.book, asked.unit
    if unit.kind == UnitKind.DEPARTMENT:
        provinces = as_frozen(asked, own, units.province_totals(book, asked.sight))
        words = ngettext("%(count)s จังหวัด", "%(count)s จังหวัด", len(provinces))
        return [spread_of(book, words % {"count": bare(len(provinces))}, provinces)]
    if unit.kind == UnitKind.PROVINCE:
        districts = as_frozen(asked, own, units.district_totals(book, unit, asked.sight))
        words = ngettext("%(count)s อำเภอ", "%(count)s อำเภอ", len(districts))
        return [spread_of(book, words % {"count": bare(len(districts))}, districts)]
    return []


@login_required
@require_safe
def scorecard_file(request: HttpRequest, year: int, code: str, kind: str) -> HttpResponse:
    """The unit's scorecard of the month as "xlsx" or "csv", frozen digits where the round is closed."""
    if kind not in KINDS:
        raise Http404
    asked = asked_unit(request, year, code)
    own = own_scores(asked, asked.unit)
    with digits("arabic"):
        return file_answer(
            kind, f"scorecard-{year}-{code}-{asked.book.month}", scorecard_columns(), scorecard_cells(own.scores)
        )
