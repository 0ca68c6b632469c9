"""Another program: LibreOffice opens the workbook, saves it its own way, and it comes back whole."""

import subprocess
from pathlib import Path

import pytest

from rabrong.paper.sheets.books import read_book
from tests.dashboards.conftest import Browser
from tests.dashboards.filled import refilled
from tests.dashboards.test_workbooks_sent import blank, good, page, sent
from tests.nation import Nation

pytestmark = pytest.mark.django_db


def saved(data: bytes, kind: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    (folder / "in.xlsx").write_bytes(data)
    out = folder / "out"
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(out), str(folder / "in.xlsx")], check=True, capture_output=True, timeout=120
    )
    return (out / f"in.{kind}").read_bytes()


def test_what_libreoffice_saves_comes_back_whole(nation: Nation, browser: Browser, tmp_path: Path) -> None:
    client = browser("1201")
    empty = saved(blank(client, "1201"), "xlsx", tmp_path)
    untouched = sent(client, "1201", empty)
    assert "ไม่มีอะไรต้องบันทึก" in page(client, untouched)

    workbook = sent(client, "1201", refilled(empty, good))
    assert (workbook.state, workbook.outcome["numbers"]) == ("checked", 2)
    sheets = read_book(empty)
    assert isinstance(sheets, tuple)
    assert [sheet.name for sheet in sheets] == ["กรอกผล", "บันทึก", "คำแนะนำ"]


def test_what_libreoffice_saves_in_its_own_format_is_named(nation: Nation, browser: Browser, tmp_path: Path) -> None:
    client = browser("1201")
    workbook = sent(client, "1201", saved(blank(client, "1201"), "ods", tmp_path))
    assert "แฟ้มเป็น .ods" in page(client, workbook)
