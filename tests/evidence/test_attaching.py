"""Attaching documents: by whom, to what, when; versions stay, and what is refused leaves nothing behind."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from rabrong.agreements.models import IndicatorVersion, Template, TemplateState, YearState
from rabrong.audit.models import Event
from rabrong.audit.queries import broken_in, tables_without_guard
from rabrong.evidence.actions import Upload, attach_file, remove_file, replace_file
from rabrong.evidence.models import Attachment, AttachmentVersion
from rabrong.evidence.queries import attachments_of, key_of, may_read, prescribed_of, standing_versions
from rabrong.evidence.rules import Slot
from rabrong.evidence.wording import refusal_words
from rabrong.files.models import Scan, StoredFile
from rabrong.files.queries import content_of
from rabrong.org.queries import Scope
from rabrong.org.rules import Refusal
from rabrong.results.models import RoundWindow
from tests.evidence.made import PDF, PROGRAM, png
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db
MAY = 8
JUNE_2 = datetime(2012, 6, 2, 3, 0, tzinfo=UTC)


def slot(nation: Nation, unit: str = "1201", indicator: str = "4.3", month: int | None = MAY) -> Slot:
    return Slot(nation.units[unit], nation.indicators[indicator], month)


def attach(
    nation: Nation, at: Slot | None = None, content: bytes = PDF, name: str = "รายงาน.pdf", by: str = "1201"
) -> AttachmentVersion | Refusal:
    upload = Upload(name, (content,))
    return attach_file(at or slot(nation), upload, by=actor(nation.people[by]), now=NOW)


def attached(nation: Nation, at: Slot | None = None, content: bytes = PDF) -> AttachmentVersion:
    done = attach(nation, at, content)
    assert isinstance(done, AttachmentVersion)
    return done


def code_of(done: object) -> str:
    assert isinstance(done, Refusal)
    assert refusal_words(done)
    return done.code


def kept_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_keeper_attaches_a_document_and_it_stays_whole(nation: Nation, folder: Path) -> None:
    version = attached(nation)
    assert (version.number, version.name, version.at) == (1, "รายงาน.pdf", NOW)
    assert version.stored is not None
    assert (version.stored.sha256, version.stored.kind) == (hashlib.sha256(PDF).hexdigest(), "application/pdf")
    assert content_of(version.stored) == PDF
    assert kept_files(folder) == [version.stored.sha256]
    event = Event.objects.get(verb="evidence.attach")
    assert event.subject == f"evidence 2555/4.3/1201/8/{version.attachment_id}"
    assert event.after.items() >= {"version": "1", "sha256": version.stored.sha256, "document": ""}.items()
    assert broken_in("cdd") is None


def test_the_name_of_a_file_can_be_erased_from_the_record(nation: Nation) -> None:
    attached(nation)
    event = Event.objects.get(verb="evidence.attach")
    assert "รายงาน" not in str(event.after)
    assert event.personal.filter(value="รายงาน.pdf").exists()


def test_only_the_unit_s_own_keeper_attaches(nation: Nation, folder: Path) -> None:
    for by in ("1202", "12", "กผ", "psdg"):
        assert code_of(attach(nation, by=by)) == "evidence.not_keeper"
    assert kept_files(folder) == []
    assert not Event.objects.filter(verb__startswith="evidence").exists()


def test_a_province_attaches_its_own_although_its_districts_report(nation: Nation) -> None:
    assert isinstance(attach(nation, slot(nation, "12"), by="12"), AttachmentVersion)
    assert isinstance(attach(nation, slot(nation, "กผ", "8"), by="กผ"), AttachmentVersion)


def test_what_a_unit_has_not_promised_needs_no_document(nation: Nation) -> None:
    assert code_of(attach(nation, slot(nation, indicator="8"))) == "evidence.not_promised"


def test_a_document_follows_the_window_of_its_month(nation: Nation) -> None:
    """It is 15 May: April's window closed on 12 May, June's opens on 1 June."""
    assert code_of(attach(nation, slot(nation, month=7))) == "entry.closed"
    assert code_of(attach(nation, slot(nation, month=9))) == "entry.not_open"
    assert code_of(attach(nation, slot(nation, month=13))) == "evidence.no_time"
    assert code_of(attach(nation, slot(nation, month=None))) == "evidence.no_time"
    assert code_of(attach(nation, replace(slot(nation), round=9))) == "evidence.no_time"


def test_a_round_is_open_from_its_first_month_until_its_reports_are_due(nation: Nation) -> None:
    of_round = replace(slot(nation, month=None), round=9)
    assert isinstance(attach(nation, of_round), AttachmentVersion)
    assert code_of(attach(nation, replace(of_round, round=12))) == "entry.not_open"
    assert code_of(attach(nation, replace(of_round, round=6))) == "entry.closed"
    year = nation.indicators["4.3"].year
    RoundWindow.objects.create(year=year, round=6, opens=date(2012, 4, 1), closes=date(2012, 5, 31))
    assert isinstance(attach(nation, replace(of_round, round=6)), AttachmentVersion)


def test_a_closed_year_takes_nothing(nation: Nation) -> None:
    year = nation.indicators["4.3"].year
    year.state = YearState.CLOSED
    year.save()
    assert code_of(attach(nation)) == "year.closed"


def test_the_earlier_file_stays_when_it_is_replaced(nation: Nation) -> None:
    first = attached(nation)
    by = actor(nation.people["1201"])
    second = replace_file(first.attachment, Upload("new.png", (png(),)), reason="ลงนามแล้ว", by=by, now=NOW)
    assert isinstance(second, AttachmentVersion)
    assert (second.number, second.name, second.reason) == (2, "new.png", "ลงนามแล้ว")
    (filed,) = attachments_of([nation.units["1201"]], [nation.indicators["4.3"].pk], months=[MAY])
    assert [version.number for version in filed.versions] == [1, 2]
    assert filed.newest == second
    assert filed.versions[0].stored is not None
    assert content_of(filed.versions[0].stored) == PDF
    event = Event.objects.get(verb="evidence.replace")
    assert (event.before["version"], event.after["version"], event.after["reason"]) == ("1", "2", "ลงนามแล้ว")


def test_taking_off_needs_a_reason_and_deletes_nothing(nation: Nation) -> None:
    first = attached(nation)
    by = actor(nation.people["1201"])
    assert code_of(remove_file(first.attachment, reason=" ", by=by, now=NOW)) == "evidence.no_reason"
    assert code_of(remove_file(first.attachment, reason="ก" * 501, by=by, now=NOW)) == "evidence.long_reason"
    gone = remove_file(first.attachment, reason="ส่งผิดแฟ้ม", by=by, now=NOW)
    assert isinstance(gone, AttachmentVersion)
    assert (gone.number, gone.stored, gone.name) == (2, None, "รายงาน.pdf")
    assert not standing_versions().exists()
    assert StoredFile.objects.count() == 1
    assert code_of(remove_file(first.attachment, reason="อีก", by=by, now=NOW)) == "evidence.removed"
    back = replace_file(first.attachment, Upload("a.pdf", (PDF,)), by=by, now=NOW)
    assert isinstance(back, AttachmentVersion)
    assert standing_versions().get() == back


def test_replacing_and_taking_off_follow_the_window_too(nation: Nation) -> None:
    first = attached(nation)
    other, late = actor(nation.people["1202"]), actor(nation.people["1201"], datetime(2012, 6, 20, 3, tzinfo=UTC))
    upload = Upload("a.pdf", (PDF,))
    assert code_of(replace_file(first.attachment, upload, by=other, now=NOW)) == "evidence.not_keeper"
    assert code_of(remove_file(first.attachment, reason="x", by=other, now=NOW)) == "evidence.not_keeper"
    assert code_of(replace_file(first.attachment, upload, by=late, now=NOW)) == "entry.closed"
    assert code_of(remove_file(first.attachment, reason="x", by=late, now=NOW)) == "entry.closed"
    assert AttachmentVersion.objects.count() == 1


def test_a_place_takes_so_many_files_and_no_more(nation: Nation, settings: Settings) -> None:
    settings.EVIDENCE_MOST_FILES = 2
    first = attached(nation)
    attached(nation, content=png())
    refusal = attach(nation)
    assert code_of(refusal) == "evidence.many_files"
    by = actor(nation.people["1201"])
    remove_file(first.attachment, reason="ซ้ำ", by=by, now=NOW)
    attached(nation)
    assert code_of(replace_file(first.attachment, Upload("a.pdf", (PDF,)), by=by, now=NOW)) == "evidence.many_files"


def test_a_file_that_is_too_large_or_no_document_leaves_nothing(
    nation: Nation, settings: Settings, folder: Path
) -> None:
    settings.EVIDENCE_LARGEST_MB = 1
    read = []

    def endless() -> Iterator[bytes]:
        yield PDF
        for number in range(4096):
            read.append(number)
            yield b"x" * 1024

    by = actor(nation.people["1201"])
    assert code_of(attach_file(slot(nation), Upload("a.pdf", endless()), by=by, now=NOW)) == "file.too_large"
    assert len(read) == 1024  # 1 MiB and no more was read
    assert code_of(attach(nation, content=b"")) == "file.empty"
    assert code_of(attach(nation, content=PROGRAM, name="รายงาน.pdf")) == "file.program"
    assert kept_files(folder) == []
    assert not StoredFile.objects.exists()


def test_a_full_disk_is_said_and_leaves_nothing_half(
    nation: Nation, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert code_of(attach(nation)) == "file.no_room"
    assert kept_files(folder) == []
    assert not Attachment.objects.exists()


def test_the_same_bytes_are_kept_once_and_nobody_is_told(nation: Nation, folder: Path) -> None:
    first, second = attached(nation), attached(nation, slot(nation))
    assert first.stored == second.stored
    assert first.attachment != second.attachment
    assert len(kept_files(folder)) == 1


def test_a_known_file_costs_as_many_queries_as_a_new_one(nation: Nation) -> None:
    attached(nation)

    def cost(content: bytes) -> int:
        with CaptureQueriesContext(connection) as queries:
            attached(nation, content=content)
        return len(queries)

    # The row of a new content is inserted within a savepoint: its two statements and the insert are the difference.
    assert cost(PDF + b"new") - cost(PDF) == 3


def test_evidence_is_history_that_the_database_guards(nation: Nation) -> None:
    version = attached(nation)
    assert version.stored is not None
    scan = Scan.objects.create(file=version.stored, scanner="test", at=NOW)
    rows = (version, version.attachment, scan)
    assert tables_without_guard([row._meta.db_table for row in rows]) == []
    for row in rows:
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(id=row.pk)


def test_who_sees_the_entry_reads_its_evidence_and_nobody_else(nation: Nation) -> None:
    attachment = attached(nation).attachment
    readers = {code for code, person in nation.people.items() if may_read(Scope(actor(person)), attachment)}
    assert readers == {"1201", "12", "psdg"}


def test_prescribed_documents_keep_their_keys_from_version_to_version(nation: Nation) -> None:
    version = nation.indicators["4.3"]
    version.evidence = ["คำสั่งแต่งตั้ง", "รายงาน", "รายงาน"]
    version.save()
    assert [(each.number, each.text) for each in prescribed_of(version, 6)] == [(1, "คำสั่งแต่งตั้ง"), (2, "รายงาน")]
    publish(version, nation, 1, 6, [{"text": "รายงาน", "level": ""}, {"text": "ภาพถ่าย", "level": "3"}])
    publish(version, nation, 2, 9, [{"text": "ภาพถ่าย", "level": "3"}, {"text": " รายงาน ", "level": ""}])
    first, later = prescribed_of(version, 6), prescribed_of(version, 9)
    assert [(each.number, each.text, each.level) for each in first] == [(1, "รายงาน", ""), (2, "ภาพถ่าย", "3")]
    assert [each.key for each in later] == [first[1].key, first[0].key]
    assert first[0].key == key_of("รายงาน")


def publish(
    version: IndicatorVersion, nation: Nation, number: int, from_round: int, evidence: list[dict[str, str]]
) -> None:
    Template.objects.create(
        indicator=version,
        number=number,
        from_round=from_round,
        state=TemplateState.PUBLISHED,
        evidence=evidence,
        by=nation.people["psdg"],
        at=NOW,
        published_at=NOW,
    )


def test_a_document_names_what_is_prescribed_or_nothing(nation: Nation) -> None:
    version = nation.indicators["4.3"]
    publish(version, nation, 1, 6, [{"text": "ภาพถ่าย", "level": "3"}])
    (wanted,) = prescribed_of(version, 9)
    done = attach(nation, replace(slot(nation), document=wanted.key, level=wanted.level))
    assert isinstance(done, AttachmentVersion)
    assert (done.attachment.document, done.attachment.level) == (wanted.key, "3")
    assert code_of(attach(nation, replace(slot(nation), document="0" * 16))) == "evidence.no_document"
    assert code_of(attach(nation, replace(slot(nation), level="9" * 9))) == "evidence.no_document"
