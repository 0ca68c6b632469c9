"""The line of a year: what is past is solid, days stand where they fall, today is shown while it lies on the line."""

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest

from rabrong.charts.svg import Svg
from rabrong.charts.year_line import Line, Mark, year_line

START, END = date(2011, 10, 1), date(2012, 12, 31)
YEAR = (date(2011, 10, 1), date(2012, 10, 1))


def line(today: date) -> Line:
    """Fifteen months from October 2554 on."""
    return Line(START, END, YEAR, [(START, "ต.ค.")], today, "วันนี้")


def having(svg: Svg, looks: str) -> list[ET.Element]:
    """The elements with a class."""
    return [found for found in ET.fromstring(svg).iter() if looks in (found.get("class") or "").split()]


def test_a_day_stands_at_its_share_of_the_line() -> None:
    # 457 days in all, 184 from 1 October to 2 April.
    assert line(START).share(date(2012, 4, 2)) == Decimal(184) / 457
    assert line(START).share(date(2000, 1, 1)) == 0
    assert line(START).share(date(2020, 1, 1)) == 1


def test_past_days_are_solid_and_those_to_come_hollow() -> None:
    marks = [Mark(date(2012, 4, 2), "2 เม.ย.", "a"), Mark(date(2012, 7, 16), "16 ก.ค.", "b")]
    drawn = year_line(line(date(2012, 5, 15)), marks, "ปี 2555")
    assert len(having(drawn, "year-mark-past")) == len(having(drawn, "year-mark")) == 1
    assert ET.fromstring(drawn).get("aria-label") == "ปี 2555"


@pytest.mark.parametrize(("today", "shown"), [(date(2011, 9, 30), 0), (date(2012, 5, 15), 1), (date(2013, 1, 1), 0)])
def test_today_is_shown_only_on_the_line(today: date, shown: int) -> None:
    assert len(having(year_line(line(today), [], "x"), "year-today-words")) == shown


def test_the_bar_is_full_when_the_year_is_over() -> None:
    before, after = (having(year_line(line(day), [], "x"), "year-done")[0] for day in (date(2011, 1, 1), END))
    assert (before.get("width"), after.get("width")) == ("0%", "80.09%")  # 366 of 457 days


def test_names_near_each_other_take_turns() -> None:
    marks = [Mark(date(2012, 4, 2), "a", ""), Mark(date(2012, 4, 11), "b", ""), Mark(date(2012, 8, 1), "c", "")]
    texts = {text.text: text.get("y") for text in ET.fromstring(year_line(line(START), marks, "x")).iter("{*}text")}
    plain = {text.text: text.get("y") for text in ET.fromstring(year_line(line(START), marks, "x")).iter("text")}
    heights = texts or plain
    assert heights["a"] == heights["c"] != heights["b"]


def test_a_name_cannot_become_markup() -> None:
    drawn = year_line(line(START), [Mark(START, "<script>", "<b>")], "x")
    assert "<script>" not in drawn
