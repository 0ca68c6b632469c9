"""Charts that compare many: where things stand follows from arithmetic, words never lie on each other."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.charts import (
    NO_BAND,
    Band,
    Branch,
    Brought,
    Counted,
    HeatCell,
    HeatRow,
    Leaf,
    Mark,
    Node,
    Sloped,
    Slopes,
    Spread,
    Strategy,
    StrategyLevel,
    Svg,
    contribution,
    distribution,
    heat_heads,
    heat_map,
    median_of,
    slope,
    strategy_map,
    weight_tree,
)
from rabrong.charts.distribution import bins_of
from rabrong.charts.slope import LINE, height_for, spread_out
from rabrong.charts.strategy_map import NARROW, lines_needed
from rabrong.charts.weight_tree import thickness

FIVE = tuple(Decimal(point) for point in (1, 2, 3, 4, 5))
NAMES = tuple("ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย.".split())
GOOD, BAD = Band(4, "4"), Band(1, "1")


def read(svg: Svg) -> ET.Element:
    """The chart as a tree; what is not well-formed fails here."""
    return ET.fromstring(svg)


def having(svg: Svg, looks: str) -> list[ET.Element]:
    """The elements with a class."""
    return [found for found in read(svg).iter() if looks in (found.get("class") or "").split()]


def row(*bands: Band | None) -> HeatRow:
    """A row that begins in October."""
    due = (None if band is None else HeatCell(band, "ตาก", "/63/?month=8") for band in bands)
    return HeatRow("ตาก", (*due, *(None for _ in range(len(bands), 12))), "/63/")


def spread(*scores: str, marks: tuple[Mark, ...] = ()) -> Spread:
    """Scores that are all good."""
    return Spread(FIVE, [Counted(Decimal(score), GOOD) for score in scores], marks)


def line(label: str, before: str | None, after: str | None) -> Sloped:
    """A line between two scores."""
    known = [None if score is None else Decimal(score) for score in (before, after)]
    return Sloped(label, known[0], known[1], before or "", after or "", GOOD)


LEAVES = (Leaf("4.3", Decimal(5), Decimal(4), "4.0000", "0.2353", GOOD, "4.3 ร้อยละ"), Leaf("5", Decimal(10), None, "-"))
TREE = Branch("รวม", "3.6662", (Branch("ประสิทธิผล", "60%", (), LEAVES),))

NODES = tuple(Node(code, "ร้อยละของกลุ่มออมทรัพย์", "5%", "4.0000", GOOD, "/2555/") for code in ("1", "2", "3", "4"))
LEVELS = (
    StrategyLevel("ประสิทธิผล", "60%", "4.0000", GOOD, NODES),
    StrategyLevel("คุณภาพ", "10%", "-", NO_BAND, NODES[:1]),
)
STRATEGY = Strategy("กรมตัวอย่าง", "3.7214", GOOD, LEVELS)

ALL: dict[str, Callable[[str], Svg]] = {
    "heat map": lambda said: heat_map([row(GOOD, NO_BAND)], said),
    "distribution": lambda said: distribution(spread("3.5", marks=(Mark(Decimal(3), "กรม"),)), said),
    "contribution": lambda said: contribution([Brought("ตาก", Decimal(2), GOOD, Decimal(3), "/63/")], said),
    "slope": lambda said: slope(Slopes(FIVE, [line("4.3", "4", "3.5")], "ปี 2554", "ปี 2555"), said),
    "weight tree": lambda said: weight_tree(TREE, FIVE, said),
    "strategy map": lambda said: strategy_map(STRATEGY, said),
    "strategy map of a phone": lambda said: strategy_map(STRATEGY, said, width=NARROW),
}


@pytest.mark.parametrize("name", ALL)
def test_every_chart_is_an_image_that_says_what_it_shows(name: str) -> None:
    images = [part for part in read(ALL[name]('เกิน 4.0000 "ดี" <5')).iter() if part.get("role") == "img"]

    assert [image.get("aria-label") for image in images] == ['เกิน 4.0000 "ดี" <5']


@pytest.mark.parametrize("name", ALL)
def test_no_chart_has_colours_styles_or_scripts_of_its_own(name: str) -> None:
    written = ALL[name]("คำอธิบาย")

    assert not any(mark in written for mark in ("style=", "#fff", "<script", "onclick", "rgb("))


def cells(svg: Svg, step: int) -> list[ET.Element]:
    """The cells of a heat map that are filled with a band's pattern."""
    return [part for part in read(svg).iter("rect") if part.get("fill") == f"url(#band-{step})"]


