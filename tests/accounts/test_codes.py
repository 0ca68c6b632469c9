"""One-time codes: who may give them, to whom, how they are used, and what they leave behind."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from rabrong.accounts.actions.codes import Given, Wanted, give_codes, use_code
from rabrong.accounts.models import Channel, CodeLife, OneTimeCode, Purpose
from rabrong.accounts.queries.codes import code_matching, target_of
from rabrong.accounts.secret_codes import ALPHABET, LENGTH, as_typed, grouped, new_code
from rabrong.audit.models import Event, PersonalValue
from rabrong.notices.models import Mail
from rabrong.org.actions.people import suspend_person
from rabrong.org.actions.roles import appoint_acting
from rabrong.org.actor import Actor
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role
from rabrong.org.people_rules import NewActing
from rabrong.org.rules import Refusal
from tests.accounts.conftest import (
    PASSWORD,
    SITE,
    code_for,
    give_role,
    invited,
    is_in,
    person_with,
    signed_in,
    use,
    visitor,
)
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

PRINT = Wanted(Channel.PRINT, SITE)
EMAIL = Wanted(Channel.EMAIL, SITE)


def give(by: Actor, person: Person, wanted: Wanted = PRINT) -> Given | str:
    """The code, or the refusal's code."""
    given, refused = give_codes([target_of(person, by.today)], wanted, by=by, now=NOW)
    return given[0] if given else refused[0].code


@pytest.fixture
def head(nation: Nation) -> Person:
    """The head of province 12."""
    return person_with(nation, "head-12", "12", (Role.DIRECTOR, "12"))


def test_a_code_has_ten_characters_that_nobody_reads_wrongly() -> None:
    assert LENGTH == 10
    assert len(ALPHABET) == 25
    assert not set(ALPHABET) & set("0O1IL2Z5S8B")
    assert re.fullmatch(f"[{ALPHABET}]{{10}}", new_code())
    assert grouped("ACDEFGHJKM") == "ACDEF-GHJKM"


@pytest.mark.parametrize("typed", ["ACDEF-34679", "acdef34679", " acdef 34679 ", "ACDEF–๓๔๖๗๙"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert as_typed(typed) == "ACDEF34679"


def test_the_psdg_gives_codes_to_everybody_who_neither_signs_nor_decides(nation: Nation) -> None:
    given = give(actor(nation.people["psdg"]), nation.people["1301"])
    assert isinstance(given, Given)
    row = given.row
    assert (row.person, row.purpose, row.issued_by, row.confirmed_by) == (
        nation.people["1301"],
        Purpose.RESET,
        nation.people["psdg"],
        None,
    )
    assert row.expires - row.made_at == timedelta(days=30)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.WORKING_GROUP])
def test_a_province_lets_in_its_own_people_and_its_districts(nation: Nation, role: Role) -> None:
    by = actor(person_with(nation, "of-12", "12", (role, "12")))
    assert isinstance(give(by, nation.people["12"]), Given)
    assert isinstance(give(by, nation.people["1201"]), Given)
    assert give(by, nation.people["1301"]) == "code.not_yours"
    assert give(by, nation.people["กผ"]) == "code.not_yours"


def test_a_province_lets_in_the_head_of_its_district_alone(nation: Nation, head: Person) -> None:
    assert isinstance(give(actor(head), person_with(nation, "d", "1201", (Role.DIRECTOR, "1201"))), Given)


def test_somebody_with_a_duty_elsewhere_is_not_the_provinces_to_let_in(nation: Nation, head: Person) -> None:
    give_role(nation.people["1201"], Role.VIEWER, nation, "13")
    assert give(actor(head), nation.people["1201"]) == "code.not_yours"


@pytest.mark.parametrize("role", [Role.KEEPER, Role.SUPERVISOR, Role.APPROVER, Role.VIEWER])
def test_other_roles_let_nobody_in(nation: Nation, role: Role) -> None:
    by = actor(person_with(nation, "of-12", "12", (role, "12")))
    assert give(by, nation.people["1201"]) == "code.not_yours"


