"""How a score was computed, down to what somebody typed: a page of its own, a panel where there is JavaScript."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.indicators.drill import Below, Place, Values, unit_step, why_address, with_units
from rabrong.dashboards.pages.indicators.why import Asking, Step, steps_of_score
from rabrong.dashboards.pages.rounds.overrides import ThreeValues, values_of
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.queries.sums import Sums
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.indicators.proof import Explained, explained, proof_at, signed_at
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import children_of
from rabrong.org.rules import may_administer
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
    told = explained(asked, version, agreement)
    if told is None:
        raise Http404
    way = _way_down(asked, request.GET.get("via", ""))
    steps = steps_of_score(why_indicator(told.assessment, code), _asking(asked, version, told.assessment))
    steps = _down(asked, told, steps, way)
    here = (_indicator_crumb(asked, version), Crumb(gettext("คำนวณอย่างไร")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "version": version,
        "name": in_language(asked.unit, "name"),
        "steps": [*steps, *proof_at(asked, told, way[-1] if way else asked.unit), signed_at(asked, told, agreement)],
        "said": told.said,
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
        formula=assessment.results[version.code].indicator.formula,
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


def _down(asked: Asked, told: Explained, steps: list[Step], way: list[Unit]) -> list[Step]:
    """The steps below: each unit on the way with what it adds up."""
    asking = _asking(asked, told.sums.version, told.assessment)
    address = why_address(asked.book, told.sums.version.code, asked.unit)
    at = asked.unit
    for position in range(len(way) + 1):
        chosen = way[position] if position < len(way) else None
        below = _below(asked, told.sums, at, chosen) if asking.formula is not None else None
        if below is not None:
            steps = [*steps[:-1], with_units(steps[-1], asking, below, address)]
        if chosen is None or below is None:
            break
        steps = [*steps, _unit_step(asked, told.sums, asking, chosen, below.values.get(chosen.pk, {}))]
        at = chosen
    return steps


def _below(asked: Asked, sums: Sums, at: Unit, chosen: Unit | None) -> Below | None:
    span, sight = asked.book.span, asked.sight
    if at.kind == UnitKind.DEPARTMENT:
        below = list(units.provinces(span, sight))
    elif at.kind == UnitKind.PROVINCE:
        below = list(children_of(at, span).filter(sight.where()))
    else:
        return None
    return Below(below, sums.of(unit.pk for unit in below), at.code, chosen)


def _unit_step(asked: Asked, sums: Sums, asking: Asking, unit: Unit, values: Values) -> Step:
    title = gettext("อำเภอ%(name)s") if unit.kind == UnitKind.DISTRICT else gettext("จังหวัด%(name)s")
    place = Place(unit, values, sums.score(unit))
    return unit_step(place, asking, asked.book, title % {"name": in_language(unit, "name")})
