"""The map of regions with the table behind it: of each the median of its provinces, for a region has no score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from rabrong.charts import Band, Region, Svg, median_of, region_map
from rabrong.dashboards.pages.bands import BandCount, band_at, counted
from rabrong.dashboards.pages.maps import shapes_of_agency
from rabrong.dashboards.queries.sight import Sight
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.scoring.exact import round_half_up
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language

PLACES = 4


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region: how many of its provinces are seen, how many of them have no score, and the median of the others."""

    name: str
    mark: str
    href: str
    provinces: tuple[UnitScore, ...]
    median: Decimal | None
    band: Band

    @property
    def silent(self) -> int:
        """Provinces without a score."""
        return sum(each.score is None for each in self.provinces)


@dataclass(frozen=True, slots=True)
class RegionPart:
    """The map, how many regions are in each band, and the rows in the order of the regions."""

    map: Svg
    counts: tuple[BandCount, ...]
    rows: tuple[RegionRow, ...]


def region_part(
    book: YearBook, sight: Sight, scores: Sequence[UnitScore], regions: Sequence[Unit], region_of: Mapping[int, int]
) -> RegionPart:
    """`scores` of the provinces that are seen, `region_of` province id -> region id."""
    rows = [
        _row(book, sight, region, [each for each in scores if region_of.get(each.unit.pk) == region.pk])
        for region in regions
    ]
    areas = [
        Region(_said(row), row.mark, tuple(each.unit.code for each in row.provinces), row.band, row.href)
        for row in rows
    ]
    counts = tuple(counted(book, (row.median for row in rows)))
    words = gettext("ค่ากลางของแต่ละเขต") + ": " + "; ".join(_said(row) for row in rows)
    return RegionPart(region_map(areas, words, shapes_of_agency()), counts, tuple(rows))


def _row(book: YearBook, sight: Sight, region: Unit, provinces: Sequence[UnitScore]) -> RegionRow:
    middle = median_of([each.score for each in provinces if each.score is not None])
    median = None if middle is None else round_half_up(middle, book.rules.scale.places)
    address = reverse("unit", args=(book.year, region.code)) + book.query if region in sight else ""
    mark = "".join(letter for letter in region.code if letter.isdigit()) or region.code
    return RegionRow(in_language(region, "name"), mark, address, tuple(provinces), median, band_at(book, median))


def _said(row: RegionRow) -> str:
    return f"{row.name} {'-' if row.median is None else fixed(row.median, PLACES)}"