def test_a_missing_month_is_hollow_and_one_not_due_is_empty() -> None:
    drawn = heat_map([row(GOOD, NO_BAND, None)], "")

    assert len(having(drawn, "no-band")) == 1
    assert len(cells(drawn, 4)) == 1
    assert [text.text for text in having(drawn, "digit")] == ["4"]


def test_the_cells_of_a_heat_map_have_patterns_besides_colours() -> None:
    drawn = heat_map([row(*(Band(step, str(step)) for step in range(1, 6)))], "")

    # as on the map: 1, 2 and 4 are woven, 3 and 5 plain; the digit stands on its band's own colour
    assert [len(cells(drawn, step)) for step in range(1, 6)] == [1, 1, 0, 1, 0]
    assert [len(having(drawn, f"b{step}")) for step in (3, 5)] == [1, 1]
    assert next(text.get("class") for text in having(drawn, "digit")) == "digit on1 over1"


def test_each_month_of_a_heat_map_leads_there_and_says_what_it_is() -> None:
    drawn = heat_map([row(GOOD, NO_BAND)], "")
    links = list(read(drawn).iter("a"))

    assert [link.get("href") for link in links] == ["/63/", "/63/?month=8", "/63/?month=8"]
    assert [[title.text for title in link.iter("title")] for link in links[1:]] == [["ตาก"], ["ตาก"]]
    assert not any("tabindex" in link.attrib for link in links)  # the keyboard reaches them


def test_a_month_stands_under_its_name() -> None:
    drawn = heat_map([row(None, None, GOOD)], "")
    heads = heat_heads(NAMES)

    # December begins after two of twelve columns
    assert [cell.get("x") for cell in cells(drawn, 4)] == ["16.67%"]
    digit, name = having(drawn, "digit")[0], next(text for text in having(heads, "axis") if text.text == "ธ.ค.")
    assert digit.get("x") == name.get("x")


def test_the_months_of_closed_rounds_are_strong() -> None:
    heads = heat_heads(NAMES, {6})

    assert [text.text for text in having(heads, "now")] == ["มี.ค."]
    assert len(having(heads, "axis")) == 11


def test_scores_are_counted_in_bins_of_a_quarter_point() -> None:
    bins = bins_of(spread("1", "1.2499", "1.25", "4.75", "5", "0.5"))

    assert [each.count for each in bins] == [3, 1, *[0] * 13, 2]
    assert (bins[1].start, bins[1].end) == (Decimal("1.25"), Decimal("1.5"))


def test_the_fullest_bin_reaches_the_top_and_the_others_in_proportion() -> None:
    heights = [Decimal(part.get("height") or 0) for part in having(distribution(spread("1", "5", "5"), ""), "b4")]

    assert heights == [47, 94]


def test_a_bin_shows_the_bands_in_it() -> None:
    mixed = Spread(FIVE, [Counted(Decimal("1.4"), BAD), Counted(Decimal("1.3"), GOOD), Counted(Decimal("1.3"), GOOD)])

    assert bins_of(mixed)[1].parts == ((BAD, 1), (GOOD, 2))


