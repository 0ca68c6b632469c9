"""One indicator over all units below: how scores are spread, what each brings, the months; template and history."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.agreements.queries import formula_of
from rabrong.agreements.rules.templates import published_for
from rabrong.assignments.queries.roles import roles_of
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.indicators.contributions import ContributionPart, Whole, contribution_part
from rabrong.dashboards.pages.indicators.drill import why_address
from rabrong.dashboards.pages.indicators.spread import heat_part, spread_part
from rabrong.dashboards.pages.indicators.told import History, Summary, happened, summary_of
from rabrong.dashboards.queries import units
from rabrong.dashboards.queries.spread import NEWEST, Member, Wanted, district_scores_of_all, done_of_late, members_of
from rabrong.dashboards.queries.sums import Sums
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.indicators.indicators import asked_item
from rabrong.evidence.queries import prescribed_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import children_of, units_below
from rabrong.results.months import round_of
from rabrong.results.queries.rounds import snapshot_of, snapshots_of
from rabrong.ui.whole import whole_number
from rabrong.ui.words import in_language

MOST_PAGES = 1000


@login_required
@require_safe
def spread(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """Sections under the page of the indicator, which fetches them; without JavaScript a page of their own."""
    asked, version = asked_indicator(request, year, code, unit)
    item = asked_item(asked, version)
    name = in_language(asked.unit, "name")
    members, sums = _as_frozen(asked, version, members_below(asked, version)), sums_of(asked, version)
    own = sums.score(asked.unit)
    shown = None if own is None else own.shown
    here = Crumb(version.code, why_address(asked.book, code, asked.unit).removesuffix("why/") + asked.book.query)
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "version": version,
        "name": name,
        "spread": spread_part(asked.book, _scores(asked, version, members), shown, name),
        "heat": heat_part(asked.book, version, members, asked.unit),
        "split": None if own is None else _split(asked, sums, members),
        "is_set": own is not None and _is_set(sums, asked.unit, own.result),
        "summary": _summary(asked, version),
        "happened": _history(asked, version, item, request.GET.get("history", "")),
        "crumbs": crumbs_to(year, asked.path, asked.sight.scope, here, Crumb(gettext("หน่วยงานและประวัติ"))),
    }
    return render(request, "dashboards/indicators/spread.html", context)


def sums_of(asked: Asked, version: IndicatorVersion) -> Sums:
    """The numbers of the page, live or frozen. One query where the month ends a round."""
    book = asked.book
    snapshot = snapshot_of(asked.unit, book.year, book.month) if asked.frozen_round else None
    return Sums(version, book.year, book.month, snapshot)


def members_below(asked: Asked, version: IndicatorVersion) -> list[Member]:
    """The provinces of the department, the districts of a province, those beside a district. Three queries at most."""
    return members_of(version, asked.book, _units_below(asked))


def _units_below(asked: Asked) -> Sequence[Unit]:
    span, sight, unit = asked.book.span, asked.sight, asked.unit
    if unit.kind == UnitKind.DEPARTMENT:
        return list(units.provinces(span, sight))
    above = next((each for each in asked.path if each.kind == UnitKind.PROVINCE), None)
    if above is None or above not in sight:
        return ()
    return list(children_of(above, span).filter(sight.where()).order_by("sort_key"))


def _as_frozen(asked: Asked, version: IndicatorVersion, members: list[Member]) -> list[Member]:
    """The month's scores as a closing froze them, where the page shows that. One query where it does."""
    if not asked.frozen_round:
        return members
    kept = snapshots_of([each.unit.pk for each in members], asked.book.year, asked.frozen_round)
    frozen = {unit: said["scores"].get(version.code, {}).get("shown") for unit, said in kept.items()}
    return [
        replace(each, months={**each.months, asked.book.month: _decimal(frozen[each.unit.pk])})
        if each.unit.pk in frozen
        else each
        for each in members
    ]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _scores(asked: Asked, version: IndicatorVersion, members: Sequence[Member]) -> list[Decimal | None]:
    """The districts' scores: of the department all that are seen, else those of the members. One query at most."""
    if asked.unit.kind == UnitKind.DEPARTMENT:
        return list(district_scores_of_all(version, asked.book, asked.sight).values())
    return [each.score(asked.book.month) for each in members]


def _split(asked: Asked, sums: Sums, members: Sequence[Member]) -> ContributionPart | str | None:
    """What each unit below brings; None where nothing is added up. One query."""
    items = list(sums.version.data_items.all())
    formula = formula_of(sums.version, items, round_of(asked.book.month or 1))
    if formula is None or asked.unit.kind not in (UnitKind.DEPARTMENT, UnitKind.PROVINCE) or not members:
        return None
    ids = [each.unit.pk for each in members]
    found = sums.tallies([asked.unit.pk, *ids])
    below = {unit: found.get(unit, {}) for unit in ids}
    whole = Whole(asked.unit, formula, found.get(asked.unit.pk, {}), below)
    return contribution_part(asked.book, sums.version.code, whole, members)


def _is_set(sums: Sums, unit: Unit, result: object) -> bool:
    """Whether the result that counts was set by decision, so that it is not what the numbers come to. One query."""
    formula = formula_of(sums.version, list(sums.version.data_items.all()), round_of(sums.month or 1))
    if formula is None:
        return False
    values = sums.of([unit.pk]).get(unit.pk, {})
    return all(code in values for code in formula.items) and formula.value(values) != result


def _summary(asked: Asked, version: IndicatorVersion) -> Summary:
    """The published KPI Template that counts, as far as it may be read. Six queries at most."""
    at = round_of(asked.book.month or 1)
    readable = published_for(asked.sight.scope, version)
    template = next((each for each in readable if each.from_round <= at), None)
    wanted = () if template is None else prescribed_of(version, at)
    return summary_of(template, roles_of(version, at), wanted)


def _history(asked: Asked, version: IndicatorVersion, item: Item, text: str) -> History:
    """The page of the history that is asked for. Four queries at most."""
    page = min(max(whole_number(text) or 1, 1), MOST_PAGES) if text.isdecimal() else 1
    wanted = Wanted(_reporting(asked), asked.now, page * NEWEST + 1)
    done = done_of_late(version, item, wanted)
    return happened(asked.book, done, page, with_unit=asked.unit.kind != UnitKind.DISTRICT)


def _reporting(asked: Asked) -> frozenset[int] | None:
    """Whose reports the history tells: everybody's at the department, else of the unit and below. One query."""
    if asked.unit.kind == UnitKind.DEPARTMENT:
        return None
    return units_below([asked.unit.pk], asked.book.span)
