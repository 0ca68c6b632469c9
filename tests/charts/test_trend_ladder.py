"""The trend with its ladders: one axis for past results, what is expected and both parties' levels."""

import re
from decimal import Decimal

from rabrong.charts.trend_ladder import TrendLadder, trend_ladder

LEVELS = tuple(Decimal(value) for value in (60, 65, 70, 75, 80))


def drawn(past: tuple[str | None, ...], forecast: str | None, *ladders: tuple[Decimal, ...]) -> str:
    """The chart of some results."""
    values = tuple(None if value is None else Decimal(value) for value in past)
    return trend_ladder(TrendLadder(values, None if forecast is None else Decimal(forecast), ladders), "summary")


def test_everything_stands_on_one_axis() -> None:
    """From 60 at the foot (57) to 80 at the top (9): 70 lies in the middle, at 33."""
    svg = drawn(("60", "70", "80"), None, LEVELS)
    assert re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', svg) == ["57", "33", "9"]
    assert re.findall(r'y1="([\d.]+)" y2="[\d.]+" class="rung', svg) == ["57", "45", "33", "21", "9"]


def test_ladder_numbers_its_ends_even_where_less_is_better() -> None:
    """Level 5 at the top of a rising table, at the foot of a falling one."""
    assert re.findall(r'y="(\d+)"[^>]*class="rung-number">(\d)<', drawn((), None, LEVELS)) == [("60", "1"), ("12", "5")]
    falling = drawn((), None, LEVELS[::-1])
    assert re.findall(r'y="(\d+)"[^>]*class="rung-number">(\d)<', falling) == [("12", "1"), ("60", "5")]


def test_mixed_table_begins_above_its_steps() -> None:
    """Two steps, then the levels 3 to 5."""
    assert re.findall(r'rung-number">(\d)<', drawn((), None, LEVELS[2:])) == ["3", "5"]


def test_missing_year_breaks_the_line() -> None:
    """No line to a year without result, and its place stays empty."""
    svg = drawn(("60", None, "80"), None)
    assert svg.count("<circle") == 2
    assert 'class="trend"' not in svg


def test_forecast_is_a_diamond_with_its_way() -> None:
    """From the last result dashed to the diamond; alone where nothing is known before it."""
    assert 'class="to-expected"' in drawn(("60", "70", "80"), "75", LEVELS)
    alone = drawn((None, None, None), "75", LEVELS)
    assert 'class="expected"' in alone
    assert 'class="to-expected"' not in alone


def test_nothing_known_is_still_a_picture() -> None:
    """An indicator without past, forecast and levels."""
    assert drawn((), None).startswith("<svg")
    assert "summary" in drawn((), None)


def test_one_value_alone_stands_in_the_middle() -> None:
    """No room between least and most."""
    assert re.findall(r'cy="([\d.]+)"', drawn(("62",), None)) == ["33"]
