"""Sessions: the list of one's own, ending one, ending all, and open event streams that end with them."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.accounts.actions.access import sign_out_everywhere
from rabrong.accounts.queries.sessions import Carried, device_of, sessions_of, still_hold
from rabrong.audit.models import Event
from rabrong.config.topics import Following, still_follow
from rabrong.demo.clock import demo_now
from rabrong.notices.live import RECONNECT_LINE
from rabrong.org.actions.people import close_person, suspend_person
from rabrong.org.actions.roles import end_role
from rabrong.org.models import Person
from tests.accounts.conftest import PASSWORD, SIGN_IN, code_for, is_in, signed_in, use, visitor, with_password
from tests.nation import NOW, Nation, actor, build_nation

pytestmark = pytest.mark.django_db

CHROME = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "shown"),
    [(CHROME, "Chrome · Android"), (EDGE, "Edge · Windows"), (SAFARI, "Safari · iPhone"), ("curl/8", "-"), ("", "-")],
)
def test_a_machine_is_shown_as_people_know_it(agent: str, shown: str) -> None:
    assert device_of(agent) == shown


def test_the_list_has_every_machine_this_one_first(nation: Nation) -> None:
    person = nation.people["1201"]
    signed_in(person, Client(SERVER_NAME="localhost", HTTP_USER_AGENT=EDGE))
    here = signed_in(person, Client(SERVER_NAME="localhost", HTTP_USER_AGENT=CHROME))
    shown = sessions_of(person, here=here.session.session_key or "")
    assert [(each.device, each.address, each.here) for each in shown] == [
        ("Chrome · Android", "127.0.0.1", True),
        ("Edge · Windows", "127.0.0.1", False),
    ]
    page = here.get("/account/").content.decode()
    assert page.count("/account/sessions/") == 3  # two to end, and the button for all


def test_signing_out_takes_a_session_off_the_list(nation: Nation) -> None:
    person = nation.people["1201"]
    first, second = signed_in(person), signed_in(person, visitor())
    first.post("/sign-out/")
    assert len(sessions_of(person, here=second.session.session_key or "")) == 1


def test_one_session_can_be_ended_from_another(nation: Nation) -> None:
    person = nation.people["1201"]
    lost, here = signed_in(person), signed_in(person, visitor())
    row = UserSession.objects.get(session_key=lost.session.session_key)
    assert here.post(f"/account/sessions/{row.pk}/end/").headers["Location"] == "/account/"
    assert (is_in(lost), is_in(here)) == (False, True)
    assert Event.objects.filter(verb="accounts.session_ended", actor=person.code).count() == 1


def test_ending_the_session_one_is_in_leads_to_the_door(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    row = UserSession.objects.get()
    assert client.post(f"/account/sessions/{row.pk}/end/").headers["Location"] == "/"
    assert not is_in(client)


def test_nobody_ends_somebody_elses_session(nation: Nation) -> None:
    victim = signed_in(nation.people["1201"])
    row = UserSession.objects.get()
    assert signed_in(nation.people["1202"]).post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert is_in(victim)


def test_signing_out_everywhere_ends_listed_and_unlisted_sessions(nation: Nation) -> None:
    person = nation.people["1201"]
    here, elsewhere, unlisted = signed_in(person), signed_in(person, visitor()), visitor()
    unlisted.force_login(person)
    assert here.post("/account/sessions/end/").headers["Location"] == "/"
    assert [is_in(each) for each in (here, elsewhere, unlisted)] == [False, False, False]
    assert is_in(signed_in(person, visitor()))


def test_another_password_ends_the_other_sessions_and_keeps_this_one(nation: Nation) -> None:
    person = nation.people["1201"]
    here, elsewhere = signed_in(person), signed_in(person, visitor())
    new = "ปลาทู ดวงจันทร์ เก้าอี้"
    answer = here.post("/account/password/", {"old": PASSWORD, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/account/"
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert visitor().post(SIGN_IN, {"login": person.code, "password": new}).status_code == 302
    assert Event.objects.filter(verb="accounts.password_changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("wrong", "ปลาทู ดวงจันทร์ เก้าอี้", ""), (PASSWORD, "short", ""), (PASSWORD, "ปลาทู ดวงจันทร์ เก้าอี้", "x")],
)
def test_another_password_needs_the_present_one_and_strength(nation: Nation, old: str, new: str, again: str) -> None:
    client = signed_in(nation.people["1201"])
    answer = client.post("/account/password/", {"old": old, "password1": new, "password2": again or new})
    assert answer.status_code == 422
    assert Person.objects.get(code="keeper-1201").check_password(PASSWORD)


def test_guessing_the_present_password_is_throttled(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    typed = {"old": "wrong", "password1": PASSWORD, "password2": PASSWORD}
    for _ in range(5):
        client.post("/account/password/", typed)
    assert "ลองผิดหลายครั้งเกินไป" in client.post("/account/password/", typed).content.decode()


def test_a_session_nobody_uses_ends_after_eight_hours_and_use_moves_the_end(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    key = client.session.session_key
    ends = Session.objects.get(session_key=key).expire_date
    assert 8 * 3600 - 60 < ends.timestamp() - time.time() <= 8 * 3600
    session = client.session
    session["accounts_seen"] = int(time.time()) - 400
    session.save()
    Session.objects.filter(session_key=key).update(expire_date=ends.replace(year=ends.year + 1))
    answer = client.get("/account/")
    assert answer.cookies["sessionid"]["max-age"] == 8 * 3600
    assert UserSession.objects.get().last_seen_at.timestamp() > time.time() - 60


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get("/notices/count/")
    return len(asked)


def test_looking_at_pages_costs_nothing_between_two_looks(nation: Nation) -> None:
    by_role = visitor()
    by_role.force_login(nation.people["1202"])
    assert queries_of(signed_in(nation.people["1201"])) == queries_of(by_role)


def stream_of(client: Client) -> StreamingHttpResponse:
    answer = client.get("/live/?topic=2555/unit/1201")
    assert answer.status_code == 200
    return cast(StreamingHttpResponse, answer)


def in_a_thread(deed: Callable[[], object]) -> None:
    """Do it and leave no connection behind."""
    try:
        deed()
    finally:
        connection.close()


async def ends(answer: StreamingHttpResponse, deed: Callable[[], object]) -> bool:
    """Whether an open stream ends within two seconds of a deed."""
    lines = cast("AsyncGenerator[bytes, None]", answer.streaming_content)
    assert await anext(lines) == RECONNECT_LINE
    await asyncio.get_running_loop().run_in_executor(None, in_a_thread, deed)
    try:
        async with asyncio.timeout(2):
            async for _ in lines:
                continue
    except TimeoutError:
        return False
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["suspend", "close", "everywhere", "end one", "code", "role"])
def test_an_open_event_stream_ends_with_its_account_or_session(how: str) -> None:
    nation = build_nation()
    person, by = nation.people["1201"], actor(nation.people["psdg"])
    client, other = signed_in(person), signed_in(person, visitor())
    key = UserSession.objects.get(session_key=client.session.session_key).pk
    code, role = code_for(person).code, person.roles.get()
    deeds: dict[str, Callable[[], object]] = {
        "suspend": lambda: suspend_person(person, reason="ลาออก", by=by, now=NOW),
        "close": lambda: close_person(person, reason="ลาออก", by=by, now=NOW),
        "everywhere": lambda: sign_out_everywhere(person, now=NOW),
        "end one": lambda: other.post(f"/account/sessions/{key}/end/"),
        "code": lambda: use(visitor(), person.code, code),
        "role": lambda: end_role(role, NOW.date(), by=by, now=NOW),
    }
    assert asyncio.run(ends(stream_of(client), deeds[how]))


def carried_by(client: Client, person: Person) -> Carried:
    """The client's session, as a stream remembers it."""
    return Carried(client.session.session_key or "", person.pk, client.session["_auth_user_hash"])


