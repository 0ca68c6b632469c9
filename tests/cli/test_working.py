"""The worker of an agency's server: its daily duty, and the process itself against a real mail server."""

import json
import logging
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.test import override_settings

from rabrong.audit.actions import Deed, record
from rabrong.cli.sealing import seal_and_mail_heads
from rabrong.notices.models import Mail
from tests.audit.keys import with_key
from tests.config.production_process import ROOT, environment_of, run
from tests.nation import NOW
from tests.notices.mail_server import MailBox, mail_server

AUDITORS = ["a@oag.example", "b@oag.example"]
PUT = (
    "import django; django.setup(set_prefix=False); from django.utils import timezone; "
    "from rabrong.notices.actions import send_mail_later; "
    "send_mail_later('keeper@example.go.th', subject='ทดสอบ', body='สวัสดี', key='{key}', now=timezone.now())"
)


def deed(subject: str) -> None:
    record("cdd", Deed(verb="x.tried", subject=subject, actor="psdg"), now=NOW)


@pytest.mark.django_db
@override_settings(AUDIT_HEADS_TO=AUDITORS)
def test_the_heads_of_the_day_are_signed_and_mailed_once(db: None) -> None:
    deed("one")
    with with_key():
        seal_and_mail_heads(NOW)
        seal_and_mail_heads(NOW)
    assert list(Mail.objects.order_by("to").values_list("to", flat=True)) == AUDITORS
    mail = Mail.objects.filter(to=AUDITORS[0]).get()
    assert "2012-05-15" in mail.subject
    (line,) = mail.body.splitlines()
    assert (json.loads(line)["chain"], json.loads(line)["number"]) == ("cdd", 1)


@pytest.mark.django_db
@override_settings(AUDIT_HEADS_TO=AUDITORS[:1])
def test_a_chain_that_begins_later_in_the_day_is_mailed_too() -> None:
    deed("one")
    with with_key():
        seal_and_mail_heads(NOW)
        record("demo", Deed(verb="x.tried", subject="two", actor="psdg"), now=NOW)
        seal_and_mail_heads(NOW)
    assert [len(mail.body.splitlines()) for mail in Mail.objects.order_by("pk")] == [1, 2]


@pytest.mark.django_db
@override_settings(AUDIT_HEADS_TO=AUDITORS)
def test_without_a_key_nothing_is_mailed_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    deed("one")
    with caplog.at_level(logging.WARNING), with_key(key=""):
        seal_and_mail_heads(NOW)
    assert not Mail.objects.exists()
    assert "not signed: heads.no_key" in caplog.text


@pytest.mark.django_db
@override_settings(AUDIT_HEADS_TO=AUDITORS)
def test_a_record_without_events_has_nothing_to_mail() -> None:
    with with_key():
        seal_and_mail_heads(NOW)
    assert not Mail.objects.exists()


def mail_of(box: MailBox) -> dict[str, str]:
    return {"RABRONG_SMTP": f"smtp://127.0.0.1:{box.port}?starttls=0", "RABRONG_MAIL_FROM": "kpi@example.go.th"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database."""
    folder = tmp_path_factory.mktemp("server")
    assert run("-m", "rabrong", "migrate", folder=folder).returncode == 0
    return folder


def test_working_once_delivers_what_is_due_and_says_how_much_waits(server: Path) -> None:
    with mail_server() as box:
        assert run("-c", PUT.format(key="once"), folder=server, **mail_of(box)).stderr == ""
        done = run("-m", "rabrong", "work", "--once", folder=server, **mail_of(box))
        assert done.stdout == "What was due is done. Mails waiting: 0, not delivered: 0\n"
        (arrived,) = box.taken
    assert (arrived["Subject"], arrived["From"], arrived.get_content().strip()) == (
        "ทดสอบ",
        "kpi@example.go.th",
        "สวัสดี",
    )
    assert arrived["Message-ID"].endswith("@example.go.th>")
    assert "keeper@" not in done.stderr


def test_a_worker_delivers_within_seconds_and_stops_when_told(server: Path) -> None:
    with mail_server() as box:
        worker = subprocess.Popen(
            [sys.executable, "-m", "rabrong", "work"],
            cwd=ROOT,
            env=environment_of(server, **mail_of(box)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            run("-c", PUT.format(key="working"), folder=server, **mail_of(box))
            end = time.monotonic() + 20
            while not box.taken and time.monotonic() < end:
                time.sleep(0.05)
            worker.send_signal(signal.SIGTERM)
            said, _ = worker.communicate(timeout=20)
        finally:
            worker.kill()
    assert len(box.taken) == 1
    assert worker.returncode == 0
    assert said.splitlines()[0].startswith("Working in the background")
    assert said.splitlines()[-1].startswith("Stopped")


@pytest.mark.parametrize("command", ["work", "migrate"])
def test_a_demos_database_is_left_alone(tmp_path: Path, command: str) -> None:
    with sqlite3.connect(tmp_path / "data.sqlite3") as database:
        database.execute("CREATE TABLE demo_mark (id integer)")
    database.close()
    done = run("-m", "rabrong", command, folder=tmp_path)
    assert done.returncode == 3
    assert "made by `rabrong demo`" in done.stderr
