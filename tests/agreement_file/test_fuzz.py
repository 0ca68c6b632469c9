"""Random and half-broken files are read or refused; what is read can be scored, checked and explained."""
# ruff: noqa: E501  lists of pieces read better in few lines

import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint import findings_of
from rabrong.agreement_file.lint.wording import finding_sentence
from rabrong.agreement_file.load import unit_loads
from rabrong.agreement_file.numbers import number_of
from rabrong.agreement_file.problems import BadFileError
from rabrong.agreement_file.reader import agreement_of
from rabrong.agreement_file.results import Results, results_of
from rabrong.agreement_file.wording import file_sentence, place_of
from rabrong.scoring.absence import Fault
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.assess import assess
from rabrong.scoring.reasons import why
from rabrong.scoring.trace import as_data
from rabrong.scoring.wording import explain
from tests.agreement_file.sample import CLEAN

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "agreement-file.md").read_text(encoding="utf-8")
EVERY_KEY = re.search(r"```yaml\n(.*?)```", DOCUMENTED, re.DOTALL)
TEXTS = [CLEAN, EVERY_KEY[1] if EVERY_KEY else CLEAN]
PIECES = st.sampled_from(
    [
        "", " ", "\n", "  ", "\t", ":", ": ", ",", "-", "- ", "[", "]", "{", "}", "[]", "{}", "'", '"', "#", "&a ", "*a", "!a ",
        "|", ">", "%", "@", "`", "?", "<<: ", "---\n", "...\n", "0", "-1", "9", "6", "12", "1.5", "1e9", "NaN", "N/A", "pass", "null", "~",
        "ก", "a", "1", "code", "weight", "result", "kind", "levels", "composite", "mixed", "average", "parts: ", "steps", "at: ",
        "\u0000", "\u001b", "\u0085", "\u2028", "\ufeff", "\U0001f600", "999999999999999", "0.0000000001", "๕", "/", "(", ")", "* 0",
    ]
)  # fmt: skip


def everything_asked_of(file: AgreementFile, results: Results | None = None) -> None:
    """Score, explain, check and load: whatever a command does with a file that could be read."""
    for round_ in ROUNDS:
        reported = file.reported if results is None else results.until(file, round_)
        assessment = assess(file.agreement, reported, round_)
        for code in (*assessment.results, *(line.code for line in assessment.scorecard.aspects), "total"):
            reason = why(assessment, code)
            assert reason is not None
            assert all(text for _, text in explain(reason, "th"))
            json.dumps(as_data(reason))
    for finding in findings_of(file):
        assert finding_sentence(finding, "th")
        assert finding_sentence(finding, "en")
    unit_loads(file)


def is_explained(refusal: BadFileError) -> None:
    """Every problem of a refused file has a line and a sentence in both languages."""
    assert refusal.problems
    for problem in refusal.problems:
        assert file_sentence(problem, "th")
        assert file_sentence(problem, "en")
        assert place_of(problem, "en").startswith("line ")


def refused_or_usable(text: str) -> None:
    """The one thing that is promised of any text at all."""
    try:
        file = agreement_of(text, "file.yaml")
    except BadFileError as error:
        is_explained(error)
        return
    everything_asked_of(file)


@given(st.text())
@example("\ufeff")
@example("\x85")
@example("a: \ud800")
def test_any_text_is_refused_or_usable(text: str) -> None:
    refused_or_usable(text)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_heap_of_yaml_is_refused_or_usable(text: str) -> None:
    refused_or_usable(text)


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=150)
def test_any_file_with_pieces_put_in_or_taken_out_is_refused_or_usable(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    refused_or_usable(text)


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=100)
def test_any_file_with_values_exchanged_is_refused_or_usable(text: str, data: st.DataObject) -> None:
    words = list(re.finditer(r"[^\s,\[\]{}:\"']+", text))
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
        text = text[: one.start()] + other.group() + text[one.end() :]
        words = list(re.finditer(r"[^\s,\[\]{}:\"']+", text))
    refused_or_usable(text)


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=100)
def test_any_file_with_lines_moved_is_refused_or_usable(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    refused_or_usable("\n".join(lines))


CELLS = st.sampled_from(
    ["1", "2", "8", "9", "", "dept", "กผ", "40", "2555-05", "2012-05", "2554-10", "2555-13", "ก", "ข", "result", "steps", "value", "days",
     "8.1", "8.2", "8.3", "0", "100", "N/A", "pass", "fail", "-1", "x", '"', '"1,2"', "'", "1;2", "\u2028", "\r", "indicator", "month"]
)  # fmt: skip


def rows_refused_or_usable(text: str, csv: str) -> None:
    """The one thing that is promised of any results file at all."""
    file = agreement_of(text, "file.yaml")
    try:
        results = results_of(csv, "results.csv", file)
    except BadFileError as error:
        is_explained(error)
        return
    everything_asked_of(file, results)


@given(st.sampled_from(TEXTS), st.lists(st.lists(CELLS, min_size=4, max_size=6).map(",".join), max_size=8))
@settings(max_examples=100)
def test_any_rows_are_refused_or_usable(text: str, rows: list[str]) -> None:
    rows_refused_or_usable(text, "\n".join(["indicator,unit,month,item,value", *rows]))


ITEMS = st.sampled_from(
    ["1,{},ก,{}", "1,{},ข,{}", "2,{},result,{}", "3,{},,{}", "4,{},days,{}", "4,{},clients,{}", "5,{},steps,{}", "5,{},value,{}",
     "6,{},1,{}", "6,{},3,{}", "7,{},1,{}", "7,{},6,{}", "8,{},8.1,{}", "8,{},8.2,{}", "8,{},8.3,{}", "9,{},,{}", "8,{},,{}", "5,{},,{}"]
)  # fmt: skip
PLACES = st.sampled_from(["dept,2555-05", "กผ,2555-05", "40,2554-10", "40,2555-09", "สสช,2012-05"])
VALUES = st.sampled_from(["0", "1", "3", "75.5", "N/A", "", "pass", "0.25", "100"])


@given(st.lists(st.tuples(ITEMS, PLACES, VALUES), max_size=12))
def test_any_good_looking_rows_are_refused_or_usable(rows: list[tuple[str, str, str]]) -> None:
    csv = "\n".join(["indicator,unit,month,item,value", *(item.format(place, value) for item, place, value in rows)])
    rows_refused_or_usable(TEXTS[1], csv)


@given(st.text(max_size=200))
def test_any_text_as_a_results_file_is_refused_or_usable(csv: str) -> None:
    rows_refused_or_usable(CLEAN, csv)


@given(st.text(alphabet="0123456789.,-+eE_x ๕\u0665nN", max_size=20))
def test_a_text_is_a_number_exactly_when_it_looks_like_one(text: str) -> None:
    value = number_of(text)
    looks = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]{1,10})?", text) is not None
    digits = len(re.sub(r"[+-.]", "", text.lstrip("+-").lstrip("0")).rstrip("0") if "." in text else text.lstrip("+-0"))
    if not looks:
        assert isinstance(value, Fault)
    elif digits <= 15:
        assert isinstance(value, Decimal)
        whole, _, decimals = text.lstrip("+-").partition(".")
        sign = -1 if text.startswith("-") else 1
        assert Fraction(value) == sign * Fraction(int(whole + decimals), 10 ** len(decimals))
