"""The results file: rows become results, months are cut at the round, and no bad row passes."""

from decimal import Decimal

import pytest

from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreement_file.results import MOST_PROBLEMS, results_of
from rabrong.agreement_file.wording import FILE, file_sentence, place_of
from rabrong.scoring.agreement import Round
from tests.agreement_file.sample import CLEAN, changed, read, scored, scores, states, with_criteria

HEADER = "indicator,unit,month,item,value\n"
UNLISTED = CLEAN[: CLEAN.index("units: [{code")] + CLEAN[CLEAN.index("printed:") :]


def bad(csv: str, text: str = CLEAN) -> list[Problem]:
    """What is wrong with a results file; nothing when it can be used."""
    try:
        results_of(csv, "results.csv", read(text))
    except BadFileError as error:
        return error.problems
    return []


def score_1(rows: str, text: str = UNLISTED, round_: Round = 12) -> str | None:
    """The score of indicator 1, ก / ข * 100 on 60..100, from rows of a results file."""
    return scores(scored(text, HEADER + rows, round_))["1"]


def state_1(rows: str, text: str = UNLISTED, round_: Round = 12) -> str:
    """The state of indicator 1."""
    return states(scored(text, HEADER + rows, round_))["1"]


def score_2(criteria: str, rows: str, round_: Round = 12) -> str | None:
    """The score of indicator 2, of given criteria, before its two tenths are taken off."""
    text = changed("    adjust: [{points: -0.2, reason: ส่งช้า}]\n", "", with_criteria(criteria, "N/A"))
    csv = HEADER + "".join(f"2,dept,2555-05,{row}\n" for row in rows.split())
    return scores(scored(text, csv, round_))["2"]


@pytest.mark.parametrize(
    "csv",
    [
        "indicator,unit,month,item,value\n1,dept,2555-05,ก,90\n1,dept,2555-05,ข,100\n",
        "indicator,unit,month,item,value\r\n1,dept,2555-05,ก,90\r\n1,dept,2555-05,ข,100\r\n",
        "indicator,unit,month,item,value\r1,dept,2555-05,ก,90\r1,dept,2555-05,ข,100",
        '"indicator","unit","month","item","value"\n"1","dept","2555-05","ก","90"\n1,dept,2555-05,"ข",100\n',
        "value,item,month,unit,indicator\n90,ก,2555-05,dept,1\n100,ข,2555-05,dept,1\n",
        " indicator , unit,month ,item, value\n 1 , dept,2555-05 ,ก, 90 \n1,dept,2555-05,ข,100\n",
        "indicator,unit,month,item,value\n\n1,dept,2555-05,ก,90\n  \n,,,,\n1,dept,2555-05,ข,100\n\n",
        "indicator,unit,month,item,value\n1,dept,2012-05,ก,090\n1,dept,2012-05,ข,+100.0\n",
    ],
)
def test_the_same_table_may_be_written_in_many_ways(csv: str) -> None:
    assert scores(scored(CLEAN, csv))["1"] == "4.0000"


def test_an_empty_results_file_with_a_header_changes_nothing() -> None:
    assert scored(CLEAN, HEADER).scorecard == scored().scorecard


def test_rows_replace_the_result_of_the_file_and_of_no_other_indicator() -> None:
    assessment = scored(CLEAN, HEADER + "1,dept,2555-05,ก,90\n1,dept,2555-05,ข,100\n")
    assert scores(assessment) == {"1": "4.0000", "2": "3.3000"}
    assert states(scored(CLEAN, HEADER + "1,dept,2555-05,ก,\n"))["1"] == "missing"


def test_a_round_counts_the_months_up_to_its_end() -> None:
    rows = "".join(f"1,x,{month},ก,{value}\n1,x,{month},ข,100\n" for month, value in [("2555-03", 60), ("2555-04", 70), ("2555-06", 80), ("2555-07", 90), ("2555-09", 100)])  # fmt: skip # noqa: E501
    rounds: tuple[Round, ...] = (6, 9, 12)
    assert [score_1(rows, round_=round_) for round_ in rounds] == ["1.0000", "3.0000", "5.0000"]
    later = "1,x,2555-04,ก,70\n1,x,2555-04,ข,100\n"
    assert [state_1(later, round_=round_) for round_ in rounds] == ["missing", "counted", "counted"]


def test_rows_need_not_be_in_the_order_of_months() -> None:
    assert score_1("1,x,2555-09,ก,90\n1,x,2554-10,ก,10\n1,x,2554-11,ข,100\n1,x,2554-10,ข,50\n") == "4.0000"


