"""Binders: of an indicator, a unit, a round; only what the reader may read; whole and checked."""

import asyncio
import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from rabrong.assignments.models import Ownership
from rabrong.evidence.actions import remove_file
from rabrong.evidence.binders.sending import PiecewiseResponse
from rabrong.evidence.originals.actions import record_originals
from rabrong.evidence.originals.rules import Register
from rabrong.files.places import path_of
from tests.evidence.made import PDF
from tests.evidence.papers_world import MINUTES, PHOTOS, PapersWorld, build_papers_world
from tests.nation import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> PapersWorld:
    settings.FILES = tmp_path
    made = build_papers_world()
    made.attach("1201", MINUTES)
    made.attach("1201", PHOTOS, PDF + b"2", "ภาพ.pdf")
    made.attach("1202", MINUTES, PDF + b"3")
    made.attach("1301", MINUTES, PDF + b"4")
    return made


def opened(world: PapersWorld, who: str, address: str) -> zipfile.ZipFile:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert archive.testzip() is None
    return archive


def files_in(world: PapersWorld, who: str, address: str) -> list[str]:
    with opened(world, who, address) as archive:
        return [name for name in archive.namelist() if name not in ("index.pdf", "SHA256SUMS")]


def test_a_province_gets_the_documents_of_its_districts(world: PapersWorld) -> None:
    assert files_in(world, "group-12", "/2555/unit/12/binder.zip") == [
        "4.3 ตัวชี้วัด 4.3/หน่วย 12/หน่วย 1201/พ.ค. 2555/รายงาน.pdf",
        "4.3 ตัวชี้วัด 4.3/หน่วย 12/หน่วย 1201/พ.ค. 2555/ภาพ.pdf",
        "4.3 ตัวชี้วัด 4.3/หน่วย 12/หน่วย 1202/พ.ค. 2555/รายงาน.pdf",
    ]


@pytest.mark.parametrize(
    ("who", "query", "count"),
    [
        ("psdg", "", 4),
        ("psdg", "?round=9", 4),
        ("psdg", "?round=6", 0),
        ("psdg", "?kpi=4.3", 4),
        ("psdg", "?kpi=8", 0),
        ("psdg", "?below=0", 0),
    ],
)
def test_a_binder_is_of_what_was_asked(world: PapersWorld, who: str, query: str, count: int) -> None:
    assert len(files_in(world, who, f"/2555/unit/cdd/binder.zip{query}")) == count


def test_nobody_gets_a_file_that_they_may_not_read(world: PapersWorld) -> None:
    assert len(files_in(world, "1201", "/2555/unit/1201/binder.zip")) == 2
    for address in ("/2555/unit/1202/binder.zip", "/2555/unit/12/binder.zip?kpi=4.3", "/2555/unit/cdd/binder/"):
        assert world.browser("1201").get(address).status_code == 404
    assert world.browser("supervisor").get("/2555/unit/cdd/binder.zip?kpi=4.3").status_code == 404

    Ownership.objects.create(indicator=world.nation.indicators["4.3"], unit=world.nation.units["กผ"])

    assert len(files_in(world, "supervisor", "/2555/unit/cdd/binder.zip?kpi=4.3")) == 4
    assert world.browser("supervisor").get("/2555/unit/cdd/binder.zip").status_code == 404


def test_what_was_taken_off_is_not_in_it(world: PapersWorld) -> None:
    version = world.attach("1201", "", PDF + b"5", "ผิด.pdf")
    remove_file(version.attachment, reason="แฟ้มผิด", by=world.by("1201"), now=NOW)

    assert len(files_in(world, "1201", "/2555/unit/1201/binder.zip")) == 2


def test_the_index_says_where_the_original_is_and_what_is_lost(world: PapersWorld) -> None:
    lines = [line for line in world.lines("1201") if line.filed]
    register = Register(place="ห้องเก็บเอกสาร", folder="ตู้ 7", keeper="นายเก็บ ดี")
    record_originals(lines, register, {line.key: 0 for line in lines}, by=world.by("1201"), now=NOW)
    stored = next(line.filed.stored for line in lines if line.filed and line.text == PHOTOS)
    assert stored is not None
    path_of(stored.sha256).unlink()

    with opened(world, "1201", "/2555/unit/1201/binder.zip") as archive:
        index = archive.read("index.pdf")
        names = archive.namelist()

    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=index, capture_output=True, check=True)
    said = " ".join(told.stdout.decode().split())
    assert "ตู้ ๗" in said
    assert "หาแฟ้มไม่พบ" in said
    assert len(names) == 3


def test_the_page_tells_how_much_it_is(world: PapersWorld) -> None:
    page = world.browser("group-12").get("/2555/unit/12/binder/?round=9").content.decode()
    empty = world.browser("group-12").get("/2555/unit/12/binder/?round=6").content.decode()

    assert "3 แฟ้ม" in page
    assert "/2555/unit/12/binder.zip?round=9" in page
    assert "ยังไม่มีหลักฐานที่แนบตามที่เลือก" in empty
    assert world.browser("psdg").get("/2555/unit/cdd/binder/?kpi=none").status_code == 404


def test_too_many_files_are_refused_before_anything_is_sent(
    world: PapersWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rabrong.evidence.binders.views.MOST_FILES", 3)

    answer = world.browser("psdg").get("/2555/unit/cdd/binder.zip")

    assert answer.status_code == 422
    assert "เลือกตัวชี้วัด รอบ หรือหน่วยงานให้แคบลง" in answer.content.decode()
    assert "รวมเล่มได้ไม่เกิน 3 แฟ้ม" in world.browser("psdg").get("/2555/unit/cdd/binder/").content.decode()


def test_a_binder_costs_the_same_queries_for_one_file_and_for_many(world: PapersWorld) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            opened(world, "psdg", address).close()
        return len(counted)

    assert queries("/2555/unit/cdd/binder.zip") == queries("/2555/unit/1301/binder.zip")


def test_a_loop_is_given_each_piece_when_it_is_made() -> None:
    """Django alone would read an ordinary iterator to its end first."""
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(3):
            made.append(number)
            yield b"%d" % number

    async def read() -> list[tuple[bytes, int]]:
        return [(piece, len(made)) async for piece in PiecewiseResponse(pieces())]

    assert asyncio.run(read()) == [(b"0", 1), (b"1", 2), (b"2", 3)]
