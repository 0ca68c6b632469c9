"""Signers and executives are let in by two people: one asks, another confirms, neither is the one let in."""

import re

import pytest

from rabrong.accounts.actions.codes import Given
from rabrong.accounts.actions.requests import Asked, ask_for_code, confirm_request, decline_request
from rabrong.accounts.models import Channel, CodeRequest, OneTimeCode, Purpose
from rabrong.accounts.queries.codes import target_of
from rabrong.audit.models import Event
from rabrong.notices.models import Mail, Notice
from rabrong.org.actions.people import PersonChanges, change_person
from rabrong.org.models import Person, Role
from rabrong.org.rules import Refusal
from tests.accounts.conftest import SITE, is_in, person_with, signed_in, use, visitor
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

PRINT = Asked(None, Channel.PRINT, "ลืมรหัสผ่าน")


@pytest.fixture
def chief(nation: Nation) -> Person:
    """An executive."""
    return person_with(nation, "chief", "cdd", (Role.EXECUTIVE, "cdd"))


@pytest.fixture
def second(nation: Nation) -> Person:
    """Another administrator."""
    return person_with(nation, "psdg-2", "cdd", (Role.PSDG, "cdd"))


def ask(by: Person, person: Person, asked: Asked = PRINT) -> CodeRequest | str:
    """The request, or the refusal's code."""
    done = ask_for_code(target_of(person, actor(by).today), asked, by=actor(by), now=NOW)
    return done.code if isinstance(done, Refusal) else done


def confirm(by: Person, request: CodeRequest) -> Given | str:
    """The code, or the refusal's code."""
    done = confirm_request(request, site=SITE, by=actor(by), now=NOW)
    return done.code if isinstance(done, Refusal) else done


def asked_for(by: Person, person: Person, asked: Asked = PRINT) -> CodeRequest:
    request = ask(by, person, asked)
    assert isinstance(request, CodeRequest)
    return request


def test_a_code_is_made_when_the_second_person_confirms_and_not_before(
    nation: Nation, chief: Person, second: Person
) -> None:
    request = asked_for(nation.people["psdg"], chief)
    assert not OneTimeCode.objects.exists()
    given = confirm(second, request)
    assert isinstance(given, Given)
    assert (given.row.issued_by, given.row.confirmed_by) == (nation.people["psdg"], second)
    assert use(visitor(), "chief", given.code) == 302
    told = Event.objects.filter(subject="person chief").order_by("pk").values_list("verb", "actor")
    assert list(told)[:2] == [("accounts.request_made", "psdg"), ("accounts.code_given", "psdg-2")]
    assert Event.objects.get(verb="accounts.code_given").after["asked_by"] == "psdg"


def test_who_asked_cannot_confirm(nation: Nation, chief: Person) -> None:
    assert confirm(nation.people["psdg"], asked_for(nation.people["psdg"], chief)) == "request.same_person"


def test_who_is_to_be_let_in_cannot_confirm_or_ask(nation: Nation, second: Person) -> None:
    request = asked_for(nation.people["psdg"], second)
    assert confirm(second, request) == "code.for_oneself"
    assert ask(second, second) == "code.for_oneself"


def test_who_may_not_let_in_can_neither_ask_nor_confirm(nation: Nation, chief: Person) -> None:
    request = asked_for(nation.people["psdg"], chief)
    head = person_with(nation, "head-12", "12", (Role.DIRECTOR, "12"))
    for person in (head, nation.people["1201"]):
        assert confirm(person, request) == "code.not_yours"
        assert ask(person, chief) == "code.not_yours"


def test_in_a_province_head_and_working_group_are_two_people(nation: Nation) -> None:
    head = person_with(nation, "head-12", "12", (Role.DIRECTOR, "12"))
    deputy_head = person_with(nation, "deputy-head", "12", (Role.WORKING_GROUP, "12"))
    other = person_with(nation, "other", "12", (Role.WORKING_GROUP, "12"))
    assert isinstance(confirm(other, asked_for(deputy_head, head)), Given)


def test_a_request_is_confirmed_once_and_asked_once(nation: Nation, chief: Person, second: Person) -> None:
    request = asked_for(nation.people["psdg"], chief)
    assert ask(second, chief) == "request.open"
    assert isinstance(confirm(second, request), Given)
    assert confirm(second, request) == "request.closed"


def test_a_declined_request_makes_no_code(nation: Nation, chief: Person, second: Person) -> None:
    request = asked_for(nation.people["psdg"], chief)
    assert isinstance(decline_request(request, by=actor(second), now=NOW), CodeRequest)
    assert confirm(second, request) == "request.closed"
    assert decline_request(request, by=actor(second), now=NOW) == Refusal("request.closed")
    assert not OneTimeCode.objects.exists()


def test_who_may_not_let_in_cannot_decline(nation: Nation, chief: Person) -> None:
    request = asked_for(nation.people["psdg"], chief)
    done = decline_request(request, by=actor(nation.people["1201"]), now=NOW)
    assert isinstance(done, Refusal)