def test_the_head_of_a_district_or_bureau_lets_nobody_in(nation: Nation) -> None:
    for unit in ("1201", "กผ"):
        by = actor(person_with(nation, f"head-{unit}", unit, (Role.DIRECTOR, unit)))
        assert give(by, nation.people[unit]) == "code.not_yours"


def test_a_code_given_by_who_acts_for_a_provinces_head_is_recorded_as_such(nation: Nation, head: Person) -> None:
    person = person_with(nation, "d", "1202", (Role.DIRECTOR, "1202"))
    days = (date(2012, 5, 1), date(2012, 6, 1))
    new = NewActing(person, head, "", ActingKind.BEHALF, Role.DIRECTOR, nation.units["12"], *days, "ที่ 1/2555")
    assert isinstance(appoint_acting(new, by=actor(nation.people["psdg"]), now=NOW), Acting)
    person.refresh_from_db()
    assert isinstance(give(actor(person), nation.people["1201"]), Given)
    told = Event.objects.get(verb="accounts.code_given")
    assert (told.actor, told.acting_for) == ("d", head.code)


def test_nobody_gives_a_code_to_oneself(nation: Nation, head: Person) -> None:
    assert give(actor(nation.people["psdg"]), nation.people["psdg"]) == "code.for_oneself"
    assert give(actor(head), head) == "code.for_oneself"


@pytest.mark.parametrize(
    ("role", "unit"),
    [(Role.EXECUTIVE, "cdd"), (Role.DEPUTY, "กผ"), (Role.DIRECTOR, "12"), (Role.DIRECTOR, "กผ"), (Role.PSDG, "cdd")],
)
def test_one_person_is_not_enough_for_signers_and_executives(nation: Nation, role: Role, unit: str) -> None:
    person = person_with(nation, "chief", unit, (role, unit))
    assert give(actor(nation.people["psdg"]), person) == "code.needs_two"


def test_a_suspended_account_gets_no_code_and_its_code_opens_nothing(nation: Nation) -> None:
    by, person = actor(nation.people["psdg"]), nation.people["1201"]
    given = give(by, person)
    assert isinstance(given, Given)
    suspend_person(person, reason="ลาออก", by=by, now=NOW)
    person.refresh_from_db()
    assert give(by, person) == "code.account_shut"
    assert use_code(given.row, password=PASSWORD, now=NOW) == Refusal("account.shut")


def test_a_mail_needs_an_address(nation: Nation) -> None:
    assert give(actor(nation.people["psdg"]), nation.people["1201"], EMAIL) == "code.no_email"


def test_a_code_by_mail_goes_to_the_persons_own_address_with_a_link_that_no_server_logs(nation: Nation) -> None:
    person = person_with(nation, "somsri", "1201")
    given = give(actor(nation.people["psdg"]), person, EMAIL)
    assert isinstance(given, Given)
    assert given.row.expires - given.row.made_at == timedelta(days=7)
    mail = Mail.objects.get()
    assert mail.to == "somsri@example.go.th"
    assert f"http://localhost/account/code/#somsri/{given.shown}" in mail.body
    assert "เรียน ชื่อ somsri" in mail.body
    assert given.code not in mail.subject


def test_how_long_a_code_is_good_is_a_row(nation: Nation) -> None:
    CodeLife.objects.filter(channel=Channel.PRINT).update(days=3)
    given = give(actor(nation.people["psdg"]), nation.people["1201"])
    assert isinstance(given, Given)
    assert given.row.expires - given.row.made_at == timedelta(days=3)


