"""The spread of a group: a dot a score, a line from worst to best, the median a tick; no score says why."""

import xml.etree.ElementTree as ET
from decimal import Decimal

from rabrong.charts.bands import Band
from rabrong.charts.spread_strip import Dot, Spread, spread_strip
from rabrong.charts.svg import Svg

FIVE = tuple(Decimal(point) for point in range(1, 6))


def having(svg: Svg, looks: str) -> list[ET.Element]:
    """The elements with a class."""
    return [found for found in ET.fromstring(svg).iter() if looks in (found.get("class") or "").split()]


def test_the_line_runs_from_the_worst_to_the_best_with_the_median_as_a_tick() -> None:
    dots = [Dot(Decimal(score), Band(3, "3")) for score in ("2", "3", "4.5")]
    svg = spread_strip(Spread(FIVE, dots, Decimal(3)), "ต่ำสุด 2")

    [line] = having(svg, "range")
    # 2, 3 and 4.5 of 5 points
    assert (line.get("x1"), line.get("x2")) == ("40%", "90%")
    assert [tick.get("x1") for tick in having(svg, "target")] == ["60%"]
    assert [dot.get("cx") for dot in having(svg, "ringed")] == ["40%", "60%", "90%"]
    assert ET.fromstring(svg).get("aria-label") == "ต่ำสุด 2"


def test_equal_scores_are_one_dot() -> None:
    dots = [Dot(Decimal(5), Band(5, "5"))] * 4
    assert len(having(spread_strip(Spread(FIVE, dots, Decimal(5)), ""), "ringed")) == 1


def test_without_a_score_it_says_why() -> None:
    svg = spread_strip(Spread(FIVE, (), reason="ยังไม่รายงาน <b>"), "")
    assert [text.text for text in having(svg, "reason")] == ["ยังไม่รายงาน <b>"]
    assert having(svg, "ground") == []
