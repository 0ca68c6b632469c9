"""My account: who I am, what I may do, for whom I act; and the way a letter with a code takes."""

from datetime import date

import pytest

from rabrong.accounts.actions.codes import Given
from rabrong.accounts.actions.first import FirstPerson, code_in_emergency, take_in_first
from rabrong.accounts.models import Channel, Purpose
from rabrong.audit.models import Event
from rabrong.org.models import Acting, ActingKind, Person, PersonStatus, Role, Unit, UnitKind
from rabrong.org.rules import Refusal
from tests.accounts.conftest import give_role, invited, is_in, person_with, signed_in, use, visitor
from tests.nation import NOW, Nation
from tests.notices.jobs import run_due_jobs
from tests.notices.mail_server import mail_server

pytestmark = pytest.mark.django_db


def test_the_page_says_who_one_is_and_what_one_may_do(nation: Nation) -> None:
    person = person_with(nation, "somsri", "1201", (Role.KEEPER, "1201"))
    Acting.objects.create(
        person=person,
        principal=nation.people["1202"],
        seat="ผู้จัดเก็บ",
        kind=ActingKind.BEHALF,
        role=Role.KEEPER,
        unit=nation.units["1202"],
        starts=date(2012, 5, 1),
        ends=date(2012, 6, 1),
        order_ref="คำสั่งที่ 7/2555",
    )
    page = signed_in(person).get("/account/").content.decode()
    for words in ("ชื่อ somsri", "somsri", "somsri@example.go.th", "ผู้จัดเก็บข้อมูล · หน่วย 1201", "คำสั่งที่ 7/2555"):
        assert words in page
    assert "ทำการแทน ผู้จัดเก็บ 1202" in page
    assert "1\u00a0พ.ค.\u00a02555 ถึงก่อน 1\u00a0มิ.ย.\u00a02555" in page
    assert "ออกรหัสใช้ครั้งเดียว" not in page


def test_who_may_let_others_in_finds_the_way_there(nation: Nation) -> None:
    head = person_with(nation, "head-12", "12", (Role.DIRECTOR, "12"))
    page = signed_in(head).get("/account/").content.decode()
    assert 'href="/account/codes/"' in page
    assert 'href="/account/factor-rules/"' not in page
    assert 'href="/account/factor-rules/"' in signed_in(nation.people["psdg"]).get("/account/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_role_and_for_many(
    nation: Nation, many: int, django_assert_max_num_queries: object
) -> None:
    person = nation.people["1201"]
    for unit in ("11", "12", "13")[:many]:
        give_role(person, Role.VIEWER, nation, unit)
    client = signed_in(person)
    with django_assert_max_num_queries(17):  # type: ignore[operator]  # a fixture of pytest-django
        client.get("/account/")


@pytest.mark.parametrize("path", ["/account/", "/account/password/", "/account/sessions/end/"])
def test_strangers_are_led_to_the_door(nation: Nation, path: str) -> None:
    client = visitor()
    answer = client.post(path) if path.endswith("end/") else client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/?next={path}")


def test_an_invitation_goes_by_mail_to_a_password_and_in(nation: Nation) -> None:
    """The whole way: a province invites, a real mail server takes the letter, its code opens the account."""
    invited(nation, "somsri", "1201", (Role.KEEPER, "1201"))
    head = signed_in(person_with(nation, "head-12", "12", (Role.DIRECTOR, "12")))
    with mail_server() as box:
        head.post("/account/codes/?unit=12", {"people": ["somsri"], "channel": "email"})
        run_due_jobs()
    (letter,) = box.taken
    text = letter.get_content()
    assert letter["To"] == "somsri@example.go.th"
    assert "ท่านได้รับเชิญให้เข้าใช้ระบบรับรอง" in text
    assert "you are invited to Rabrong" in text
    link = next(line for line in text.splitlines() if line.startswith("http://localhost/account/code/#"))
    name, code = link.partition("#")[2].split("/")
    client = visitor()
    assert client.get("/account/code/").status_code == 200
    assert use(client, name, code) == 302
    assert is_in(client)


def test_the_command_line_founds_a_department_for_the_first_administrator(db: None) -> None:
    new = FirstPerson("somchai", "สมชาย", "ผู้ดูแลระบบ", "cdd", "กรมการพัฒนาชุมชน", Role.PSDG)
    given = take_in_first(new, now=NOW)
    assert isinstance(given, Given)
    unit = Unit.objects.get()
    assert (unit.code, unit.kind, unit.name) == ("cdd", UnitKind.DEPARTMENT, "กรมการพัฒนาชุมชน")
    client = visitor()
    assert use(client, "somchai", given.code) == 302
    assert client.get("/account/codes/").status_code == 200
    verbs = Event.objects.order_by("pk").values_list("verb", "actor")
    assert list(verbs)[:2] == [("accounts.taken_in", "cli"), ("accounts.code_given", "cli")]


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"unit": "other", "unit_name": "กรมอื่น"}, "unit.unknown"),
        ({"code": "psdg"}, "person.code_taken"),
        ({"code": "a b"}, "person.bad_code"),
        ({"unit": "1201"}, "role.not_there"),
    ],
)
def test_the_command_line_refuses_what_would_be_wrong(nation: Nation, changed: dict[str, str], refused: str) -> None:
    fields = {"code": "somchai", "name": "สมชาย", "position": "ผู้ดูแล", "unit": "cdd", "unit_name": "", **changed}
    done = take_in_first(FirstPerson(**fields, role=Role.PSDG), now=NOW)
    assert isinstance(done, Refusal)
    assert done.code == refused
    assert not Person.objects.filter(code="somchai").exists()


def test_an_emergency_code_is_for_an_open_account_and_recorded(nation: Nation) -> None:
    given = code_in_emergency("PSDG", purpose=Purpose.RECOVER, now=NOW)
    assert isinstance(given, Given)
    assert (given.row.channel, given.row.purpose) == (Channel.PRINT, Purpose.RECOVER)
    assert Event.objects.get().actor == "cli"
    Person.objects.filter(code="psdg").update(status=PersonStatus.CLOSED, is_active=False)
    assert code_in_emergency("psdg", purpose=None, now=NOW) == Refusal("code.account_shut", {"person": "psdg"})
    assert code_in_emergency("nobody", purpose=None, now=NOW) == Refusal("person.unknown", {"code": "nobody"})
