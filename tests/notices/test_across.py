"""Several processes: what is done in one reaches the screens of another."""

import base64
import gzip
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from rabrong.notices import across
from rabrong.notices.across import MOST_AT_ONCE, end_streams_of, end_streams_of_people, publish, take
from rabrong.notices.listening import start_listening
from rabrong.notices.live import HUB, KEEP_ALIVE_SECONDS, Reader
from rabrong.org.models import Person
from tests.nation import Nation, build_nation

SECONDS = 20
TOPIC = "2555/unit/cdd"


@dataclass(frozen=True, slots=True)
class Told:
    """A message as the hub and the polls of a process hear it."""

    topics: list[tuple[str, ...]]
    ended: list[tuple[bool, bool]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What this process hears, of two readers: somsri with the session "a", anan with "b"."""
    told = Told([], [])
    somsri, anan = Reader("a", "somsri"), Reader("b", "anan")
    monkeypatch.setattr(HUB, "publish", lambda *topics: told.topics.append(topics))
    monkeypatch.setattr(HUB, "end_streams", lambda whose: told.ended.append((whose(somsri), whose(anan))))
    return told


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_before_the_commit_and_nothing_after_a_rollback(told: Told) -> None:
    with transaction.atomic():
        publish([TOPIC])
        assert told.topics == []
    assert told.topics == [(TOPIC,)]
    with transaction.atomic():
        publish([TOPIC])
        end_streams_of("a")
        transaction.set_rollback(True)
    assert (told.topics, told.ended) == ([(TOPIC,)], [])


@pytest.mark.django_db(transaction=True)
def test_sessions_and_people_are_ended_one_by_one(told: Told) -> None:
    end_streams_of("a")
    end_streams_of_people("anan", "somebody")
    assert told.ended == [(True, False), (False, True)]


def test_what_others_say_is_heard_and_what_one_said_oneself_is_not_heard_twice(told: Told) -> None:
    take(json.dumps({"from": "another", "topics": [TOPIC]}))
    take(json.dumps({"from": across.OURSELVES, "topics": [TOPIC]}))
    take(json.dumps({"from": "another", "session": across.hash_of("b")}))
    take(json.dumps({"from": "another", "people": ["somsri"]}))
    assert (told.topics, told.ended) == ([(TOPIC,)], [(False, True), (True, False)])


@pytest.mark.django_db(transaction=True)
def test_a_thousand_topics_with_long_thai_names_are_told_in_pieces_that_fit(told: Told) -> None:
    names = [f"2555/unit/{'กรม' * 6}{number:02}" for number in range(1000)]
    publish(names)
    assert [name for topics in told.topics for name in topics] == sorted(names)
    assert max(len(topics) for topics in told.topics) == MOST_AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_one_process_listens_to_nobody() -> None:
    listener = start_listening()
    assert (listener is not None) == (connection.vendor == "postgresql")
    if listener is not None:
        assert listener.hears.wait(SECONDS)
        listener.stop()
        listener.join(SECONDS)
        assert not listener.is_alive()


@contextmanager
def process() -> Iterator[str]:
    """The address of a server process of its own on this database."""
    command = [sys.executable, "-m", "tests.notices.one_process", str(connection.settings_dict["NAME"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as running:
        assert running.stdout is not None  # asked for in the call
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def addresses(django_db_setup: None, django_db_blocker: object) -> Iterator[tuple[str, str]]:
    """Two processes on PostgreSQL; on SQLite one process serves, and is both."""
    with process() as one:
        if connection.vendor == "postgresql":
            with process() as two:
                yield one, two
        else:
            yield one, one


def cookie_of(person: Person) -> str:
    """A session of somebody, as a browser sends it."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def stream(address: str, cookie: str, path: str) -> Iterator[http.client.HTTPResponse]:
    with closing(http.client.HTTPConnection(address, timeout=SECONDS)) as line:
        line.request("GET", quote(path, safe="/?=&"), headers={"Cookie": cookie})
        answer = line.getresponse()
        assert answer.status == 200
        assert answer.readline() == b"retry: 2000\n"
        yield answer


def next_event(answer: http.client.HTTPResponse) -> tuple[str, str]:
    """Name and data of the next event that is not only a sign of life; empty at the end."""
    name = ""
    for raw in iter(answer.readline, b""):
        line = raw.decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data:") and name != "here":
            return name, line.removeprefix("data:").strip()
    return "", ""


def posted(address: str, cookie: str, path: str, form: dict[str, str]) -> int:
    """The status after a form was fetched at an address and sent from there."""
    with closing(http.client.HTTPConnection(address, timeout=SECONDS)) as line:
        line.request("GET", "/account/", headers={"Cookie": cookie})
        page = line.getresponse()
        token = page.headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
        page.read()
        headers = {"Cookie": f"{cookie}; csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", quote(path), urlencode({"csrfmiddlewaretoken": token, **form}), headers)
        return line.getresponse().status


def enter(address: str, nation: Nation, district: str) -> None:
    """The keeper of a district submits 17 of 20 to one of the processes."""
    form = {"ก": "17", "ข": "20", "save": "submit", "remark~4.3~8": "ตรวจแล้ว"}
    path = f"/2555/kpi/4.3/unit/{district}/month/8/"
    assert posted(address, cookie_of(nation.people[district]), path, form) == 302


@pytest.mark.django_db(transaction=True)
def test_a_number_entered_in_one_process_reaches_a_screen_of_another(addresses: tuple[str, str]) -> None:
    nation = build_nation()
    one, two = addresses
    psdg = cookie_of(nation.people["psdg"])
    with stream(two, psdg, f"/live/?topic={TOPIC}") as named:
        enter(one, nation, "1201")
        assert next_event(named) == ("changed", TOPIC)
    with stream(two, psdg, f"/live/?topic={TOPIC}&view=/2555/unit/cdd/") as shown:
        enter(one, nation, "1202")
        name, data = next_event(shown)
    page = gzip.decompress(base64.b64decode(data)).decode()
    # Two districts reported 17 of 20: 85 %, more than the 80 of level 5.
    assert name == "drawn"
    assert page.startswith('<div id="live"')
    assert "5.0000" in page


@pytest.mark.django_db(transaction=True)
def test_what_was_said_while_a_process_did_not_hear_is_told_afterwards(addresses: tuple[str, str]) -> None:
    nation = build_nation()
    one, two = addresses
    psdg = cookie_of(nation.people["psdg"])
    with stream(two, psdg, f"/live/?topic={TOPIC}") as told:
        if connection.vendor == "postgresql":
            assert cut_lines() >= 2
            publish([TOPIC])  # in the same moment; lines are made again a second later
            assert next_event(told) == ("changed", TOPIC)
        enter(one, nation, "1201")
        assert next_event(told) == ("changed", TOPIC)


def cut_lines() -> int:
    """Over how many lines processes of this database heard each other until now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()",
            [across.CHANNEL],
        )
        return len(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_signing_out_in_one_process_ends_the_streams_of_another(addresses: tuple[str, str]) -> None:
    nation = build_nation()
    one, two = addresses
    cookie = cookie_of(nation.people["1201"])
    with stream(two, cookie, "/live/?topic=2555/unit/1201") as told:
        begun = time.monotonic()
        assert posted(one, cookie, "/sign-out/", {}) == 302
        assert next_event(told) == ("", "")
        assert time.monotonic() - begun < KEEP_ALIVE_SECONDS


@pytest.mark.django_db(transaction=True)
def test_a_browser_that_asks_again_is_answered_at_once_until_something_changes(addresses: tuple[str, str]) -> None:
    nation = build_nation()
    one, two = addresses
    cookie = cookie_of(nation.people["psdg"])
    tag = asked_again(two, cookie, "")[1]
    assert [asked_again(two, cookie, tag)[0] for _ in range(3)] == [304, 304, 304]
    enter(one, nation, "1201")
    until = time.monotonic() + 5
    while asked_again(two, cookie, tag)[0] == 304:
        assert time.monotonic() < until
    assert asked_again(two, "", tag)[0] == 403


def asked_again(address: str, cookie: str, tag: str) -> tuple[int, str]:
    """Status and ETag."""
    with closing(http.client.HTTPConnection(address, timeout=SECONDS)) as line:
        line.request("GET", f"/live/state/?topic={TOPIC}", headers={"Cookie": cookie, "If-None-Match": tag})
        answer = line.getresponse()
        return answer.status, answer.headers.get("ETag", "")
