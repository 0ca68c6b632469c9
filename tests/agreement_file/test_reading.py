"""What a file says is what is scored: text stays text, defaults are the documented ones, results have many shapes."""

from decimal import Decimal

import pytest
import yaml

from rabrong.agreement_file.document import ListedUnit, Owner
from rabrong.agreement_file.wording import file_sentence
from rabrong.scoring.absence import MISSING, NOT_APPLICABLE
from rabrong.scoring.adjustments import Adjustment
from rabrong.scoring.agreement import ROUNDS
from tests.agreement_file.sample import (
    CLEAN,
    changed,
    codes_of,
    problems_of,
    read,
    scored,
    scores,
    states,
    with_criteria,
)

SMALLEST = """\
format: rabrong/1
year: 2555
unit: {code: d}
scale: {points: [1, 2, 3, 4, 5]}
framework: [{code: a}]
indicators:
  - {code: "1", name: n, aspect: a, weight: 7, criteria: {kind: levels, at: [1, 2, 3, 4, 5]}}
"""


AVERAGE = "{kind: average, at: [60, 70, 80, 90, 100], parts: "


def test_the_smallest_file_has_the_documented_defaults() -> None:
    file = read(SMALLEST)
    scale, indicator = file.agreement.scale, file.agreement.indicators[0]
    assert (scale.floor, scale.places, scale.total, scale.result_places, scale.bands) == (
        "first",
        4,
        "unrounded",
        None,
        (),
    )
    assert file.agreement.missing == dict.fromkeys(ROUNDS, "leave_out")
    assert (indicator.starts, indicator.cancelled, indicator.unreported, indicator.unit) == (6, None, "leave_out", "")
    assert indicator.weights == dict.fromkeys(ROUNDS, Decimal(7))
    assert (file.unit_name, file.superior_name, file.units, file.printed) == ("d", "", (), ())
    assert file.details["1"].evidence is None
    assert states(scored(SMALLEST)) == {"1": "missing"}


def test_everything_beside_the_score_is_read() -> None:
    file = read()
    detail = file.details["1"]
    assert (file.unit_name, file.superior_name, file.note) == ("กรมตัวอย่าง", "ปลัดกระทรวงตัวอย่าง", "ตัวอย่าง")
    assert detail.baseline == {2552: Decimal(70), 2553: Decimal(75), 2554: Decimal(82)}
    assert detail.owners == (Owner("กผ", "main", Decimal(60), 27), Owner("กค", "co", Decimal(40), 27))
    assert (detail.evidence, detail.note, detail.lines["criteria"]) == (("ทะเบียนหมู่บ้าน",), "ตัวอย่าง", 26)
    assert file.agreement.indicators[1].adjustments == (Adjustment("points", Decimal("-0.2"), "ส่งช้า"),)
    assert file.units[0] == ListedUnit("กผ", "กองแผนงาน", "division", 41)
    assert file.units[2] == ListedUnit("dept", "dept", "", 41)
    assert [row.count for row in file.printed[1].rows] == [1, None]


def test_quoted_and_unquoted_are_the_same() -> None:
    as_text = yaml.load(CLEAN, yaml.BaseLoader)
    quoted = yaml.dump(as_text, default_style='"', allow_unicode=True, sort_keys=False)
    assert '"year": "2555"' in quoted
    assert scored(quoted).scorecard == scored().scorecard


def test_a_code_is_text_and_keeps_its_digits() -> None:
    text = changed('code: "2"', "code: 1.10")
    text = text.replace('indicators: ["2"]', "indicators: [1.10]")
    assert [indicator.code for indicator in read(text).agreement.indicators] == ["1", "1.10"]
    for code in ("010", "0x1F", "1e3", "yes", "null", "~", "2555-05-01", "1_000", "12:30:45"):
        assert read(changed('code: "2"', f"code: {code}")).agreement.indicators[1].code == code


def test_a_number_with_leading_zeros_is_not_octal() -> None:
    assert scores(scored(with_criteria("{kind: levels, at: [8, 9, 010, 11, 12]}", "010")))["2"] == "2.8000"


def test_text_over_several_lines_is_one_line() -> None:
    file = read(changed("note: ตัวอย่าง\nscale", "note: |\n  one\n  two\n\n    three\nscale"))
    assert file.note == "one two three"
    assert read(changed("name: กองแผนงาน", 'name: "a\\n b\\tc"')).units[0].name == "a b c"


def test_eight_levels_of_composite_can_be_written() -> None:
    criteria = "{kind: levels, at: [1, 2, 3, 4, 5]}, result: 4"
    for _ in range(20):
        criteria = f"{{kind: composite, parts: [{{code: p, name: n, weight: 1, criteria: {criteria}}}]}}"
    assert scores(scored(with_criteria(criteria, None)))["2"] == "3.8000"


