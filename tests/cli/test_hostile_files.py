"""Whatever is handed in as a file: a clear refusal within seconds, on standard error, never a traceback."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.agreement_file.sample import CLEAN, changed
from tests.cli.command import Run, installed

MEGABYTES_50 = 50_000_000
MEGABYTES_39 = 39_000_000
HEADER = "indicator,unit,month,item,value\n"
INDICATOR = '  - {{code: "x{}", name: n{}, aspect: internal, weight: 1, criteria: {{kind: score}}, result: 3}}\n'


def repeated(piece: str, size: int) -> str:
    """A text of about `size` characters."""
    return piece * (size // len(piece))


def bomb() -> str:
    """Billion laughs: ten anchors of ten aliases each."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for depth in range(1, 10):
        aliases = ", ".join([f"*a{depth - 1}"] * 10)
        lines.append(f"a{depth}: &a{depth} [{aliases}]")
    return "\n".join(lines)


def many_data_items() -> str:
    """An indicator of very many data items, all of them wrong somewhere, and a result that names others."""
    items = ", ".join(f"a{number}: {{weighted_by: b{number}}}" for number in range(12_000))
    result = ", ".join(f"c{number}: 1" for number in range(12_000))
    text = changed("      ก: {name: หมู่บ้านที่ผ่าน, unit: หมู่บ้าน, over_units: sum, over_months: running}\n", "")
    text = changed("    data:\n      ข: {name: หมู่บ้านทั้งหมด, unit: หมู่บ้าน}\n", f"    data: {{{items}}}\n", text)
    return changed("result: {ก: 85, ข: 100}", f"result: {{{result}}}", text)


AGREEMENT_FILES: dict[str, Callable[[], str | bytes]] = {
    "50 MB of spaces": lambda: " " * MEGABYTES_50,
    "50 MB of one line": lambda: "a" * MEGABYTES_50,
    "50 MB that look valid": lambda: CLEAN + repeated("# a comment\n", MEGABYTES_50),
    "4 MB of spaces": lambda: " " * 3_900_000,
    "4 MB of one line": lambda: "a" * 3_900_000,
    "4 MB behind one key": lambda: "note: " + "a" * 3_900_000,
    "4 MB in one unknown key": lambda: "a" * 3_900_000 + ": 1",
    "4 MB of opened quotes": lambda: '"' + "a\n" * 1_900_000,
    "4 MB of question marks": lambda: "? " * 1_900_000,
    "4 MB of colons": lambda: ": " * 1_900_000,
    "4 MB of indicators": lambda: changed(
        "units: [{code", "".join(INDICATOR.format(n, n) for n in range(40_000)) + "units: [{code"
    ),
    "4 MB in one code": lambda: changed('code: "2"', f"code: {'x' * 3_000_000}\n    wieght: 1\n    nmae: 2"),
    "a YAML bomb": bomb,
    "lists nested 100,000 deep": lambda: CLEAN + "x: " + "[" * 100_000,
    "mappings nested 100,000 deep": lambda: CLEAN + "x: " + "{a: " * 100_000,
    "block lists nested 100,000 deep": lambda: CLEAN + "x:\n  " + "- " * 100_000,
    "block mappings nested 2,000 deep": lambda: "".join(" " * depth + "a:\n" for depth in range(2_000)),
    "very many data items": many_data_items,
    "a formula of 100,000 parentheses": lambda: changed("formula: ก / ข * 100", f"formula: {'(' * 100_000}"),
    "a formula that would run a program": lambda: changed("ก / ข * 100", "__import__('os').system('true')"),
    "nothing": lambda: "",
    "a byte-order mark alone": lambda: b"\xef\xbb\xbf",
    "random bytes": lambda: random.Random(2555).randbytes(1_000_000),
    "the head of a PNG": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
    "NULs": lambda: b"\x00" * 1_000_000,
    "UTF-16": lambda: CLEAN.encode("utf-16"),
    "UTF-16 without a mark": lambda: CLEAN.encode("utf-16-be"),
    "Thai in cp874": lambda: CLEAN.encode("cp874"),
    "tabs": lambda: CLEAN.replace("    name", "\tname"),
    "two documents": lambda: CLEAN + "---\n" + CLEAN,
    "anchors": lambda: changed("year: 2555", "year: &year 2555"),
    "a tag": lambda: changed("year: 2555", "year: !!python/name:os.system 2555"),
    "a list": lambda: "- format: rabrong/1\n",
    "JSON of another kind": lambda: '{"a": {"b": [1, 2, 3]}}',
    "a results file": lambda: HEADER + "1,dept,2555-05,ก,1\n" * 1000,
}

