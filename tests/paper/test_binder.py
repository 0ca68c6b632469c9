"""A binder: unpacks everywhere, is checked by a shell command, and lacks by name what is no longer whole."""

import hashlib
import io
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rabrong.paper.binder.content import Binder, Sheet
from rabrong.paper.binder.index import POWERSHELL, SHELL, index_parts
from rabrong.paper.binder.names import MOST_BYTES, Paths, safe_name
from rabrong.paper.binder.packing import PIECE, packed_zip

NOW = datetime(2012, 7, 5, 3, 0, tzinfo=UTC)
REPORT = b"%PDF-1.7 " + b"minutes" * 40


def sheet(name: str, content: bytes = REPORT, kind: str = "application/pdf", stored: bytes | None = None) -> Sheet:
    """A file; `stored` is what lies there now, where that is something else."""

    def opened() -> Iterator[bytes]:
        yield content if stored is None else stored

    return Sheet(
        ("3.2 ร้อยละ", "จังหวัดเชียงใหม่"),
        name,
        kind,
        len(content),
        hashlib.sha256(content).hexdigest(),
        opened,
        document="รายงานการประชุม",
        unit="อำเภอเมือง",
        period="เม.ย. 2555",
        by="นายสมชาย ใจดี",
        original="ศาลากลาง ตู้ 3 แฟ้ม 12",
    )


def lost(name: str) -> Sheet:
    """A file that is in the register and not on the disk."""

    def opened() -> Iterator[bytes]:
        yield REPORT[:3]
        raise FileNotFoundError

    return Sheet((), name, "application/pdf", len(REPORT), hashlib.sha256(REPORT).hexdigest(), opened)


def zipped(*sheets: Sheet) -> bytes:
    """The whole binder."""
    binder = Binder("ตัวชี้วัด 3.2 จังหวัดเชียงใหม่", ("ปีงบประมาณ พ.ศ. 2555",), "กพร.", sheets)
    pieces = packed_zip(
        sheets, lambda packed: index_parts(binder, packed, made_on="5 ก.ค. 2555", made_at=NOW), made_at=NOW
    )
    return b"".join(pieces)


def text_of(pdf: bytes) -> str:
    """What an index says, its white space as single spaces."""
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(told.decode().split())


@pytest.fixture(scope="module")
def binder() -> bytes:
    """Two minutes of one name, a photograph, a table, a lost file, an altered one."""
    return zipped(
        sheet("รายงาน.pdf"),
        sheet("รายงาน.PDF", REPORT + b"2"),
        sheet("ภาพ: หน้างาน?.jpg", b"\xff\xd8\xff" + b"x" * 4000, "image/jpeg"),
        sheet("ตาราง.csv", b"1,2\r\n" * 900, "text/csv"),
        lost("หนังสือนำส่ง.pdf"),
        sheet("แก้แล้ว.pdf", stored=REPORT.replace(b"minutes", b"Minutes")),
    )


