"""Whatever can be read can be written and reads back as the same: any text, number, criteria, results, tables."""

from dataclasses import replace
from importlib.resources import files as installed
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rabrong.agreement_file.calendar_in import day_text
from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.from_data import data_of
from rabrong.agreement_file.reader import agreement_of, read_agreement
from rabrong.agreement_file.tree import parse
from rabrong.agreement_file.writing import Data, kept_text, text_of_data
from rabrong.agreement_file.writing_values import text_of_file
from tests.agreement_file.oracle import Tree, nodes_of
from tests.agreement_file.sample import CLEAN, codes_of, read
from tests.agreement_file.test_generated import WEIGHT, any_kind, files

EXAMPLES = Path(str(installed("rabrong.examples")))
DOCUMENT = (Path(__file__).parents[2] / "docs" / "agreement-file.md").read_text(encoding="utf-8")
ODD = ("yes", "null", "~", "1.10", "010", "- a", "a: b", "a #b", "#", "[x]", "{x: y}", "*x", "&x", "!x", "%x", "@x", "'", '"', "\\", "\\n", "a\\", "?", "|", ">", "---", "...", "<<", "=", "ที่ 1", "ำ", "\u200b", "\ufeff", "🙂", "e\u0301")  # fmt: skip # noqa: E501
TEXT = st.one_of(st.sampled_from(ODD), st.text(max_size=12).map(kept_text)).filter(bool)
NUMBER = st.decimals(-9999, 9999, places=3).map(lambda value: format(abs(value) if value == 0 else value, "f"))


def without_lines(file: AgreementFile) -> AgreementFile:
    """The same file, wherever things stand in it."""
    details = {
        code: replace(detail, line=0, lines={}, owners=tuple(replace(owner, line=0) for owner in detail.owners))
        for code, detail in file.details.items()
    }
    tables = tuple(
        replace(table, line=0, rows=tuple(replace(row, line=0) for row in table.rows)) for table in file.printed
    )
    units = tuple(replace(unit, line=0) for unit in file.units)
    return replace(file, details=details, units=units, printed=tables, aspect_lines={}, indicators_line=0, bands_line=0)


def texts_in(file: AgreementFile) -> str:
    """Every digit and letter of it: 1.10 and 1.1 are equal numbers and two texts."""
    return repr(without_lines(file))


def assert_same(file: AgreementFile) -> None:
    """The file reads back as it was."""
    again = agreement_of(text_of_file(file), "written")
    assert without_lines(again) == without_lines(file)
    assert texts_in(again) == texts_in(file)


@given(st.recursive(TEXT | st.just(""), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)))  # fmt: skip # noqa: E501
@example({text: [text, {text: text}] for text in ODD})
def test_any_tree_of_text_reads_back_as_it_is(tree: Data) -> None:
    written = text_of_data({"top": tree})
    assert data_of(parse(written, "tree")) == {"top": tree}


def test_a_text_loses_only_what_a_file_cannot_hold() -> None:
    assert kept_text(" one\r\n\ttwo\x00three ") == "one two three"


@st.composite
def full_files(draw: st.DrawFn) -> Tree:
    """A generated agreement with everything that may stand beside it."""
    file = draw(files())
    points = file["scale"]["points"]
    file["unit"] = {"code": draw(TEXT), "name": draw(TEXT)}
    optional: Tree = {
        "superior": st.fixed_dictionaries({}, optional={"code": TEXT, "name": TEXT}),
        "person": TEXT,
        "note": TEXT,
        "appeal_days": st.integers(0, 366).map(str),
        "details_decided_by": TEXT,
        "bands": st.just([{"upto": points[0], "name": "ต่ำ", "name_en": "low"}, {"name": "สูง: #1"}]),
        "units": st.lists(
            st.fixed_dictionaries({"code": TEXT}, optional={"name": TEXT, "kind": st.just("province")}),
            unique_by=lambda unit: unit["code"],
            max_size=3,
        ),
        "deadlines": st.lists(
            st.dates()
            .filter(lambda on: on.year < 9000)
            .map(lambda on: {"code": f"d{on}", "name": "วัน", "on": day_text(on)}),
            unique_by=lambda one: one["code"],
            max_size=2,
        ),
        "printed": st.lists(printed(), max_size=2),
    }
    file |= draw(st.fixed_dictionaries({}, optional=optional))
    for node in nodes_of(file["framework"]):
        node.update(draw(st.fixed_dictionaries({}, optional={"name_en": TEXT})))
    for indicator in file["indicators"]:
        indicator.update(draw(beside(points)))
    for at, indicator in enumerate(file["indicators"]):
        if indicator.get("key") in [each.get("key") for each in file["indicators"][:at]]:
            indicator.pop("key", None)
    if draw(st.booleans()):
        file["indicators"].append(draw(counted(points, file["framework"][0]["code"])))
    return file