@pytest.mark.parametrize(
    ("scores", "median"), [("", None), ("3", "3"), ("1 2 4", "2"), ("4 1 2 3", "2.5"), ("5 5 1", "5")]
)
def test_the_median_has_as_many_below_as_above(scores: str, median: str | None) -> None:
    expected = None if median is None else Decimal(median)

    assert median_of([Decimal(score) for score in scores.split()]) == expected


def test_two_marks_stand_in_lanes_of_their_own() -> None:
    marks = (Mark(Decimal(3), "มัธยฐาน 3.0000"), Mark(Decimal("3.01"), "กรม 3.0100", chosen=True))
    drawn = distribution(spread("3", marks=marks), "")

    lanes = [lane.get("y") for lane in having(drawn, "free")]
    assert lanes == ["13", "30"]
    assert [text.text for lane in having(drawn, "free") for text in lane] == ["มัธยฐาน 3.0000", "กรม 3.0100"]


@pytest.mark.parametrize(
    ("own", "median", "order", "to_left"),
    [
        # of the scale from 1 to 5: 3.8 lies at 0.70 and 4 at 0.75, both late: to the left, the lesser in the lower lane
        ("3.8", "4", ["4", "3.8"], [True, True]),
        # at 0.25 and 0.5, to the right: the greater in the lower lane
        ("3", "2", ["2", "3"], [False, False]),
        # at 0.025 there is no place on the left
        ("1.1", "4", ["4", "1.1"], [True, False]),
    ],
)
def test_the_words_of_the_lower_lane_point_away_from_the_stem_beside_them(
    own: str, median: str, order: list[str], to_left: list[bool]
) -> None:
    marks = (Mark(Decimal(own), own, chosen=True), Mark(Decimal(median), median))
    texts = [text for lane in having(distribution(spread("3", marks=marks), ""), "free") for text in lane]

    assert [text.text for text in texts] == order
    assert ["end" in (text.get("class") or "").split() for text in texts] == to_left


def test_a_contribution_is_as_high_as_its_part_of_the_greatest_outline() -> None:
    drawn = contribution([Brought("ก", Decimal(2), GOOD, Decimal(4)), Brought("ข", Decimal(1), GOOD)], "")

    # 120 pixels for 4: half of it for 2, a quarter for 1
    assert [bar.get("height") for bar in having(drawn, "b4")] == ["60", "30"]
    assert [bar.get("height") for bar in having(drawn, "possible")] == ["120"]


def test_what_takes_away_hangs_under_the_line() -> None:
    drawn = contribution([Brought("ก", Decimal(3), GOOD), Brought("ข", Decimal(-1), GOOD)], "")

    gains, losses = having(drawn, "b4")
    base = having(drawn, "base")[0].get("y1")
    assert (losses.get("y"), losses.get("height")) == (base, "30")
    assert float(gains.get("y") or 0) + float(gains.get("height") or 0) == float(base or 0)


def test_units_without_anything_are_a_flat_line() -> None:
    assert having(contribution([Brought("ก", Decimal(0), GOOD)], ""), "b4")[0].get("height") == "0"


@given(st.lists(st.decimals(0, 200, places=2), max_size=40))
def test_words_beside_a_slope_are_moved_apart_and_stay_inside(places: list[Decimal]) -> None:
    gap, room = Decimal(LINE), Decimal(LINE * max(1, len(places)) + 200)
    moved = spread_out(places, gap, Decimal(0), room)

    assert all(0 <= place <= room for place in moved)
    assert all(second - first >= gap for first, second in pairwise(sorted(moved)))
    assert all(a <= b for (_, a), (_, b) in pairwise(sorted(zip(places, moved, strict=True))))


def test_a_slope_is_high_enough_for_all_its_words() -> None:
    lines = [line(str(number), "3", "3") for number in range(40)]
    drawn = read(slope(Slopes(FIVE, lines, "ปี 2554", "ปี 2555"), ""))

    assert height_for(40) == 28 + 640 + 16
    assert drawn.get("height") == "684"