def test_not_applicable_blank_and_zero_are_three_things() -> None:
    base = "1,x,2555-05,ข,100\n1,y,2555-05,ก,40\n1,y,2555-05,ข,50\n"
    assert score_1(base + "1,x,2555-05,ก,0\n") == "1.0000"  # 40 / 150
    assert state_1("1,x,2555-05,ก,N/A\n1,x,2555-05,ข,100\n") == "not_applicable"
    assert state_1("1,x,2555-05,ก,\n1,x,2555-05,ข,100\n") == "missing"
    assert state_1("1,x,2555-05,ก,0\n1,x,2555-05,ข,100\n") == "counted"
    assert state_1("1,x,2555-05,ก,5\n1,x,2555-05,ข,0\n") == "missing"


def test_a_blank_month_leaves_the_last_report_standing() -> None:
    assert score_1("1,x,2555-05,ก,90\n1,x,2555-06,ก,\n1,x,2555-05,ข,100\n") == "4.0000"


def test_units_are_added_up_before_the_formula() -> None:
    # (9 + 50) / (10 + 90) = 59 %, where the mean of the ratios would be 72.8 %
    rows = "1,x,2555-05,ก,9\n1,x,2555-05,ข,10\n1,y,2555-05,ก,50\n1,y,2555-05,ข,90\n"
    assessment = scored(UNLISTED, HEADER + rows)
    assert assessment.results["1"].claim == Decimal(59)


@pytest.mark.parametrize(
    ("over_units", "result"),
    [("sum", "180"), ("mean", "60"), ("min", "20"), ("max", "90"), ("latest", "70")],
)
def test_units_roll_up_as_the_item_says(over_units: str, result: str) -> None:
    criteria = f"{{kind: levels, at: [60, 70, 80, 90, 100]}}\n    data: {{a: {{over_units: {over_units}}}}}"
    rows = "2,x,2555-04,a,20\n2,y,2555-06,a,90\n2,z,2555-07,a,70\n"
    text = with_criteria(criteria, None).replace(UNITS, "")
    assert scored(text, HEADER + rows).results["2"].claim == Decimal(result)


UNITS = CLEAN[CLEAN.index("units: [{code") : CLEAN.index("printed:")]


@pytest.mark.parametrize(("over_months", "result"), [("sum", "90"), ("mean", "30"), ("last", "60"), ("running", "60")])
def test_months_roll_up_as_the_item_says(over_months: str, result: str) -> None:
    criteria = f"{{kind: levels, at: [60, 70, 80, 90, 100]}}\n    data: {{a: {{over_months: {over_months}}}}}"
    rows = "2,dept,2554-10,a,10\n2,dept,2554-12,a,20\n2,dept,2555-01,a,\n2,dept,2555-09,a,60\n"
    assert scored(with_criteria(criteria, None), HEADER + rows).results["2"].claim == Decimal(result)


def test_silence_of_a_listed_unit_follows_the_indicator() -> None:
    units = "units: [{code: a, kind: province}, {code: b, kind: province}, {code: c, kind: division}]\n"
    listed = UNLISTED.replace("printed:", units + "printed:")
    rows = "1,a,2555-05,ก,90\n1,a,2555-05,ข,100\n"
    assert score_1(rows, listed) == "4.0000"
    assert state_1(rows, changed("unreported: leave_out", "unreported: block", listed)) == "missing"
    both = rows + "1,b,2555-05,ก,10\n1,b,2555-05,ข,100\n"
    assert score_1(both, changed("unreported: leave_out", "unreported: block", listed)) == "1.0000"
    zero = changed("unreported: leave_out", "unreported: zero", listed)
    assert score_1(rows + "1,b,2555-05,ข,20\n", zero) == "2.5000"  # 90 / 120


@pytest.mark.parametrize(
    ("criteria", "rows", "score"),
    [
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "result,75", "2.5000"),
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", ",75", "2.5000"),
        ("{kind: bands, from: [15, 25, 35, 45]}", ",34", "3.0000"),
        ("{kind: steps, steps: [a, b, c, d, e]}", ",3", "3.0000"),
        ("{kind: score}", ",4.36", "4.3600"),
        ("{kind: pass_fail, pass: 5, fail: 1}", "result,fail", "1.0000"),
        ("{kind: weighted_steps, points: [1, 3]}", "1,0.5 2,2", "2.5000"),
        ("{kind: weighted_steps, points: [1, 3]}", "2,2", "2.0000"),
        ("{kind: weighted_steps, points: [1, 3]}", "result,N/A", None),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "steps,2 value,65", "3.5000"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "steps,2", "2.0000"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "value,65", None),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "result,N/A", None),
        ("{kind: average, at: [1, 2, 3, 4, 5], parts: [{weight: 3}, {weight: 1}]}", "1,4 2,2", "3.5000"),
        ("{kind: average, at: [1, 2, 3, 4, 5], parts: [{weight: 3}, {weight: 1}]}", "1,4 2,N/A", "4.0000"),
    ],
)
def test_an_indicator_without_data_takes_its_own_items(criteria: str, rows: str, score: str | None) -> None:
    assert score_2(criteria, rows) == score


