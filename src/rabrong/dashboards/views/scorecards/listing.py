"""All units somebody may see: by region with every score, as a list, and the regions; of a closed round as frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.queries import CENTRAL
from rabrong.dashboards.pages.bands import band_looks
from rabrong.dashboards.pages.crumbs import Crumb, step_to
from rabrong.dashboards.pages.groups.members import MemberRow, member_rows
from rabrong.dashboards.pages.listing.regions import region_cells, region_columns, region_rows, wanted_regions
from rabrong.dashboards.pages.listing.units import (
    Places,
    UnitRow,
    bureau_rows,
    unit_cells,
    unit_columns,
    unit_rows,
    wanted_units,
)
from rabrong.dashboards.queries import units
from rabrong.dashboards.queries.groups import Group, Wanted, group_of, indicators_in
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.year import YearBook
from rabrong.dashboards.views.asked import asked_year
from rabrong.dashboards.views.frame import frame
from rabrong.org.asking import scope_of
from rabrong.org.models import Unit, UnitKind
from rabrong.org.queries import Tree, tree_in
from rabrong.org.views.exporting import file_answer
from rabrong.ui.digits import digits
from rabrong.ui.words import in_language

ROWS = 100
LONGEST = 100
FILTERS = ("by", "q", "kind", "region", "band", "label", "sort")
KINDS = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.BUREAU)
EXPORTS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page is made from."""

    book: YearBook
    sight: Sight
    tree: Tree
    group: Group
    versions: list[IndicatorVersion]
    regions: list[Unit]
    is_live: bool

    @property
    def places(self) -> Places:
        """The region of each unit with a total: its own path, or its province's."""
        names = {region.pk: (region.code, in_language(region, "name")) for region in self.regions}
        return Places({each.unit.pk: _region_of(self.tree, each.unit.pk, names) for each in self.group.members})


def _region_of(tree: Tree, unit: int, names: Mapping[int, tuple[str, str]]) -> tuple[str, str]:
    return next((names[above] for above in tree.path(unit) if above in names), ("", ""))


@login_required
@require_safe
def all_units(request: HttpRequest, year: int) -> HttpResponse:
    """By region with every score; `?by=unit` the list to filter, sort, search and export; `?by=region` the regions."""
    wanted = {name: request.GET.get(name, "").strip()[:LONGEST] for name in FILTERS}
    kind = UnitKind.DISTRICT if wanted["by"] == "unit" and wanted["kind"] == UnitKind.DISTRICT else UnitKind.PROVINCE
    seen = _seen(request, year, kind)
    if wanted["by"] == "unit":
        return _list(request, seen, wanted)
    return _regions(request, seen, wanted) if wanted["by"] == "region" else _overview(request, seen)


def _seen(request: HttpRequest, year: int, kind: UnitKind) -> Seen:
    """Seventeen queries for a whole page, nineteen in a closed round."""
    book, sight = asked_year(request, year), Sight(scope_of(request))
    tree, is_live = tree_in(book.span), request.GET.get("live") == "1"
    ids = units.ids_of_kind(book.span, sight, kind)
    group = group_of(book, sight, tree, Wanted(ids, (book.month,), is_live))
    above = {pk for each in group.members for pk in tree.path(each.unit.pk)}
    regions = [unit for unit in units.regions(above) if unit.kind == UnitKind.REGION]
    return Seen(book, sight, tree, group, indicators_in(group.scores), regions, is_live)


def _frame(seen: Seen) -> dict[str, object]:
    return {
        **frame(seen.book, seen.sight.scope),
        "crumbs": [Crumb(gettext("หน่วยงาน"))],
        "choose_month": True,
        "group": seen.group,
        "is_live": seen.is_live,
    }


def _overview(request: HttpRequest, seen: Seen) -> HttpResponse:
    book, sight = seen.book, seen.sight
    context = {
        **_frame(seen),
        "wanted": {"by": ""},
        "groups": _by_region(seen),
        "columns": seen.versions,
        "bureaus": units.bureaus(book.span, sight),
        "districts": units.districts_alone(book.span, sight),
    }
    return render(request, "dashboards/scorecards/units.html", context)


def _by_region(seen: Seen) -> list[tuple[Crumb, str, list[MemberRow]]]:
    """Each region with its code and the provinces that are seen; last those that belong to no region."""
    places, year = seen.places.region_of, seen.book.year
    parts = [(step_to(year, region, seen.sight.scope), region.code) for region in seen.regions]
    parts.append((Crumb(gettext("จังหวัดที่ไม่อยู่ในเขตใด")), ""))
    found = []
    for step, code in parts:
        members = tuple(each for each in seen.group.members if places[each.unit.pk][0] == code)
        if members:
            found.append(
                (step, code or "r0", member_rows(seen.book, replace(seen.group, members=members), seen.versions))
            )
    return found


def _list(request: HttpRequest, seen: Seen, wanted: Mapping[str, str]) -> HttpResponse:
    rows = wanted_units(_rows(seen, wanted["kind"]), wanted)
    kind = request.GET.get("export", "")
    if kind in EXPORTS:
        with digits("arabic"):
            return file_answer(kind, f"units-{seen.book.year}-{seen.book.month}", unit_columns(), unit_cells(rows))
    context = {
        **_frame(seen),
        "wanted": wanted,
        "query": _query(request),
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "count": len(rows),
        "kinds": KINDS,
        "regions": [in_language(region, "name") for region in seen.regions],
        "looks": reversed(band_looks(seen.book)),
    }
    return render(request, "dashboards/listing/units.html", context)


def _rows(seen: Seen, kind: str) -> list[UnitRow]:
    centre = list(units.bureaus(seen.book.span, seen.sight)) if kind in ("", *CENTRAL) else []
    rows = [] if kind in CENTRAL else unit_rows(seen.book, seen.group, seen.versions, seen.places)
    return [*bureau_rows(seen.book, centre), *rows]


def _regions(request: HttpRequest, seen: Seen, wanted: Mapping[str, str]) -> HttpResponse:
    own: Iterable[UnitRow] = unit_rows(seen.book, seen.group, seen.versions, seen.places)
    rows = wanted_regions(region_rows(seen.book, seen.group, own, seen.regions, seen.sight.scope), wanted)
    kind = request.GET.get("export", "")
    if kind in EXPORTS:
        with digits("arabic"):
            name = f"regions-{seen.book.year}-{seen.book.month}"
            return file_answer(kind, name, region_columns(), region_cells(rows))
    context = {**_frame(seen), "wanted": wanted, "query": _query(request), "rows": rows}
    return render(request, "dashboards/listing/regions.html", context)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("page", "export"):
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""