def test_a_framework_of_many_levels_can_be_written() -> None:
    framework = "{code: internal, name: x, weight: 40}"
    for depth in range(30):
        framework = f"{{code: n{depth}, weight: 40, parts: [{framework}]}}"
    text = changed("{code: internal, name: มิติภายใน, weight: 40}", framework)
    assert [line.code for line in scored(text).scorecard.aspects][-1] == "internal"


def test_missing_rules_may_differ_per_round() -> None:
    text = changed("missing: leave_out", "missing: {9: lowest, 12: block}")
    assert read(text).agreement.missing == {6: "leave_out", 9: "lowest", 12: "block"}


def test_weights_of_102_and_23_are_scored() -> None:
    # 85 of 100 is 3.5; 2 + 1.5 - 0.2 = 3.3
    for weight, total in (("42", "3.4176"), ("23", "3.4446"), ("0", "3.5000")):
        text = changed("weight: 40\n    criteria", f"weight: {weight}\n    criteria")
        assert str(scored(text).scorecard.total) == total


@pytest.mark.parametrize(
    ("criteria", "result", "score"),
    [
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "85", "3.3000"),
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "1.10", "0.8000"),
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "-0", "0.8000"),
        ("{kind: levels, at: [30, 25, 20, 15, 10]}", "17", "3.4000"),
        ("{kind: levels, at: [40, 50, 60, 60, 70]}", "60", "3.8000"),
        ("{kind: bands, from: [15, 25, 35, 45]}", "35", "3.8000"),
        ("{kind: bands, from: [45, 35, 25, 15]}", "35", "2.8000"),
        ("{kind: bands, from: [10], points: [2, 4]}", "9.99", "1.8000"),
        ("{kind: steps, steps: [a, b, c, d, e]}", "3", "2.8000"),
        ("{kind: steps, steps: [a, b, c, d, e]}", "0", "0.8000"),
        ("{kind: steps, steps: [a, b], points: [2, 5]}", "2", "4.8000"),
        ("{kind: weighted_steps, points: [1, 0.25, 4]}", "[1, 0.25, 4]", "4.8000"),
        ("{kind: weighted_steps, points: [1, 3], cap: 3}", "[0.5, 3]", "2.8000"),
        ("{kind: weighted_steps, points: [1, 3]}", "[0.5, N/A]", "0.3000"),
        ("{kind: weighted_steps, points: [1, 3]}", "[0, 0]", "0.0000"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "{steps: 2, value: 65}", "3.3000"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "{steps: 1, value: 80}", "0.8000"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "{steps: 2}", "1.8000"),
        (AVERAGE + "[{weight: 3, result: 80}, {weight: 1, result: 90}]}", None, "3.0500"),
        (AVERAGE + "[{weight: 3, result: 80}, {weight: 1, result: N/A}]}", None, "2.8000"),
        ("{kind: pass_fail, pass: 5, fail: 1}", "pass", "4.8000"),
        ("{kind: pass_fail, pass: 5, fail: 1}", "fail", "0.8000"),
        ("{kind: score}", "0", "0.0000"),
        ("{kind: score}", "4.3625", "4.1625"),
        ("{kind: score}", "5", "4.8000"),
    ],
)  # fmt: skip
def test_every_kind_of_criteria_is_scored_less_the_two_tenths(criteria: str, result: str | None, score: str) -> None:
    assert scores(scored(with_criteria(criteria, result)))["2"] == score


EVERY_KIND = [
    "{kind: levels, at: [60, 70, 80, 90, 100]}",
    "{kind: bands, from: [15, 25, 35, 45]}",
    "{kind: steps, steps: [a, b, c, d, e]}",
    "{kind: weighted_steps, points: [1, 4]}",
    "{kind: mixed, steps: [a, b], at: [60, 70, 80]}",
    "{kind: average, at: [60, 70, 80, 90, 100], parts: [{weight: 3}, {weight: 1}]}",
    "{kind: composite, parts: [{code: p, name: n, weight: 1, criteria: {kind: score}}]}",
    "{kind: pass_fail, pass: 5, fail: 1}",
    "{kind: score}",
]


@pytest.mark.parametrize("criteria", EVERY_KIND)
def test_not_applicable_and_not_reported_are_two_things(criteria: str) -> None:
    assert states(scored(with_criteria(criteria, "N/A")))["2"] == "not_applicable"
    assert states(scored(with_criteria(criteria, None)))["2"] == "missing"
    assert states(scored(with_criteria(criteria, "")))["2"] == "missing"


