"""Virus scans through clamd: spoken to over a real socket, infected files refused, later scans by the worker."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from pytest_django.fixtures import Settings

from rabrong.audit.models import Event
from rabrong.evidence.actions import Upload, attach_file
from rabrong.evidence.actions.scanning import scan_waiting
from rabrong.evidence.models import AttachmentVersion
from rabrong.evidence.rules import Slot
from rabrong.files.models import Scan, StoredFile
from rabrong.files.scanner import verdict_on
from rabrong.org.rules import Refusal
from tests.evidence.made import PDF
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db
VIRUS = b"%PDF-1.7 EICAR"


@contextmanager
def clamd(settings: Settings, answer: bytes | None = None) -> Iterator[list[bytes]]:
    """A scanner that finds EICAR in what is streamed to it; yields what it was sent."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{listener.getsockname()[1]}"
    seen: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                content = b""
                while (length := struct.unpack(">I", sent.read(4))[0]) > 0:
                    content += sent.read(length)
                seen.append(content)
                found = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
                connection.sendall(found if answer is None else answer)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def attach(nation: Nation, content: bytes) -> AttachmentVersion | Refusal:
    slot = Slot(nation.units["1201"], nation.indicators["4.3"], 8)
    return attach_file(slot, Upload("a.pdf", (content,)), by=actor(nation.people["1201"]), now=NOW)


def test_a_clean_file_is_kept_and_marked(nation: Nation, settings: Settings) -> None:
    with clamd(settings) as seen:
        assert isinstance(attach(nation, PDF), AttachmentVersion)
    assert seen == [PDF]
    assert [(scan.found, scan.scanner) for scan in Scan.objects.all()] == [("", "clamd")]


def test_an_infected_file_is_refused_and_recorded(nation: Nation, settings: Settings, folder: Path) -> None:
    with clamd(settings):
        refusal = attach(nation, VIRUS)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.terms) == ("evidence.infected", {"found": "Eicar-Signature"})
    assert not StoredFile.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    event = Event.objects.get(verb="evidence.infected")
    assert (event.actor, event.after["found"]) == ("keeper-1201", "Eicar-Signature")


def test_without_an_answer_a_file_is_kept_as_not_scanned_and_scanned_later(nation: Nation, settings: Settings) -> None:
    settings.CLAMD = "127.0.0.1:1"
    kept, infected = attach(nation, PDF), attach(nation, VIRUS)
    assert isinstance(kept, AttachmentVersion)
    assert isinstance(infected, AttachmentVersion)
    assert scan_waiting(NOW) == 0
    assert not Scan.objects.exists()
    with clamd(settings):
        assert scan_waiting(NOW) == 2
        assert scan_waiting(NOW) == 0
    assert {scan.file_id: scan.found for scan in Scan.objects.all()} == {
        kept.stored_id: "",
        infected.stored_id: "Eicar-Signature",
    }
    event = Event.objects.get(verb="evidence.infected")
    assert (event.unit, event.after["found"]) == ("1201", "Eicar-Signature")


def test_a_scanner_that_could_not_look_has_not_scanned(settings: Settings) -> None:
    for answer in (b"INSTREAM size limit exceeded. ERROR\0", b"stream: broken ERROR\0", b""):
        with clamd(settings, answer):
            assert verdict_on([PDF]) is None


def test_where_no_scanner_is_configured_none_is_asked(nation: Nation, settings: Settings) -> None:
    settings.CLAMD = ""
    attach(nation, PDF)
    assert scan_waiting(NOW) == 0
