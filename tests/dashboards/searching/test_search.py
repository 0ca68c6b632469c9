"""The search: what is found of each kind, how it is marked, and that nobody finds what may not be seen."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.assignments.rules import sees_indicator
from rabrong.assignments.rules.sight import indicators_owned
from rabrong.dashboards.pages.searching.groups import groups_found, is_sought
from rabrong.evidence.models import Attachment, AttachmentVersion
from rabrong.files.actions import keep
from rabrong.org.models import Role, RoleAssignment
from rabrong.org.queries import Scope
from rabrong.results.models import ReportNote
from tests.dashboards.conftest import MAY, Browser
from tests.nation import NOW, STARTS, YEAR, Nation, actor

PROBLEM = "น้ำท่วมตำบลบางกรวย ๓ หมู่บ้าน"


@pytest.fixture
def written(nation: Nation) -> Nation:
    """Two districts wrote of floods and handed in a file; one wrote anew since."""
    for code in ("1201", "1301"):
        place = {"unit": nation.units[code], "indicator": nation.indicators["4.3"]}
        by = {"by": nation.people[code], "at": NOW}
        ReportNote.objects.create(**place, month=MAY, version=1, problems=f"{PROBLEM} {code}", **by)
        attachment = Attachment.objects.create(**place, month=MAY)
        stored = keep(code.encode(), "application/pdf", now=NOW)
        AttachmentVersion.objects.create(
            attachment=attachment, number=1, stored=stored, name=f"ทะเบียนผู้เข้าร่วม {code}.pdf", **by
        )
    place = {"unit": nation.units["1202"], "indicator": nation.indicators["4.3"]}
    by = {"by": nation.people["1202"], "at": NOW}
    ReportNote.objects.create(**place, month=MAY, version=1, problems=PROBLEM, **by)
    ReportNote.objects.create(**place, month=MAY, version=2, problems="ไม่มีแล้ว", **by)
    return nation


def found(nation: Nation, who: str, text: str, limit: int = 30) -> dict[str, list[str]]:
    """Kind -> the addresses that somebody finds."""
    groups = groups_found(Scope(actor(nation.people[who])), text, limit)
    return {group.key: [hit.href for hit in group.hits] for group in groups}


def test_an_indicator_is_found_by_code_and_leads_to_the_own_unit(written: Nation) -> None:
    of_unit = f"/{YEAR}/kpi/4.3/unit"

    assert found(written, "psdg", "4.3")["indicators"] == [f"{of_unit}/cdd/"]
    assert found(written, "1201", "๔.๓")["indicators"] == [f"{of_unit}/1201/"]
    assert found(written, "12", "ตัวชี้วัด 4")["indicators"] == [f"{of_unit}/12/"]
    assert found(written, "กผ", "ตัวชี้วัด")["indicators"] == [f"/{YEAR}/kpi/8/unit/cdd/", f"{of_unit}/cdd/"]
    assert "indicators" not in found(written, "1201", "ตัวชี้วัด 8")


def test_a_problem_is_found_by_any_part_of_it_in_the_own_units_only(written: Nation) -> None:
    at = {code: f"/{YEAR}/kpi/4.3/unit/{code}/?month={MAY}" for code in ("1201", "1301")}

    assert sorted(found(written, "psdg", "ท่วม")["notes"]) == sorted(at.values())
    assert sorted(found(written, "กผ", "ท่วม")["notes"]) == sorted(at.values())
    assert found(written, "12", "กรวย 3")["notes"] == [at["1201"]]
    assert "notes" not in found(written, "1202", "ท่วม")
    assert "notes" not in found(written, "11", "ท่วม")


def test_a_file_of_evidence_is_found_by_who_may_read_it(written: Nation) -> None:
    names = "ทะเบียนผู้เข้าร่วม"

    assert len(found(written, "psdg", names)["files"]) == 2
    assert [("1201" in href) for href in found(written, "12", names)["files"]] == [True]
    assert "files" not in found(written, "11", names)


def test_units_people_and_agreements_come_with_the_same_words(written: Nation) -> None:
    groups = found(written, "12", "หน่วย 1201")

    assert groups["units"] == ["/organisation/unit/1201/"]
    assert groups["agreements"] == [f"/{YEAR}/agreement/1201/"]
    assert found(written, "12", "ผู้จัดเก็บ 1201")["people"] == ["/people/keeper-1201/"]
    assert found(written, "12", "หน่วย 1301") == {}


def test_at_most_so_many_of_a_kind_and_it_says_that_there_are_more(written: Nation) -> None:
    groups = groups_found(Scope(actor(written.people["psdg"])), "หน่วย", 3)

    assert [(len(group.hits), group.more) for group in groups if group.key == "units"] == [(3, True)]


@pytest.mark.parametrize(("text", "long"), [("", False), ("ก", False), ("กข", True), ("ก ข", True), ("1", False)])
def test_one_letter_is_not_looked_for(written: Nation, text: str, long: bool) -> None:
    assert is_sought(text) is long
    assert long or found(written, "psdg", text) == {}


def test_who_holds_no_role_finds_nothing(written: Nation) -> None:
    written.people["1201"].roles.update(ends="2009-01-01")

    assert found(written, "1201", "หน่วย") == {}


@pytest.mark.parametrize("who", ["psdg", "กผ", "12", "1201"])
def test_the_own_indicators_are_those_of_the_rule(written: Nation, who: str) -> None:
    scope = Scope(actor(written.people[who]))
    ruled = {row.pk for row in written.indicators.values() if sees_indicator(scope, row)}

    assert scope.everything or indicators_owned(scope) == ruled


def test_the_queries_do_not_grow_with_what_is_found(written: Nation, browser: Browser) -> None:
    clients = {who: browser(who) for who in ("psdg", "กผ", "1201")}
    counts = {}
    for who, client in clients.items():
        client.get("/search/?q=หน่วย")
        for text in ("หน่วย", "ท่วม"):
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/search/?q={text}", headers={"HX-Request": "true"})
            counts[who, text] = len(captured)

    assert {who: counts[who, "หน่วย"] for who in clients} == {who: counts[who, "ท่วม"] for who in clients}
    assert max(counts.values()) <= 16, counts


def said(client: Client, path: str, **headers: str) -> str:
    """The page as text."""
    return client.get(path, headers=headers).content.decode()


def test_what_matches_is_marked_in_page_and_fragment(written: Nation, browser: Browser) -> None:
    client = browser("1201")
    fragment = said(client, "/search/?q=๓ หมู่", **{"HX-Request": "true"})

    assert re.findall(r"<mark>(.*?)</mark>", fragment) == ["3", "๓", "หมู่"]
    assert "<html" not in fragment
    assert "<mark>ท่วม</mark>" in said(client, "/search/?q=ท่วม")


def test_nothing_found_and_too_short_are_said_without_running_what_was_typed(browser: Browser, nation: Nation) -> None:
    client = browser("1201")

    assert "ไม่พบ “&lt;b&gt;”" in said(client, "/search/?q=<b>")
    assert "อย่างน้อย 2 ตัวอักษร" in said(client, "/search/?q=ก")
    assert "<mark>" not in said(client, "/search/?q=%25%25")


def test_every_page_has_the_search_in_its_bar(browser: Browser, nation: Nation) -> None:
    page = said(browser("1201"), f"/{YEAR}/unit/1201/")

    assert 'href="/search/"' in page
    assert 'hx-get="/search/"' in page


def test_a_second_role_widens_what_is_found(written: Nation) -> None:
    place = {"person": written.people["1201"], "unit": written.units["13"], "starts": STARTS}
    RoleAssignment.objects.create(**place, role=Role.VIEWER)

    assert len(found(written, "1201", "ท่วม")["notes"]) == 2
