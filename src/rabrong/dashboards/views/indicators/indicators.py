"""One indicator of one unit, and how its score was computed."""

import json
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.kept.answering import Drawing, kept_answer
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.forecasts.indicator_forecast import ForecastPart, forecast_part, outlook_for
from rabrong.dashboards.pages.indicators.indicator import indicator_page, owner_links, unit_rows
from rabrong.dashboards.pages.labels import Label, label_of
from rabrong.dashboards.pages.months import month_table
from rabrong.dashboards.pages.notes import NoteLines, beside_months, lines_of
from rabrong.dashboards.pages.rounds.rounds import Frozen
from rabrong.dashboards.pages.scorecards.provinces import Address, Look, RankRow, bars, map_part
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.queries.frozen import frozen_scores
from rabrong.dashboards.queries.reporting import entries_of
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.scorecards.own import reports_of
from rabrong.evidence.pages.beside import Beside, files_beside
from rabrong.org.models import UnitKind
from rabrong.org.queries import units_below
from rabrong.org.rules import may_enter_for
from rabrong.results.cells import cell_words
from rabrong.results.forecasts.outlook import Outlook
from rabrong.results.frozen.reading import score_of, values_in
from rabrong.results.models import Score
from rabrong.results.months import round_of
from rabrong.results.queries import tally_values
from rabrong.results.queries.counting import certainty_of
from rabrong.results.queries.notes import newest_notes, remarked_moves
from rabrong.results.queries.rounds import snapshot_of, snapshots_of
from rabrong.results.rules import entry_refusal
from rabrong.scoring.agreement import ROUNDS
from rabrong.ui.words import in_language


@login_required
@require_safe
def indicator(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """What was promised, what was reached, how it went, who stands where."""
    return kept_answer(request, partial(indicator_drawing, year=year, code=code, unit=unit))


def indicator_drawing(request: HttpRequest, year: int, code: str, unit: str) -> Drawing:
    """The page, the same for all who may see the same. Raises Http404."""
    asked, version = asked_indicator(request, year, code, unit)
    item = asked_item(asked, version)
    scores = indicators.scores_of_item(item)
    frozen = _frozen(asked, item, version, scores)
    item.indicator = version
    outlook = None if frozen is not None and frozen.is_shown else outlook_for(asked.book, asked.unit.pk, item, scores)
    page = indicator_page(asked.book, item, version, scores, outlook)
    name, data_items, scope = in_language(asked.unit, "name"), list(version.data_items.all()), asked.sight.scope
    owners = indicators.owners_by_indicator(year, round_of(asked.book.month or 1)).get(version.pk, [])
    crumbs = [Crumb(in_language(version.aspect, "name")), Crumb(version.code)]
    place = (asked.unit.pk, version.pk, asked.book.month)
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "name": name,
        "page": page,
        "frozen": frozen,
        "label": _label(asked, version, frozen),
        "owners": owner_links(year, owners, scope),
        "data_items": data_items,
        "numbers_head": " / ".join(each.code for each in data_items),
        "crumbs": crumbs_to(year, asked.path, scope, *crumbs),
        "live": f"{year}/unit/{asked.unit.code}" if asked.unit in scope else "",
        "months": month_table(
            cell_words(version, criterion_in(item, asked.book.rules.scale, asked.book.month)),
            entries_of(version, asked.unit, asked.book.month),
        ),
        "forecast": None if outlook is None else _forecast(asked, outlook, version),
        "notes": _notes(asked, version),
        "below": _notes_below(asked, version),
        "beside": files_beside([place]).get(place, Beside()),
        "may_enter": not page.aside and _may_enter(asked, version),
    }
    return Drawing("dashboards/indicators/indicator.html", {**context, **_below(asked, version, page.score, name)})


def _forecast(asked: Asked, outlook: Outlook, version: IndicatorVersion) -> ForecastPart:
    """One query."""
    values = tally_values([asked.unit.pk], version, asked.book.month).get(asked.unit.pk, {})
    return forecast_part(asked.book, outlook, version, values)


def _frozen(asked: Asked, item: Item, version: IndicatorVersion, scores: dict[int, Score]) -> Frozen | None:
    """What a closing froze of the indicator at the unit, put in place of the live score where that is shown. One
    query where the month ends a round."""
    book = asked.book
    snapshot = snapshot_of(asked.unit, book.year, book.month) if book.month in ROUNDS else None
    said = {} if snapshot is None else json.loads(snapshot.content)["scores"].get(version.code, {})
    if snapshot is None or not said:
        return None
    live, kept = scores.get(book.month), score_of(item, book.month, said)
    if asked.frozen_round:
        scores[book.month] = kept
    live_shown = None if live is None else live.shown
    return Frozen(
        snapshot.closing, kept.shown, band_at(book, kept.shown), live_shown, is_shown=bool(asked.frozen_round)
    )


