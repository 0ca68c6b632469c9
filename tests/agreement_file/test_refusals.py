"""Every mistake a file can hold is refused at its own line and column, in a Thai and an English sentence."""

import pytest

from rabrong.agreement_file.problems import Problem
from rabrong.agreement_file.wording import FILE, file_sentence, place_of
from rabrong.scoring.wording.faults import FAULTS
from tests.agreement_file.mistakes import MARK, ONE_MISTAKE, WHOLE_FILES
from tests.agreement_file.sample import CLEAN, WEIGHTED_STEPS, changed, problems_of, with_criteria


def anywhere(code: str, old: str, new: str) -> tuple[str, str]:
    """The changed file and the code, where a place is not what the case is about."""
    text = changed(old, new)
    if code == "unreported.needs_units":
        return changed("unreported: leave_out", "unreported: @zero", text), code
    if code == "formula.required":
        return changed("data:\n      ก", "data:\n      @ก", text), code
    if code == "list.empty":
        return changed("indicators:\n", "indicators: @[]\n", text.replace(text[text.index("  - code: \"1\"") : text.index("units: [{code")], "")), code  # fmt: skip # noqa: E501
    return text, code


def marked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the line and column the mark stood at."""
    before, _, after = text.partition(MARK)
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(("code", "old", "new"), ONE_MISTAKE)
def test_a_mistake_is_found_at_its_line_and_column(code: str, old: str, new: str) -> None:
    text, code = anywhere(code, old, new)
    text, line, column = marked(text)
    found = [(problem.code, problem.line, problem.column) for problem in problems_of(text)]
    assert (code, line, column) in found
    if "result" not in new and code not in ("list.empty", "data.not_for_kind", "scale.too_few_points"):
        follow = {"result.no_list", "result.in_parts", "result.no_fields", "type.text"}
        if code in ("code.twice", "type.list"):
            follow.add("choice.unknown")
        assert {each for each, _, _ in found} - follow <= {code}


@pytest.mark.parametrize(("code", "old", "new"), ONE_MISTAKE)
def test_a_mistake_is_explained_in_both_languages(code: str, old: str, new: str) -> None:
    text, code = anywhere(code, old, new)
    problems = [problem for problem in problems_of(marked(text)[0]) if problem.code == code]
    for problem in problems:
        thai, english = file_sentence(problem, "th"), file_sentence(problem, "en")
        assert thai != english
        assert "None" not in thai + english
        assert f"line {problem.line}" in place_of(problem, "en")
        assert f"บรรทัด {problem.line}" in place_of(problem, "th")
    assert problems


@pytest.mark.parametrize(("code", "text"), WHOLE_FILES, ids=lambda value: value[:40])
def test_a_file_that_is_no_agreement_at_all_is_refused(code: str, text: str) -> None:
    marked_text, line, column = marked(text)
    problem = problems_of(marked_text)[0]
    assert problem.code == code
    assert problem.line is not None
    assert len(file_sentence(problem, "en")) < 300
    assert file_sentence(problem, "th") != file_sentence(problem, "en")
    if MARK in text:
        assert (problem.line, problem.column) == (line, column)


ELSEWHERE = ("csv.", "file.", "why.", "steps.not_that_many", "score.", "result.", "key.required")
"""Codes that other tests are about: results files, bytes, --why, and results of every kind of criteria."""


def test_every_code_of_an_agreement_file_has_a_test() -> None:
    tested = {code for code, _, _ in ONE_MISTAKE} | {code for code, _ in WHOLE_FILES}
    assert sorted(code for code in {**FILE, **FAULTS} if code not in tested and not code.startswith(ELSEWHERE)) == []


def test_all_mistakes_of_a_file_are_listed_together_in_its_order() -> None:
    text = CLEAN
    for old, new in [
        ("year: 2555", "year: 2012"),
        ("points: [1, 2, 3, 4, 5]", "points: [5, 4]"),
        ("upto: 2.4999", "upto: x"),
        ("weight: 60\n    unit", "weight: -1\n    unit"),
        ("formula: ก / ข * 100", "formula: ก / ค"),
        ("result: {ก: 85, ข: 100}", "result: {ก: x, ข: 100}"),
        ("code: \"2\"", "code: \"1\""),
        ("aspect: internal", "aspect: nowhere"),
        ("points: [2, 3], cap: 5", "points: [2, x], cap: y"),
        ("starts: 6", "starts: 7"),
        ("reason: ส่งช้า", "why: ส่งช้า"),
        ("kind: division}, {code: กค", "kind: office}, {code: กค"),
        ("percent: 60", "percent: many"),
    ]:  # fmt: skip
        text = changed(old, new, text)
    found = problems_of(text)
    assert sorted({problem.code for problem in found}) == [
        "choice.unknown",
        "code.twice",
        "formula.unknown_item",
        "key.unknown",
        "number.bad",
        "scale.points_not_rising",
        "weight.negative",
        "year.christian",
    ]
    assert len(found) == 14
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)


def test_a_scale_that_cannot_be_read_makes_no_further_mistakes() -> None:
    assert [p.code for p in problems_of(changed("points: [1, 2, 3, 4, 5]", "points: [1, x, 3]"))] == ["number.bad"]


def test_nothing_is_listed_twice() -> None:
    for old, new in [
        ("at: [60, 70, 80, 90, 100]", "at: 5"),
        ("bands: [{upto: 2.4999, name: ต้องแก้ไข}, {upto: 5, name: ดี}]", "bands: 5"),
        ("evidence: [รายงาน]", "evidence: 5"),
    ]:  # fmt: skip
        assert len(problems_of(changed(old, new))) == 1
    for key in ("units", "indicators", "framework", "printed"):
        head, _, rest = CLEAN.partition(f"\n{key}:")
        after = rest[rest.index("\nunits:") :] if key in ("indicators", "framework") else ""
        found = [problem for problem in problems_of(f"{head}\n{key}: 5{after}\n") if problem.where == key]
        assert [problem.code for problem in found][:1] == ["type.list"], key
        assert len(found) == 1, key


@pytest.mark.parametrize("key", ["format", "year", "unit", "scale", "framework", "indicators"])
def test_what_is_required_and_left_out_is_named(key: str) -> None:
    lines = [f"# {line}" if line.startswith(f"{key}:") else line for line in CLEAN.splitlines()]
    block = {"framework": ("framework:", "indicators:"), "indicators": ("indicators:", "units:")}.get(key)
    if block:
        start, end = (next(at for at, line in enumerate(CLEAN.splitlines()) if line.startswith(word)) for word in block)
        lines = CLEAN.splitlines()[:start] + CLEAN.splitlines()[end:]
    found = problems_of("\n".join(lines))
    assert ("key.required", key) in [(problem.code, problem.where) for problem in found]


@pytest.mark.parametrize(
    ("old", "where"),
    [
        ("code: \"2\"\n    ", "indicators[2].code"),
        ("    name: ระดับความสำเร็จของมาตรการ\n", "indicators.2.name"),
        ("    aspect: internal\n", "indicators.2.aspect"),
        (f"    {WEIGHTED_STEPS}\n", "indicators.2.criteria"),
        ("kind: weighted_steps, ", "indicators.2.criteria.kind"),
        ("points: [1, 2, 3, 4, 5], ", "scale.points"),
        ("code: effectiveness, ", "framework.external.parts[1].code"),
        ("code: dept, ", "unit.code"),
        ("unit: กค, role: main", "indicators.2.owners[1].unit"),
        ("source: book\n    ", "printed[2].source"),
    ],
)  # fmt: skip
def test_a_required_key_inside_is_named_with_its_place(old: str, where: str) -> None:
    new = "share: 1, role: main" if "role" in old else ""
    text = changed(old, new)
    text = text.replace("share: 1, role: main, share: 100", "role: main, share: 100")
    assert ("key.required", where) in [(problem.code, problem.where) for problem in problems_of(text)]


def test_an_unknown_key_is_told_what_is_allowed_and_what_was_meant() -> None:
    problem = problems_of(changed("floor: first", "flor: first"))[0]
    assert file_sentence(problem, "en") == (
        "there is no key flor, did you mean floor? Allowed: points, floor, places, total, missing, result_places"
    )
    assert place_of(problem, "en") == "line 6, column 34, scale"


def test_a_wrong_reference_is_told_what_there_is() -> None:
    problem = problems_of(changed("aspect: internal", "aspect: quality"))[0]
    assert file_sentence(problem, "en") == "aspect cannot be quality; allowed: external, effectiveness, internal"
    assert problem.line == 33


def test_a_long_list_of_what_is_allowed_is_cut() -> None:
    framework = "framework: [" + ", ".join(f"{{code: a{number}}}" for number in range(2000)) + "]"
    start, end = CLEAN.index("framework:"), CLEAN.index("indicators:")
    sentences = [file_sentence(p, "en") for p in problems_of(CLEAN[:start] + framework + "\n" + CLEAN[end:])]
    assert sentences
    assert all(sentence.endswith("a39, …") for sentence in sentences)


def test_a_long_text_is_cut_in_the_sentence() -> None:
    for old, new in [
        ("code: \"2\"", f"code: {'x' * 5000}\n    qqq: 1"),
        ("result: {ก: 85,", f"result: {{ก: {'x' * 5000},"),
        ("aspect: internal", f"aspect: {'x' * 5000}"),
        ("note: ตัวอย่าง\nscale", f"{'x' * 900}: a\nscale"),
    ]:  # fmt: skip
        for problem in problems_of(changed(old, new)):
            assert len(file_sentence(problem, "en") + place_of(problem, "en")) < 600


def test_a_place_without_a_line_is_empty() -> None:
    assert place_of(Problem("file.too_large", ""), "th") == ""


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        ("{}", ["key.required"]),
        ("{points: [1]}", ["key.required"]),
        ("{kind: levels}", ["key.required"]),
        ("{kind: levels, steps: [a]}", ["key.required", "key.unknown"]),
        ("{kind: bands}", ["key.required"]),
        ("{kind: steps}", ["key.required"]),
        ("{kind: weighted_steps}", ["key.required"]),
        ("{kind: mixed}", ["key.required", "key.required"]),
        ("{kind: average}", ["key.required", "key.required"]),
        ("{kind: average, at: [1, 2, 3, 4, 5], parts: [{result: 3}]}", ["key.required"]),
        ("{kind: composite}", ["key.required"]),
        ("{kind: composite, parts: [{}]}", ["key.required"] * 4),
        (
            "{kind: composite, parts: [{code: a, weight: x, criteria: }]}",
            ["key.required", "key.required", "number.bad"],
        ),
        ("{kind: composite, parts: [{code: a, name: n, weight: 1, criteria: {kind: leve}}]}", ["choice.unknown"]),
        ("{kind: pass_fail}", ["key.required", "key.required"]),
        ("{kind: score, at: [1]}", ["key.unknown"]),
    ],
)
def test_criteria_are_told_what_they_lack(criteria: str, codes: list[str]) -> None:
    found = problems_of(with_criteria(criteria, None))
    assert sorted(problem.code for problem in found) == codes
    assert all(problem.where.startswith("indicators.2.criteria") for problem in found)


def test_data_and_its_formula_must_be_what_they_are() -> None:
    start, end = CLEAN.index("    data:\n"), CLEAN.index("    formula:")
    for data, codes in [("[a]", ["type.fields"]), ("a", ["type.fields"]), ("", ["formula.no_data"])]:
        text = f"{CLEAN[:start]}    data: {data}\n{CLEAN[end:]}"
        found = [problem.code for problem in problems_of(text)]
        assert found == [*codes, "result.no_fields"]
