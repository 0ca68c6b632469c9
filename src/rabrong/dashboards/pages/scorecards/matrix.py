"""Provinces by indicators: a shape for every score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from rabrong.agreements.models import IndicatorVersion
from rabrong.charts import Band
from rabrong.dashboards.pages.bands import band_at
from rabrong.dashboards.pages.scorecards.provinces import Address, RankRow, rank_rows
from rabrong.dashboards.queries.units import UnitScore
from rabrong.dashboards.queries.year import YearBook
from rabrong.results.models import Score


@dataclass(frozen=True, slots=True)
class Cell:
    """A province's score of an indicator; `state` says why there is none."""

    score: Decimal | None
    band: Band
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A province with its total and its scores."""

    unit: RankRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Provinces in order of their totals."""

    columns: tuple[IndicatorVersion, ...]
    rows: tuple[MatrixRow, ...]


def province_matrix(
    book: YearBook,
    provinces: Sequence[UnitScore],
    scores: Mapping[int, Mapping[int, Score]],
    columns: Sequence[IndicatorVersion],
) -> Matrix:
    """The rows of some provinces. `scores` is unit id -> indicator id -> score."""
    ranks = rank_rows(book, provinces, Address(book.year))
    rows = [
        MatrixRow(
            rank, tuple(_cell(book, scores.get(each.unit.pk, {}).get(column.pk), column, each) for column in columns)
        )
        for rank, each in zip(ranks, provinces, strict=True)
    ]
    return Matrix(tuple(columns), tuple(rows))


def _cell(book: YearBook, score: Score | None, column: IndicatorVersion, each: UnitScore) -> Cell:
    href = reverse("indicator", args=(book.year, column.code, each.unit.code))
    if score is None:
        return Cell(None, band_at(book, None), "missing", href)
    return Cell(score.shown, band_at(book, score.shown), score.state, href)
