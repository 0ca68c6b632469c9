"""How a score was computed, down to what somebody typed: a page of its own, a panel where there is JavaScript."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.queries import formula_of
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.indicators.drill import (
    Below,
    Place,
    Values,
    typed_step,
    unit_step,
    why_address,
    with_units,
)
from rabrong.dashboards.pages.indicators.why import Asking, Step, steps_of_score
from rabrong.dashboards.pages.rounds.overrides import ThreeValues, values_of
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.queries.reporting import entries_of, events_about
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import children_of
from rabrong.org.rules import may_administer
from rabrong.results.cells import cell_words
from rabrong.results.explained import assessment_of
from rabrong.results.months import round_of
from rabrong.results.queries import tally_values
from rabrong.results.queries.overrides import override_that_counts
from rabrong.results.rules.overrides import may_decide
from rabrong.scoring.assess import Assessment
from rabrong.scoring.exact import added
from rabrong.scoring.reasons import why_indicator
from rabrong.scoring.scorecard import Scorecard
from rabrong.ui.numbers import at_most, fixed
from rabrong.ui.words import in_language

PLACES = 4


@login_required
@require_safe
def why(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """The steps; `?via=` names the unit below that is looked into."""
    asked, version = asked_indicator(request, year, code, unit)
    agreement = units.agreement_with_unit(year, asked.unit)
    if agreement is None:
        raise Http404
    assessment = assessment_of(agreement, code, asked.book.month or 1)
    if code not in assessment.results:
        raise Http404
    asking = _asking(asked, version, assessment)
    steps = steps_of_score(why_indicator(assessment, code), asking)
    way = _way_down(asked, request.GET.get("via", ""))
    steps = _down(asked, version, asking, steps, way)
    here = (_indicator_crumb(asked, version), Crumb(gettext("คำนวณอย่างไร")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "version": version,
        "name": in_language(asked.unit, "name"),
        "steps": steps,
        "override": _override(asked, version),
        "may_override": asked.book.month and (may_administer(asked.actor) or may_decide(asked.actor)) is not None,
        "crumbs": crumbs_to(year, asked.path, asked.sight.scope, *here),
    }
    template = (
        "dashboards/indicators/_why.html" if request.headers.get("HX-Request") else "dashboards/indicators/why.html"
    )
    return render(request, template, context)


def _override(asked: Asked, version: IndicatorVersion) -> ThreeValues | None:
    """Where the result was set by decision: what was calculated, what was set. One query where it was not."""
    month = asked.book.month
    if not month or override_that_counts(asked.unit, version, month) is None:
        return None
    item = indicators.item_with_unit(asked.unit, version)
    return None if item is None else values_of(item, month, asked.book.rules)


def _indicator_crumb(asked: Asked, version: IndicatorVersion) -> Crumb:
    return Crumb(version.code, why_address(asked.book, version.code, asked.unit).removesuffix("why/"))


def _asking(asked: Asked, version: IndicatorVersion, assessment: Assessment) -> Asking:
    card = assessment.scorecard
    items = list(version.data_items.all())
    many = asked.unit.kind in (UnitKind.DEPARTMENT, UnitKind.PROVINCE) and bool(items)
    return Asking(
        unit=in_language(asked.unit, "name"),
        total=_total(asked, card),
        counted=sum(line.exact_weighted is not None for line in card.lines),
        asides=_weight_words(card),
        names={item.code: f"{item.code} {in_language(item, 'name')}" for item in items},
        formula=formula_of(version, items, round_of(asked.book.month or 1)),
        below=gettext("รวมจำนวนก่อนแล้วจึงคิดตามสูตร ไม่ใช่ค่าเฉลี่ยของร้อยละ") if many else "",
        unreported=UNREPORTED[version.unreported]() if many else "",
    )


def _total(asked: Asked, card: Scorecard) -> str:
    """The unit's total; empty where only this indicator of the unit is seen."""
    if asked.unit not in asked.sight.scope:
        return ""
    return "-" if card.total is None else fixed(card.total, PLACES)


def _weight_words(card: Scorecard) -> str:
    agreed = added(line.weight for line in card.lines if line.weight is not None)
    counted = {"counted": at_most(card.counted_weight, PLACES), "agreed": at_most(agreed, PLACES)}
    return gettext("คิดจากน้ำหนัก %(counted)s จาก %(agreed)s") % counted


UNREPORTED = {
    "leave_out": lambda: gettext("หน่วยที่ไม่รายงาน: ไม่นับ"),
    "zero": lambda: gettext("หน่วยที่ไม่รายงาน: นับเป็น 0"),
    "block": lambda: gettext("หน่วยที่ไม่รายงาน: ยังไม่ให้มีผล"),
}


def _way_down(asked: Asked, via: str) -> list[Unit]:
    """The units from below the asked one down to the one named; none where it is not below or not seen."""
    found = units.unit_of(via, asked.book.year) if via else None
    if found is None or found not in asked.sight or found.kind not in (UnitKind.PROVINCE, UnitKind.DISTRICT):
        return []
    path = [unit for unit in units.way_up(found, asked.book.span) if unit.kind != UnitKind.REGION]
    if asked.unit not in path[1:]:
        return []
    return path[: path.index(asked.unit)][::-1]


def _down(asked: Asked, version: IndicatorVersion, asking: Asking, steps: list[Step], way: list[Unit]) -> list[Step]:
    """The steps below: each unit on the way with what it adds up, the last one's typed numbers."""
    address = why_address(asked.book, version.code, asked.unit)
    at = asked.unit
    for position in range(len(way) + 1):
        chosen = way[position] if position < len(way) else None
        below = _below(asked, version, at, chosen) if asking.formula is not None else None
        if below is not None:
            steps = [*steps[:-1], with_units(steps[-1], asking, below, address)]
        if chosen is None or below is None:
            break
        steps = [*steps, _unit_step(asked, version, asking, chosen, below.values.get(chosen.pk, {}))]
        at = chosen
    if at.kind == UnitKind.DISTRICT or asking.formula is None:
        steps = [*steps, _typed(asked, version, at)]
    return steps


def _below(asked: Asked, version: IndicatorVersion, at: Unit, chosen: Unit | None) -> Below | None:
    span, sight = asked.book.span, asked.sight
    if at.kind == UnitKind.DEPARTMENT:
        below = list(units.provinces(span, sight))
    elif at.kind == UnitKind.PROVINCE:
        below = list(children_of(at, span).filter(sight.where()))
    else:
        return None
    values = tally_values([unit.pk for unit in below], version, asked.book.month)
    return Below(below, values, at.code, chosen)


def _unit_step(asked: Asked, version: IndicatorVersion, asking: Asking, unit: Unit, values: Values) -> Step:
    score = indicators.score_of_unit(unit, version, asked.book.month)
    title = gettext("อำเภอ%(name)s") if unit.kind == UnitKind.DISTRICT else gettext("จังหวัด%(name)s")
    return unit_step(Place(unit, values, score), asking, asked.book, title % {"name": in_language(unit, "name")})


def _typed(asked: Asked, version: IndicatorVersion, unit: Unit) -> Step:
    item = indicators.any_item(version)
    words = {} if item is None else cell_words(version, criterion_in(item, asked.book.rules.scale, asked.book.month))
    entries = entries_of(version, unit, asked.book.month)
    latest = max((entry.month for entry in entries), default=0)
    events = events_about(asked.book.year, version.code, unit.code, latest)
    return typed_step(entries, events, words, asked.book.month)
