"""Taking a file in: what is too large, unreadable or no text is refused before anything looks into it."""

import random
from pathlib import Path

import pytest

from rabrong.agreement_file.bytes_in import MEGABYTE, text_of
from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreement_file.wording import file_sentence


def refused(path: Path, most_megabytes: int = 1) -> Problem:
    """The one problem a file is refused with."""
    with pytest.raises(BadFileError) as caught:
        text_of(path, most_megabytes=most_megabytes)
    (problem,) = caught.value.problems
    assert caught.value.source == str(path)
    assert file_sentence(problem, "th") != file_sentence(problem, "en")
    return problem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test puts its file."""
    return tmp_path / "file.yaml"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("ก: ข\r\n".encode(), "ก: ข\r\n"),
        (b"\xef\xbb\xbfformat: x\n", "format: x\n"),
        (b"a\tb\r\nc\rd", "a\tb\r\nc\rd"),
    ],
)
def test_text_is_read_with_or_without_a_byte_order_mark(path: Path, content: bytes, text: str) -> None:
    path.write_bytes(content)
    assert text_of(path, most_megabytes=1) == text


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("format: rabrong/1\nname: กรม".encode("cp874"), "file.not_utf8", 2),
        ("format: rabrong/1\n".encode("utf-16"), "file.not_utf8", 1),
        ("format: rabrong/1\n".encode("utf-16-le"), "file.binary", 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file.not_utf8", 1),
        (b"a: 1\nb: \x00\n", "file.binary", 2),
        (b"a: 1\nb: \x1b[2J\n", "file.binary", 2),
        (b"a: 1\nb: \x7f\n", "file.binary", 2),
        ("a: 1\nb: \x9b\n".encode(), "file.binary", 2),
        (b"a: \xed\xa0\x80", "file.not_utf8", 1),
        (b"PK\x03\x04", "file.binary", 1),
        (b"a: \xe0\xb8", "file.not_utf8", 1),
    ],
)
def test_what_is_no_text_is_refused_at_its_line(path: Path, content: bytes, code: str, line: int) -> None:
    path.write_bytes(content)
    problem = refused(path)
    assert (problem.code, problem.line) == (code, line)


def test_random_bytes_are_refused(path: Path) -> None:
    path.write_bytes(random.Random(2555).randbytes(100_000))
    assert refused(path).code in ("file.not_utf8", "file.binary")


def test_a_file_may_be_as_large_as_its_limit_and_no_larger(path: Path) -> None:
    path.write_bytes(b" " * MEGABYTE)
    assert len(text_of(path, most_megabytes=1)) == MEGABYTE
    path.write_bytes(b" " * (MEGABYTE + 1))
    assert refused(path).code == "file.too_large"


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path, path: Path) -> None:
    assert (refused(path).code, refused(path).terms["reason"]) == ("file.unreadable", "No such file or directory")
    assert refused(tmp_path).terms["reason"] == "Is a directory"
    assert refused(tmp_path / ("a" * 5000)).terms["reason"] == "File name too long"
    assert refused(Path("a\0b")).code == "file.unreadable"
    path.symlink_to(path)
    assert refused(path).code == "file.unreadable"
