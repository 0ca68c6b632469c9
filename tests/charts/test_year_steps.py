"""The year as its ten steps: what is past is solid, names stay apart, today is a line with a pill."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from decimal import Decimal

import pytest

from rabrong.charts.svg import Svg
from rabrong.charts.year_steps import Day, Step, Stretch, YearSpan, letters, year_steps

START, END = date(2011, 10, 1), date(2013, 2, 1)
YEAR_END = date(2012, 10, 1)
TODAY = date(2012, 5, 15)


def span(today: date = TODAY) -> YearSpan:
    """Sixteen months from October 2554 on: 489 days."""
    return YearSpan(START, END, YEAR_END, [(START, "ต.ค."), (YEAR_END, "ต.ค.")], today, "วันนี้ 15 พ.ค. 2555")


def drawn(*steps: Step, days: tuple[Day, ...] = (), today: date = TODAY) -> Svg:
    """A picture of some steps."""
    return year_steps(span(today), steps, days, "ปี 2555")


def having(svg: Svg, looks: str) -> list[ET.Element]:
    """The elements with a class."""
    return [found for found in ET.fromstring(svg).iter() if looks in (found.get("class") or "").split()]


def year(lane: int = 0, label: str = "5 ดำเนินงาน") -> Step:
    """A step that takes the whole fiscal year."""
    return Step(label, lane, (Stretch(START, YEAR_END),), label)


def test_a_day_stands_at_its_share_of_the_line() -> None:
    # 489 days in all, 184 from 1 October to 2 April
    assert span().share(date(2012, 4, 2)) == Decimal(184) / 489
    assert span().share(date(2000, 1, 1)) == 0
    assert span().share(date(2020, 1, 1)) == 1


def test_a_step_is_solid_to_the_end_of_today_and_hollow_after() -> None:
    svg = drawn(year())
    done, rest = having(svg, "year-done")[0], having(svg, "year-to-come")[0]
    # 1 October to the end of 15 May are 228 of 489 days: 46.63 %
    assert rest.get("x") == "46.63%"
    assert done.get("x") == "0%"


def test_a_step_to_come_is_hollow_and_one_without_days_of_its_own_dashed() -> None:
    later = Step("9", 0, (Stretch(date(2013, 1, 1), END, is_open=True),), "")
    svg = drawn(later, Step("8", 1, (Stretch(date(2012, 11, 1), date(2013, 1, 1)),), ""))
    assert len(having(svg, "year-unset")) == len(having(svg, "year-to-come")) == 1
    assert having(svg, "year-done") == []


def test_what_is_done_by_its_record_is_solid_to_its_end() -> None:
    early = Step("3", 0, (Stretch(START, YEAR_END),), "", is_done=True)
    assert having(drawn(early), "year-to-come") == []


def test_a_single_day_can_be_seen() -> None:
    signing = Step("2", 0, (Stretch(date(2011, 12, 15), date(2011, 12, 16)),), "")
    [bar] = having(drawn(signing), "year-done")
    assert bar.get("width") == "0.21%"  # 4 - 1.5 of 1216 pixels, where the day itself would be 2.5 - 1.5


def test_names_of_one_lane_do_not_cover_each_other() -> None:
    days = [date(2011, 12, 15), date(2011, 12, 16)]
    steps = [Step(name, 0, (Stretch(day, day + timedelta(days=1)),), "") for name, day in zip("กข", days, strict=True)]
    first, second = (
        float(found.get("x", "0%")[:-1]) for found in ET.fromstring(drawn(*steps)).iter() if is_name(found)
    )
    assert (second - first) * 12.16 > 6  # 1216 pixels wide: a letter and the gap


def is_name(found: ET.Element) -> bool:
    """A box that holds the name of a step."""
    return any("year-step" in (child.get("class") or "").split() for child in found)


def test_past_days_are_solid_and_near_names_take_turns() -> None:
    days = tuple(Day(date(2012, 4, day), f"{day}", "") for day in (2, 11))
    svg = drawn(days=(*days, Day(date(2012, 7, 16), "16", "")))
    assert len(having(svg, "year-mark-past")) == 2
    assert len(having(svg, "year-mark")) == 1
    heights = {found.text: found.get("y") for found in having(svg, "year-day")}
    assert heights["2"] == heights["16"] != heights["11"]


@pytest.mark.parametrize(("today", "shown"), [(date(2011, 9, 30), 0), (TODAY, 1), (END, 0)])
def test_today_is_shown_only_on_the_line(today: date, shown: int) -> None:
    assert len(having(drawn(today=today), "year-pill-words")) == shown


def test_the_pill_stays_on_the_picture() -> None:
    [pill] = having(drawn(today=START), "year-pill")
    assert pill.get("x") == "0"


def test_marks_above_letters_take_no_room() -> None:
    assert (letters("ที่ปรึกษา"), letters("plan")) == (6, 4)


def test_a_name_cannot_become_markup() -> None:
    assert "<script>" not in drawn(year(label="<script>"), days=(Day(TODAY, "<script>", "<b>"),))
