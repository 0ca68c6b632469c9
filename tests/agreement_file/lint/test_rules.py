"""Every rule of the lint: silent on a clean file, heard after the smallest change that breaks it, in two languages."""

import ast
import re
import string
import time
from decimal import Decimal
from pathlib import Path

import pytest

from rabrong.agreement_file import lint
from rabrong.agreement_file.lint import RULES, findings_of
from rabrong.agreement_file.lint.finding import Finding
from rabrong.agreement_file.lint.printed import reachable_sums
from rabrong.agreement_file.lint.wording import SENTENCES, finding_sentence
from rabrong.agreement_file.wording import FILE
from rabrong.scoring.wording.faults import FAULTS
from tests.agreement_file.lint.broken import BROKEN, PRINTED_1, PRINTED_2, WEIGHT_2
from tests.agreement_file.sample import CLEAN, LEVELS, changed, read


def after(changes: list[tuple[str, str]]) -> list[Finding]:
    """What the lint says after changing the clean file."""
    text = CLEAN
    for old, new in changes:
        text = changed(old, new, text)
    return findings_of(read(text))


def test_the_clean_file_is_clean() -> None:
    assert findings_of(read()) == []


@pytest.mark.parametrize(("code", "changes", "others"), BROKEN)
def test_a_broken_rule_is_heard(code: str, changes: list[tuple[str, str]], others: set[str]) -> None:
    found = after(changes)
    assert {finding.code for finding in found} == {code, *others}
    for finding in found:
        assert finding.line is not None
        assert 0 < finding.line <= CLEAN.count("\n") + 2
        assert finding.where.split(".")[0] in ("indicators", "framework", "printed", "units", "bands")
        assert finding_sentence(finding, "th") != finding_sentence(finding, "en")
        assert "None" not in finding_sentence(finding, "th") + finding_sentence(finding, "en")


def strings_in(folder: Path) -> set[str]:
    """Every text in the Python files of a folder."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_code_of_the_lint_has_a_sentence_and_a_test() -> None:
    folder = Path(lint.__file__).parent
    codes = {text for text in strings_in(folder) if re.fullmatch(r"[A-Z]-[A-Z]+(-[A-Z]+)?", text)}
    assert codes == set(SENTENCES)
    assert codes == {code for code, _, _ in BROKEN}


def test_every_rule_names_its_code_in_the_first_line_of_its_docstring() -> None:
    for rule in RULES:
        first = (rule.__doc__ or "").splitlines()[0]
        assert re.match(r"[A-Z]-[A-Z]+( and [A-Z]-[A-Z]+)?: .+\.$", first), rule.__name__


def test_every_code_of_a_problem_has_a_sentence() -> None:
    package = Path(lint.__file__).parents[1]
    codes = {text for text in strings_in(package) if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    prefixes = {code.partition(".")[0] for code in (*FILE, *FAULTS)}
    assert {code for code in codes if code.partition(".")[0] in prefixes} - {*FILE, *FAULTS} == set()


def placeholders(template: str) -> set[str]:
    """The names a sentence is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("table", [FILE, SENTENCES])
def test_both_languages_say_the_same_things(table: dict[str, tuple[str, str]]) -> None:
    unequal = {code for code, (thai, english) in table.items() if placeholders(thai) != placeholders(english)}
    assert unequal == set()


@pytest.mark.parametrize("table", [FILE, SENTENCES])
def test_a_thai_sentence_is_thai_and_an_english_one_is_not(table: dict[str, tuple[str, str]]) -> None:
    def is_thai(text: str) -> bool:
        return any("\u0e00" <= letter <= "\u0e7f" for letter in re.sub(r"\{[^}]*\}", "", text))

    assert [code for code, (thai, _) in table.items() if not is_thai(thai)] == []
    english = {code for code, (_, text) in table.items() if is_thai(text)}
    assert english <= {"data.bad_name"}  # its example is a Thai letter


def test_errors_come_first() -> None:
    found = after([("reason: ส่งช้า", 'reason: ""'), ("มิติภายใน, weight: 40", "มิติภายใน, weight: 41")])
    assert [finding.severity for finding in found] == ["error", "error", "error", "warning"]


def test_the_terms_of_a_sum_are_the_sum_and_the_gap() -> None:
    (found,) = [finding for finding in after(BROKEN[0][1]) if finding.code == "W-SUM"]
    assert finding_sentence(found, "en") == (
        "the weights of the indicators add up to 99, not 100: 1 missing (round 6, 9, 12); scores are divided by 99"
    )


def test_the_divisor_of_a_round_leaves_out_what_is_cancelled() -> None:
    found = after([(WEIGHT_2, "weight: 45\n    criteria"), ("starts: 6", "cancelled: 12")])
    sums = [finding_sentence(finding, "en") for finding in found if finding.code == "W-SUM-OVER"]
    assert sums == [
        "the weights of the indicators add up to 105, not 100: 5 too much (round 6, 9); scores are divided by 105",
        "the weights of the indicators add up to 105, not 100: 5 too much (round 12); scores are divided by 60",
    ]


def test_a_paper_may_divide_an_indicator_as_its_owners_do() -> None:
    # 1 weighs 60 and is shared 60 to 40: 36 for one unit, and 24 more for the other
    divided = [
        (PRINTED_1, PRINTED_1.replace("60", "36")),
        (PRINTED_2, '{unit: กค, count: 2, indicators: ["1", "2"], percent: 64, weights: [24, 40]}'),
    ]
    assert after(divided) == []
    for percents in ("35", "65"), ("37", "63"):
        wrong = [
            (PRINTED_1, PRINTED_1.replace("60", percents[0])),
            (PRINTED_2, f'{{unit: กค, count: 2, indicators: ["1", "2"], percent: {percents[1]}}}'),
        ]
        assert {"P-DUP", "P-PERCENT"} <= {finding.code for finding in after(wrong)}