def test_an_executive_who_forgot_waits_for_two_people(nation: Nation, chief: Person, second: Person) -> None:
    answer = visitor().post("/account/forgot/", {"name": "chief"}, follow=True)
    assert "รับคำขอแล้ว" in answer.content.decode()
    assert not OneTimeCode.objects.exists()
    assert not Mail.objects.exists()
    request = CodeRequest.objects.get()
    assert confirm(second, request) == "request.take_on_first"
    taken = asked_for(nation.people["psdg"], chief)
    assert taken.pk == request.pk
    assert confirm(nation.people["psdg"], taken) == "request.same_person"
    assert isinstance(confirm(second, taken), Given)


def test_asking_at_the_door_again_leaves_one_request(nation: Nation, chief: Person) -> None:
    for _ in range(3):
        visitor().post("/account/forgot/", {"name": "chief"})
    assert CodeRequest.objects.count() == 1


def test_administrators_are_told_that_a_second_person_is_waited_for(
    nation: Nation, chief: Person, second: Person
) -> None:
    ask(nation.people["psdg"], chief)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.link) == (second, "/account/codes/requests/")


def test_the_page_takes_it_from_asking_to_the_printed_slip(nation: Nation, chief: Person, second: Person) -> None:
    first = signed_in(nation.people["psdg"])
    page = first.post("/account/codes/?unit=cdd", {"people": ["chief"], "channel": "print"}, follow=True)
    assert "รอผู้มีสิทธิ์อีกคนยืนยัน" in page.content.decode()
    request = CodeRequest.objects.get()
    mine = first.post("/account/codes/requests/", {"requests": [request.pk], "do": "confirm"}, follow=True)
    assert "ผู้ขอยืนยันคำขอของตนเองไม่ได้" in mine.content.decode()
    slip = signed_in(second).post("/account/codes/requests/", {"requests": [request.pk], "do": "confirm"})
    found = re.search(r'slip-secret">([\w-]+)<', slip.content.decode())
    assert found
    chief_client = visitor()
    assert use(chief_client, "chief", found[1]) == 302
    assert is_in(chief_client)


def test_the_page_takes_on_and_declines(nation: Nation, chief: Person) -> None:
    visitor().post("/account/forgot/", {"name": "chief"})
    request, client = CodeRequest.objects.get(), signed_in(nation.people["psdg"])
    client.post("/account/codes/requests/", {"requests": [request.pk], "do": "take_on"})
    request.refresh_from_db()
    assert request.asked_by == nation.people["psdg"]
    client.post("/account/codes/requests/", {"requests": [request.pk], "do": "decline"})
    request.refresh_from_db()
    assert (request.closed_by, request.code) == (nation.people["psdg"], None)


def test_a_province_sees_the_requests_of_its_own_people_only(nation: Nation, chief: Person) -> None:
    head = person_with(nation, "head-12", "12", (Role.DIRECTOR, "12"))
    other = person_with(nation, "head-13", "13", (Role.DIRECTOR, "13"))
    for person in (chief, head, other):
        ask(nation.people["psdg"], person)
    page = signed_in(person_with(nation, "group-12", "12", (Role.WORKING_GROUP, "12"))).get("/account/codes/requests/")
    assert [each.person for each in page.context["waiting"]] == [head]
    forged = signed_in(person_with(nation, "group-11", "11", (Role.WORKING_GROUP, "11"))).post(
        "/account/codes/requests/", {"requests": [CodeRequest.objects.get(person=chief).pk], "do": "decline"}
    )
    assert forged.status_code == 422


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_requests_costs_the_same_for_one_and_for_many(
    nation: Nation, many: int, django_assert_max_num_queries: object
) -> None:
    for number in range(many):
        ask(nation.people["psdg"], person_with(nation, f"chief-{number}", "cdd", (Role.EXECUTIVE, "cdd")))
    client = signed_in(nation.people["psdg"])
    with django_assert_max_num_queries(9):  # type: ignore[operator]  # a fixture of pytest-django
        client.get("/account/codes/requests/")


def test_a_code_that_clears_factors_is_another_purpose(nation: Nation, chief: Person, second: Person) -> None:
    request = ask(nation.people["psdg"], chief, Asked(Purpose.RECOVER, Channel.PRINT))
    assert isinstance(request, CodeRequest)
    given = confirm(second, request)
    assert isinstance(given, Given)
    assert given.row.purpose == Purpose.RECOVER


def test_who_confirms_a_mailed_code_sees_where_it_goes(nation: Nation, chief: Person, second: Person) -> None:
    change_person(chief, PersonChanges("", "", "", "somebody@example.com"), by=actor(nation.people["psdg"]), now=NOW)
    asked_for(nation.people["psdg"], Person.objects.get(code="chief"), Asked(None, Channel.EMAIL))
    assert "somebody@example.com" in signed_in(second).get("/account/codes/requests/").content.decode()


def test_another_address_is_told_to_the_one_before_and_to_the_new_one(nation: Nation, chief: Person) -> None:
    by = actor(nation.people["psdg"])
    change_person(chief, PersonChanges("ชื่อ", "", "", "new@example.com"), by=by, now=NOW)
    assert set(Mail.objects.values_list("to", flat=True)) == {"chief@example.go.th", "new@example.com"}
    change_person(Person.objects.get(code="chief"), PersonChanges("อื่น", "", "", "new@example.com"), by=by, now=NOW)
    assert Mail.objects.count() == 2
