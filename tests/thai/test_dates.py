"""Days as people type them: which era a year is in, when to ask, when to refuse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rabrong.thai.dates import FIRST_YEAR, LAST_YEAR, DateFault, Doubt, read_date, typed_date
from rabrong.thai.months import LONG_ENGLISH, LONG_THAI, SHORT_ENGLISH, SHORT_THAI

DAY = date(2012, 4, 30)
TYPED_DAYS = st.dates(date(FIRST_YEAR - 543, 1, 1), date(LAST_YEAR - 543, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "30/4/2555",
        "30/04/2555",
        "30-4-2555",
        "30.4.2555",
        "30 4 2555",
        "30 / 4 / 2555",
        "30/4/55",
        "30-4-55",
        "30.4.55",
        "๓๐/๔/๒๕๕๕",
        "๓๐.๔.๕๕",
        "๒๐๑๒-๐๔-๓๐",
        "30 เม.ย. 55",
        "30 เม.ย. 2555",
        "30 เม.ย 2555",
        "30 เมย 2555",
        "30เม.ย.55",
        "30-เม.ย.-55",
        "๓๐ เมษายน ๒๕๕๕",
        "30 เมษายน 2555",
        "30 เมษายน พ.ศ. 2555",
        "30 เมษายน พ.ศ.2555",
        "30 เมษายนพ.ศ.2555",
        "30 เมษายน พศ 2555",
        "วันที่ 30 เมษายน พ.ศ. 2555",
        "30 เมษายน ค.ศ. 2012",
        "30 April 2012",
        "30 april 2012",
        "30 Apr 2012",
        "30-Apr-2012",
        "30 Apr. 2012",
        "30 April A.D. 2012",
        "30 April 2555",
        "30 April B.E. 2555",
        "30 Apr 55",
        "2012-04-30",
        "2012-4-30",
        "  30/4/2555\u00a0",
        "30\u00a0เม.ย.\u00a02555",
        "30\u200b/4/2555",
    ],
)
def test_the_last_of_april_2555_is_read_however_it_is_typed(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "typed_year"),
    [
        ("30/4/2012", 2012),  # C.E. where B.E. is expected
        ("30.4.2012", 2012),
        ("30 เม.ย. 2012", 2012),
        ("30 เมษายน พ.ศ. 2012", 2012),
        ("2555-04-30", 2555),  # B.E. in ISO
        ("30 เมษายน ค.ศ. 2555", 2555),
        ("30 April A.D. 2555", 2555),
        ("30/4/3098", 3098),  # 543 added twice
        ("1469-04-30", 1469),  # 543 taken away twice
    ],
)
def test_a_year_that_is_off_by_543_is_a_question(text: str, typed_year: int) -> None:
    assert read_date(text) == Doubt(DAY, typed_year)


@pytest.mark.parametrize(
    "text",
    ["31/4/2555", "29/2/2554", "0/4/2555", "30/13/2555", "4/30/2555", "2012-02-30", "30 ก.พ. 55", "29/2/2011"],
)
def test_a_day_that_is_in_no_calendar_is_refused(text: str) -> None:
    assert read_date(text) == DateFault("date.no_such_day")


@pytest.mark.parametrize("text", ["30/4/2399", "30/4/2700", "30/4/9999", "30/4/0000", "0001-04-30", "30 April A.D. 12"])
def test_a_year_nobody_means_is_refused(text: str) -> None:
    assert read_date(text) == DateFault("date.year_out_of_range")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "30",
        "30/4",
        "30/4/555",
        "30//4/2555",
        "2555/4/30",
        "30 เดือนหก 2555",
        "30 เมษายน",
        "เมษายน 2555",
        "30/4/2555 10:00",
        "2012-04-30T00:00",
        "-30/4/2555",
        "٣٠/٤/2555",
        "30/4/2555; DROP",
        "วันนี้",
        "9" * 10_000,
        "30 " + "ก" * 10_000 + " 2555",
        "\x00",
    ],
)
def test_what_is_no_date_is_unreadable(text: str) -> None:
    assert read_date(text) == DateFault("date.unreadable")


def test_a_leap_day_is_that_of_the_common_year() -> None:
    assert read_date("29/2/2555") == date(2012, 2, 29)
    assert read_date("29/2/2012") == Doubt(date(2012, 2, 29), 2012)


@pytest.mark.parametrize(("two", "year"), [("00", 2500), ("12", 2512), ("99", 2599)])
def test_two_digits_are_a_buddhist_year(two: str, year: int) -> None:
    assert read_date(f"1/1/{two}") == date(year - 543, 1, 1)


@given(TYPED_DAYS)
def test_a_written_day_is_read_back(day: date) -> None:
    assert read_date(typed_date(day)) == day
    assert read_date(day.isoformat()) == day


@given(TYPED_DAYS, st.sampled_from([SHORT_THAI, LONG_THAI, SHORT_ENGLISH, LONG_ENGLISH]))
def test_a_day_with_the_name_of_its_month_is_read_back(day: date, names: tuple[str, ...]) -> None:
    assert read_date(f"{day.day} {names[day.month - 1]} {day.year + 543}") == day


@given(TYPED_DAYS)
def test_the_other_era_is_never_taken_silently(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}") == Doubt(day, day.year)
    assert read_date(f"{day.year + 543}-{day.month:02}-{day.day:02}") == Doubt(day, day.year + 543)


@given(st.text(max_size=80))
def test_any_text_gives_an_answer(text: str) -> None:
    assert isinstance(read_date(text), date | Doubt | DateFault)