COMPOSITE = """
      kind: composite
      parts:
        - {code: a, name: n, weight: 1, criteria: {kind: score}}
        - {code: b, name: n, weight: 1, criteria: {kind: weighted_steps, points: [2, 3]}}
        - {code: c, name: n, weight: 1, criteria: {kind: mixed, steps: [x, y], at: [60, 70, 80]}}
        - code: d
          name: n
          weight: 1
          criteria:
            kind: composite
            parts:
              - {code: d1, name: n, weight: 3, criteria: {kind: pass_fail, pass: 5, fail: 1}}
              - {code: d2, name: n, weight: 1, criteria: {kind: average, at: [1, 2, 3, 4, 5], parts: [{weight: 1}]}}"""


def test_parts_are_named_by_their_path() -> None:
    # a = 4, b = 1 + 2 = 3, c = 3.5, d = (3 * 5 + 1 * 3) / 4 = 4.5; together 15 / 4
    rows = "a,4 b/1,1 b/2,2 c/steps,2 c/value,65 d/d1,pass d/d2/1,3"
    assert score_2(COMPOSITE, rows) == "3.7500"
    assert score_2(COMPOSITE, rows.replace("d/d1,pass d/d2/1,3", "d,N/A")) == "3.5000"
    assert score_2(COMPOSITE, "a,4") == "4.0000"
    assert score_2(COMPOSITE, "result,N/A") is None


def test_a_result_without_data_is_not_added_up_over_units() -> None:
    text = with_criteria("{kind: score}", "5").replace(UNITS, "")
    one, other, own = "2,x,2555-05,,3\n", "2,y,2555-05,,4\n", "2,dept,2555-05,,2\n"
    assert scores(scored(text, HEADER + one))["2"] == "2.8000"
    assert states(scored(text, HEADER + one + other))["2"] == "missing"
    assert scores(scored(text, HEADER + one + other + own))["2"] == "1.8000"


BAD_ROWS: list[tuple[str, str, int | None]] = [
    ("csv.indicator", "9,dept,2555-05,ก,1", 1),
    ("csv.indicator", ",dept,2555-05,ก,1", 1),
    ("csv.unit_empty", "1,,2555-05,ก,1", 2),
    ("csv.unit", "1,nowhere,2555-05,ก,1", 2),
    ("csv.month", "1,dept,2555-10,ก,1", 3),
    ("csv.month", "1,dept,2554-09,ก,1", 3),
    ("csv.month", "1,dept,2012-10,ก,1", 3),
    ("csv.month", "1,dept,2011-09,ก,1", 3),
    ("csv.month", "1,dept,2555-13,ก,1", 3),
    ("csv.month", "1,dept,2555-00,ก,1", 3),
    ("csv.month", "1,dept,2555-5,ก,1", 3),
    ("csv.month", "1,dept,05/2555,ก,1", 3),
    ("csv.month", "1,dept,๒๕๕๕-๐๕,ก,1", 3),
    ("csv.month", "1,dept,,ก,1", 3),
    ("csv.item", "1,dept,2555-05,ค,1", 4),
    ("csv.item", "1,dept,2555-05,,1", 4),
    ("csv.item", "2,dept,2555-05,3,1", 4),
    ("csv.item", "2,dept,2555-05,0,1", 4),
    ("number.bad", "1,dept,2555-05,ก,many", 5),
    ("number.bad", "1,dept,2555-05,ก,1e5", 5),
    ("number.bad", "1,dept,2555-05,ก,-", 5),
    ("number.comma", '1,dept,2555-05,ก,"1,184"', 5),
    ("number.thai_digits", "1,dept,2555-05,ก,๑๒", 5),
    ("number.long", "1,dept,2555-05,ก,1234567890123456", 5),
    ("result.in_parts", "2,dept,2555-05,result,3", 5),
    ("weighted_steps.outside", "2,dept,2555-05,1,2.5", 5),
    ("weighted_steps.outside", "2,dept,2555-05,2,-1", 5),
    ("csv.width", "1,dept,2555-05,ก", None),
    ("csv.width", "1,dept,2555-05,ก,1,184", None),
]


@pytest.mark.parametrize(("code", "row", "column"), BAD_ROWS)
def test_a_bad_row_is_found_at_its_line_and_column(code: str, row: str, column: int | None) -> None:
    good = "1,dept,2555-04,ก,1\n"
    problems = bad(HEADER + good + row + "\n" + good.replace("ก", "ข"))
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [(code, 3, column)]
    thai, english = file_sentence(problems[0], "th"), file_sentence(problems[0], "en")
    assert thai != english
    assert place_of(problems[0], "en").startswith("line 3")