@pytest.mark.parametrize("gone", ["session", "account", "password"])
def test_other_processes_see_that_a_session_or_account_is_gone(nation: Nation, gone: str) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    carried = carried_by(client, person)
    assert still_hold([carried]) == {carried: person}
    if gone == "session":
        Session.objects.all().delete()
    elif gone == "account":
        Person.objects.filter(pk=person.pk).update(is_active=False, status="suspended")
    else:
        with_password(person, "another one")
    assert still_hold([carried]) == {}


@pytest.mark.django_db(transaction=True)
def test_a_stream_of_another_process_ends_at_its_next_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rabrong.notices.live.KEEP_ALIVE_SECONDS", 0.2)
    nation = build_nation()
    answer = stream_of(signed_in(nation.people["1201"]))
    assert asyncio.run(ends(answer, lambda: Session.objects.all().delete()))


@pytest.mark.django_db(transaction=True)
def test_a_stream_ends_when_the_day_of_a_role_or_acting_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rabrong.notices.live.KEEP_ALIVE_SECONDS", 0.2)
    person = build_nation().people["1201"]
    answer = stream_of(signed_in(person))
    assert asyncio.run(ends(answer, lambda: person.roles.update(ends=demo_now().date())))


def following(person: Person, *units: str) -> Following:
    """A stream somebody opens now."""
    names = tuple(f"2555/unit/{unit}" for unit in units)
    return Following(carried_by(signed_in(person), person), names, actor(person).permissions)


def test_a_topic_is_followed_until_midnight_in_bangkok(nation: Nation) -> None:
    person = nation.people["1201"]
    person.roles.update(ends=date(2012, 5, 16))
    last_second = datetime(2012, 5, 15, 16, 59, 59, tzinfo=UTC)
    own, more = following(person, "1201"), following(person, "1201", "1301")
    nobody = replace(own, session=Carried("x", 0, ""))
    assert still_follow([own, more, nobody], last_second) == [True, False, False]
    assert still_follow([own], last_second + timedelta(seconds=1)) == [False]


def test_many_open_streams_are_looked_at_with_a_few_queries(nation: Nation) -> None:
    kinds = [following(nation.people["1201"], "1201"), following(nation.people["12"], "12", "1201")]
    everything = following(nation.people["psdg"], "cdd", "1201")
    with CaptureQueriesContext(connection) as captured:
        assert still_follow([*kinds * 50, everything], NOW) == [True] * 101
    # Sessions, people, roles; two scopes that are no whole department; five pairs of reader and topic.
    assert len(captured) == 3 + 2 + 5


def test_who_holds_another_role_by_now_opens_the_stream_anew(nation: Nation) -> None:
    stream = following(nation.people["12"], "1201")
    assert still_follow([stream], NOW) == [True]
    assert still_follow([replace(stream, permissions="psdg@cdd/")], NOW) == [False]
