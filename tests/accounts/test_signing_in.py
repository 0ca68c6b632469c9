"""The door: sign-in name and password, throttling by account and device, accounts that are shut."""

import pytest
from django.test import Client, RequestFactory

from rabrong.accounts.device import bucket_of
from rabrong.audit.models import Event
from rabrong.org.actions.people import restore_person, suspend_person
from rabrong.org.models import Person
from tests.accounts.conftest import PASSWORD, SIGN_IN, invited, is_in, person_with, signed_in, visitor, with_password
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

MISMATCH = "ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง"
WAIT = "ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รออีก 5 นาที"
IN = "in"


def guess(client: Client, code: str, password: str = "wrong") -> str:
    """What the door says to a guess; `IN` when it opens."""
    answer = client.post(SIGN_IN, {"login": code, "password": password})
    return IN if answer.status_code == 302 else answer.content.decode()


def lock_out(client: Client, code: str) -> None:
    for _ in range(5):
        assert MISMATCH in guess(client, code)
    assert WAIT in guess(client, code, PASSWORD)


def test_a_name_and_a_password_open_the_door(nation: Nation) -> None:
    assert is_in(signed_in(nation.people["1201"]))
    event = Event.objects.get(verb="accounts.signed_in")
    assert (event.actor, event.subject, event.after) == ("keeper-1201", "person keeper-1201", {"method": "password"})


def test_a_password_is_nowhere_in_the_record(nation: Nation) -> None:
    signed_in(nation.people["1201"])
    assert not [event for event in Event.objects.all() if PASSWORD in str(vars(event))]


def test_the_case_of_a_name_does_not_matter(nation: Nation) -> None:
    with_password(nation.people["1201"])
    assert guess(visitor(), " KEEPER-1201 ", PASSWORD) == IN


def test_a_name_that_is_nobodys_gets_the_same_words_as_a_wrong_password(nation: Nation) -> None:
    with_password(nation.people["1201"])
    known, unknown = guess(visitor(), "keeper-1201"), guess(visitor(), "keeper-9999")
    assert MISMATCH in known
    assert [line for line in known.splitlines() if "csrf" not in line and "keeper" not in line] == [
        line for line in unknown.splitlines() if "csrf" not in line and "keeper" not in line
    ]


@pytest.mark.parametrize("code", ["keeper-1201", "nobody"])
def test_after_five_wrong_passwords_an_account_waits_whether_it_is_there_or_not(nation: Nation, code: str) -> None:
    with_password(nation.people["1201"])
    lock_out(visitor(), code)


def test_another_machine_does_not_help_a_stranger(nation: Nation) -> None:
    with_password(nation.people["1201"])
    lock_out(visitor(), "keeper-1201")
    assert WAIT in guess(visitor(), "keeper-1201", PASSWORD)


@pytest.mark.parametrize("typed", ["s\u0131r\u0131k\u0131t", "\u017fIRIKIT", " Sirikit ", "sirikit\u00a0"])
def test_other_letters_for_the_same_name_are_no_further_guesses(typed: str) -> None:
    request = RequestFactory().get("/")
    assert bucket_of(request, typed) == bucket_of(request, "sirikit")


def test_a_stranger_cannot_lock_out_the_owners_own_machine(nation: Nation) -> None:
    own = signed_in(nation.people["1201"])
    own.post("/sign-out/")
    lock_out(visitor(), "keeper-1201")
    assert guess(own, "keeper-1201", PASSWORD) == IN


def test_an_own_machine_has_five_guesses_too(nation: Nation) -> None:
    own = signed_in(nation.people["1201"])
    own.post("/sign-out/")
    lock_out(own, "keeper-1201")


def test_a_machine_is_known_for_the_accounts_that_came_in_from_it_only(nation: Nation) -> None:
    with_password(nation.people["1202"])
    own = signed_in(nation.people["1201"])
    own.post("/sign-out/")
    lock_out(visitor(), "keeper-1202")
    assert WAIT in guess(own, "keeper-1202", PASSWORD)


def test_a_device_cookie_made_up_by_somebody_counts_for_nothing(nation: Nation) -> None:
    with_password(nation.people["1201"])
    stranger = visitor()
    lock_out(stranger, "keeper-1201")
    for value in ("x", "eyJhIjoxfQ:1abc:def", ""):
        stranger.cookies["rabrong_device"] = value
        assert WAIT in guess(stranger, "keeper-1201", PASSWORD)


def test_sixty_people_come_in_from_one_address_in_a_minute(nation: Nation) -> None:
    people = [person_with(nation, f"p{number:02}", "1201") for number in range(60)]
    for person in people:
        assert is_in(signed_in(person))


def test_a_right_password_gives_the_guess_back(nation: Nation) -> None:
    person = nation.people["1201"]
    for _ in range(7):
        client = signed_in(person, visitor())
        client.post("/sign-out/")
    assert guess(visitor(), person.code, PASSWORD) == IN


def test_a_lockout_is_recorded_once(nation: Nation) -> None:
    with_password(nation.people["1201"])
    client = visitor()
    lock_out(client, "keeper-1201")
    guess(client, "keeper-1201")
    assert Event.objects.filter(verb="accounts.locked_out", subject="person keeper-1201").count() == 1


def suspend(nation: Nation, person: Person) -> None:
    done = suspend_person(person, reason="ลาออก", by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(done, Person)


def test_a_suspended_account_loses_its_sessions_at_once_and_is_told_so_only_with_the_right_password(
    nation: Nation,
) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    suspend(nation, person)
    assert not is_in(client)
    answer = visitor().post(SIGN_IN, {"login": person.code, "password": PASSWORD})
    assert answer.status_code == 403
    assert "บัญชีนี้เข้าใช้ไม่ได้" in answer.content.decode()
    assert MISMATCH in guess(visitor(), person.code)


def test_a_restored_account_comes_in_anew_and_not_by_its_old_session(nation: Nation) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    suspend(nation, person)
    restore_person(person, reason="กลับมา", by=actor(nation.people["psdg"]), now=NOW)
    assert not is_in(client)
    assert guess(visitor(), person.code, PASSWORD) == IN


def test_who_was_only_invited_has_no_password_to_guess(nation: Nation) -> None:
    person = with_password(invited(nation, "new", "1201"))
    answer = visitor().post(SIGN_IN, {"login": person.code, "password": PASSWORD})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/2555/units/", "/2555/units/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("http://127.0.0.1/x", "/"),
    ],
)
def test_after_signing_in_one_goes_on_to_pages_of_this_site_only(nation: Nation, wanted: str, given: str) -> None:
    with_password(nation.people["1201"])
    answer = visitor().post(SIGN_IN, {"login": "keeper-1201", "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == given


def test_nobody_signs_up(nation: Nation) -> None:
    client = visitor()
    assert [client.get(f"/account/{path}/").status_code for path in ("signup", "email", "social/signup")] == [404] * 3


def test_the_sign_in_page_takes_no_form_from_another_site(nation: Nation) -> None:
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    assert client.post(SIGN_IN, {"login": "psdg", "password": PASSWORD}).status_code == 403
