"""Agency sign-on against a real OpenID Connect provider: matched by subject only, and nothing of it kept."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from rabrong.accounts.actions.subjects import Subject, connect_subject
from rabrong.audit.models import Event
from rabrong.config.settings.sign_in import social_providers
from rabrong.org.actions.people import suspend_person
from rabrong.org.citizen import citizen_hash
from rabrong.org.models import Person
from rabrong.org.rules import Refusal
from tests.accounts.conftest import is_in, signed_in, visitor
from tests.accounts.provider import CLIENT_ID, CLIENT_SECRET, PEOPLE
from tests.accounts.test_factors import add_app
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

START = "/account/sso/agency/"
CONNECT = "/account/sso/agency/connect/"
CALLBACK = "http://localhost/account/sso/agency/back/"
KEY = "a key of the tests for citizen numbers"
FAILED = "คำตอบจากผู้ให้บริการใช้ไม่ได้"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the provider."""
    command = [sys.executable, str(Path(__file__).with_name("provider.py")), str(tmp_path_factory.mktemp("provider"))]
    process = subprocess.Popen([*command, CALLBACK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
        process.stdin.close()


@pytest.fixture(autouse=True)
def _configured(provider: str, settings: pytest.FixtureRequest) -> None:
    use_provider(settings, f"{provider}/o")


def use_provider(settings: object, server_url: str, issuer: str = "", secret: str = CLIENT_SECRET) -> None:
    """Agency sign-on with the one provider."""
    options = {
        "server_url": server_url,
        "issuer": issuer,
        "scope": ["openid", "pid"],
        "citizen_claim": "pid",
        "name_en": "Agency",
        "fetch_userinfo": False,
    }
    app = {"provider_id": "agency", "name": "ระบบกลาง", "client_id": CLIENT_ID, "secret": secret, "settings": options}
    settings.SOCIALACCOUNT_PROVIDERS = social_providers([app])  # type: ignore[attr-defined]  # pytest-django's
    settings.CITIZEN_KEY = KEY  # type: ignore[attr-defined]


def leave(client: Client, path: str = START) -> str:
    """Press the button; the provider's address one is led to."""
    answer = client.post(path)
    assert answer.status_code == 200, answer.content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.content.decode())
    assert found
    return unescape(found[1])


def at_provider(address: str, name: str) -> str:
    """Sign in there; where one is sent back to."""
    parts = urlsplit(address)
    with requests.Session() as session:
        session.get(f"{parts.scheme}://{parts.netloc}/as/{name}/", timeout=10).raise_for_status()
        answer = session.get(address, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix("http://localhost")


def through(client: Client, name: str, path: str = START) -> HttpResponse:
    """All of it, there and back."""
    return client.get(at_provider(leave(client, path), name))  # type: ignore[return-value]  # Django's, and more


def connected(person: Person, name: str) -> Client:
    """Somebody who has connected the provider's account under My account."""
    client = signed_in(person)
    assert through(client, name, CONNECT).headers["Location"] == "/account/"
    return client


def test_one_leaves_with_state_nonce_and_a_challenge(nation: Nation) -> None:
    asked = parse_qs(urlsplit(leave(visitor())).query)
    assert asked["client_id"] == [CLIENT_ID]
    assert asked["redirect_uri"] == [CALLBACK]
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "pid"}
    assert (len(asked["state"][0]), len(asked["nonce"][0])) == (32, 64)
    assert asked["state"] != parse_qs(urlsplit(leave(visitor())).query)["state"]


def test_a_connected_account_signs_in(nation: Nation) -> None:
    person = nation.people["1201"]
    connected(person, "somsri")
    client = visitor()
    assert through(client, "somsri").headers["Location"] == "/"
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(person.pk)
    told = [event.after for event in Event.objects.filter(verb="accounts.signed_in").order_by("pk")]
    assert told == [{"method": "password"}, {"method": "socialaccount"}]


def test_an_unknown_subject_is_not_let_in_whatever_its_address_or_number_and_told_what_to_do(nation: Nation) -> None:
    person = nation.people["1201"]
    Person.objects.filter(pk=person.pk).update(
        email="keeper-1201@example.go.th", citizen_hash=citizen_hash(PEOPLE["somsri"], key=KEY)
    )
    client = visitor()
    answer = through(client, "somsri")
    assert answer.status_code == 403
    assert "เชื่อมในหน้าบัญชีของฉัน" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert Person.objects.count() == len(nation.people)


def test_nothing_of_the_answer_is_kept_but_the_subject_and_a_keyed_hash(nation: Nation) -> None:
    person = nation.people["1201"]
    connected(person, "somsri")
    through(visitor(), "somsri")
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == ("agency", "subject-somsri", {})
    assert not SocialToken.objects.exists()
    person.refresh_from_db()
    assert person.citizen_hash == citizen_hash(PEOPLE["somsri"], key=KEY)
    assert PEOPLE["somsri"] not in str(list(Event.objects.values()))
    assert person.email == ""


def test_connecting_needs_somebody_who_is_in(nation: Nation) -> None:
    assert visitor().post(CONNECT).status_code == 302
    assert visitor().post(CONNECT).headers["Location"].startswith("/?next=")


def test_a_subject_belongs_to_one_person(nation: Nation) -> None:
    connected(nation.people["1201"], "somsri")
    other = signed_in(nation.people["1202"])
    answer = other.get(through(other, "somsri", CONNECT).headers["Location"])
    assert "เชื่อมกับคนอื่นในระบบแล้ว" in answer.content.decode()
    assert SocialAccount.objects.get().user == nation.people["1201"]


def test_a_person_has_one_subject_of_a_provider(nation: Nation) -> None:
    client = connected(nation.people["1201"], "somsri")
    answer = client.get(through(client, "unknown", CONNECT).headers["Location"])
    assert "เลิกเชื่อมอันเดิมก่อน" in answer.content.decode()
    assert SocialAccount.objects.get().uid == "subject-somsri"


def test_somebody_with_another_citizen_number_is_not_connected(nation: Nation) -> None:
    person = nation.people["1201"]
    Person.objects.filter(pk=person.pk).update(citizen_hash=citizen_hash(PEOPLE["anan"], key=KEY))
    client = signed_in(person)
    answer = client.get(through(client, "somsri", CONNECT).headers["Location"])
    assert "ผู้ให้บริการบอกว่าเป็นบุคคลอื่น" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_citizen_number_of_somebody_else_here_is_not_taken_over(nation: Nation) -> None:
    Person.objects.filter(code="keeper-1202").update(citizen_hash=citizen_hash(PEOPLE["somsri"], key=KEY))
    done = connect_subject(
        nation.people["1201"], Subject("agency", "x", citizen_hash(PEOPLE["somsri"], key=KEY)), now=NOW
    )
    assert done == Refusal("sso.other_citizen")


def test_a_subject_that_became_somebody_else_is_refused_at_sign_in(nation: Nation) -> None:
    person = nation.people["1201"]
    connected(person, "somsri")
    Person.objects.filter(pk=person.pk).update(citizen_hash=citizen_hash(PEOPLE["anan"], key=KEY))
    client = visitor()
    assert through(client, "somsri").status_code == 403
    assert not is_in(client)


def test_disconnecting_ends_it(nation: Nation) -> None:
    client = connected(nation.people["1201"], "somsri")
    account = SocialAccount.objects.get()
    other = signed_in(nation.people["1202"])
    assert other.post(f"/account/sso/{account.pk}/disconnect/").status_code == 404
    assert client.post(f"/account/sso/{account.pk}/disconnect/").status_code == 302
    assert through(visitor(), "somsri").status_code == 403
    verbs = Event.objects.filter(verb__startswith="accounts.sso").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["accounts.sso_connected", "accounts.sso_disconnected"]


def test_the_second_factor_is_asked_for_after_the_provider_too(nation: Nation) -> None:
    add_app(connected(nation.people["1201"], "somsri"))
    client = visitor()
    assert through(client, "somsri").headers["Location"] == "/account/sign-in/check/"
    assert not is_in(client)


def test_a_suspended_person_is_not_let_in_by_a_provider(nation: Nation) -> None:
    person = nation.people["1201"]
    connected(person, "somsri")
    suspend_person(person, reason="ลาออก", by=actor(nation.people["psdg"]), now=NOW)
    client = visitor()
    assert through(client, "somsri").status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("name", ["wrong-nonce", "wrong-audience", "wrong-issuer", "expired"])
def test_an_answer_that_is_not_for_this_sign_in_is_refused(nation: Nation, name: str) -> None:
    answer = through(visitor(), name)
    assert answer.status_code == 401
    assert FAILED in answer.content.decode()


def test_an_answer_without_the_sessions_state_is_refused(nation: Nation) -> None:
    back = at_provider(leave(visitor()), "somsri")
    for client, path in ((visitor(), back), (visitor(), "/account/sso/agency/back/?code=x&state=y")):
        answer = client.get(path)
        assert answer.status_code == 401
        assert FAILED in answer.content.decode()


def test_an_answer_is_good_once(nation: Nation) -> None:
    connected(nation.people["1201"], "somsri")
    client = visitor()
    back = at_provider(leave(client), "somsri")
    assert client.get(back).status_code == 302
    client.post("/sign-out/")
    assert client.get(back).status_code == 401


def test_an_answer_of_one_session_is_of_no_use_to_another(nation: Nation) -> None:
    connected(nation.people["1201"], "somsri")
    victim, attacker = visitor(), visitor()
    leave(victim)
    back = at_provider(leave(attacker), "somsri")
    assert victim.get(back).status_code == 401
    assert not is_in(victim)


def test_saying_no_at_the_provider_leads_back_with_a_sentence(nation: Nation) -> None:
    client = visitor()
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(f"/account/sso/agency/back/?error=access_denied&state={state}", follow=True)
    assert "ยกเลิกการเข้าระบบผ่านผู้ให้บริการแล้ว" in answer.content.decode()


@pytest.mark.parametrize("problem", ["away", "another issuer", "no JSON"])
def test_a_provider_that_does_not_work_gets_a_sentence(
    nation: Nation, provider: str, settings: object, problem: str
) -> None:
    addresses = {"away": "http://127.0.0.1:9/o", "another issuer": f"{provider}/o", "no JSON": f"{provider}/as/somsri"}
    issuer = "https://other.example" if problem == "another issuer" else ""
    use_provider(settings, addresses[problem], issuer)
    answer = visitor().post(START)
    assert answer.status_code == 502
    assert "ระบบกลาง ไม่ตอบในขณะนี้" in answer.content.decode()


def test_a_provider_that_goes_away_in_between_gets_a_sentence(nation: Nation, settings: object) -> None:
    client = visitor()
    back = at_provider(leave(client), "somsri")
    use_provider(settings, "http://127.0.0.1:9/o")
    answer = client.get(back)
    assert answer.status_code == 502
    assert "ไม่ตอบในขณะนี้" in answer.content.decode()


def test_a_wrong_secret_gets_a_sentence(nation: Nation, settings: object) -> None:
    client = visitor()
    back = at_provider(leave(client), "somsri")
    use_provider(settings, urlsplit(leave(client)).geturl().partition("/authorize")[0], secret="wrong")
    assert client.get(back).status_code == 401


def test_there_are_only_the_providers_of_the_configuration(nation: Nation) -> None:
    client = visitor()
    assert client.post("/account/sso/other/").status_code == 404
    assert client.get("/account/sso/other/back/").status_code == 404
    assert client.get(START).status_code == 405
    assert "เข้าระบบด้วย ระบบกลาง" in client.get("/account/sign-in/").content.decode()


def test_the_database_keeps_a_subject_to_one_person(nation: Nation) -> None:
    SocialAccount.objects.create(provider="agency", uid="x", user=nation.people["1201"])
    with pytest.raises(IntegrityError), transaction.atomic():
        SocialAccount.objects.create(provider="agency", uid="x", user=nation.people["1202"])