@pytest.mark.parametrize(
    ("criteria", "row", "code"),
    [
        ("{kind: steps, steps: [a, b, c, d, e]}", "result,7", "steps.not_that_many"),
        ("{kind: steps, steps: [a, b, c, d, e]}", "result,2.5", "steps.not_that_many"),
        ("{kind: score}", "result,5.01", "score.outside_scale"),
        ("{kind: score}", "result,4.00001", "score.too_many_decimals"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "steps,3", "steps.not_that_many"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "steps,1.5", "number.not_whole"),
        ("{kind: pass_fail, pass: 5, fail: 1}", "result,PASS", "result.verdict"),
        (COMPOSITE, "a,6", "score.outside_scale"),
        (COMPOSITE, "b/2,4", "weighted_steps.outside"),
        (COMPOSITE, "c/steps,3", "steps.not_that_many"),
        (COMPOSITE, "d/d1,5", "result.verdict"),
        (COMPOSITE, "d,5", "result.in_parts"),
        (COMPOSITE, "d2,5", "csv.item"),
    ],
)
def test_a_value_its_criteria_cannot_take_is_a_bad_row(criteria: str, row: str, code: str) -> None:
    problems = bad(f"{HEADER}2,dept,2555-05,{row}\n", with_criteria(criteria, None))
    column = 4 if code == "csv.item" else 5
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [(code, 2, column)]


def test_every_bad_row_and_everything_wrong_in_it_is_listed() -> None:
    rows = "9,nowhere,2556-01,ก,x\n1,dept,2555-05,ก,1\n1,nowhere,2555-13,ค,x\n1,dept\n1,dept,2555-06,ก,x\n"
    found = [(problem.line, problem.column, problem.code) for problem in bad(HEADER + rows)]
    assert found == [
        (2, 1, "csv.indicator"),
        (2, 2, "csv.unit"),
        (2, 3, "csv.month"),
        (4, 2, "csv.unit"),
        (4, 3, "csv.month"),
        (4, 4, "csv.item"),
        (5, None, "csv.width"),
        (6, 5, "number.bad"),
    ]


def test_the_same_four_twice_is_an_error_in_either_era() -> None:
    first = "1,dept,2555-05,ก,1\n"
    for second in (first, "1,dept,2012-05,ก,2\n", " 1,dept ,2555-05,ก,\n"):
        problems = bad(HEADER + first + second)
        assert [(problem.code, problem.line, problem.terms["first"]) for problem in problems] == [("csv.twice", 3, 2)]
    assert bad(HEADER + first + "1,dept,2555-05,ข,1\n1,dept,2555-06,ก,1\n1,กผ,2555-05,ก,1\n") == []
    blank = "2,dept,2555-05,,N/A\n"
    assert [problem.code for problem in bad(HEADER + blank + blank.replace(",,", ",result,"))] == ["csv.twice"]


def test_units_are_checked_only_when_the_file_lists_them() -> None:
    row = "1,anybody,2555-05,ก,1\n"
    assert [problem.code for problem in bad(HEADER + row)] == ["csv.unit"]
    assert bad(HEADER + row, UNLISTED) == []
    assert bad(HEADER + row.replace("anybody", "dept"), UNLISTED) == []


@pytest.mark.parametrize(
    ("csv", "code"),
    [
        ("", "csv.header"),
        ("\n", "csv.header"),
        ("1,dept,2555-05,ก,1\n", "csv.header"),
        ("indicator;unit;month;item;value\n", "csv.header"),
        ("indicator,unit,month,item\n", "csv.header"),
        ("indicator,unit,month,item,value,note\n", "csv.header"),
        ("indicator,indicator,unit,month,item,value\n", "csv.header"),
        ("ตัวชี้วัด,หน่วย,เดือน,ข้อมูล,ค่า\n", "csv.header"),
        ('"indicator,unit\n', "csv.syntax"),
        (HEADER + '1,dept,2555-05,ก,"1\n', "csv.syntax"),
        (HEADER + '1,dept,2555-05,ก,"1"x\n', "csv.syntax"),
        (HEADER + "1,dept,2555-05,ก," + "1" * 200_000, "csv.syntax"),
    ],
)
def test_what_is_no_such_table_is_refused_with_a_line(csv: str, code: str) -> None:
    problems = bad(csv)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].line is not None


def test_reading_stops_after_very_many_mistakes() -> None:
    problems = bad(HEADER + "9,dept,2555-05,ก,1\n" * (MOST_PROBLEMS + 500))
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "csv.stopped"
    assert file_sentence(problems[-1], "en") == "reading stopped here, after 10,000 mistakes"


def test_every_code_of_a_results_file_has_a_test() -> None:
    tested = {code for code, _, _ in BAD_ROWS} | {"csv.header", "csv.syntax", "csv.twice", "csv.stopped"}
    assert {code for code in FILE if code.startswith("csv.")} - tested == set()
