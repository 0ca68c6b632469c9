"""One indicator of one unit, and how its score was computed."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.dashboards.pages.cells import cell_words
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.indicator import indicator_page, unit_rows
from rabrong.dashboards.pages.months import month_table
from rabrong.dashboards.pages.provinces import Address, RankRow, bars, map_part
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.queries.reporting import entries_of
from rabrong.dashboards.views.asked import Asked, asked_indicator, asked_unit
from rabrong.org.models import Unit, UnitKind
from rabrong.org.rules import may_enter_for
from rabrong.results.models import Score
from rabrong.results.queries import tally_values
from rabrong.ui.words import in_language


@login_required
@require_safe
def indicator(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """What was promised, what was reached, how it went, who stands where."""
    asked, version = asked_unit(request, year, unit), asked_indicator(year, code)
    item = asked_item(asked, version)
    scores = indicators.scores_of_item(item)
    page = indicator_page(asked.book, item, version, scores)
    name, data_items = in_language(asked.unit, "name"), list(version.data_items.all())
    crumbs = [Crumb(in_language(version.aspect, "name")), Crumb(version.code)]
    context = {
        "book": asked.book,
        "unit": asked.unit,
        "name": name,
        "page": page,
        "owners": indicators.owners_by_indicator(year).get(version.pk, []),
        "data_items": data_items,
        "numbers_head": " / ".join(each.code for each in data_items),
        "crumbs": crumbs_to(year, asked.unit, *crumbs),
        "live": f"{year}/unit/{asked.unit.code}",
        "months": month_table(
            cell_words(version, criterion_in(item, asked.book.rules.scale)),
            entries_of(version, asked.unit, asked.book.month),
        ),
        "may_enter": may_enter_for(asked.actor, asked.unit) is not None and not page.aside,
    }
    return render(request, "dashboards/indicator.html", {**context, **_below(asked, version, page.score, name)})


def asked_item(asked: Asked, version: IndicatorVersion) -> Item:
    """The indicator in the unit's agreement. Raises Http404."""
    agreement = units.agreement_with_unit(asked.book.year, asked.unit)
    item = None if agreement is None else indicators.item_in(agreement, version)
    if item is None:
        raise Http404
    return item


def _below(asked: Asked, version: IndicatorVersion, together: Decimal | None, name: str) -> dict[str, object]:
    """The units below, ranked; the map of the provinces."""
    book, unit = asked.book, asked.unit
    provinces = _scores(asked, version, UnitKind.PROVINCE) if unit.kind != UnitKind.DISTRICT else []
    if not provinces and unit.kind != UnitKind.DISTRICT:
        return {}
    above = unit if unit.kind == UnitKind.PROVINCE else unit.parent
    shown = provinces if unit.kind == UnitKind.DEPARTMENT else _scores(asked, version, UnitKind.DISTRICT, parent=above)
    rows = _rows(asked, version, shown, unit)
    found: dict[str, object] = {"rows": rows}
    if unit.kind == UnitKind.DISTRICT:
        return found
    places = [units.UnitScore(score.item.agreement.unit, score.shown) for score in provinces]
    address = Address(book.year, version.code)
    found["map"] = map_part(book, units.ranked(places), address, chosen=unit.code)
    found["bars"] = bars(book, rows, together, name)
    return found


def _scores(asked: Asked, version: IndicatorVersion, kind: str, parent: Unit | None = None) -> list[Score]:
    return units.indicator_scores(version.pk, asked.book.month, kind=kind, parent=parent)


def _rows(asked: Asked, version: IndicatorVersion, scores: list[Score], chosen: Unit) -> list[RankRow]:
    ids = [score.item.agreement.unit_id for score in scores]
    return unit_rows(asked.book, scores, tally_values(ids, version, asked.book.month), version, chosen)
