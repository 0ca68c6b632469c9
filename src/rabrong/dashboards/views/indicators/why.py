"""How a score was computed, down to what somebody typed: a page of its own, a panel where there is JavaScript."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.dashboards.pages.crumbs import Crumb, crumbs_to
from rabrong.dashboards.pages.indicators.drill import Below, Place, unit_step, why_address, with_units
from rabrong.dashboards.pages.indicators.why import Asking, Step, steps_of_score
from rabrong.dashboards.pages.rounds.overrides import ThreeValues, values_of
from rabrong.dashboards.queries import indicators, units
from rabrong.dashboards.queries.record import reading_settled
from rabrong.dashboards.views.asked import Asked, asked_indicator
from rabrong.dashboards.views.frame import frame_of
from rabrong.dashboards.views.indicators.proof import Explained, Wanted, explained, proof_at, signed_at
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
@reading_settled()
def why(request: HttpRequest, year: int, code: str, unit: str) -> HttpResponse:
    """The steps; `?via=` names the unit below that is looked into."""
    asked, version = asked_indicator(request, year, code, unit)
    agreement = units.agreement_with_unit(year, asked.unit)
    if agreement is None:
        raise Http404
    way = _way_down(asked, request.GET.get("via", ""))
    levels = _levels(asked, way) if version.data_items.all() else []
    below = [each.pk for _, inside in levels for each in inside]
    told = explained(asked, version, agreement, Wanted(below, [each.pk for each in way]))
    if told is None:
        raise Http404
    steps = steps_of_score(why_indicator(told.assessment, code), _asking(asked, version, told.assessment))
    steps = _down(asked, told, steps, levels, way)
    here = (_indicator_crumb(asked, version), Crumb(gettext("คำนวณอย่างไร")))
    context = {
        **frame_of(asked),
        "unit": asked.unit,
        "version": version,
        "name": in_language(asked.unit, "name"),
        "steps": [*steps, *proof_at(asked, told, way[-1] if way else asked.unit), signed_at(asked, told, agreement)],
        "said": told.said,
        "override": _override(asked, told),
        "may_override": asked.book.month and (may_administer(asked.actor) or may_decide(asked.actor)) is not None,
        "crumbs": crumbs_to(year, asked.path, asked.sight.scope, *here),
    }
    template = (
        "dashboards/indicators/_why.html" if request.headers.get("HX-Request") else "dashboards/indicators/why.html"
    )
    return render(request, template, context)


def _override(asked: Asked, told: Explained) -> ThreeValues | None:
    """Where the result was set by decision: what was calculated, what was set. One query where it was not, none where
    a closing froze that it was not."""
    month, version = asked.book.month, told.sums.version
    if not month or not told.may_be_set or override_that_counts(asked.unit, version, month) is None:
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
    """The units from below the asked one down to the one named; none where it is not below or not seen. One query."""
    place = units.place_of(via, asked.book.span) if via else None
    if place is None or place[0] not in asked.sight:
        return []
    found, above = place
    if above == asked.unit and found.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT):
        return [found]
    if found.kind != UnitKind.DISTRICT or above is None or asked.unit.kind != UnitKind.DEPARTMENT:
        return []
    return [above, found] if above.department == asked.unit.code else []


Levels = Sequence[tuple[Unit, Sequence[Unit]]]


def _levels(asked: Asked, way: Sequence[Unit]) -> Levels:
    """Each unit on the way that adds others up, with these. One query at most."""
    span, sight = asked.book.span, asked.sight
    if asked.unit.kind == UnitKind.DEPARTMENT:
        provinces, districts = units.provinces_and_below(span, sight, way[0] if way else None)
        return [(asked.unit, provinces), *((each, districts) for each in way[:1])]
    if asked.unit.kind == UnitKind.PROVINCE:
        return [(asked.unit, list(children_of(asked.unit, span).filter(sight.where())))]
    return []


def _down(asked: Asked, told: Explained, steps: list[Step], levels: Levels, way: Sequence[Unit]) -> list[Step]:
    """The steps below: each unit on the way with what it adds up. No query."""
    asking = _asking(asked, told.sums.version, told.assessment)
    address = why_address(asked.book, told.sums.version.code, asked.unit)
    for position, (at, below) in enumerate(levels):
        chosen = way[position] if position < len(way) else None
        values = {unit.pk: told.values[unit.pk] for unit in below if unit.pk in told.values}
        steps = [*steps[:-1], with_units(steps[-1], asking, Below(below, values, at.code, chosen), address)]
        if chosen is not None:
            place = Place(chosen, values.get(chosen.pk, {}), told.scores.get(chosen.pk))
            steps = [*steps, _unit_step(asked, asking, place)]
    return steps


def _unit_step(asked: Asked, asking: Asking, place: Place) -> Step:
    title = gettext("อำเภอ%(name)s") if place.unit.kind == UnitKind.DISTRICT else gettext("จังหวัด%(name)s")
    return unit_step(place, asking, asked.book, title % {"name": in_language(place.unit, "name")})
