"""The missing list of a round: counts at every level, each document that lacks, the same as a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import ROUNDS
from rabrong.evidence.asked import (
    Asked,
    asked_unit,
    asked_year,
    may_ask,
    ordered_units,
    own_indicator,
    round_wanted,
    wanted_of,
)
from rabrong.evidence.owed.pages import (
    counts_by_unit,
    document_rows,
    lacking_rows,
    level_rows,
    missing_cells,
    missing_columns,
    wanted_rows,
)
from rabrong.evidence.owed.queries import Owed, Place, counted_indicators, owed_documents, there_in
from rabrong.evidence.sheets import is_export, kept_query, sheet_answer
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Tree, span_of_day, tree_in, units_below
from rabrong.org.queries.units import top_ids, unit_coded

ROWS = 50
WANTED = ("q", "kpi", "round", "kind", "sort", "by", "under")
KINDS = (UnitKind.DISTRICT, UnitKind.PROVINCE, UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a page of the list is about: round, indicators, below which unit, of which own indicator; what should be
    there, what is; the codes that can be chosen."""

    round: int
    versions: Mapping[int, IndicatorVersion]
    under: Unit | None
    own: IndicatorVersion | None
    owed: list[Owed]
    there: set[Place]
    codes: list[str]


@login_required
@require_safe
def missing(request: HttpRequest, year: int) -> HttpResponse:
    """What is prescribed and not there; `?under=` looks below one unit, `?by=document` adds up by document."""
    asked = asked_year(request, year)
    wanted = wanted_of(request, WANTED)
    sought = _sought(asked, wanted)
    units = ordered_units(frozenset(each.unit for each in sought.owed))
    every = lacking_rows(sought.owed, sought.there, units, sought.versions)
    rows = wanted_rows(every, wanted)
    if is_export(request):
        name = f"missing-evidence-{year}-{sought.round}"
        return sheet_answer(request, name, missing_columns(), missing_cells(rows, sought.round))
    by_document = wanted["by"] == "document"
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        **asked.frame("missing"),
        **_levels(asked, sought, by_document=by_document),
        "wanted": wanted,
        "round": sought.round,
        "rounds": ROUNDS,
        "under": sought.under,
        "page": page,
        "count": len(rows),
        "all": len(sought.owed),
        "there": len(sought.owed) - len(every),
        "lacking_units": len({row.unit.pk for row in every}),
        "query": kept_query(request),
        "query_of_levels": kept_query(request, "under"),
        "codes": sought.codes,
        "kinds": [kind for kind in KINDS if any(unit.kind == kind for unit in units.values())],
        "seen": frozenset(unit for unit in units if asked.scope.holds(unit)),
        "may_ask": may_ask(asked),
    }
    return render(request, "evidence/missing.html", context)


def _sought(asked: Asked, wanted: Mapping[str, str]) -> Sought:
    """Whose documents are looked at: those of the own units, or of every unit for an indicator that is one's own."""
    own = own_indicator(asked, wanted["kpi"])
    under = _under(asked, wanted["under"], own)
    below = None if under is None else units_below([under.pk], span_of_day(asked.actor.today))
    held = None if asked.scope.everything else asked.scope.ids
    seen = held if below is None else below if held is None else below & held
    round_ = round_wanted(wanted, asked)
    versions = counted_indicators(asked.year.year, round_)
    owed = owed_documents(asked.year.year, round_, seen, versions)
    codes = {versions[each.indicator].code for each in owed}
    if own is not None:
        seen, codes = below, codes | {own.code}
        owed = owed_documents(
            asked.year.year, round_, seen, {pk: each for pk, each in versions.items() if pk == own.pk}
        )
    elif wanted["kpi"]:
        owed = [each for each in owed if versions[each.indicator].code == wanted["kpi"]]
    listed = [each.code for each in versions.values() if each.code in codes]
    there = there_in(round_, seen, {each.indicator for each in owed})
    return Sought(round_, versions, under, own, owed, there, listed)


def _under(asked: Asked, code: str, own: IndicatorVersion | None) -> Unit | None:
    if not code:
        return None
    if own is None:
        return asked_unit(asked, code)
    unit = unit_coded(code)
    if unit is None:
        raise Http404
    return unit


def _levels(asked: Asked, sought: Sought, *, by_document: bool) -> dict[str, object]:
    if by_document:
        return {"levels": document_rows(sought.owed, sought.there, sought.versions), "by_document": True}
    span = span_of_day(asked.actor.today)
    tree = tree_in(span)
    counts = counts_by_unit(sought.owed, sought.there, tree)
    root, ids = _shown(asked, sought, tree)
    return {"levels": level_rows(counts, ordered_units(ids), tree, root), "by_document": False}


def _shown(asked: Asked, sought: Sought, tree: Tree) -> tuple[int | None, frozenset[int]]:
    """The unit that the page is about, and the units of its rows: what stands below one, or where the own sight
    begins."""
    if sought.under is not None:
        root = sought.under.pk
        return root, frozenset({root, *tree.children_of.get(root, ())})
    span = span_of_day(asked.actor.today)
    everything = asked.scope.everything or sought.own is not None
    tops = _departments() if everything else frozenset(top_ids(asked.scope, span))
    if len(tops) != 1:
        return None, tops
    root = next(iter(tops))
    return root, frozenset({root, *tree.children_of.get(root, ())})


def _departments() -> frozenset[int]:
    return frozenset(Unit.objects.filter(kind=UnitKind.DEPARTMENT).values_list("pk", flat=True))