RESULTS_FILES: dict[str, Callable[[], str | bytes]] = {
    "50 MB of spaces": lambda: " " * MEGABYTES_50,
    "50 MB that look valid": lambda: HEADER + repeated("1,dept,2555-05,ก,1\n", MEGABYTES_50),
    "39 MB of one row": lambda: HEADER + repeated("1,dept,2555-05,ก,1\n", MEGABYTES_39),
    "39 MB of one line": lambda: "a" * MEGABYTES_39,
    "39 MB of columns": lambda: HEADER + repeated("a,", MEGABYTES_39),
    "39 MB of empty rows of two cells": lambda: HEADER + repeated("a,\n", MEGABYTES_39),
    "39 MB in an opened quote": lambda: HEADER + '1,dept,2555-05,ก,"' + repeated("1\n", MEGABYTES_39),
    "39 MB of months that are none": lambda: HEADER + "".join(f"1,dept,{n},ก,1\n" for n in range(1_500_000)),
    "nothing": lambda: "",
    "random bytes": lambda: random.Random(2555).randbytes(1_000_000),
    "a workbook": lambda: b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00",
    "UTF-16 of Excel": lambda: (HEADER + "1,dept,2555-05,ก,1\n").encode("utf-16"),
    "Thai in cp874": lambda: (HEADER + "1,dept,2555-05,ก,1\n").encode("cp874"),
    "an agreement file": lambda: CLEAN,
}


def as_file(path: Path, content: str | bytes) -> Path:
    """The content on disk."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def is_a_clear_refusal(result: Run) -> bool:
    """Exit 2, nothing half done on standard output, a readable text on standard error."""
    return (result.returncode, result.stdout) == (2, "") and 0 < len(result.stderr) < 20_000_000


@pytest.mark.parametrize("name", AGREEMENT_FILES)
def test_a_hostile_agreement_file_is_refused(name: str, tmp_path: Path) -> None:
    path = as_file(tmp_path / "file.yaml", AGREEMENT_FILES[name]())
    result = installed("score", path, "--lang", "en")
    assert is_a_clear_refusal(result)
    assert result.stderr.startswith(f"{path} cannot be used, ")
    assert name.startswith("50 MB") or name == "a byte-order mark alone" or "line " in result.stderr


@pytest.mark.parametrize("name", ["a YAML bomb", "lists nested 100,000 deep", "random bytes", "50 MB of spaces"])
def test_a_hostile_agreement_file_is_not_checked_either(name: str, tmp_path: Path) -> None:
    result = installed("check", as_file(tmp_path / "file.yaml", AGREEMENT_FILES[name]()))
    assert is_a_clear_refusal(result)


@pytest.mark.parametrize("name", RESULTS_FILES)
def test_a_hostile_results_file_is_refused(name: str, tmp_path: Path) -> None:
    agreement = as_file(tmp_path / "file.yaml", CLEAN)
    path = as_file(tmp_path / "results.csv", RESULTS_FILES[name]())
    result = installed("score", agreement, "--results", path)
    assert is_a_clear_refusal(result)
    assert result.stderr.startswith(f"ใช้ {path} ไม่ได้")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = as_file(tmp_path / "file.yaml", CLEAN)
    path.chmod(0)
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:
        # root reads everything, unless it gives that power away
        setpriv = shutil.which("setpriv")
        assert setpriv, "setpriv (Debian: util-linux) is needed to try this as root"
        before = (setpriv, "--bounding-set", "-dac_override,-dac_read_search")
    result = installed("score", path, "--lang", "en", before=before)
    assert is_a_clear_refusal(result)
    assert "cannot be read (Permission denied)" in result.stderr


def test_numbers_too_large_to_print_are_scored(tmp_path: Path) -> None:
    formula = "*".join(["ก"] * 300) + "/" + "/".join(["ข"] * 199)
    text = changed("formula: ก / ข * 100", f"formula: {formula}")
    text = changed("result: {ก: 85, ข: 100}", "result: {ก: 999999999999999, ข: 0.0000000001}", text)
    path = as_file(tmp_path / "file.yaml", text)
    for options in ((), ("--json",), ("--why", "1"), ("--why", "1", "--json")):
        assert installed("score", path, *options).returncode == 0


def test_texts_of_a_file_are_shown_as_they_are(tmp_path: Path) -> None:
    text = CLEAN
    for old, new in [
        ("name: กรมตัวอย่าง", "name: '[bold]กรม[/] :smile:'"),
        ("note: ตัวอย่าง\nscale", "note: '[/note]'\nscale"),
        ("name: ร้อยละของหมู่บ้านที่ผ่านเกณฑ์", "name: '[/name] [link=x] {0}'"),
        ("code: effectiveness, name: ประสิทธิผล", "code: effectiveness, name: '[/aspect]'"),
        ("unit: ร้อยละ", "unit: '[/unit]'"),
        ("name: ดี}", "name: '[/band]'}"),
        ("reason: ส่งช้า", "reason: '[/reason] %s {x}'"),
        ("{unit: กผ, role: main", "{unit: '[/owner]', role: main"),
        ("source: deck", "source: '[/deck]'"),
    ]:
        text = changed(old, new, text)
    path = as_file(tmp_path / "file.yaml", text)
    card = installed("score", path).stdout
    for shown in ("[bold]กรม[/] :smile:", "[/note]", "[/name] [link=x] {0}", "[/aspect]", "[/unit]", "[/band]"):
        assert shown in card
    assert "[/reason] %s {x}" in installed("score", path, "--why", "2").stdout
    findings = installed("check", path).stdout
    assert "[/owner]" in findings
    assert "[/deck]" in findings