def test_the_code_itself_is_kept_nowhere(nation: Nation) -> None:
    given = give(actor(nation.people["psdg"]), nation.people["1201"])
    assert isinstance(given, Given)
    kept = [*OneTimeCode.objects.values(), *Event.objects.values(), *PersonalValue.objects.values()]
    assert not [row for row in kept if given.code in str(row) or given.shown in str(row)]
    event = Event.objects.get(verb="accounts.code_given")
    assert (event.actor, event.subject, event.unit) == ("psdg", "person keeper-1201", "1201")


def test_a_new_code_voids_the_one_before_of_the_same_way(nation: Nation) -> None:
    person = person_with(nation, "somsri", "1201")
    first, mailed, second = code_for(person), code_for(person, Channel.EMAIL), code_for(person)
    assert code_matching("somsri", first.code) is None
    assert code_matching("somsri", mailed.code) == mailed.row
    assert code_matching("somsri", second.code) == second.row


def test_a_code_opens_an_invited_account_with_a_password_of_ones_own(nation: Nation) -> None:
    person = invited(nation, "new", "1201", (Role.KEEPER, "1201"))
    client, given = visitor(), code_for(person)
    assert given.row.purpose == Purpose.INVITE
    assert use(client, "new", given.shown.lower()) == 302
    assert is_in(client)
    person.refresh_from_db()
    assert (person.status, person.check_password(PASSWORD)) == (PersonStatus.ACTIVE, True)
    events = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert events == ["accounts.code_given", "accounts.code_used", "accounts.signed_in"]


def test_a_code_is_good_once(nation: Nation) -> None:
    given = code_for(nation.people["1201"])
    assert use(visitor(), "keeper-1201", given.code) == 302
    assert use(visitor(), "keeper-1201", given.code) == 422
    assert use_code(given.row, password=PASSWORD, now=NOW) == Refusal("code.wrong")


def test_using_one_code_voids_the_others(nation: Nation) -> None:
    person = person_with(nation, "somsri", "1201")
    printed, mailed = code_for(person), code_for(person, Channel.EMAIL)
    assert use(visitor(), "somsri", printed.code) == 302
    assert use(visitor(), "somsri", mailed.code) == 422


def test_a_code_ends_every_session_of_before(nation: Nation) -> None:
    old = signed_in(nation.people["1201"])
    given = code_for(nation.people["1201"])
    assert use(visitor(), "keeper-1201", given.code, "ปลาทู ดวงจันทร์ เก้าอี้") == 302
    assert not is_in(old)


def test_a_code_is_good_until_its_last_second(nation: Nation) -> None:
    given = code_for(nation.people["1201"])
    assert use_code(given.row, password=PASSWORD, now=given.row.expires) == Refusal("code.expired")
    done = use_code(given.row, password=PASSWORD, now=given.row.expires - timedelta(seconds=1))
    assert isinstance(done, Person)


def test_a_code_is_for_its_own_person(nation: Nation) -> None:
    given = code_for(nation.people["1201"])
    assert use(visitor(), "keeper-1202", given.code) == 422
    assert use(visitor(), "nobody", given.code) == 422


def test_guessing_codes_is_throttled_like_passwords(nation: Nation) -> None:
    given, client = code_for(nation.people["1201"]), visitor()
    assert [use(client, "keeper-1201", "AAAAA-AAAAA") for _ in range(5)] == [422] * 5
    assert use(client, "keeper-1201", given.code) == 429
    assert use(visitor(), "keeper-1201", given.code) == 429
    assert use(visitor(), "keeper-1202", code_for(nation.people["1202"]).code) == 302


@pytest.mark.parametrize(
    "password",
    ["short pass", "123456789012", "password1234", "keeper-1201-", "ตัวเลข ที่ไม่ซ้ำ"],
    ids=["short", "numbers", "common", "the own name", "not the same"],
)
def test_a_weak_password_is_refused_and_the_code_stays_good(nation: Nation, password: str) -> None:
    given, client = code_for(nation.people["1201"]), visitor()
    again = "another one" if password.startswith("ตัว") else None
    for _ in range(6):
        assert use(client, "keeper-1201", given.code, password, again) == 422
    assert use(client, "keeper-1201", given.code) == 302