def printed() -> st.SearchStrategy[Tree]:
    """What a paper printed."""
    row = {"count": st.sampled_from(["3", "-"]), "indicators": st.lists(TEXT, max_size=2), "percent": NUMBER, "weights": st.lists(NUMBER, max_size=2)}  # noqa: E501  # fmt: skip
    rows = st.fixed_dictionaries({"unit": TEXT}, optional=row)
    return st.fixed_dictionaries({"source": TEXT, "units": st.lists(rows, min_size=1, max_size=2)})


def beside(points: list[str]) -> st.SearchStrategy[Tree]:
    """What stands beside the criteria of an indicator."""
    owner = st.fixed_dictionaries({"unit": TEXT}, optional={"role": st.sampled_from(["main", "co", "supporter"]), "share": st.integers(0, 100).map(str)})  # noqa: E501  # fmt: skip
    amended = any_kind(points, 0).map(lambda tree: {"9": without_results(tree["criteria"])})
    optional = {
        "name": TEXT,
        "name_en": TEXT,
        "key": TEXT,
        "unit": TEXT,
        "target": NUMBER,
        "responsible": TEXT,
        "note": TEXT,
        "owners": st.lists(owner, max_size=2),
        "evidence": st.lists(TEXT, max_size=3),
        "baseline": st.dictionaries(st.sampled_from(["2552", "2553", "2554"]), NUMBER),
        "amended": amended,
    }
    return st.fixed_dictionaries({}, optional=optional)


def without_results(data: object) -> object:
    """Criteria as they are agreed."""
    if isinstance(data, dict):
        return {key: without_results(value) for key, value in data.items() if key != "result"}
    return [without_results(each) for each in data] if isinstance(data, list) else data


@st.composite
def counted(draw: st.DrawFn, points: list[str], aspect: str) -> Tree:
    """An indicator with data items and a formula."""
    words = st.fixed_dictionaries({}, optional={"name": TEXT, "name_en": TEXT, "unit": TEXT, "over_months": st.sampled_from(["sum", "last"])})  # noqa: E501  # fmt: skip
    result = st.fixed_dictionaries({}, optional={"ก": NUMBER, "ข": st.just("N/A")})
    tree: Tree = {
        "code": "data",
        "name": draw(TEXT),
        "aspect": aspect,
        "weight": draw(WEIGHT),
        "data": {"ก": draw(words), "ข": {**draw(words), "over_units": "weighted_mean", "weighted_by": "ก"}},
        "formula": "ก / ข * 100",
        "criteria": {"kind": "levels", "at": [str(number) for number in range(len(points))]},
    }
    return tree | draw(st.fixed_dictionaries({}, optional={"result": result, "formulas": st.just({"9": "ก / 2"})}))


@given(full_files())
@settings(max_examples=150)
def test_a_random_agreement_reads_back_as_it_is(tree: Tree) -> None:
    assert_same(agreement_of(text_of_data(tree), "generated"))


@pytest.mark.parametrize("name", ["cdd-2555", "cdd-2555-as-printed"])
def test_the_examples_read_back_as_they_are(name: str) -> None:
    assert_same(read_agreement(EXAMPLES / f"{name}.yaml"))


def test_the_complete_file_of_the_document_reads_back_as_it_is() -> None:
    assert_same(agreement_of(DOCUMENT.split("```yaml\n", 1)[1].split("```", 1)[0], "document"))


def test_zeros_at_the_end_are_kept() -> None:
    file = read(CLEAN.replace("at: [60, 70, 80, 90, 100]", "at: [60.0, 70.00, 80, 90.50, 100]"))
    assert "at: [60.0, 70.00, 80, 90.50, 100]" in text_of_file(file)


def test_weights_differ_by_round_only_where_they_do() -> None:
    text = text_of_file(
        read(CLEAN.replace("weight: 40\n    criteria", "weight: {6: 40, 9: 40, 12: 39.5}\n    criteria"))
    )
    assert "weight: {6: 40, 9: 40, 12: 39.5}" in text
    assert "    weight: 60\n" in text


def test_the_written_text_is_what_other_readers_of_yaml_read() -> None:
    text = text_of_file(read())
    assert yaml.load(text, yaml.BaseLoader) == data_of(parse(text, "written"))
    assert max(len(line) for line in text.splitlines()) < 120


@pytest.mark.parametrize("day", ["2555-02-30", "2/4/2555", "2012", "วันนี้", "0001-01-01"])
def test_a_day_that_is_none_is_named(day: str) -> None:
    text = CLEAN.replace("scale:", f'deadlines: [{{code: a, name: b, on: "{day}"}}]\nscale:', 1)
    assert codes_of(text) == ["day.bad"]


def test_a_day_twice_in_the_calendar_is_named() -> None:
    twice = "{code: a, name: b, on: 2555-04-02}"
    assert codes_of(CLEAN.replace("scale:", f"deadlines: [{twice}, {twice}]\nscale:", 1)) == ["code.twice"]


def test_amended_criteria_are_read_as_strictly_as_the_first() -> None:
    text = CLEAN.replace(
        "formula: ก / ข * 100",
        "formula: ก / ข * 100\n    amended: {9: {kind: levels, at: [1, 2]}}\n    formulas: {9: ก / ค}",
    )
    assert codes_of(text) == ["levels.wrong_count", "formula.unknown_item"]
