"""The printed tables: every line as wide as the others, numbers under numbers, whatever is printed."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.agreement_file.sample import CLEAN, changed
from tests.cli.command import rabrong

WIDTHS = ["20", "60", "80", "100", "110", "200"]


def lines_of(path: Path | str, width: str, *options: str) -> list[str]:
    """The printed scorecard in a terminal of that width."""
    return rabrong("score", path, "--lang", "en", *options, environment={"COLUMNS": width}).stdout.splitlines()


def is_rule(line: str) -> bool:
    """A line drawn across the table."""
    return bool(line) and set(line) <= {"━", "─"}


def has_numbers(line: str) -> bool:
    """A line of the table that ends in two numbers, or dashes where there are none."""
    last = line.split()[-2:]
    return len(last) == 2 and all(
        word == "-" or word.replace("\u2212", "").replace(".", "").isdecimal() for word in last
    )


def assert_lines_up(lines: list[str]) -> None:
    """Rules, headings and rows end in the same column, and so does the second number from the right."""
    table = lines[next(at for at, line in enumerate(lines) if "weighted" in line) :]
    table = table[: max(at for at, line in enumerate(table) if is_rule(line)) + 1]
    rows = [line for line in table if has_numbers(line) and not is_rule(line)]
    widths = {cell_len(line) for line in table if is_rule(line)} | {cell_len(line) for line in rows}
    assert widths == {cell_len(table[0])}
    first_numbers = {cell_len(line[: line.rstrip().rindex(" ")].rstrip()) for line in rows}
    assert len(first_numbers) == 1
    assert rows


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("example", ["cdd-2555", "cdd-2555-as-printed"])
def test_the_examples_line_up_in_every_terminal(example: str, width: str) -> None:
    lines = lines_of(example, width)
    assert_lines_up(lines)
    rule = next(line for line in lines if is_rule(line))
    assert cell_len(rule) == min(110, max(80, int(width)))


def test_names_are_broken_at_spaces_and_stay_within_the_table() -> None:
    for width in (80, 110):
        assert max(cell_len(line) for line in lines_of("cdd-2555", str(width))) <= width


@pytest.mark.parametrize("width", ["20", "80", "200"])
@pytest.mark.parametrize(
    "changes",
    [
        [("places: 4,", "places: 10,")],
        [("places: 4,", "places: 0,")],
        [("points: [1, 2, 3, 4, 5]", "points: [10000000, 20000000, 30000000, 40000000, 50000000]")],
        [("weight: 40\n    criteria", "weight: 39.9999999999\n    criteria")],
        [("unit: ร้อยละ", "unit: หน่วยนับที่ยาวมากจนไม่พอในช่องของตารางนี้แน่นอน")],
        [("result: {ก: 85, ข: 100}", "result: 123456789012345"), ("unit: ร้อยละ", "unit: ล้านบาทต่อปี")],
        [("name: ดี}", "name: ดีเยี่ยมเกินกว่าที่คาดหวังไว้มาก}")],
        [("bands: [{upto: 2.4999, name: ต้องแก้ไข}, {upto: 5, name: ดี}]\n", "")],
        [("name: ประสิทธิผล", "name: " + "ประสิทธิผลของการปฏิบัติราชการ" * 5)],
        [("name: ประสิทธิผล", "name: " + "ประสิทธิผล ของการ ปฏิบัติราชการ " * 5)],
        [("name: ระดับความสำเร็จของมาตรการ", "name: " + "ก" * 300)],
        [('code: "2"', 'code: "2.1.1.1"')],
        [('code: "2"', "code: " + "9" * 40)],
        [("result: [2, 1.5]", "result: N/A")],
        [("    result: [2, 1.5]\n", "")],
        [("starts: 6", "cancelled: 6")],
        [("{points: -0.2, reason", "{points: -5, reason")],
    ],
)
def test_long_and_short_texts_line_up_too(changes: list[tuple[str, str]], width: str, tmp_path: Path) -> None:
    text = CLEAN
    for old, new in changes:
        text = changed(old, new, text)
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    assert_lines_up(lines_of(path, width))


def test_nothing_is_cut_or_run_together(tmp_path: Path) -> None:
    text = changed("unit: ร้อยละ", "unit: หน่วยนับที่ยาวมากจนไม่พอในช่องของตารางนี้แน่นอน")
    text = changed('code: "2"', 'code: "2.1.1.1"', text)
    text = changed("name: ดี}", "name: ดีเยี่ยมเกินกว่าที่คาดหวัง}", text)
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    words = " ".join(lines_of(path, "80")).split()
    for word in ("หน่วยนับที่ยาวมากจนไม่พอในช่องของตารางนี้แน่นอน", "2.1.1.1", "ดีเยี่ยมเกินกว่าที่คาดหวัง", "85"):
        assert word in words


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_load_table_lines_up(language: str, tmp_path: Path) -> None:
    text = changed("source: deck", "source: สไลด์ที่ 23 ของกรมการพัฒนาชุมชน")
    text = changed("{unit: กค, role: main", "{unit: สำนักงานพัฒนาชุมชน, role: main", text)
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    for file in ("cdd-2555-as-printed", path):
        lines = rabrong("check", file, "--lang", language).stdout.splitlines()
        start = max(at for at, line in enumerate(lines) if not line)
        table = lines[start + 2 :]
        ends = {cell_len(line[: line.rindex("  ")]) for line in table}
        assert len(table) > 3
        assert len(ends) == 1
