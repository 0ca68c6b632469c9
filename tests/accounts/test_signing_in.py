"""The door: sign-in name and password, throttling by account and device, accounts that are shut."""

import pytest
from django.test import Client

from rabrong.audit.models import Event
from tests.accounts.conftest import PASSWORD, signed_in
from tests.nation import Nation

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"
MISMATCH = "ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง"
WAIT = "ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รออีก 5 นาที"


def guess(client: Client, code: str, password: str = "wrong", **extra: str) -> str:
    """What the door says to a guess."""
    answer = client.post(SIGN_IN, {"login": code, "password": password}, **extra)
    return answer.content.decode() if answer.status_code == 200 else answer.headers["Location"]


def test_a_name_and_a_password_open_the_door(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    assert client.get("/account/").status_code == 200
    event = Event.objects.get(verb="accounts.signed_in")
    assert (event.actor, event.subject, event.after) == (
        "keeper-1201",
        "person keeper-1201",
        {"method": "password"},
    )
    assert PASSWORD not in str(event.__dict__)