@pytest.mark.parametrize(
    ("criteria", "result", "code"),
    [
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "pass", "number.bad"),
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "n/a", "number.bad"),
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "[1]", "result.no_list"),
        ("{kind: levels, at: [60, 70, 80, 90, 100]}", "{a: 1}", "result.no_fields"),
        ("{kind: steps, steps: [a, b, c, d, e]}", "6", "steps.not_that_many"),
        ("{kind: steps, steps: [a, b, c, d, e]}", "-1", "steps.not_that_many"),
        ("{kind: steps, steps: [a, b, c, d, e]}", "2.5", "steps.not_that_many"),
        ("{kind: weighted_steps, points: [1, 4]}", "[1, pass]", "number.bad"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "2", "result.in_parts"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "{value: 65}", "key.required"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "{steps: 3}", "steps.not_that_many"),
        ("{kind: mixed, steps: [a, b], at: [60, 70, 80]}", "{steps: 1.5}", "number.not_whole"),
        ("{kind: average, at: [60, 70, 80, 90, 100], parts: [{weight: 3}]}", "80", "result.in_parts"),
        ("{kind: composite, parts: [{code: p, name: n, weight: 1, criteria: {kind: score}}]}", "3", "result.in_parts"),
        ("{kind: pass_fail, pass: 5, fail: 1}", "Pass", "result.verdict"),
        ("{kind: pass_fail, pass: 5, fail: 1}", "5", "result.verdict"),
        ("{kind: score}", "5.1", "score.outside_scale"),
        ("{kind: score}", "-1", "score.outside_scale"),
        ("{kind: score}", "4.36255", "score.too_many_decimals"),
    ],
)
def test_a_result_that_does_not_fit_its_criteria_is_refused(criteria: str, result: str, code: str) -> None:
    text = with_criteria(criteria, result)
    line = text[: text.index(f"    result: {result}\n")].count("\n") + 1
    assert (code, line) in [(problem.code, problem.line) for problem in problems_of(text)]


def test_a_mistake_in_a_part_stands_at_the_part() -> None:
    criteria = """
      kind: composite
      parts:
        - {code: p, name: n, weight: 1, criteria: {kind: score}, result: 4}
        - code: q
          name: n
          weight: 1
          criteria: {kind: steps, steps: [a, b, c, d, e]}
          result: 7"""
    problem = problems_of(with_criteria(criteria, None))[0]
    assert (problem.code, problem.where) == ("steps.not_that_many", "indicators.2.criteria.parts.q.result")
    assert with_criteria(criteria, None).splitlines()[(problem.line or 0) - 1].strip() == "result: 7"


def test_values_of_data_items_make_the_result() -> None:
    def state(result: str) -> str:
        return states(scored(changed("result: {ก: 85, ข: 100}", f"result: {result}")))["1"]

    assert scores(scored())["1"] == "3.5000"
    assert scores(scored(changed("result: {ก: 85, ข: 100}", "result: 72.50")))["1"] == "2.2500"
    assert state("{ก: 85, ข: N/A}") == "not_applicable"
    assert state("{ก: 85}") == "missing"
    assert state("{ก: 85, ข: 0}") == "missing"
    assert state("{}") == "missing"
    assert state("N/A") == "not_applicable"
    assert codes_of(changed("result: {ก: 85, ข: 100}", "result: [85, 100]")) == ["result.no_list"]


def test_data_items_may_have_thai_names() -> None:
    text = CLEAN
    for old, new in [("      ก:", "      จำนวนที่ผ่าน:"), ("      ข:", "      ทั้งหมด:"), ("{ก: 85, ข: 100}", "{จำนวนที่ผ่าน: 85, ทั้งหมด: 100}"), ("ก / ข * 100", "จำนวนที่ผ่าน/ทั้งหมด*100")]:  # fmt: skip # noqa: E501
        text = changed(old, new, text)
    assert scores(scored(text))["1"] == "3.5000"


def test_one_data_item_needs_no_formula() -> None:
    text = with_criteria("{kind: levels, at: [60, 70, 80, 90, 100]}\n    data: {ก: }", "{ก: 85}")
    assert codes_of(text) == ["type.fields"]
    text = with_criteria("{kind: levels, at: [60, 70, 80, 90, 100]}\n    data: {ก: {}}", "{ก: 85}")
    assert scores(scored(text))["2"] == "3.3000"


def test_a_claim_is_missing_or_not_applicable_never_zero() -> None:
    reported = read(with_criteria("{kind: score}", None)).reported["2"]
    assert reported.claim is MISSING
    assert read(with_criteria("{kind: score}", "N/A")).reported["2"].claim is NOT_APPLICABLE


def test_a_key_given_twice_names_both_lines_in_both_languages() -> None:
    text = CLEAN.replace('  - code: "1"\n', '  - code: "1"\n    key: villages\n')
    text = text.replace('  - code: "2"\n', '  - key: villages\n    code: "2"\n')
    [problem] = problems_of(text)
    first, second = (at for at, line in enumerate(text.splitlines(), start=1) if "key: villages" in line)
    assert (problem.code, problem.line, problem.terms["first"]) == ("key.twice", second, first)
    assert f"บรรทัด {first}" in file_sentence(problem, "th")
    assert f"line {first};" in file_sentence(problem, "en")
