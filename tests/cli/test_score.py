"""`rabrong score` from the outside: exit codes, the JSON to the letter, rounds, results, languages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.agreement_file.sample import CLEAN, changed
from tests.cli.command import RABRONG, SECONDS, data, installed, printed, rabrong, refused, rows

RESULTS = "indicator,unit,month,item,value\n1,dept,2555-03,ก,60\n1,dept,2555-06,ก,75\n1,dept,2555-09,ก,90\n1,dept,2555-03,ข,100\n"  # fmt: skip # noqa: E501


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The clean file on disk."""
    path = tmp_path / "clean.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def written(folder: Path, text: str, name: str = "file.yaml") -> Path:
    """A text as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_json_is_the_promised_one_to_the_letter(file: Path) -> None:
    # 85 % lies between 80 (3) and 90 (4): 3.5; 2 + 1.5 - 0.2 = 3.3; (60 x 3.5 + 40 x 3.3) / 100 = 3.42
    assert printed("score", file, "--json") == (
        json.dumps(
            {
                "year": "2555",
                "round": "12",
                "indicators": [
                    {
                        "code": "1",
                        "result": "85.0000",
                        "score": "3.5000",
                        "weight": "60",
                        "weighted": "2.1000",
                        "band": "ดี",
                        "state": "counted",
                    },
                    {
                        "code": "2",
                        "result": ["2", "1.5"],
                        "score": "3.3000",
                        "weight": "40",
                        "weighted": "1.3200",
                        "band": "ดี",
                        "state": "counted",
                    },
                ],
                "aspects": [
                    {"code": "external", "weight": "60", "within": "3.5000", "share": "2.1000"},
                    {"code": "effectiveness", "weight": "60", "within": "3.5000", "share": "2.1000"},
                    {"code": "internal", "weight": "40", "within": "3.3000", "share": "1.3200"},
                ],
                "total": "3.4200",
                "counted_weight": "100",
                "band": "ดี",
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def numbers_in(value: object) -> list[object]:
    """Every value in JSON that is no text, no list, no mapping and not null."""
    if isinstance(value, dict):
        return [found for inner in value.values() for found in numbers_in(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in numbers_in(inner)]
    return [] if value is None or isinstance(value, str) else [value]


@pytest.mark.parametrize("example", ["cdd-2555", "cdd-2555-as-printed"])
@pytest.mark.parametrize("why", [(), ("--why", "total"), ("--why", "9")])
def test_every_number_in_the_json_is_a_decimal_string(example: str, why: tuple[str, ...]) -> None:
    card = data("score", example, *why)
    assert numbers_in(card) == []
    assert list(card)[:7] == ["year", "round", "indicators", "aspects", "total", "counted_weight", "band"]
    assert list(card)[7:] == (["why"] if why else [])
    for line in rows(card["indicators"]):
        assert list(line) == ["code", "result", "score", "weight", "weighted", "band", "state"]
    for line in rows(card["aspects"]):
        assert list(line) == ["code", "weight", "within", "share"]


def test_what_does_not_exist_is_null(tmp_path: Path) -> None:
    text = changed("    result: [2, 1.5]\n", "", changed("missing: leave_out", "missing: {12: block}"))
    text = changed("bands: [{upto: 2.4999, name: ต้องแก้ไข}, {upto: 5, name: ดี}]\n", "", text)
    card = data("score", written(tmp_path, text))
    assert rows(card["indicators"])[1] == {
        "code": "2",
        "result": None,
        "score": None,
        "weight": "40",
        "weighted": None,
        "band": None,
        "state": "missing",
    }
    assert (card["total"], card["counted_weight"], card["band"]) == (None, "60", None)
    assert rows(card["aspects"])[2] == {"code": "internal", "weight": "40", "within": None, "share": None}
    assert rows(card["indicators"])[0]["weighted"] == "3.5000"


def test_every_state_stands_in_the_json(tmp_path: Path) -> None:
    more = "".join(
        f'  - {{code: "{code}", name: n{code}, aspect: internal, weight: 1, criteria: {{kind: score}}, {rest}}}\n'
        for code, rest in [
            ("3", "result: N/A"),
            ("4", "cancelled: 9, result: 4"),
            ("5", "starts: 12, result: 4"),
            ("6", "note: x"),
        ]
    )
    path = written(tmp_path, changed("units: [{code", more + "units: [{code"))
    states = {
        round_: [line["state"] for line in rows(data("score", path, "--round", round_)["indicators"])][2:]
        for round_ in ("6", "9", "12")
    }
    assert states == {
        "6": ["not_applicable", "counted", "not_started", "missing"],
        "9": ["not_applicable", "cancelled", "not_started", "missing"],
        "12": ["not_applicable", "cancelled", "counted", "missing"],
    }


def test_scores_are_rounded_to_the_places_of_the_file(tmp_path: Path) -> None:
    for places, total in (("0", "3"), ("2", "3.42"), ("10", "3.4200000000")):
        card = data("score", written(tmp_path, changed("places: 4,", f"places: {places},")))
        assert card["total"] == total
        assert rows(card["indicators"])[0]["result"] == "85.0000"


def test_a_result_given_is_shown_as_it_was_given(tmp_path: Path) -> None:
    for given, shown in (("82.10", "82.10"), ("085", "85"), ("+85.0", "85.0"), ("-0", "0")):
        path = written(tmp_path, changed("result: {ก: 85, ข: 100}", f"result: {given}"))
        assert rows(data("score", path)["indicators"])[0]["result"] == shown


def test_a_results_file_is_cut_at_the_round(file: Path, tmp_path: Path) -> None:
    for text in (RESULTS, "\ufeff" + RESULTS, RESULTS.replace("\n", "\r\n"), RESULTS.replace("2555", "2012")):
        results = written(tmp_path, text, "results.csv")
        found = {
            round_: rows(data("score", file, "--results", results, "--round", round_)["indicators"])[0]["result"]
            for round_ in ("6", "9", "12")
        }
        assert found == {"6": "60.0000", "9": "75.0000", "12": "90.0000"}
        assert data("score", file, "--results", results)["round"] == "12"


def test_every_bad_row_is_listed_and_nothing_is_scored(file: Path, tmp_path: Path) -> None:
    rows = RESULTS + "1,dept,2556-01,ก,1\n7,dept,2555-01,ก,1\n1,dept,2012-09,ก,1\n"
    error = refused("score", file, "--results", written(tmp_path, rows, "results.csv"), "--json", "--lang", "en")
    assert error.splitlines()[0].endswith("results.csv cannot be used, 3 to mend:")
    assert [line.split(":")[0].strip() for line in error.splitlines()[1:]] == [
        "line 6, column 3, month",
        "line 7, column 1, indicator",
        "line 8",
    ]


def test_a_table_for_people_has_weights_bands_subtotals_and_the_total(file: Path) -> None:
    table = printed("score", file, "--lang", "en")
    for text in ("กรมตัวอย่าง · with ปลัดกระทรวงตัวอย่าง · round 12 months", "มิติภายนอก", "60%", "● ดี", "ร้อยละ 85", "2.1000", "ตัวอย่าง"):  # fmt: skip # noqa: E501
        assert text in table
    assert table.splitlines()[-1] == "Total score 3.4200 of 5.0000 ● ดี · weight 100 of 100 counted"
    assert printed("score", file).splitlines()[-1] == "คะแนนรวม 3.4200 จาก 5.0000 ● ดี · คิดจากน้ำหนัก 100 ใน 100"


def test_the_weight_counted_stands_beside_the_total(tmp_path: Path) -> None:
    path = written(tmp_path, changed("    result: [2, 1.5]\n", ""))
    assert "weight 60 of 100 counted" in printed("score", path, "--lang", "en")
    blocked = written(tmp_path, changed("missing: leave_out", "missing: block", path.read_text(encoding="utf-8")))
    table = printed("score", blocked, "--lang", "en")
    assert "no total yet: no result for 2" in table
    assert "weight 60 of 100 counted" in table


def test_the_language_is_thai_unless_asked(file: Path) -> None:
    thai = printed("score", file)
    assert thai == printed("score", file, "--lang", "th")
    assert thai != printed("score", file, "--lang", "en")
    assert rabrong("score", file, environment={"RABRONG_LANG": "en"}).stdout == printed("score", file, "--lang", "en")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}])
def test_thai_is_printed_whatever_the_locale(file: Path, locale: dict[str, str]) -> None:
    assert installed("score", file, environment=locale) == rabrong("score", file)
    assert installed("score", "ไม่มี.yaml", environment=locale).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "cdd-2555"),
        ("score", "cdd-2555", "--json"),
        ("score", "cdd-2555", "--why", "total"),
        ("check", "cdd-2555-as-printed"),
        ("example",),
        ("score", "no-such-file"),
    ],
)
def test_the_installed_command_is_the_one_tested_here(arguments: tuple[str, ...]) -> None:
    assert installed(*arguments) == rabrong(*arguments)


def test_the_package_can_be_run_as_a_module() -> None:
    command = [sys.executable, "-m", "rabrong", "score", "cdd-2555", "--json"]
    result = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=SECONDS)
    assert result.stdout == rabrong("score", "cdd-2555", "--json").stdout


@pytest.mark.parametrize("arguments", ["score cdd-2555", "score cdd-2555 --json --why total", "example"])
def test_a_reader_that_goes_away_is_no_traceback(arguments: str) -> None:
    line = f"'{RABRONG}' {arguments} | true"
    result = subprocess.run(["/bin/sh", "-c", line], check=False, capture_output=True, timeout=SECONDS)
    assert b"Traceback" not in result.stderr


def test_why_explains_an_indicator_an_aspect_and_the_total(file: Path) -> None:
    assert printed("score", file, "--why", "1", "--lang", "en").splitlines() == [
        "1 ร้อยละของหมู่บ้านที่ผ่านเกณฑ์",
        "2.1000 = 3.5000 × 60 ÷ 100 · 1 score × weight ÷ weight counted",
        "   3.5000 = 3 + (85 − 80) ÷ (90 − 80) × (4 − 3) · interpolated",
        "      85 = 85 / 100 * 100 · formula ก / ข * 100 ร้อยละ",
        "         ก = 85 · หมู่บ้านที่ผ่าน, sum of 1 units",
        "            dept: 85 · given without months",
        "         ข = 100 · หมู่บ้านทั้งหมด, sum of 1 units",
        "            dept: 100 · given without months",
    ]
    aspect = printed("score", file, "--why", "external", "--lang", "en").splitlines()
    assert aspect[0] == "3.5000 = external มิติภายนอก within itself, weight 60 counted · 2.1000 of the total"
    total = printed("score", file, "--why", "total", "--lang", "en").splitlines()
    assert total[0] == "3.4200 = sum of the unrounded weighted scores, of 5.0000 · weight 100 of 100 counted"
    assert printed("score", file, "--why", "total").splitlines()[0].startswith("3.4200 = ผลรวม")


def test_why_goes_down_to_the_months_of_a_unit(file: Path, tmp_path: Path) -> None:
    results = written(tmp_path, RESULTS, "results.csv")
    lines = printed("score", file, "--results", results, "--round", "9", "--why", "1", "--lang", "en").splitlines()
    assert "            dept: 75 · running total Mar 60, Jun 75" in lines


@pytest.mark.parametrize("code", ["99", "", "TOTAL", "\udcff", "1 "])
def test_why_of_something_unknown_names_what_there_is(file: Path, code: str) -> None:
    error = refused("score", file, "--why", code, "--lang", "en")
    assert "allowed: 1, 2, external, effectiveness, internal, total" in error


def test_why_in_json_is_the_same_as_data(file: Path) -> None:
    (why,) = rows([data("score", file, "--why", "2")["why"]])
    (terms,) = rows([why["terms"]])
    assert list(why) == ["rule", "value", "terms", "because"]
    assert (why["rule"], why["value"], terms["score"]) == ("indicator.weighted", "33/25", "33/10")


def test_the_examples_can_be_scored_by_name_or_path() -> None:
    folder = Path(__file__).parents[2] / "examples"
    for name in ("cdd-2555", "cdd-2555-as-printed"):
        assert printed("score", name) == printed("score", f"{name}.yaml") == printed("score", folder / f"{name}.yaml")


def test_a_file_of_ones_own_goes_before_an_example_of_the_same_name(tmp_path: Path) -> None:
    written(tmp_path, CLEAN, "cdd-2555.yaml")
    written(tmp_path, "", "cdd-2555")
    assert data("score", "cdd-2555.yaml", folder=tmp_path)["total"] == "3.4200"
    assert "1 to mend" in refused("score", "cdd-2555", "--lang", "en", folder=tmp_path)


def test_the_example_is_shown_with_one_why_and_what_to_try_next() -> None:
    for language, words in (("th", "ลองต่อ"), ("en", "Try next")):
        shown = printed("example", "--lang", language)
        assert words in shown
        assert shown.startswith(printed("score", "cdd-2555", "--lang", language).splitlines()[0])
        assert ".venv/bin/rabrong score cdd-2555 --why 4.3" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("score",),
        ("score", "cdd-2555", "--round", "7"),
        ("score", "cdd-2555", "--round", "๖"),
        ("score", "cdd-2555", "--lang", "de"),
        ("score", "cdd-2555", "--colour"),
        ("score", "cdd-2555", "extra"),
        ("score", "cdd-2555", "--why"),
        ("check",),
        ("nonsense",),
        ("score", "no-such-file.yaml"),
        ("score", ""),
        ("score", "a" * 5000),
        ("score", "/" + "a/" * 3000),
        ("score", "cdd-2555", "--results", "no-such-file.csv"),
        ("score", "cdd-2555", "--results", ""),
        ("score", "cdd-2555", "--results", "."),
        ("score", "."),
        ("check", "/"),
    ],
)
def test_a_wrong_command_line_is_refused_on_standard_error(arguments: tuple[str, ...]) -> None:
    assert refused(*arguments)


def test_help_and_version_are_there() -> None:
    assert "คำรับรองการปฏิบัติราชการ" in printed("--help")
    for command in ("score", "check", "example", "demo", "serve"):
        assert "--lang" in printed(command, "--help")
    assert printed("--version").startswith("rabrong")