def choose(client: Client, unit: str, channel: str, *people: str, **more: str) -> str:
    """Give codes on the page; what it answers."""
    answer = client.post(
        f"/account/codes/?unit={unit}", {"people": people, "channel": channel, **more}, follow=channel == "email"
    )
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_printed_sheet_has_a_slip_for_each_person_and_is_not_kept(nation: Nation, head: Person) -> None:
    client = signed_in(head)
    sheet = choose(client, "12", "print", "keeper-1201", "keeper-1202")
    codes = re.findall(rf'slip-secret">([{ALPHABET}]{{5}}-[{ALPHABET}]{{5}})<', sheet)
    assert len(codes) == 2
    assert "http://localhost/account/code/" in sheet
    assert "หน่วย 1201" in sheet
    assert use(visitor(), "keeper-1201", codes[0]) == 302
    page = client.get("/account/codes/?unit=12")
    assert page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert not [code for code in codes if code in page.content.decode()]


def test_the_page_of_codes_mails_where_there_is_an_address_and_says_where_not(nation: Nation, head: Person) -> None:
    person_with(nation, "somsri", "1201")
    page = choose(signed_in(head), "12", "email", "somsri", "keeper-1201")
    assert "ส่งอีเมลแล้ว 1 คน" in page
    assert "keeper-1201 ยังไม่มีอีเมล" in page
    assert Mail.objects.get().to == "somsri@example.go.th"


def test_the_page_of_codes_lists_the_province_and_nobody_elses_people(nation: Nation, head: Person) -> None:
    client = signed_in(head)
    page = client.get("/account/codes/").content.decode()
    listed = set(re.findall(r'name="people" value="([^"]+)"', page))
    assert listed == {"head-12", "keeper-12", "keeper-1201", "keeper-1202"}
    assert client.get("/account/codes/?unit=13").status_code == 404
    forged = client.post("/account/codes/?unit=12", {"people": ["keeper-1301"], "channel": "print"})
    assert forged.status_code == 422
    assert not OneTimeCode.objects.exists()


def test_who_lets_nobody_in_sees_no_page_of_codes(nation: Nation) -> None:
    client = signed_in(nation.people["1201"])
    for path in ("/account/codes/", "/account/codes/requests/", "/account/factor-rules/"):
        assert (client.get(path).status_code, client.post(path).status_code) == (403, 403)
        assert visitor().get(path).status_code == 302


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_codes_costs_the_same_for_one_and_for_many(
    nation: Nation, head: Person, many: int, django_assert_max_num_queries: object
) -> None:
    for number in range(many):
        person_with(nation, f"more-{number}", "1201")
    client = signed_in(head)
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture of pytest-django
        client.get("/account/codes/")


def test_forgetting_a_password_mails_a_code_and_says_the_same_to_everybody(nation: Nation) -> None:
    person_with(nation, "somsri", "1201")
    said = {
        name: visitor().post("/account/forgot/", {"name": name}, follow=True).content.decode()
        for name in ("somsri", "keeper-1201", "nobody")
    }
    plain = {re.sub(r'value="\w{64}"', "", page) for page in said.values()}
    assert len(plain) == 1
    assert [mail.to for mail in Mail.objects.all()] == ["somsri@example.go.th"]


def test_asking_again_and_again_mails_three_times_an_hour(nation: Nation) -> None:
    person_with(nation, "somsri", "1201")
    for _ in range(6):
        assert visitor().post("/account/forgot/", {"name": "somsri"}).status_code == 302
    assert Mail.objects.count() == 3


def test_a_stranger_who_asks_does_not_void_a_printed_code(nation: Nation) -> None:
    printed = code_for(person_with(nation, "somsri", "1201"))
    visitor().post("/account/forgot/", {"name": "somsri"})
    assert use(visitor(), "somsri", printed.code) == 302