def test_a_slope_falls_from_the_greater_to_the_less() -> None:
    drawn = slope(Slopes(FIVE, [line("ขึ้น", "2", "4"), line("ลง", "4", "2")], "2554", "2555"), "")

    rising, falling = having(drawn, "slope-line")
    assert (rising.get("y1"), rising.get("y2")) == (falling.get("y2"), falling.get("y1"))
    assert float(rising.get("y1") or 0) > float(rising.get("y2") or 0)
    assert "falls" in (falling.get("class") or "").split()


def test_who_has_one_year_alone_is_a_point_without_a_line() -> None:
    drawn = slope(Slopes(FIVE, [line("ใหม่", None, "4"), line("เลิก", "3", None)], "2554", "2555"), "")

    assert having(drawn, "slope-line") == []
    assert len(having(drawn, "dot")) == 2


def test_the_area_of_a_leaf_is_its_share_of_the_total() -> None:
    drawn = weight_tree(TREE, FIVE, "")
    bar = next(part for part in read(drawn).iter("rect") if part.get("fill") == "url(#band-4)")
    ground = having(drawn, "q2")[0]

    # weight 5 is 15 pixels thick; 4 of 5 points are four fifths of the 37 percent
    assert bar.get("height") == "15"
    assert thickness(Decimal(10)) == 30
    assert (ground.get("width"), bar.get("width")) == ("37%", "29.6%")


def test_a_leaf_without_a_score_is_hollow() -> None:
    hollow = having(weight_tree(TREE, FIVE, ""), "no-band")

    assert [found.get("height") for found in hollow] == ["30"]


def test_a_tree_says_what_its_branches_come_to() -> None:
    written = [text.text for text in having(weight_tree(TREE, FIVE, ""), "now")]

    assert written == ["รวม", "3.6662", "ประสิทธิผล", "60%"]


def test_the_boxes_stand_beside_each_other_on_paper_and_under_each_other_on_a_phone() -> None:
    wide, narrow = strategy_map(STRATEGY, ""), strategy_map(STRATEGY, "", width=NARROW)

    # 660 less 36 on the left and two gaps of 10: three boxes of 201
    assert [box.get("x") for box in having(wide, "node")] == ["36", "247", "458", "36", "36"]
    assert {box.get("width") for box in having(wide, "node")} == {"201"}
    assert {box.get("x") for box in having(narrow, "node")} == {"36"}
    assert {box.get("width") for box in having(narrow, "node")} == {"284"}


def test_every_box_shows_its_band_and_leads_to_its_page() -> None:
    drawn = strategy_map(STRATEGY, "")
    bands = [part.get("fill") for part in read(drawn).iter() if part.get("width") == "6"]

    assert bands == ["url(#band-4)"] * 5
    assert drawn.count('href="/2555/"') == 5
    assert drawn.count("ร้อยละของกลุ่มออมทรัพย์</div>") == 5


def test_arrows_go_up_only_where_a_level_serves_another() -> None:
    assert "serves" not in strategy_map(STRATEGY, "")
    assert strategy_map(replace(STRATEGY, causal=True), "").count("serves-head") == 2


def test_a_name_gets_the_lines_it_needs() -> None:
    # 20 letters of 8.5 pixels are 170; lines of 100 are filled to 84 at the most: three lines
    assert lines_needed("ก" * 20, 100) == 3
    # marks above take no room: five letters are one line
    assert lines_needed("กี้" * 5, 100) == 1
    assert lines_needed("", 100) == 1


def test_a_part_of_the_total_stands_beside_its_score() -> None:
    leaf = Leaf("4.3", Decimal("5.50"), Decimal(4), "4.0000", "0.2353", GOOD)
    drawn = weight_tree(Branch("รวม", "", (), (leaf,)), FIVE, "", ("คะแนน", "ส่วน"))

    texts = [text.text for text in read(drawn).iter("text")]
    assert texts == ["คะแนน", "ส่วน", "รวม", None, "4.3", "5.5%", "4.0000", "0.2353"]
