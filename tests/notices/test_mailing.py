"""Mails: written with what they tell of, delivered by jobs, tried again, given up, and told once."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rabrong.notices.actions import deliver, enqueue_lost, send_mail_later
from rabrong.notices.actions.delivering import LEASE, MOST_TRIES, OLDEST, WAITS, claim
from rabrong.notices.models import Mail, MailState
from rabrong.notices.sending import send
from rabrong.notices.worker import Duty, Work
from tests.notices.jobs import run_due_jobs
from tests.notices.mail_server import MailBox

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SUBJECT = "รับรอง: ตัวเลขเดือน พ.ค. 2555 ถูกส่งคืน เพราะหลักฐานของตัวชี้วัด 4.3 ยังไม่ครบถ้วนตามที่กำหนดไว้ในรายละเอียดตัวชี้วัด"
BODY = "เรียน ผู้จัดเก็บข้อมูล\n\nกรุณาแก้ไขภายใน 3 วัน\n" + "ก" * 1200 + "\nhttps://kpi.example.go.th/2555/\n"


def put(key: str = "k1", to: str = "keeper@example.go.th") -> Mail:
    return send_mail_later(to, subject=SUBJECT, body=BODY, key=key, now=timezone.now())


def sweep() -> None:
    enqueue_lost(now=timezone.now() + 2 * MINUTE)


def wait_is_over() -> None:
    """As if the wait had passed: mail and job are due."""
    past = timezone.now() - 2 * MINUTE
    Mail.objects.filter(state=MailState.WAITING).update(next_at=past)
    DBTaskResult.objects.filter(status="READY").update(run_after=past)


def test_thai_arrives_as_it_was_written(box: MailBox) -> None:
    put()
    run_due_jobs()
    (arrived,) = box.taken
    assert arrived["Subject"].strip() == SUBJECT  # so long a header begins on its second line
    assert arrived.get_content().replace("\r\n", "\n") == BODY
    assert arrived["To"] == "keeper@example.go.th"
    assert arrived["From"] == "rabrong@localhost"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"] == Mail.objects.get().message_id


def test_what_was_sent_is_marked_and_its_words_are_not_kept(box: MailBox) -> None:
    put()
    run_due_jobs()
    sent = Mail.objects.get()
    assert (sent.state, sent.attempts, sent.body, sent.error) == (MailState.SENT, 1, "", "")
    assert sent.sent_at is not None


def test_nothing_leaves_before_a_worker_runs(box: MailBox) -> None:
    put()
    assert box.taken == []
    assert Mail.objects.get().state == MailState.WAITING


def test_a_key_is_mailed_once(box: MailBox) -> None:
    assert put().pk == put().pk
    run_due_jobs()
    put()
    run_due_jobs()
    assert len(box.taken) == 1
    assert DBTaskResult.objects.count() == 1


def test_a_job_that_runs_twice_sends_once(box: MailBox) -> None:
    mail_id = put().pk
    deliver.enqueue(mail_id)
    deliver.enqueue(mail_id)
    run_due_jobs()
    assert len(box.taken) == 1
    results = [str(job.return_value) for job in DBTaskResult.objects.all()]
    assert sorted(results) == ["not due", "not due", "sent"]


def test_a_subject_is_one_line_whatever_it_was_made_of(box: MailBox) -> None:
    send_mail_later("a@b.example", subject="one\r\nBcc: c@d.example\n two", body="x", key="k", now=timezone.now())
    run_due_jobs()
    assert box.taken[0]["Subject"] == "one Bcc: c@d.example two"
    assert box.taken[0]["Bcc"] is None


def test_an_address_that_would_write_headers_is_given_up(box: MailBox) -> None:
    put(to="a@b.example\nBcc: c@d.example")
    run_due_jobs()
    assert (Mail.objects.get().state, box.taken) == (MailState.FAILED, [])


@pytest.mark.parametrize("answers", ["to_recipient", "to_message"])
def test_a_server_that_says_later_is_tried_again(box: MailBox, answers: str) -> None:
    getattr(box, answers).append("451 try again later")
    put()
    run_due_jobs()
    waiting = Mail.objects.get()
    assert (waiting.state, waiting.attempts, box.taken) == (MailState.WAITING, 1, [])
    assert waiting.error in ("recipient refused: 451", "message refused: 451")
    assert WAITS[0] - MINUTE < waiting.next_at - timezone.now() <= WAITS[0]
    run_due_jobs()
    assert box.taken == []  # its time has not come
    wait_is_over()
    run_due_jobs()
    assert len(box.taken) == 1
    assert (Mail.objects.get().state, Mail.objects.get().attempts) == (MailState.SENT, 2)


@pytest.mark.parametrize("answers", ["to_recipient", "to_message"])
def test_a_server_that_says_never_is_believed(box: MailBox, answers: str) -> None:
    getattr(box, answers).append("550 no such person keeper@example.go.th")
    put()
    run_due_jobs()
    wait_is_over()
    run_due_jobs()
    refused = Mail.objects.get()
    assert (refused.state, refused.attempts, box.taken) == (MailState.FAILED, 1, [])
    assert refused.error in ("recipient refused: 550", "message refused: 550")


def test_a_server_that_is_away_is_waited_for(box: MailBox) -> None:
    put()
    with override_settings(EMAIL_PORT=1):
        run_due_jobs()
    waiting = Mail.objects.get()
    assert (waiting.state, waiting.error) == (MailState.WAITING, "ConnectionRefusedError")
    wait_is_over()
    run_due_jobs()
    assert len(box.taken) == 1


def test_a_password_the_server_does_not_take_is_for_an_operator_to_mend(box: MailBox) -> None:
    put()
    with override_settings(EMAIL_HOST_USER="kpi", EMAIL_HOST_PASSWORD="wrong"):
        run_due_jobs()
    assert Mail.objects.get().state == MailState.WAITING
    wait_is_over()
    run_due_jobs()
    assert Mail.objects.get().state == MailState.SENT


def test_the_waits_grow_until_the_last_try(box: MailBox) -> None:
    box.to_message.extend(["451 later"] * MOST_TRIES)
    put()
    waits = []
    for _ in range(MOST_TRIES):
        run_due_jobs()
        waits.append(round((Mail.objects.get().next_at - timezone.now()) / MINUTE))
        wait_is_over()
    found = Mail.objects.get()
    assert waits[:-1] == [1, 5, 25, 120, 360, 720, 1440]
    assert (found.state, found.attempts) == (MailState.FAILED, MOST_TRIES)
    run_due_jobs()
    assert box.taken == []


def test_a_worker_that_dies_after_sending_leaves_a_repeat_that_can_be_known(box: MailBox) -> None:
    mail_id = put().pk
    DBTaskResult.objects.all().delete()
    taken = claim(mail_id, now=timezone.now())
    assert taken is not None
    assert send(taken) is None  # and here it dies: nothing is marked, the job is gone
    assert claim(mail_id, now=timezone.now()) is None
    assert claim(mail_id, now=timezone.now() + LEASE - MINUTE) is None
    wait_is_over()
    assert enqueue_lost(now=timezone.now()) == 1
    run_due_jobs()
    assert Mail.objects.get().state == MailState.SENT
    assert [message["Message-ID"] for message in box.taken] == [taken.message_id] * 2


def test_a_job_that_was_lost_is_made_anew(box: MailBox) -> None:
    put()
    DBTaskResult.objects.all().delete()
    assert enqueue_lost(now=timezone.now()) == 0  # it may be on its way
    assert enqueue_lost(now=timezone.now() + 2 * MINUTE) == 1
    run_due_jobs()
    assert len(box.taken) == 1


def test_what_nobody_needs_any_more_is_given_up(box: MailBox) -> None:
    put()
    DBTaskResult.objects.all().delete()
    assert enqueue_lost(now=timezone.now() + OLDEST + MINUTE) == 0
    assert (Mail.objects.get().state, Mail.objects.get().error) == (MailState.FAILED, "too old")


def test_a_mail_of_a_change_that_failed_was_never_written(box: MailBox) -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    run_due_jobs()
    assert (box.taken, Mail.objects.count(), DBTaskResult.objects.count()) == ([], 0, 0)


def test_without_a_mail_server_mails_stay_in_the_outbox(box: MailBox) -> None:
    with override_settings(MAIL_IS_SENT=False):
        mail_id = put().pk
        deliver.enqueue(mail_id)
        run_due_jobs()
        assert enqueue_lost(now=timezone.now() + 2 * MINUTE) == 0
    assert (Mail.objects.get().state, Mail.objects.get().body, box.taken) == (MailState.WAITING, BODY, [])


@override_settings(EMAIL_BACKEND="rabrong.notices.outbox.OutboxBackend")
def test_mail_sent_the_way_of_django_goes_through_the_outbox(box: MailBox) -> None:
    assert mail.send_mail(SUBJECT, BODY, None, ["a@b.example", "c@d.example"]) == 1
    assert box.taken == []
    assert list(Mail.objects.order_by("pk").values_list("to", "subject")) == [
        ("a@b.example", SUBJECT),
        ("c@d.example", SUBJECT),
    ]


def test_no_address_and_no_word_of_a_mail_reaches_log_or_jobs(
    box: MailBox, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    box.to_recipient.extend(["550 no keeper@example.go.th", "451 later keeper@example.go.th"])
    box.to_message.append("554 refused: กรุณาแก้ไข")
    for key in ("a", "b", "c", "d"):
        put(key)
    with caplog.at_level("DEBUG"):
        run_due_jobs()
    log = "\n".join(record.getMessage() for record in caplog.records if record.name != "mail.log")  # the server's own
    jobs = str(list(DBTaskResult.objects.values()))
    errors = str(list(Mail.objects.values_list("error", flat=True)))
    streams = capfd.readouterr()
    for text in (log, jobs, errors, streams.out, streams.err, str(Mail.objects.first())):
        assert "keeper@" not in text
        assert "กรุณา" not in text
        assert SUBJECT not in text
    assert "was given up after 1 tries: recipient refused: 550" in log


def together(*calls: Callable[[], None]) -> None:
    """Run in threads of their own, each with its own connection."""

    def run(call: Callable[[], None]) -> None:
        try:
            call()
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_deliver_once(box: MailBox) -> None:
    box.slow_seconds = 0.05
    for number in range(6):
        mail_id = put(f"k{number}").pk
        deliver.enqueue(mail_id)
        deliver.enqueue(mail_id)
    together(Work().once, Work().once, sweep)
    Work().once()
    ids = [message["Message-ID"] for message in box.taken]
    assert sorted(ids) == sorted(Mail.objects.values_list("message_id", flat=True))
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_taken_by_one_of_many(box: MailBox) -> None:
    mail_id, now, taken = put().pk, timezone.now(), []

    def take() -> None:
        taken.append(claim(mail_id, now=now))

    together(*[take] * 8)
    assert len(taken) == 8
    assert sum(each is not None for each in taken) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_works_until_it_is_stopped(box: MailBox) -> None:
    job = Work()
    thread = Thread(target=together, args=(job.until_stopped,))
    thread.start()
    try:
        put()
        assert became_true(lambda: len(box.taken) == 1)
    finally:
        job.stop()
        thread.join(10)
    assert not thread.is_alive()
    put("k2")
    assert Mail.objects.get(key="k2").state == MailState.WAITING


@pytest.mark.django_db(transaction=True)
def test_duties_are_done_at_the_start_and_then_every_so_often() -> None:
    done: list[datetime] = []
    job = Work([Duty(done.append, every=timedelta(hours=1)), Duty(done.append, every=timedelta(0))])
    job.once()
    job.once()
    assert len(done) == 3
    job.stop()
    job.once()
    assert len(done) == 3


@pytest.mark.django_db(transaction=True)
def test_old_jobs_are_forgotten() -> None:
    for days in (1, 20):
        job = DBTaskResult.objects.get(pk=deliver.enqueue(0).id)
        job.set_successful("not due")
        DBTaskResult.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=days))
    Work().once()
    assert DBTaskResult.objects.count() == 1


def became_true(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not true():
        time.sleep(0.02)
    return true()