def test_a_unit_without_a_share_divides_nothing() -> None:
    # 2 is whole in both rows; its owner has all of it
    changes = [
        (PRINTED_1, '{unit: กผ, count: 2, indicators: ["1", "2"], percent: 100}'),
    ]
    assert {finding.code for finding in after(changes)} == {"P-DUP", "P-SUM", "P-OWNER", "C-SOURCE"}


def test_a_paper_may_print_the_weights_of_an_earlier_round() -> None:
    changes = [
        (WEIGHT_2, "weight: {6: 40, 9: 40, 12: 30}\n    criteria"),
        ("weight: 60\n    unit", "weight: {6: 60, 9: 60, 12: 70}\n    unit"),
        ("weight: 60\n    parts", "weight: {6: 60, 9: 60, 12: 70}\n    parts"),
        ("ประสิทธิผล, weight: 60", "ประสิทธิผล, weight: {6: 60, 9: 60, 12: 70}"),
        ("มิติภายใน, weight: 40", "มิติภายใน, weight: {6: 40, 9: 40, 12: 30}"),
    ]
    assert after(changes) == []


def test_a_third_paper_is_held_to_the_first() -> None:
    third = 'units: [{unit: กผ, count: 1}, {unit: กค, count: "-"}]\n'
    found = after([(third, third + "  - {source: memo, units: [{unit: กผ, count: 3}]}\n")])
    assert [(finding.code, finding.where) for finding in found] == [("C-SOURCE", "printed.memo.กผ")]


def test_a_long_agreement_and_a_wild_paper_are_looked_through_within_seconds() -> None:
    text = CLEAN.partition('  - code: "2"')[0]
    text += "".join(
        f"  - {{code: c{number}, name: n{number}, aspect: internal, weight: 1, criteria: {{kind: score}}}}\n"
        for number in range(4000)
    )
    weights = ", ".join(f"{number}.{number:04d}" for number in range(150))
    rows = ", ".join(f"{{unit: u{unit}, count: 9999, percent: 50, weights: [{weights}]}}" for unit in range(100))
    started = time.process_time()
    assert findings_of(read(f"{text}printed:\n  - {{source: s, units: [{rows}]}}\n"))
    assert time.process_time() - started < 15  # reading takes most of it


def test_a_weight_that_moves_with_a_cancelled_indicator_is_no_fault() -> None:
    # 2 is cancelled from round 12 on and 1 takes over its weight, in the file and in the framework
    changes = [
        (WEIGHT_2, "weight: {6: 40, 9: 40}\n    criteria"),
        ("starts: 6", "cancelled: 12"),
        ("weight: 60\n    unit", "weight: {6: 60, 9: 60, 12: 100}\n    unit"),
        ("weight: 60\n    parts", "weight: {6: 60, 9: 60, 12: 100}\n    parts"),
        ("ประสิทธิผล, weight: 60", "ประสิทธิผล, weight: {6: 60, 9: 60, 12: 100}"),
        ("มิติภายใน, weight: 40", "มิติภายใน, weight: {6: 40, 9: 40, 12: 0}"),
        ("percent: 60, weights: [60]", "weights: [60]"),
        ("percent: 40, weights: [40]", "weights: [40]"),
    ]
    assert {finding.code for finding in after(changes)} == set()


def test_units_without_an_indicator_are_doubtful_only_beside_busy_peers() -> None:
    provinces = 'กองคลัง, kind: division}, {code: "40", kind: province}, {code: "41", kind: province}'
    assert after([("กองคลัง, kind: division}", provinces)]) == []


def test_a_unit_that_works_is_not_called_idle_for_a_gap_on_paper() -> None:
    changes = [(PRINTED_2, "{unit: กค}"), (PRINTED_1, PRINTED_1.replace('"1"', '"1", "2"'))]
    assert "O-NONE" not in {finding.code for finding in after(changes)}


def test_a_part_of_a_composite_is_looked_into() -> None:
    criteria = "criteria: {kind: composite, parts: [{code: p, name: n, weight: 1, " + LEVELS.replace("60, 70", "60, 60") + "}]}"  # fmt: skip # noqa: E501
    changes = [("criteria: {kind: weighted_steps, points: [2, 3], cap: 5}", criteria), ("result: [2, 1.5]", "note: x")]
    assert [finding.where for finding in after(changes)] == ["indicators.2.criteria.p"]


@pytest.mark.parametrize(
    ("weights", "indicators", "sums"),
    [
        ("5 3", 4, "14 16 18"),
        ("5 3", 2, "8"),
        ("5 3", 1, ""),
        ("5", 3, "15"),
        ("5 5", 2, "10"),
        ("7", 2, "14"),
        ("5 3 7", 4, "18 20 22"),
    ],
)
def test_every_printed_weight_occurs_in_a_reachable_sum(weights: str, indicators: int, sums: str) -> None:
    found = reachable_sums(tuple(Decimal(weight) for weight in weights.split()), indicators)
    assert found == {Decimal(total) for total in sums.split()}


def test_too_many_sums_are_not_looked_through() -> None:
    assert reachable_sums(tuple(Decimal(f"0.{n}") + n * n for n in range(1, 40)), 60) is None
    assert reachable_sums((Decimal(5),), 9999) == {Decimal(49995)}