def _label(asked: Asked, version: IndicatorVersion, frozen: Frozen | None) -> Label:
    """Two queries at most."""
    if frozen is not None and frozen.is_shown:
        return label_of(frozen.closing, is_whole=False)
    certainty = certainty_of(asked.book.year, asked.book.month, reports_of(asked, asked.unit))
    return label_of(None, is_whole=version.pk in certainty.certified)


def _notes(asked: Asked, version: IndicatorVersion) -> NoteLines:
    """What was written beside the numbers of the page, by month; of the department's what its bureaus wrote. Two
    queries."""
    unit, months = asked.unit, range(1, asked.book.month + 1)
    is_lead = unit.kind == UnitKind.DEPARTMENT
    where = Q(unit__kind__in=CENTRAL, unit__department=unit.code) if is_lead else Q(unit=unit)
    return beside_months(newest_notes(where, [version.pk], months), remarked_moves(where, version.pk, months))


def _notes_below(asked: Asked, version: IndicatorVersion) -> NoteLines:
    """What the districts below wrote beside the month that is shown, as far as they are seen. One query."""
    unit, month = asked.unit, asked.book.month
    if unit.kind not in (UnitKind.DEPARTMENT, UnitKind.PROVINCE) or not month:
        return NoteLines()
    below = Q(unit__in=units_below([unit.pk], asked.book.span)) if unit.kind == UnitKind.PROVINCE else Q()
    where = below & Q(unit__kind=UnitKind.DISTRICT) & asked.sight.where("unit")
    found = newest_notes(where, [version.pk], [month])
    return lines_of(sorted(found.values(), key=lambda note: (not note.problems, note.unit.sort_key)))


def _may_enter(asked: Asked, version: IndicatorVersion) -> bool:
    """No query for who is no keeper here, else four."""
    if may_enter_for(asked.actor, asked.unit) is None:
        return False
    return entry_refusal(asked.actor, asked.unit, version, asked.book.month) is None


def asked_item(asked: Asked, version: IndicatorVersion) -> Item:
    """The indicator in the unit's agreement. Raises Http404."""
    agreement = units.agreement_with_unit(asked.book.year, asked.unit)
    item = None if agreement is None else indicators.item_in(agreement, version)
    if item is None:
        raise Http404
    return item


def _below(asked: Asked, version: IndicatorVersion, together: Decimal | None, name: str) -> dict[str, object]:
    """The units below, ranked, with the map of the provinces; of a district those beside it."""
    book, unit = asked.book, asked.unit
    if unit.kind == UnitKind.DISTRICT:
        return {"rows": _rows(asked, version, _beside(asked, version))}
    provinces = units.province_scores(version.pk, book, asked.sight)
    if not provinces:
        return {}
    is_department = unit.kind == UnitKind.DEPARTMENT
    shown = provinces if is_department else units.district_scores(version.pk, book, unit, asked.sight)
    rows = _rows(asked, version, shown)
    ranking: dict[str, object] = {"rows": rows, "bars": bars(book, rows, together, name)}
    if len(provinces) == 1:
        return ranking  # the map compares
    kept = _kept(asked, [score.item.agreement.unit_id for score in provinces])
    scores = frozen_scores(provinces, version.code, kept)
    places = [units.UnitScore(score.item.agreement.unit, score.shown) for score in scores]
    shapes = map_part(book, units.ranked(places), Address(book.year, version.code), Look(chosen=unit.code))
    return {**ranking, "map": shapes}


def _beside(asked: Asked, version: IndicatorVersion) -> list[Score]:
    """The scores of a district and those beside it; none where its province's numbers may not be shown."""
    above = next((each for each in asked.path if each.kind == UnitKind.PROVINCE), None)
    if above is None or above not in asked.sight:
        return []
    return units.district_scores(version.pk, asked.book, above, asked.sight)


def _rows(asked: Asked, version: IndicatorVersion, scores: list[Score]) -> list[RankRow]:
    """With the numbers behind them, live or of the closed round. One query."""
    ids = [score.item.agreement.unit_id for score in scores]
    kept = _kept(asked, ids)
    values = (
        {unit: values_in(content, version) for unit, content in kept.items()}
        if kept
        else tally_values(ids, version, asked.book.month)
    )
    return unit_rows(asked.book, frozen_scores(scores, version.code, kept), values, version, asked.unit)


def _kept(asked: Asked, units_: list[int]) -> dict[int, Any]:
    """What a closing froze of units, where the page shows it. One query where the month ends a round."""
    return snapshots_of(units_, asked.book.year, asked.frozen_round) if asked.frozen_round else {}
