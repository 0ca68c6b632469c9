"""The map of provinces with its legend, and units ranked by score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from rabrong.charts import (
    NO_BAND,
    Area,
    Band,
    Drawing,
    Ranked,
    Ranking,
    Svg,
    province_map,
    rank_bars,
)
from rabrong.charts.swatch import area_swatch
from rabrong.dashboards.pages.bands import BandCount, band_at, counted
from rabrong.dashboards.pages.maps import shapes_of_agency
from rabrong.dashboards.queries.settled import SettledMemory
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.ui.digits import thai_digits_on
from rabrong.ui.numbers import fixed
from rabrong.ui.words import in_language, language

BANGKOK = "10"
PLACES = 4
MOST_NAMES = 3
MOST_ADDRESSES = 8192


@dataclass(frozen=True, slots=True)
class RankRow:
    """A unit of a ranking; `rank` is None where it has no score, for the reason `said`. Equal scores share a rank."""

    rank: int | None
    name: str
    href: str
    score: Decimal | None
    band: Band
    result: str = ""
    numbers: str = ""
    said: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class MapPart:
    """The map with what it says in words and numbers."""

    map: Svg
    counts: tuple[BandCount, ...]
    silent: tuple[str, ...]
    provinces: int

    @property
    def silent_swatch(self) -> Svg:
        """How a province without a score looks."""
        return area_swatch(NO_BAND)

    @property
    def silent_names(self) -> str:
        """The names of the provinces without a score, as many as can be read."""
        return ", ".join(self.silent[:MOST_NAMES]) + (" …" if len(self.silent) > MOST_NAMES else "")


MAPS: SettledMemory[MapPart] = SettledMemory(64)
"""One takes some 60 KiB."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a unit's name leads: to its scorecard, or to one of its indicators."""

    year: int
    indicator: str = ""

    def of(self, unit: Unit) -> str:
        """The address of a unit."""
        return _address(self.year, self.indicator, unit.code)


@lru_cache(maxsize=MOST_ADDRESSES)
def _address(year: int, indicator: str, unit: str) -> str:
    return reverse("indicator", args=(year, indicator, unit)) if indicator else reverse("unit", args=(year, unit))


@dataclass(frozen=True, slots=True)
class Look:
    """What of the map stands out: a chosen province, the ids of those looked at (all by default) and one band only;
    `regions` is province code -> region where their borders are drawn."""

    chosen: str | None = None
    inside: frozenset[int] | None = None
    step: int | None = None
    regions: Mapping[str, str] = field(default_factory=dict)

    def holds(self, each: UnitScore, band: Band) -> bool:
        """Whether a province is looked at."""
        return (self.inside is None or each.unit.pk in self.inside) and self.step in (None, band.step)


def map_part(book: YearBook, provinces: Sequence[UnitScore], address: Address, look: Look | None = None) -> MapPart:
    """The map of the provinces' scores; what is not looked at stays quiet, but can be reached. Drawn once for the same
    scores, while what is settled stays the same."""
    seen = look or Look()
    scores = tuple((each.unit.pk, each.score) for each in provinces)
    looked_at = (address, book.query, seen.chosen, seen.inside, seen.step, tuple(seen.regions.items()))
    return MAPS.made(
        (scores, looked_at, language(), thai_digits_on()), lambda: _map_part(book, provinces, address, seen)
    )


def _map_part(book: YearBook, provinces: Sequence[UnitScore], address: Address, seen: Look) -> MapPart:
    areas = {each.unit.code: _area(book, each, address, seen) for each in provinces}
    areas[BANGKOK] = Area(gettext("กรุงเทพมหานคร ไม่อยู่ในการประเมิน"), assessed=False)
    looked_at = [each for each in provinces if seen.inside is None or each.unit.pk in seen.inside]
    counts = tuple(counted(book, (each.score for each in looked_at)))
    silent = tuple(in_language(each.unit, "name") for each in looked_at if each.score is None)
    drawing = Drawing(seen.chosen, seen.regions or None, shapes_of_agency())
    return MapPart(province_map(areas, _map_words(counts, silent), drawing), counts, silent, len(looked_at))


def _area(book: YearBook, each: UnitScore, address: Address, look: Look) -> Area:
    name, band = in_language(each.unit, "name"), band_at(book, each.score)
    said = gettext("ยังไม่รายงาน") if each.score is None else fixed(each.score, PLACES)
    return Area(f"{name} {said}", band, address.of(each.unit) + book.query, quiet=not look.holds(each, band))


def _map_words(counts: Sequence[BandCount], silent: Sequence[str]) -> str:
    parts = [
        ngettext("%(word)s %(count)s จังหวัด", "%(word)s %(count)s จังหวัด", each.count)
        % {"word": each.look.word, "count": each.count}
        for each in counts
        if each.count
    ]
    if silent:
        parts.append(gettext("ยังไม่รายงาน: %(names)s") % {"names": ", ".join(silent)})
    return gettext("แผนที่คะแนนรายจังหวัด") + ": " + "; ".join(parts)


def rank_rows(
    book: YearBook,
    scores: Sequence[UnitScore],
    address: Address,
    *,
    chosen: Unit | None = None,
) -> list[RankRow]:
    """Units with their rank; `scores` are in order."""
    rows: list[RankRow] = []
    for position, each in enumerate(scores, 1):
        tied = rows and rows[-1].score == each.score
        rank = None if each.score is None else rows[-1].rank if tied else position
        rows.append(
            RankRow(
                rank,
                in_language(each.unit, "name"),
                address.of(each.unit) + book.query,
                each.score,
                band_at(book, each.score),
                is_chosen=chosen is not None and each.unit.pk == chosen.pk,
            )
        )
    return rows


def bars(book: YearBook, rows: Sequence[RankRow], together: Decimal | None, together_name: str) -> Svg:
    """The ranking as bars, the unit above as a dashed line; nothing where no unit has a score."""
    known = [row for row in rows if row.score is not None]
    if not known:
        return Svg()
    units = [
        Ranked(f"{row.name} {fixed(row.score or 0, PLACES)}", row.score or Decimal(0), row.band, row.href)
        for row in known
    ]
    chosen = next((position for position, row in enumerate(known) if row.is_chosen), None)
    words = "" if together is None else f"{together_name} {fixed(together, PLACES)}"
    label = "" if chosen is None else _rank_words(known[chosen])
    return rank_bars(Ranking(book.points, units, together, words, chosen, label), _bars_words(known))


def _rank_words(row: RankRow) -> str:
    return gettext("%(name)s อันดับ %(rank)s") % {"name": row.name, "rank": row.rank}


def _bars_words(known: Sequence[RankRow]) -> str:
    first, last = known[0], known[-1]
    return gettext("%(count)s หน่วยเรียงตามคะแนน สูงสุด %(first)s %(most)s ต่ำสุด %(last)s %(least)s") % {
        "count": len(known),
        "first": first.name,
        "most": fixed(first.score or 0, PLACES),
        "last": last.name,
        "least": fixed(last.score or 0, PLACES),
    }
