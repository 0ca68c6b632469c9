"""A request that sends more than it may is refused before any of it is kept; what is under it passes."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from pytest_django.fixtures import Settings

from rabrong.config.limits import Limited, Message, Receive, Send, most_bytes

MIB = 2**20
PLACE = "/2555/kpi/4.3/unit/1201/evidence/"


def asked(body: Iterable[bytes], *headers: tuple[bytes, bytes], full: bool = False) -> tuple[int, bytes, int]:
    """The status and text of the answer, and how many bytes the application was given."""
    given, answer, parts = [0], [], iter([*body, b""])

    async def application(_scope: Message, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "http.request":
            given[0] += len(message["body"])
            if full:
                raise OSError(28, "No space left on device")
            if not message["more_body"]:
                await send({"type": "http.response.start", "status": 200, "headers": []})
                await send({"type": "http.response.body", "body": b"taken"})
                return

    async def receive() -> dict[str, Any]:
        part = next(parts, b"")
        return {"type": "http.request", "body": part, "more_body": part != b""}

    async def send(message: Message) -> None:
        answer.append(message)

    scope = {"type": "http", "path": PLACE, "headers": [*headers]}
    asyncio.run(Limited(application)(scope, receive, send))
    text = b"".join(each.get("body", b"") for each in answer)
    return answer[0]["status"], text, given[0]


def test_two_gigabytes_are_refused_by_their_head() -> None:
    status, text, given = asked([b"x" * MIB] * 3, (b"content-length", str(2 * 1024 * MIB).encode()))
    assert (status, given) == (413, 0)
    assert "ยังไม่มีอะไรถูกเก็บ" in text.decode()


def test_a_body_without_a_length_is_cut_at_the_limit(settings: Settings) -> None:
    settings.EVIDENCE_REQUEST_MB = 2
    status, text, given = asked([b"x" * MIB] * 100)
    assert (status, given) == (413, 2 * MIB)
    assert "Nothing of it was kept" in text.decode()


def test_a_length_that_lies_does_not_help(settings: Settings) -> None:
    settings.EVIDENCE_REQUEST_MB = 2
    assert asked([b"x" * MIB] * 3, (b"content-length", b"10"))[0] == 413


def test_what_is_under_the_limit_passes(settings: Settings) -> None:
    settings.EVIDENCE_REQUEST_MB = 2
    assert asked([b"x" * MIB] * 2) == (200, b"taken", 2 * MIB)


def test_a_full_disk_while_reading_is_said() -> None:
    status, text, _ = asked([b"x"], full=True)
    assert status == 507
    assert "แจ้งผู้ดูแลระบบ" in text.decode()


def test_only_where_files_are_handed_in_much_may_come(settings: Settings) -> None:
    assert most_bytes(PLACE) == most_bytes(f"{PLACE}17/") == 200 * MIB
    assert most_bytes("/") == most_bytes(f"{PLACE}17/1/") == most_bytes("/evidence/") == 64 * MIB


@pytest.mark.django_db
def test_a_full_disk_while_a_form_is_read_is_said(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"{each.__module__}.{each.__name__}" for each in (TemporaryFileUploadHandler,)]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", full)
    answer = Client().post("/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})
    assert answer.status_code == 507
    assert "แจ้งผู้ดูแลระบบ" in answer.content.decode()
