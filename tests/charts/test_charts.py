"""Charts: where things stand follows from arithmetic, and every chart says in words what it shows."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal

import pytest

from rabrong.charts import (
    NO_BAND,
    STATES,
    Actual,
    Area,
    Band,
    Curve,
    Drawing,
    Forecast,
    Level,
    Measure,
    Months,
    Part,
    Ranked,
    Ranking,
    Svg,
    Year,
    band_of,
    bullet,
    criteria_curve,
    hero_bullet,
    month_trend,
    patterns,
    province_map,
    rank_bars,
    shape,
    share_strip,
    sparkline,
    state_glyph,
)
from rabrong.charts.outlines import province_shapes
from rabrong.charts.swatch import (
    area_swatch,
)

FIVE = tuple(Decimal(point) for point in (1, 2, 3, 4, 5))
HUNDRED = tuple(Decimal(point) for point in (50, 75, 100))
NAMES = tuple("ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย.".split())
GOOD = Band(4, "4")
KNOTS = tuple((Decimal(60 + 5 * step), Decimal(step + 1)) for step in range(5))
LABELS = tuple((value, str(value)) for value, _ in KNOTS)
ACTUAL = Actual(Decimal("74.1308"), Decimal("3.8262"), GOOD, "74.13", "3.8262")


def read(svg: Svg) -> ET.Element:
    """The chart as a tree; what is not well-formed fails here."""
    return ET.fromstring(svg)


def having(svg: Svg, looks: str) -> list[ET.Element]:
    """The elements with a class."""
    return [found for found in read(svg).iter() if looks in (found.get("class") or "").split()]


def year(*scores: str | None, due: int = 12) -> Year:
    """A year of scores from October on."""
    known = tuple(None if score is None else Decimal(score) for score in scores)
    return Year(FIVE, known + (None,) * (12 - len(known)), due, GOOD)


def months(*values: str | None) -> Months:
    """A year of results from October on."""
    known = tuple(None if value is None else Decimal(value) for value in values)
    levels = [Level(value, str(value), f"ระดับ {points}") for value, points in KNOTS]
    return Months(known + (None,) * (12 - len(known)), NAMES, levels, len(values), GOOD, "74.13", "ร้อยละ")


ALL: dict[str, Callable[[str], Svg]] = {
    "shape": lambda said: shape(GOOD, summary=said),
    "bullet": lambda said: bullet(Measure(FIVE, Decimal("3.5"), GOOD, Decimal(4)), said),
    "hero bullet": lambda said: hero_bullet(
        Measure(FIVE, Decimal("3.5"), GOOD), said, last_year=Decimal(4), last_year_words="ปี 2554"
    ),
    "sparkline": lambda said: sparkline(year("1", "2"), said),
    "criteria curve": lambda said: criteria_curve(Curve(FIVE, KNOTS, LABELS, Decimal(1), ACTUAL), said),
    "month trend": lambda said: month_trend(months("44", None, "74.13"), said),
    "rank bars": lambda said: rank_bars(Ranking(FIVE, [Ranked("ตาก", Decimal(3), GOOD, "/63/")]), said),
    "province map": lambda said: province_map({"63": Area("ตาก", GOOD, "/63/")}, said),
    "share strip": lambda said: share_strip([Part("พล", Decimal(24), Decimal(20), True)], said, chosen_words="พล"),
    "state glyph": lambda said: state_glyph("overdue", summary=said),
}


@pytest.mark.parametrize("name", ALL)
def test_every_chart_is_an_image_that_says_what_it_shows(name: str) -> None:
    images = [part for part in read(ALL[name]('เกิน 4.0000 "ดี" <5')).iter() if part.get("role") == "img"]

    assert [image.get("aria-label") for image in images] == ['เกิน 4.0000 "ดี" <5']


@pytest.mark.parametrize("name", ALL)
def test_no_chart_has_colours_styles_or_scripts_of_its_own(name: str) -> None:
    written = ALL[name]("คำอธิบาย")

    assert "style" not in written
    assert "<script" not in written
    assert "#" not in written.replace("url(#band-", "")


def test_a_chart_is_not_escaped_by_templates() -> None:
    drawn = shape(GOOD)

    assert drawn.__html__() == drawn


def test_a_shape_beside_its_words_is_left_out_for_readers() -> None:
    assert read(shape(GOOD)).get("aria-hidden") == "true"


@pytest.mark.parametrize(
    ("count", "steps"), [(5, [1, 2, 3, 4, 5]), (3, [1, 3, 5]), (2, [1, 5]), (4, [1, 2, 4, 5]), (1, [5])]
)
def test_fewer_bands_keep_the_outer_looks(count: int, steps: list[int]) -> None:
    assert [band_of(position, count).step for position in range(count)] == steps


def test_every_band_has_another_outline_and_its_digit() -> None:
    drawn = [shape(band_of(position, 5)) for position in range(5)] + [shape(NO_BAND)]

    assert len({str(svg) for svg in drawn}) == 6
    assert [text.text for svg in drawn for text in read(svg).iter("text")] == ["1", "2", "3", "4", "5"]


def test_the_bar_of_a_bullet_ends_at_the_score() -> None:
    drawn = bullet(Measure(FIVE, Decimal("3.6840"), GOOD, Decimal(4)), "")

    assert having(drawn, "b4")[0].get("width") == "73.68%"  # 3.684 / 5
    assert having(drawn, "target")[0].get("x1") == "80%"


def test_a_bullet_of_a_scale_of_hundred_has_three_uneven_segments() -> None:
    drawn = bullet(Measure(HUNDRED, Decimal(80), Band(3, "2")), "")

    assert [(ground.get("x"), ground.get("width")) for ground in having(drawn, "ground")] == [
        ("0%", "50%"),
        ("50%", "25%"),
        ("75%", "25%"),
    ]
    assert [ground.get("class") for ground in having(drawn, "ground")] == ["ground q1", "ground q3", "ground q5"]


@pytest.mark.parametrize(("step", "fill"), [(1, "url(#band-1)"), (2, "url(#band-2)"), (3, None), (5, None)])
def test_only_the_two_worst_bands_have_a_pattern_on_bars(step: int, fill: str | None) -> None:
    drawn = read(bullet(Measure(FIVE, Decimal(2), Band(step, str(step))), ""))

    bar = next(part for part in drawn.iter("rect") if "ground" not in (part.get("class") or ""))
    assert bar.get("fill") == fill


def test_a_bullet_without_a_score_says_why_and_shows_no_bar() -> None:
    drawn = bullet(Measure(FIVE, None, target=Decimal(5), reason="รอผลสำรวจ"), "")

    assert [text.text for text in read(drawn).iter("text")] == ["รอผลสำรวจ"]
    assert having(drawn, "ground") == []
    assert len(having(drawn, "nothing")) == 1


def test_a_score_of_zero_is_a_bar_without_length_not_a_missing_one() -> None:
    drawn = bullet(Measure(FIVE, Decimal(0), Band(1, "1")), "")

    assert having(drawn, "nothing") == []
    assert [part.get("width") for part in read(drawn).iter("rect") if part.get("fill")] == ["0%"]


def test_a_forecast_lies_in_a_lane_below_the_bar() -> None:
    drawn = bullet(Measure(FIVE, Decimal(3), GOOD, None, Forecast(Decimal("3.5"), Decimal(4), Decimal("4.5"))), "")

    line = having(drawn, "range")[0]
    assert (line.get("x1"), line.get("x2"), line.get("y1")) == ("70%", "90%", "19.5")
    assert having(drawn, "hollow")


def test_last_year_stands_above_the_large_bullet_with_its_words_inside() -> None:
    late = hero_bullet(Measure(FIVE, Decimal(3), GOOD), "", last_year=Decimal("4.2105"), last_year_words="ปี 2554")
    early = hero_bullet(Measure(FIVE, Decimal(3), GOOD), "", last_year=Decimal(1), last_year_words="ปี 2554")

    assert "84.21%" in late
    assert [text.get("class") for text in read(late).iter("text") if text.text == "ปี 2554"] == ["note end"]
    assert [text.get("class") for text in read(early).iter("text") if text.text == "ปี 2554"] == ["note"]


def test_an_axis_has_a_digit_for_every_point() -> None:
    drawn = hero_bullet(Measure(HUNDRED, None, reason="ยังไม่มีผล"), "")

    assert [text.text for text in having(drawn, "axis")] == ["0", "50", "75", "100"]


def test_a_sparkline_has_its_months_in_twelve_slots() -> None:
    drawn = sparkline(year("1", "2", "5"), "")

    assert having(drawn, "trend")[0].get("points") == "6,29 15.64,23 25.27,5"


def test_an_unreported_month_breaks_the_line_and_leaves_a_ring() -> None:
    drawn = sparkline(year("1", "2", None, "3", "4", due=6), "")

    assert len(having(drawn, "trend")) == 2
    assert [ring.get("cx") for ring in having(drawn, "hole")] == ["25.27", "54.18"]


def test_months_to_come_leave_no_ring() -> None:
    assert having(sparkline(year("1", "2", due=2), ""), "hole") == []


def test_a_year_without_scores_is_an_empty_sparkline() -> None:
    drawn = sparkline(year(), "ยังไม่มีผล")

    assert having(drawn, "trend") == []
    assert having(drawn, "ringed") == []


def test_a_month_alone_is_a_dot() -> None:
    assert len(having(sparkline(year("1", None, "3", None, "2"), ""), "dot")) == 3


def test_the_result_stands_on_the_criteria_curve() -> None:
    drawn = criteria_curve(Curve(FIVE, KNOTS, LABELS, Decimal(1), ACTUAL), "")

    across, down = having(drawn, "drop")
    # values from 60 - 4.4 to 80 + 4.4; points from 0.5 at the foot (226) to 5 at the top (14)
    assert across.get("x2") == down.get("x1") == "64.34%"
    assert across.get("y1") == "69.3"
    assert {"74.13", "3.8262"} <= {text.text for text in read(drawn).iter("text")}


def test_less_is_better_makes_a_falling_curve_with_the_floor_on_the_right() -> None:
    knots = tuple((Decimal(15 - 2 * step), Decimal(step + 1)) for step in range(5))
    drawn = criteria_curve(Curve(FIVE, knots, (), Decimal(1)), "")

    floor = having(drawn, "floor")[0]
    assert floor.get("x1") == "100%"


def test_labels_too_close_to_be_read_are_left_out() -> None:
    knots = ((Decimal(10), Decimal(1)), (Decimal("10.1"), Decimal(2)), (Decimal(30), Decimal(5)))
    labels = tuple((value, str(value)) for value, _ in knots)
    drawn = criteria_curve(Curve(FIVE, knots, labels, None), "")

    assert [text.text for text in read(drawn).iter("text") if text.text in ("10", "10.1", "30")] == ["10", "30"]


def test_a_month_without_a_report_leaves_a_ring_in_the_trend() -> None:
    drawn = month_trend(months("44", None, "60", "74.13"), "")

    assert len(having(drawn, "hole")) == 1
    assert [text.text for text in having(drawn, "now")] == ["ม.ค."]


def test_a_trend_without_results_still_shows_the_levels() -> None:
    drawn = month_trend(months(), "ยังไม่มีผล")

    assert len(having(drawn, "rule")) == 5


def test_ranked_units_stand_in_slots_of_one_width_with_links() -> None:
    units = [Ranked(f"จังหวัด {n}", Decimal(n), GOOD, f"/{n}/") for n in (4, 3, 2, 1)]
    drawn = rank_bars(Ranking(FIVE, units, Decimal("2.5"), "กรม", 1, "อันดับ 2"), "")

    assert [bar.get("x") for bar in having(drawn, "b4")] == ["0%", "25%", "50%", "75%"]
    assert [link.get("href") for link in read(drawn).iter("a")] == ["/4/", "/3/", "/2/", "/1/"]
    assert having(drawn, "chosen-note")[0].text == "อันดับ 2"


def test_shares_are_as_wide_as_their_part_and_filled_as_far_as_done() -> None:
    parts = [Part("ก", Decimal(60), Decimal(30)), Part("ข", Decimal(20), None), Part("ค", Decimal(20), Decimal(20))]
    drawn = share_strip(parts, "", silent_words="ข ยังไม่รายงาน")

    assert [ground.get("x") for ground in having(drawn, "q2")] == ["0%", "80%"]
    assert [bar.get("height") for bar in having(drawn, "share")] == ["14", "28"]
    assert having(drawn, "silent")[0].get("x") == "60%"


def test_the_map_has_all_77_provinces_by_their_official_code() -> None:
    shapes = province_shapes()

    assert len(shapes.outlines) == 77
    assert {"10", "40", "63", "95"} <= set(shapes.outlines)
    # 8.27 degrees of longitude at cos 13 and 14.81 of latitude on 208 pixels and two margins of 2
    assert (shapes.size.width, shapes.size.height) == (212, 386)


def test_silent_provinces_are_drawn_after_the_others_and_the_chosen_one_last() -> None:
    areas = {code: Area(code, GOOD) for code in province_shapes().outlines} | {"63": Area("ตาก")}
    drawn = list(read(province_map(areas, "", Drawing(chosen="40"))).iter("path"))

    assert "silent-area" in (drawn[-2].get("class") or "")
    assert "chosen-area" in (drawn[-1].get("class") or "")


def test_a_province_is_a_link_with_its_name_for_everybody() -> None:
    drawn = read(province_map({"63": Area("ตาก 4.1000", GOOD, "/63/")}, "แผนที่"))
    link = next(drawn.iter("a"))

    assert link.get("href") == "/63/"
    assert next(link.iter("title")).text == "ตาก 4.1000"
    assert "tabindex" not in link.attrib
    assert not any(part.get("aria-hidden") for part in drawn.iter())


def test_bangkok_is_quiet_ground_not_a_missing_report() -> None:
    drawn = province_map({"10": Area("กรุงเทพมหานคร", assessed=False)}, "")

    assert having(drawn, "silent-area") == []


def test_names_of_provinces_are_written_as_text() -> None:
    assert "<b>" not in province_map({"63": Area("<b>ตาก", GOOD)}, "")


def test_every_state_has_a_glyph_of_its_own() -> None:
    assert len({state_glyph(state).split(state, 1)[1] for state in STATES}) == len(STATES)


def test_patterns_and_keys_of_legends_are_well_formed() -> None:
    assert {pattern.get("id") for pattern in read(patterns()).iter("pattern")} == {"band-1", "band-2", "band-4"}
    for key in (area_swatch(GOOD), area_swatch(NO_BAND)):
        assert read(key).get("aria-hidden") == "true"
