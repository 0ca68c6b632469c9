"""Kept pages: drawn once for all who may see the same, never shown to anybody else, never older than what stands."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import SafeString
from pytest_django.fixtures import Settings

from rabrong.agreements.models import Year
from rabrong.assignments.actions.ownership import end_owner
from rabrong.assignments.models import Ownership
from rabrong.dashboards.kept import answering
from rabrong.dashboards.kept.store import Store
from rabrong.dashboards.queries.settled import forget
from rabrong.demo.models import Mark
from rabrong.org.actions.founding import NewPerson, take_in_people
from rabrong.org.actions.recording import Change
from rabrong.org.actions.units import Names, rename_unit
from rabrong.org.models import Person, PersonStatus, Role, RoleAssignment, Unit
from rabrong.org.rules import Refusal
from rabrong.results.actions import keep_drafts
from rabrong.results.actions.approving import approve_reports
from rabrong.results.actions.counting import choose_counting
from rabrong.results.actions.windows import change_windows
from rabrong.results.models import Counts, Report
from rabrong.ui.parts import IMPERSONAL, NOBODY, PersonalPartError, drawn_parts
from tests.dashboards.conftest import MAY, Browser, enter
from tests.dashboards.test_scope import with_role
from tests.nation import NOW, STARTS, YEAR, Nation, actor

pytestmark = pytest.mark.django_db

DEPARTMENT, PROVINCE, DISTRICT = "/2555/unit/cdd/", "/2555/unit/12/", "/2555/unit/1201/"
INDICATOR, CONSOLE, LINE = "/2555/kpi/4.3/unit/cdd/", "/2555/console/", "/2555/line/new-deputy/"
MAIN = re.compile(r'<div id="live".*</main>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """Pages are kept, and what is settled is read once; the templates that were drawn, in order."""
    templates: list[str] = []

    def noted(request: HttpRequest, template: str, context: Mapping[str, object]) -> Mapping[str, SafeString]:
        templates.append(template.rpartition("/")[2])
        return drawn_parts(request, template, context)

    forget()
    settings.KEEPS_SETTLED = True
    monkeypatch.setattr(answering, "STORE", Store(2**24))
    monkeypatch.setattr(answering, "drawn_parts", noted)
    return templates


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return TOKEN.sub("", answer.content.decode())


def part(client: Client, path: str) -> str:
    """What many may have: all that follows what happens."""
    found = MAIN.search(page(client, path))
    assert found
    return found[0]


def second_psdg(nation: Nation) -> Person:
    """Somebody with the same role at the same unit."""
    new = NewPerson("psdg2", "cdd", "นักวิเคราะห์", name="คนที่สอง", roles=((Role.PSDG, "cdd"),))
    return take_in_people([new], nation.units, starts=STARTS, status=PersonStatus.ACTIVE)["psdg2"]


PATHS = [DEPARTMENT, PROVINCE, DISTRICT, "/2555/unit/r1/", "/2555/unit/กผ/", INDICATOR, CONSOLE, LINE]


@pytest.mark.parametrize("path", PATHS)
def test_two_with_the_same_roles_share_what_is_drawn_and_each_reads_the_own_name(
    nation: Nation, drawn: list[str], path: str
) -> None:
    with_role(nation, Role.DEPUTY, "r1", "กผ")
    first, second = nation.people["psdg"], second_psdg(nation)
    assert part(of(first), path) == part(of(second), path)
    assert len(drawn) == 1
    assert "คนที่สอง" in page(of(second), path)
    assert "คนที่สอง" not in page(of(first), path)
    assert len(drawn) == 1


def test_the_page_of_an_indicator_that_is_owned_by_a_person_is_nobody_elses(
    nation: Nation, browser: Browser, drawn: list[str]
) -> None:
    own = "/2555/kpi/4.3/unit/1201/"
    part(browser("12"), own)
    part(browser("12"), own)
    assert len(drawn) == 1
    keeper = nation.people["12"]
    Ownership.objects.filter(indicator=nation.indicators["4.3"]).update(unit=None, person=keeper)
    answering.STORE.clear()
    part(browser("12"), own)
    assert len(answering.STORE) == 0  # who owns it sees more; whether the reader does is asked each time


def test_who_may_do_something_else_is_drawn_for(nation: Nation, browser: Browser, drawn: list[str]) -> None:
    entry = f"/2555/kpi/4.3/unit/1201/month/{MAY}/"
    assert entry not in part(browser("psdg"), DISTRICT)
    assert entry in part(browser("1201"), DISTRICT)
    assert entry not in part(browser("12"), DISTRICT)
    assert len(drawn) == 3


def test_a_kept_page_is_not_found_for_who_may_not_see_it(browser: Browser) -> None:
    assert browser("psdg").get(PROVINCE).status_code == 200
    assert browser("1101").get(PROVINCE).status_code == 404
    assert Client().get(PROVINCE).status_code == 302
    assert browser("12").get(PROVINCE).status_code == 200
    assert browser("12").get(DEPARTMENT).status_code == 404


def test_a_province_sees_of_the_others_what_it_saw_without_keeping(browser: Browser) -> None:
    everything, own = part(browser("psdg"), PROVINCE), part(browser("12"), PROVINCE)
    assert "หน่วย 11" in everything
    assert "หน่วย 11" not in own


def test_each_language_month_and_kind_of_digits_is_a_page_of_its_own(browser: Browser, drawn: list[str]) -> None:
    client = browser("psdg")
    thai, april = page(client, DEPARTMENT), page(client, f"{DEPARTMENT}?month=7")
    client.cookies["django_language"] = "en"
    english = page(client, DEPARTMENT)
    client.cookies["django_language"] = "th"
    client.cookies["rabrong_digits"] = "thai"
    digits = page(client, DEPARTMENT)
    assert len({thai, april, english, digits}) == len(drawn) == 4
    assert "English name" not in thai
    assert "๒.๙๐๔๘" in digits


def test_the_theme_is_the_readers_and_not_the_pages(browser: Browser, drawn: list[str]) -> None:
    client = browser("psdg")
    page(client, DEPARTMENT)
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in page(client, DEPARTMENT)
    assert len(drawn) == 1


def test_a_kept_page_costs_a_few_queries_and_a_drawn_one_no_more_than_before(nation: Nation, browser: Browser) -> None:
    client = browser("psdg")
    with CaptureQueriesContext(connection) as first:
        page(client, DEPARTMENT)
    with CaptureQueriesContext(connection) as again:
        page(client, DEPARTMENT)
    with CaptureQueriesContext(connection) as another:
        page(client, f"{DEPARTMENT}?also")
    enter(nation, "1201", 20, 20)
    with CaptureQueriesContext(connection) as drawn_again:
        page(client, DEPARTMENT)
    assert len(again) == 5  # session, person, clock, scope, version
    assert len(another) == 5  # what pages of the same moment show is read for the first of them
    assert len(drawn_again) == 12  # scores with totals, changes, who reported, was silent and is certified, the past
    assert len(first) == 20  # what is agreed, who owns it and where everybody stands: once until it changes


@pytest.mark.parametrize("path", [DEPARTMENT, PROVINCE, DISTRICT, "/2555/unit/r1/", "/2555/unit/กผ/"])
def test_after_a_number_came_in_no_page_takes_more_than_twenty_queries(
    nation: Nation, browser: Browser, path: str
) -> None:
    client = browser("psdg")
    before = page(client, path)
    enter(nation, "1201", 20, 20)
    with CaptureQueriesContext(connection) as captured:
        assert page(client, path) != before
    assert len(captured) <= 20


def test_htmx_is_given_the_part_it_asked_for_alone(browser: Browser) -> None:
    answer = browser("psdg").get(DEPARTMENT, headers={"HX-Request": "true", "HX-Target": "live"}).content.decode()
    assert answer.strip().startswith('<div id="live"')
    assert answer.strip().endswith("</div>")


def _submitted(nation: Nation) -> None:
    enter(nation, "1201", 20, 20)


def _drafted(nation: Nation) -> None:
    texts = {("4.3", MAY): {"ก": "11"}}
    assert keep_drafts(nation.units["1201"], YEAR, texts, by=actor(nation.people["1201"]), now=NOW) is None


def _renamed(nation: Nation) -> None:
    change = Change(date(2012, 5, 1), "ประกาศ", actor(nation.people["psdg"]), NOW)
    done = rename_unit(nation.units["12"], Names("จังหวัดชื่อใหม่", "จม.", "New"), change)
    assert isinstance(done, Unit)


def _approved(nation: Nation) -> None:
    enter(nation, "1202", 20, 20)
    report, head = Report.objects.get(unit=nation.units["1202"]), nation.people["12"]
    RoleAssignment.objects.create(person=head, role=Role.APPROVER, unit=nation.units["12"], starts=STARTS)
    assert not approve_reports({report.pk: report.version}, by=actor(head), now=NOW).refusals


def _counted(nation: Nation) -> None:
    choice = (Counts.CERTIFIED, "มติ")
    done = choose_counting(YEAR, Year.objects.get().edits, choice, by=actor(nation.people["psdg"]), now=NOW)
    assert not isinstance(done, Refusal)


def _moved_window(nation: Nation) -> None:
    days = {MAY: (date(2012, 5, 1), date(2012, 6, 30))}
    done = change_windows(YEAR, Year.objects.get().edits, days, {}, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(done, Year)


def _disowned(nation: Nation) -> None:
    row = Ownership.objects.filter(indicator=nation.indicators["4.3"]).get()
    assert end_owner(row, 6, by=actor(nation.people["psdg"]), now=NOW) is True


ACTIONS = [_submitted, _drafted, _renamed, _approved, _counted, _moved_window, _disowned]


@pytest.mark.parametrize("act", ACTIONS)
def test_after_every_action_a_page_is_what_it_would_be_if_nothing_were_kept(
    nation: Nation, browser: Browser, act: Callable[[Nation], None]
) -> None:
    clients = [browser(who) for who in ("psdg", "12", "1201")]
    paths = (DEPARTMENT, PROVINCE, DISTRICT, "/2555/unit/กผ/", "/2555/unit/r1/")
    before = pages_of(clients, paths)
    act(nation)
    after = pages_of(clients, paths)
    answering.STORE.clear()
    forget()
    assert after == pages_of(clients, paths)
    assert before != after


def pages_of(clients: list[Client], paths: tuple[str, ...]) -> list[str]:
    """Everything everybody is answered, what is not found too; without the version that the page carries."""
    answers = [client.get(path) for client in clients for path in paths]
    return [re.sub(r' data-drawn="\w*"', "", TOKEN.sub("", answer.content.decode())) for answer in answers]


def test_the_next_day_has_pages_of_its_own(browser: Browser, drawn: list[str]) -> None:
    client = browser("psdg")
    assert "28 วัน" in page(client, DEPARTMENT)  # until 12 June
    Mark.objects.create(now=NOW + timedelta(days=1))
    assert "27 วัน" in page(client, DEPARTMENT)
    assert len(drawn) == 2


def test_a_page_that_asks_for_a_person_is_drawn_for_each(
    monkeypatch: pytest.MonkeyPatch, nation: Nation, drawn: list[str]
) -> None:
    def personal(request: HttpRequest, template: str, context: Mapping[str, object]) -> Mapping[str, SafeString]:
        drawn.append("personal")
        raise PersonalPartError(template)

    monkeypatch.setattr(answering, "drawn_parts", personal)
    client = of(nation.people["psdg"])
    assert "2.9048" in page(client, DEPARTMENT)
    assert len(answering.STORE) == 0
    assert drawn == ["personal"]


@pytest.mark.parametrize("text", ["{{ user.name }}", "{% csrf_token %}", "{% if user.pk %}{% endif %}"])
def test_what_is_one_persons_cannot_be_written_into_a_part_for_many(text: str) -> None:
    with pytest.raises(PersonalPartError):
        Template(text).render(Context(dict(IMPERSONAL)))


def test_of_nobody_nothing_is_known_but_being_signed_in() -> None:
    assert NOBODY.is_authenticated
    with pytest.raises(PersonalPartError):
        str(NOBODY.code)
    with pytest.raises(PersonalPartError):
        list(RoleAssignment.objects.filter(person=NOBODY))  # type: ignore[misc]


def test_the_store_lets_go_what_was_not_read_for_longest() -> None:
    store = Store(most_bytes=40)
    for key in ("a", "b"):
        store.keep(key, {"main": SafeString("0123456789")})  # ten characters of two bytes
    assert store.found("a") is not None
    store.keep("c", {"main": SafeString("0123456789")})
    assert [store.found(key) is not None for key in ("a", "b", "c")] == [True, False, True]
    store.keep("d", {"main": SafeString("x" * 21)})
    assert store.found("d") is None
    assert store.held_bytes == 40
    store.clear()
    assert (len(store), store.held_bytes) == (0, 0)
