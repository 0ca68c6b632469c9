"""The colour bands of a year as pages show them: shape, word and limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rabrong.charts import NO_BAND, Band, Svg, band_of
from rabrong.charts.swatch import area_swatch
from rabrong.dashboards.queries.year import YearBook


@dataclass(frozen=True, slots=True)
class BandLook:
    """A band with its word, the displayed score it starts at and the one the next starts at; None where open."""

    band: Band
    word: str
    start: Decimal | None
    end: Decimal | None

    @property
    def swatch(self) -> Svg:
        """How an area of the map looks in the band."""
        return area_swatch(self.band)


NO_LOOK = BandLook(NO_BAND, "", None, None)


def band_looks(book: YearBook) -> tuple[BandLook, ...]:
    """The bands from worst to best."""
    return _looks(book.band_words, book.rules.scale.places)


@lru_cache(maxsize=32)
def _looks(limits: tuple[tuple[Decimal | None, str], ...], places: int) -> tuple[BandLook, ...]:
    """Asked for every score on a page; the same few answers again and again."""
    step = Decimal(1).scaleb(-places)
    starts = [None, *(None if upto is None else upto + step for upto, _ in limits[:-1]), None]
    return tuple(
        BandLook(band_of(position, len(limits)), word, starts[position], starts[position + 1])
        for position, (_, word) in enumerate(limits)
    )


def look_at(book: YearBook, score: Decimal | None) -> BandLook:
    """The band of a displayed score."""
    if score is None:
        return NO_LOOK
    return next((look for look in band_looks(book) if look.end is None or score < look.end), NO_LOOK)


def band_at(book: YearBook, score: Decimal | None) -> Band:
    """The shape and colour of a displayed score."""
    return look_at(book, score).band


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many units are in a band, from the limit above which it begins; `names` where they are few and said."""

    look: BandLook
    count: int
    names: str = ""


def counted(book: YearBook, scores: Iterable[Decimal | None]) -> list[BandCount]:
    """How many of the scores are in each band, best first."""
    found = [look_at(book, score).band.step for score in scores if score is not None]
    return [BandCount(look, found.count(look.band.step)) for look in reversed(band_looks(book))]
