"""Keeping files: once by content, whole or not at all, checked when read."""

import hashlib
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.places import path_of
from rabrong.files.queries import FileLostError, content_of
from rabrong.files.rules import LARGEST_SCAN_BYTES, PDF, PNG, kind_of, scan_fault
from tests.nation import NOW

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.7 letter"


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    first, second = keep(SCAN, PDF, now=NOW), keep(SCAN, PDF, now=NOW)
    assert first == second
    assert first.sha256 == hashlib.sha256(SCAN).hexdigest()
    assert (first.size_bytes, first.kind) == (15, PDF)
    assert content_of(first) == SCAN
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [first.sha256]


def test_a_disk_that_is_full_leaves_nothing_half(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep(SCAN, PDF, now=NOW)
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_changed_or_lost_file_is_found_out() -> None:
    stored = keep(SCAN, PDF, now=NOW)
    path_of(stored.sha256).write_bytes(b"%PDF-1.7 other")
    with pytest.raises(FileLostError):
        content_of(stored)
    path_of(stored.sha256).unlink()
    with pytest.raises(FileLostError):
        content_of(stored)


def test_a_scan_is_known_by_its_content() -> None:
    assert kind_of(SCAN) == PDF
    assert kind_of(b"\x89PNG\r\n\x1a\nrest") == PNG
    assert scan_fault(SCAN) is None
    faults = [scan_fault(b""), scan_fault(b"MZ program"), scan_fault(b"%PDF-" + b"x" * LARGEST_SCAN_BYTES)]
    assert [fault.code if fault else None for fault in faults] == ["file.empty", "file.no_scan", "file.too_large"]
