"""Second factors: an authenticator app with real codes, recovery codes, roles that need one, taking one away."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client, override_settings

from rabrong.accounts.actions.factors import remove_factor, set_factor_rules
from rabrong.accounts.models import Purpose, SecondFactorRule
from rabrong.audit.models import Event
from rabrong.notices.models import Mail
from rabrong.org.models import Person, Role
from rabrong.org.rules import Refusal
from tests.accounts.conftest import PASSWORD, SIGN_IN, code_for, is_in, person_with, signed_in, use, visitor
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

SET_UP = "/account/second-factor/"
APP = "/account/second-factor/app/"
CHECK = "/account/sign-in/check/"


def app_code(secret: str, ago: int = 0) -> str:
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def add_app(client: Client) -> str:
    """Set up an authenticator app; its secret."""
    page = client.get(APP).content.decode()
    found = re.search(r'secret-key">(\w+)<', page)
    assert found
    answer = client.post(APP, {"code": app_code(found[1])})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/second-factor/recovery/")
    return found[1]


def ruled(nation: Nation, *roles: Role) -> None:
    done = set_factor_rules(roles, by=actor(nation.people["psdg"]), now=NOW)
    assert not isinstance(done, Refusal)


def at_the_check(person: Person) -> Client:
    """Somebody whose password was right and who has a factor."""
    client = visitor()
    answer = client.post(SIGN_IN, {"login": person.code, "password": PASSWORD})
    assert answer.headers["Location"] == CHECK
    assert not is_in(client)
    return client


def test_an_authenticator_app_is_asked_for_at_the_next_sign_in(nation: Nation) -> None:
    person = nation.people["1201"]
    secret = add_app(signed_in(person))
    client = at_the_check(person)
    assert client.post(CHECK, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post(CHECK, {"code": app_code(secret, ago=1)}).status_code == 302
    assert is_in(client)
    assert Event.objects.filter(verb="accounts.signed_in").last().after == {"method": "password+mfa"}  # type: ignore[union-attr]


def test_a_code_of_the_app_is_good_once(nation: Nation) -> None:
    person = nation.people["1201"]
    secret = add_app(signed_in(person))
    code = app_code(secret, ago=1)
    assert at_the_check(person).post(CHECK, {"code": code}).status_code == 302
    assert at_the_check(person).post(CHECK, {"code": code}).status_code == 200


def test_recovery_codes_are_shown_once_and_each_lets_in_once(nation: Nation) -> None:
    person = nation.people["1201"]
    client = signed_in(person)
    add_app(client)
    shown = re.findall(r"<li>(\d{8})</li>", client.get("/account/second-factor/recovery/").content.decode())
    assert len(shown) == 10
    assert not re.findall(r"<li>(\d{8})</li>", client.get("/account/second-factor/recovery/").content.decode())
    second = at_the_check(person)
    assert second.post(CHECK, {"code": shown[0]}).status_code == 302
    third = at_the_check(person)
    assert third.post(CHECK, {"code": shown[0]}).status_code == 200
    assert third.post(CHECK, {"code": shown[1]}).status_code == 302


def test_guessing_at_the_check_is_throttled(nation: Nation) -> None:
    person = nation.people["1201"]
    secret = add_app(signed_in(person))
    client = at_the_check(person)
    for _ in range(5):
        client.post(CHECK, {"code": "000000"})
    answer = client.post(CHECK, {"code": app_code(secret, ago=1)})
    assert "ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รออีก 5 นาที" in answer.content.decode()


def test_a_thief_of_the_password_cannot_lock_the_owners_machine_out_of_the_check(nation: Nation) -> None:
    person = nation.people["1201"]
    own = signed_in(person)
    secret = add_app(own)
    own.post("/sign-out/")
    thief = at_the_check(person)
    for _ in range(6):
        thief.post(CHECK, {"code": "000000"})
    own.post(SIGN_IN, {"login": person.code, "password": PASSWORD})
    assert own.post(CHECK, {"code": app_code(secret, ago=1)}).status_code == 302
    assert is_in(own)


def test_secrets_are_encrypted_where_they_lie(nation: Nation) -> None:
    secret = add_app(signed_in(nation.people["1201"]))
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in rows
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert RecoveryCodes(codes).get_unused_codes()[0] not in rows


def test_adding_and_removing_is_recorded_and_mailed_without_secrets(nation: Nation) -> None:
    person = person_with(nation, "somsri", "1201")
    client = signed_in(person)
    secret = add_app(client)
    factor = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert client.post(f"{SET_UP}{factor.pk}/remove/").status_code == 302
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.signed_in", "accounts.app_added", "accounts.factor_removed"]
    assert Mail.objects.count() == 2
    assert secret not in str(list(Mail.objects.values())) + str(list(Event.objects.values()))
    assert not Authenticator.objects.exists()


def test_who_needs_a_factor_sets_it_up_before_anything_else(nation: Nation) -> None:
    ruled(nation, Role.KEEPER)
    client = signed_in(nation.people["1201"])
    for path in ("/2555/unit/1201/", "/account/", "/account/codes/", "/notices/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)
    assert client.post("/account/sessions/end/").status_code == 403
    assert client.get("/2555/unit/1201/", headers={"HX-Request": "true"}).status_code == 403
    assert client.get("/live/state/?topic=2555/unit/1201").status_code == 302
    page = client.get(SET_UP)
    assert page.status_code == 200
    add_app(client)
    assert client.get("/2555/unit/1201/").status_code == 200


@override_settings(DEMO=False)
def test_outside_the_demo_no_session_goes_unlooked_at(nation: Nation) -> None:
    ruled(nation, Role.KEEPER)
    client = visitor()
    client.force_login(nation.people["1201"])
    assert client.get("/account/").headers["Location"] == SET_UP


def test_other_roles_go_on_as_before(nation: Nation) -> None:
    ruled(nation, Role.DIRECTOR)
    assert is_in(signed_in(nation.people["1201"]))


def test_a_rule_set_later_reaches_who_is_in_within_minutes(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    ruled(nation, Role.KEEPER)
    assert is_in(client)
    session = client.session
    session["accounts_seen"] = int(time.time()) - 301
    session.save()
    assert client.get("/account/").headers["Location"] == SET_UP
    ruled(nation)
    assert is_in(client)


def test_who_needs_a_factor_keeps_the_last_one(nation: Nation) -> None:
    ruled(nation, Role.KEEPER)
    client = signed_in(nation.people["1201"])
    add_app(client)
    factor = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    answer = client.post(f"{SET_UP}{factor.pk}/remove/", follow=True)
    assert "เพิ่มอันใหม่ก่อนจึงลบอันนี้ได้" in answer.content.decode()
    refusal = remove_factor(factor, by=actor(nation.people["1201"]), now=NOW)
    assert refusal == Refusal("factor.last")
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_nobody_removes_somebody_elses_factor(nation: Nation) -> None:
    add_app(signed_in(nation.people["1201"]))
    factor = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert signed_in(nation.people["1202"]).post(f"{SET_UP}{factor.pk}/remove/").status_code == 404


def test_changing_factors_asks_for_the_password_again_after_a_while(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": each["at"] - 700} for each in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get(APP)
    assert answer.headers["Location"].startswith("/account/again/?next=")
    wrong = client.post("/account/again/", {"password": "wrong", "next": APP})
    assert "รหัสผ่านไม่ถูกต้อง" in wrong.content.decode()
    assert client.post("/account/again/", {"password": PASSWORD, "next": APP}).headers["Location"] == APP
    add_app(client)


def test_the_psdg_alone_sets_the_rules(nation: Nation) -> None:
    done = set_factor_rules([Role.KEEPER], by=actor(nation.people["1201"]), now=NOW)
    assert done == Refusal("org.not_administrator")
    assert not SecondFactorRule.objects.exists()


def test_the_page_of_rules_shows_and_keeps_what_is_ticked(nation: Nation) -> None:
    client = signed_in(nation.people["psdg"])
    client.post("/account/factor-rules/", {"roles": ["executive", "director"]})
    assert set(SecondFactorRule.objects.values_list("role", flat=True)) == {"executive", "director"}
    page = client.get("/account/factor-rules/").content.decode()
    assert len(re.findall(r"checked", page)) == 2
    client.post("/account/factor-rules/", {"roles": ["executive"]})
    assert set(SecondFactorRule.objects.values_list("role", flat=True)) == {"executive"}
    events = Event.objects.filter(verb="accounts.factor_rules").order_by("pk")
    assert [event.after["roles"] for event in events] == ["director, executive", "executive"]
    assert client.post("/account/factor-rules/", {"roles": ["minister"]}).status_code == 422


def test_a_reset_keeps_the_second_factor_and_a_recovery_clears_it(nation: Nation) -> None:
    person = nation.people["1201"]
    add_app(signed_in(person))
    client = visitor()
    answer = client.post(
        "/account/code/",
        {"name": person.code, "code": code_for(person).code, "password1": PASSWORD, "password2": PASSWORD},
    )
    assert answer.headers["Location"] == CHECK
    given = code_for(person)
    given.row.purpose = Purpose.RECOVER
    given.row.save()
    assert use(visitor(), person.code, given.code) == 302
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", [SET_UP, APP, "/account/second-factor/passkey/", "/account/second-factor/recovery/"])
def test_pages_of_factors_are_for_who_is_in(nation: Nation, path: str) -> None:
    answer = visitor().get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] != path
