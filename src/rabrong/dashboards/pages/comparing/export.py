"""A unit's scorecard as a file: the rows of the page, the total with its label, the weight counted."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext

from rabrong.dashboards.pages.scorecards.rows import IndicatorRow
from rabrong.dashboards.pages.scorecards.scorecard import Scores
from rabrong.paper.sheets.writing import Cell, Column
from rabrong.ui.numbers import at_most, fixed

PLACES = 4
NARROW, MIDDLE, WIDE = 10, 18, 60


def scorecard_columns() -> list[Column]:
    """The columns of the page's table; numbers as text, so that no digit is lost on the way."""
    names = (
        (gettext("มิติ"), MIDDLE),
        (gettext("รหัส"), NARROW),
        (gettext("ตัวชี้วัด"), WIDE),
        (gettext("เจ้าภาพ"), MIDDLE),
        (gettext("น้ำหนัก"), NARROW),
        (gettext("ผล"), MIDDLE),
        (gettext("เป้าหมาย"), MIDDLE),
        (gettext("คะแนน"), NARROW),
        (gettext("ถ่วงน้ำหนัก"), NARROW),
        (gettext("รายงาน"), MIDDLE),
        (gettext("หมายเหตุ"), MIDDLE),
    )
    return [Column(name, width=width) for name, width in names]


def scorecard_cells(scores: Scores) -> Iterator[list[Cell]]:
    """A line an indicator, a line an aspect after its indicators, last the total."""
    for aspect in scores.aspects:
        for row in aspect.rows:
            yield [aspect.name, *_cells(row)]
        line = aspect.line
        yield [aspect.name, "", gettext("รวมมิติ"), "", *_numbers(line.weight, line.within, line.share), "", ""]
    hero = scores.hero
    basis = gettext("คิดจากน้ำหนัก %(counted)s จาก %(agreed)s")
    words = basis % {"counted": at_most(hero.counted, PLACES), "agreed": at_most(hero.agreed, PLACES)}
    yield ["", "", gettext("รวม"), "", *_numbers(hero.counted, None, hero.total), hero.label.word, words]


def _cells(row: IndicatorRow) -> Iterator[Cell]:
    yield row.code
    yield row.name
    yield ", ".join(row.owners)
    yield "" if row.weight is None else at_most(row.weight, PLACES)
    yield row.result
    yield row.target
    yield "" if row.score is None else fixed(row.score, PLACES)
    yield "" if row.weighted is None else fixed(row.weighted, PLACES)
    yield f"{row.report.word} {row.report.count}".strip()
    yield row.aside


def _numbers(weight: Decimal | None, score: Decimal | None, weighted: Decimal | None) -> list[Cell]:
    return [
        "" if weight is None else at_most(weight, PLACES),
        "",
        "",
        "" if score is None else fixed(score, PLACES),
        "" if weighted is None else fixed(weighted, PLACES),
    ]
