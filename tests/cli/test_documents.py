"""What the documents show works as shown: the complete file, its worked numbers, the commands of the README."""

import json
import re
import shlex
from pathlib import Path

import pytest

from rabrong.agreement_file.lint.wording import SENTENCES
from tests.cli.command import data, installed, printed, rabrong, rows

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "agreement-file.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def first_block(text: str, language: str) -> str:
    """The first block of a language in a Markdown text."""
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete file of the document, on disk."""
    path = tmp_path_factory.mktemp("documented") / "file.yaml"
    path.write_text(first_block(DOCUMENT, "yaml"), encoding="utf-8")
    return path


def test_the_complete_file_is_scored_and_checked_without_error(documented: Path) -> None:
    assert printed("score", documented)
    result = rabrong("check", documented, "--json")
    assert [finding for finding in json.loads(result.stdout) if finding["severity"] == "error"] == []
    assert result.returncode == 0


@pytest.mark.parametrize("round_", ["6", "9", "12"])
def test_the_complete_file_is_scored_in_every_round(documented: Path, round_: str) -> None:
    assert data("score", documented, "--round", round_)["total"] is not None


def test_the_worked_numbers_are_the_scores(documented: Path) -> None:
    card = data("score", documented)
    total = {str(line["code"]): str(line["score"]) for line in rows(card["indicators"])}
    worked = dict(re.findall(r"^> Indicator (\d)[^\n]*(?:\n> [^\n]*?)*?\*\*(\d\.\d{4})\*\*", DOCUMENT, re.MULTILINE))
    assert len(worked) >= 8
    for code, score in worked.items():
        if code in ("2", "9"):
            continue  # 2 is cancelled in round 12, 9 is shown before its adjustments
        assert total[code] == score
    assert f"**{card['total']}**" in DOCUMENT
    early = {str(line["code"]): line["score"] for line in rows(data("score", documented, "--round", "9")["indicators"])}
    assert early["2"] == worked["2"]


def test_every_command_of_the_readme_runs() -> None:
    commands = re.findall(r"^\.venv/bin/rabrong (score|check|example)([^\n#]*)", README, re.MULTILINE)
    assert len(commands) >= 4
    for command, rest in commands:
        arguments = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(rest)]
        assert installed(command, *arguments).returncode == (1 if "as-printed" in rest else 0)


def test_the_results_file_of_the_document_is_taken(tmp_path: Path) -> None:
    document = (ROOT / "docs" / "results-file.md").read_text(encoding="utf-8")
    path = tmp_path / "results.csv"
    path.write_text(first_block(document, "csv"), encoding="utf-8")
    assert data("score", "cdd-2555", "--results", path)["round"] == "12"


def test_the_json_of_the_document_is_the_real_one(documented: Path) -> None:
    shown, real = json.loads(first_block(DOCUMENT, "json")), data("score", documented)
    assert list(shown) == list(real)
    for line in shown.pop("indicators"):
        assert line in rows(real["indicators"])
    for key, value in shown.items():
        assert real[key] == value


def test_the_documented_findings_are_real() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[1])
    result = rabrong("check", "cdd-2555-as-printed", "--json", "--lang", "en")
    for finding in shown:
        assert finding in json.loads(result.stdout)


def test_the_documented_codes_of_the_lint_exist() -> None:
    documented = set(re.findall(r"\b[A-Z]-[A-Z]+(?:-[A-Z]+)?\b", DOCUMENT.split("The codes:")[1]))
    assert len(documented) > 30
    assert documented - set(SENTENCES) == set()