def test_the_command_of_the_index_finds_every_file_unchanged(binder: bytes, tmp_path: Path) -> None:
    path = tmp_path / "binder.zip"
    path.write_bytes(binder)
    subprocess.run(["unzip", "-q", path, "-d", tmp_path], check=True)

    assert SHELL in text_of((tmp_path / "index.pdf").read_bytes())
    checked = subprocess.run(["sh", "-c", SHELL], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert len(checked.stdout.splitlines()) == 5  # two minutes, a photograph, a table, the index
    assert all(line.endswith(": OK") for line in checked.stdout.splitlines())


def test_the_command_tells_a_file_that_was_changed_after_unpacking(binder: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        archive.extractall(tmp_path)
    changed = next(tmp_path.rglob("รายงาน.pdf"))
    changed.write_bytes(changed.read_bytes() + b" ")

    checked = subprocess.run(["sh", "-c", SHELL], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert checked.returncode == 1
    assert [line for line in checked.stdout.splitlines() if not line.endswith("OK")] == [
        f"{changed.relative_to(tmp_path)}: FAILED"
    ]


def test_names_that_windows_takes_for_one_are_told_apart(binder: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        names = archive.namelist()

    within = "3.2 ร้อยละ/จังหวัดเชียงใหม่/"
    assert names == [
        f"{within}รายงาน.pdf",
        f"{within}รายงาน (2).PDF",
        f"{within}ภาพ- หน้างาน-.jpg",
        f"{within}ตาราง.csv",
        "index.pdf",
        "SHA256SUMS",
    ]


def test_thai_names_are_marked_as_utf_8(binder: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        assert all(each.flag_bits & 0x800 for each in archive.infolist() if not each.filename.isascii())


def test_only_what_is_not_compressed_already_is_deflated(binder: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        ways = {each.filename.rpartition("/")[2]: each.compress_type for each in archive.infolist()}

    assert ways["รายงาน.pdf"] == ways["ภาพ- หน้างาน-.jpg"] == zipfile.ZIP_STORED
    assert ways["ตาราง.csv"] == zipfile.ZIP_DEFLATED


def test_what_is_lost_or_altered_is_named_in_the_index_and_nowhere_else(binder: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        said, sums = text_of(archive.read("index.pdf")), archive.read("SHA256SUMS").decode()
        assert archive.testzip() is None

    assert "แฟ้มที่ไม่ได้อยู่ในชุดนี้" in said
    assert "หาแฟ้มไม่พบหรืออ่านไม่ได้" in said
    assert "เนื้อหาไม่ตรงกับที่เก็บไว้เมื่อแนบ" in said
    assert "หนังสือนำส่ง" in said
    assert "หนังสือนำส่ง" not in sums
    assert "แก้แล้ว" not in sums


def test_the_index_says_of_each_file_what_it_is_and_where_its_original_is(binder: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        said = text_of(archive.read("index.pdf"))

    assert hashlib.sha256(REPORT).hexdigest() in said
    assert "เม.ย. ๒๕๕๕" in said
    assert "ตู้ ๓ แฟ้ม ๑๒" in said
    assert "จำนวนแฟ้ม ๔" in said
    assert "ไม่อยู่ในชุดนี้ ๒" in said
    assert " ".join(POWERSHELL.split()) in said


def test_an_empty_binder_says_so() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        assert archive.namelist() == ["index.pdf", "SHA256SUMS"]
        assert "ยังไม่มีหลักฐานที่แนบ" in text_of(archive.read("index.pdf"))


def test_a_letter_that_no_font_has_does_not_stop_the_index() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(sheet("ชื่อ \U0001f9ff ကခ.pdf")))) as archive:
        assert "ชื่อ" in text_of(archive.read("index.pdf"))


def test_a_file_is_sent_piece_by_piece() -> None:
    """40 pieces of a quarter of a MiB each, of which no more than a few are held."""
    content = bytes(40 * PIECE)

    def opened() -> Iterator[bytes]:
        for _ in range(40):
            yield bytes(PIECE)

    one = Sheet((), "ภาพ.jpg", "image/jpeg", len(content), hashlib.sha256(content).hexdigest(), opened)
    pieces = packed_zip([one], lambda packed: [b"index"], made_at=NOW)
    del content
    tracemalloc.start()
    longest = max(len(piece) for piece in pieces)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert longest <= 2 * PIECE
    assert held < 12 * PIECE  # the spool's first MiB, a piece read, a piece packed


def test_the_header_of_a_very_large_file_is_zip64() -> None:
    """A file that claims 5 GiB and breaks off: it is not packed, and the rest is whole."""
    huge = Sheet((), "วีดิทัศน์.mp4", "video/mp4", 5 * 2**30, "0" * 64, lambda: iter([b"short"]))
    with zipfile.ZipFile(io.BytesIO(zipped(huge, sheet("รายงาน.pdf")))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3  # the report, the index, the sums


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "..-..-etc-passwd"),
        ("a\\b/c", "a-b-c"),
        ("NUL", "_NUL"),
        ("com1.txt", "_com1.txt"),
        ("จุดท้าย. . ", "จุดท้าย"),
        ("เปลี่ยน\x00บรรทัด\n.pdf", "เปลี่ยน-บรรทัด-.pdf"),
        ("ย้อน\u202efdp.exe", "ย้อนfdp.exe"),
        ("-rf", "_-rf"),
        ("", "_"),
        ("...", "_"),
    ],
)
def test_a_name_is_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_thai_name_is_cut_between_letters_and_keeps_its_ending() -> None:
    name = safe_name("ที่" * 60 + ".pdf")

    assert name == "ที่" * 12 + ".pdf"  # (120 - 4) // 9 bytes of three letters
    assert len(name.encode()) <= MOST_BYTES


def test_long_names_that_begin_alike_stay_apart_and_short_enough() -> None:
    paths = Paths()
    given = [paths.path_for(("ก" * 90,), "ข" * 90 + f"{number}.pdf") for number in range(12)]

    assert len({path.casefold() for path in given}) == 12
    assert all(len(part.encode()) <= MOST_BYTES for path in given for part in path.split("/"))
