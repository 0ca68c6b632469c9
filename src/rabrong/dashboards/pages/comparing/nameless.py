"""How units below one spread over the bands: counts alone, no names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.charts import NO_BAND, Svg, band_strip
from rabrong.dashboards.pages.bands import BandCount, counted
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.queries.year import YearBook


@dataclass(frozen=True, slots=True)
class Spread:
    """Units of one kind: how many in each band, best first, and how many without a score."""

    title: str
    counts: tuple[BandCount, ...]
    silent: int
    strip: Svg


def spread_of(book: YearBook, title: str, scores: Sequence[UnitScore]) -> Spread:
    """The spread of some units' totals."""
    counts = tuple(counted(book, (each.score for each in scores)))
    silent = sum(each.score is None for each in scores)
    said = [f"{each.look.word} {each.count}" for each in counts if each.count]
    if silent:
        said.append(gettext("ยังไม่รายงาน %(count)s") % {"count": silent})
    parts = [*((each.look.band, each.count) for each in counts), (NO_BAND, silent)]
    return Spread(title, counts, silent, band_strip(parts, f"{title}: {', '.join(said)}"))
