"""Who was let in by one person and gets a role for which two are needed: no administrator is both of the two."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rabrong.accounts.actions.codes import Given, Wanted, give_codes
from rabrong.accounts.actions.requests import Asked, ask_for_code, ask_from_outside, confirm_request
from rabrong.accounts.models import Channel, CodeRequest
from rabrong.accounts.queries.codes import target_of
from rabrong.org.actions.people import PersonChanges, change_person
from rabrong.org.actions.roles import appoint_acting, end_role, give_role
from rabrong.org.importing.plan import File
from rabrong.org.importing.taking_in import take_in_file
from rabrong.org.models import ActingKind, Person, Role, RoleAssignment
from rabrong.org.people_rules import NewActing, NewRole
from rabrong.org.rules import Refusal
from tests.accounts.conftest import PASSWORD, SIGN_IN, SITE, code_for, invited, is_in, person_with, use, visitor
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def second(nation: Nation) -> Person:
    """Another administrator."""
    return person_with(nation, "psdg-2", "cdd", (Role.PSDG, "cdd"))


def let_in_alone(nation: Nation, person: Person, channel: Channel = Channel.PRINT) -> Client:
    """The administrator alone gives a code, and whoever has it is in."""
    by = actor(nation.people["psdg"])
    given, refused = give_codes([target_of(person, TODAY)], Wanted(channel, SITE), by=by, now=NOW)
    assert not refused
    client = visitor()
    assert use(client, person.code, given[0].code) == 302
    return client


def let_in_by_two(nation: Nation, person: Person, second: Person) -> int:
    """The status at the door with a code for which one asked and another confirmed."""
    by = actor(nation.people["psdg"])
    request = CodeRequest.objects.filter(person=person, closed_at=None).first()
    if request is None or request.asked_by is None:
        asked = ask_for_code(target_of(person, TODAY), Asked(None, Channel.PRINT), by=by, now=NOW)
        assert isinstance(asked, CodeRequest)
        request = asked
    given = confirm_request(request, site=SITE, by=actor(second), now=NOW)
    assert isinstance(given, Given)
    return use(visitor(), person.code, given.code)


def raised(nation: Nation, person: Person, role: Role, unit: str) -> None:
    new = NewRole(person, role, nation.units[unit], TODAY)
    assert isinstance(give_role(new, by=actor(nation.people["psdg"]), now=NOW), RoleAssignment)


def at_the_door(code: str) -> tuple[int, bool]:
    """The status after the right password, and whether one is in then."""
    client = visitor()
    return client.post(SIGN_IN, {"login": code, "password": PASSWORD}).status_code, is_in(client)


@pytest.mark.parametrize(
    ("role", "unit"),
    [(Role.PSDG, "cdd"), (Role.EXECUTIVE, "cdd"), (Role.DIRECTOR, "12"), (Role.WORKING_GROUP, "12")],
)
def test_an_administrator_alone_makes_nobody_a_second_administrator_or_signer(
    nation: Nation, role: Role, unit: str
) -> None:
    puppet = invited(nation, "puppet", "12")
    client = let_in_alone(nation, puppet)
    assert is_in(client)
    raised(nation, puppet, role, unit)
    assert not is_in(client)
    assert at_the_door("puppet") == (403, False)
    assert CodeRequest.objects.get(person=puppet).asked_by is None


def test_two_people_let_in_who_was_raised(nation: Nation, second: Person) -> None:
    puppet = invited(nation, "puppet", "12")
    let_in_alone(nation, puppet)
    raised(nation, puppet, Role.DIRECTOR, "12")
    at_the_door("puppet")
    assert let_in_by_two(nation, puppet, second) == 302
    assert at_the_door("puppet") == (302, True)


def test_taking_a_role_away_for_a_moment_opens_no_executives_account(nation: Nation) -> None:
    chief = person_with(nation, "chief", "cdd", (Role.EXECUTIVE, "cdd"))
    by = actor(nation.people["psdg"])
    end_role(chief.roles.get(), TODAY, by=by, now=NOW)
    client = let_in_alone(nation, chief)
    raised(nation, chief, Role.EXECUTIVE, "cdd")
    assert not is_in(client)
    assert at_the_door("chief") == (403, False)


def test_another_address_and_a_mailed_code_count_as_one_person(nation: Nation, mailoutbox: object) -> None:
    person = invited(nation, "puppet", "12")
    by = actor(nation.people["psdg"])
    change_person(person, PersonChanges("ชื่อ", "", "", "mine@example.go.th"), by=by, now=NOW)
    person.refresh_from_db()
    ask_from_outside(person, site=SITE, now=NOW)
    row = person.one_time_codes.get()
    row.used_at = NOW
    row.save(update_fields=["used_at"])
    raised(nation, person, Role.PSDG, "cdd")
    Person.objects.filter(pk=person.pk).update(status="active")
    person.refresh_from_db()
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    assert at_the_door("puppet") == (403, False)


def test_acting_for_an_executive_counts_like_being_one(nation: Nation) -> None:
    chief = person_with(nation, "chief", "cdd", (Role.EXECUTIVE, "cdd"))
    puppet = invited(nation, "puppet", "cdd")
    client = let_in_alone(nation, puppet)
    days = (TODAY, TODAY.replace(year=2013))
    new = NewActing(puppet, chief, "", ActingKind.BEHALF, Role.EXECUTIVE, nation.units["cdd"], *days, "ที่ 1/2555")
    assert not isinstance(appoint_acting(new, by=actor(nation.people["psdg"]), now=NOW), Refusal)
    assert not is_in(client)
    assert at_the_door("puppet") == (403, False)


def test_a_role_from_a_sheet_counts_like_one_given_by_hand(nation: Nation) -> None:
    client = let_in_alone(nation, invited(nation, "puppet", "12"))
    sheet = "code,unit,position,role,role_unit\npuppet,12,ตำแหน่ง puppet,psdg,cdd\n"
    by = actor(nation.people["psdg"])
    file = File("people.csv", SimpleUploadedFile("people.csv", sheet.encode()).read())
    take_in_file("people", file, on=TODAY, by=by, now=NOW, rescore=lambda day, now: None)
    assert RoleAssignment.objects.filter(person__code="puppet", role=Role.PSDG).exists()
    assert not is_in(client)
    assert at_the_door("puppet") == (403, False)


def test_no_side_door_stays_from_the_time_when_one_person_had_let_in(nation: Nation, second: Person) -> None:
    puppet = invited(nation, "puppet", "12")
    let_in_alone(nation, puppet)
    Authenticator.objects.create(user=puppet, type=Authenticator.Type.WEBAUTHN, data={"name": "พาสคีย์"})
    SocialAccount.objects.create(user=puppet, provider="agency", uid="somebody")
    raised(nation, puppet, Role.DIRECTOR, "12")
    assert let_in_by_two(nation, puppet, second) == 302
    assert not Authenticator.objects.filter(user=puppet).exists()
    assert not SocialAccount.objects.filter(user=puppet).exists()


def test_a_code_of_the_command_line_and_other_roles_go_on_as_before(nation: Nation) -> None:
    first = invited(nation, "first", "cdd")
    assert use(visitor(), "first", code_for(first).code) == 302
    raised(nation, first, Role.PSDG, "cdd")
    assert at_the_door("first") == (302, True)
    keeper = invited(nation, "keeper", "1201")
    client = let_in_alone(nation, keeper)
    raised(nation, keeper, Role.KEEPER, "1201")
    assert is_in(client)
    assert at_the_door("keeper") == (302, True)


def test_one_of_a_province_cannot_become_both_of_the_two(nation: Nation) -> None:
    first = person_with(nation, "w-1", "12", (Role.WORKING_GROUP, "12"))
    other = person_with(nation, "w-2", "12", (Role.WORKING_GROUP, "12"))
    wanted = Wanted(Channel.PRINT, SITE)
    given, refused = give_codes([target_of(other, TODAY)], wanted, by=actor(first), now=NOW)
    assert (given, [each.code for each in refused]) == ([], ["code.needs_two"])
