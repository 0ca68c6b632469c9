"""Windows, closing and overrides by page: who may, what is refused with the reason, what is kept."""

from html import unescape

import pytest
from django.http import HttpResponseBase
from django.test import Client

from rabrong.demo.models import Mark
from rabrong.org.models import Role, RoleAssignment
from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import EntryException, Override, Report, ReportState, RoundClosing, SarRule, Score, Window
from rabrong.results.queries.completeness import lacking_in
from rabrong.results.queries.rounds import locked_months
from tests.nation import ENDS, NOW, STARTS, YEAR, Nation

pytestmark = pytest.mark.django_db
WINDOWS, ROUND = f"/{YEAR}/windows/", f"/{YEAR}/round/6/"
OVERRIDE = f"/{YEAR}/kpi/4.3/unit/12/month/7/override/"


@pytest.fixture
def client(nation: Nation) -> Client:
    """The PSDG's browser; April is reported by the districts of 11 and 12, and by the bureau."""
    submit_reports(YEAR)
    Mark.objects.create(loaded="a nation", now=NOW)
    return signed_in(nation, "psdg")


def signed_in(nation: Nation, who: str) -> Client:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(nation.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return browser


def text(answer: HttpResponseBase) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def refused(client: Client, page: str, said: str, **form: str) -> None:
    answer = client.post(page, form)
    assert answer.status_code == 422
    assert said in text(answer)


def test_days_are_changed_in_thai_dates_and_not_the_wrong_way_round(client: Client) -> None:
    year = {"act": "days", "edits": "0"}
    refused(client, WINDOWS, "เดือน พ.ค. ปิดก่อนวันเปิด", **year, **days("month-8", "1/5/2555", "30/4/2555"))
    refused(client, WINDOWS, "วันที่ไม่ถูกต้อง", **year, **days("month-8", "31/4/2555", "30/5/2555"))
    answer = client.post(
        WINDOWS, year | days("month-8", "๑/๕/๒๕๕๕", "20/6/2555") | days("round-9", "1/7/2555", "15/7/2555")
    )
    assert answer.status_code == 302
    assert Window.objects.get(year=YEAR, month=8).closes.isoformat() == "2012-06-20"
    stale = client.post(WINDOWS, year | days("month-8", "1/5/2555", "21/6/2555"))
    assert stale.status_code == 409
    assert 'value="21/6/2555"' in text(stale)


def days(name: str, opens: str, closes: str) -> dict[str, str]:
    return {f"{name}-opens": opens, f"{name}-closes": closes}


def test_months_are_locked_with_a_reason_and_a_unit_is_let_in(client: Client) -> None:
    refused(client, WINDOWS, "ยังไม่ได้เลือกเดือน", act="lock", reason="ตรวจ")
    refused(client, WINDOWS, "ต้องบอกเหตุผล", act="lock", month="8", reason=" ")
    assert client.post(WINDOWS, {"act": "lock", "month": ["8"], "reason": "สตง. ตรวจ"}).status_code == 302
    assert set(locked_months(YEAR)) == {8}
    refused(client, WINDOWS, "ล็อกอยู่แล้ว", act="lock", month="8", reason="ตรวจ")
    late = {"act": "late", "unit": "1201", "late_month": "8", "reason": "น้ำท่วม"}
    refused(client, WINDOWS, "ผ่านไปแล้ว", **late, until="1/5/2555")
    refused(client, WINDOWS, "ไม่พบหน่วย", **{**late, "unit": "9999"}, until="30/5/2555")
    offered = {"unit": "1201 หน่วย 1201", "until": "30/5/2555"}  # as the list offers it while one types
    assert client.post(WINDOWS, late | offered).status_code == 302
    assert "/organisation/choices/" in text(client.get(WINDOWS))
    assert EntryException.objects.get().until.isoformat() == "2012-05-30"
    page = text(client.get(WINDOWS))
    assert "สตง. ตรวจ" in page
    assert "น้ำท่วม" in page
    assert client.post(WINDOWS, {"act": "unlock", "month": ["8"], "reason": "เสร็จ"}).status_code == 302


def test_a_rounds_sar_opens_by_the_years_rule(client: Client, nation: Nation) -> None:
    """Round 9 is April to June: six reports a province and three of the bureau; April's are here, none is certified."""
    found = {row.unit.code: row for row in lacking_in(YEAR, 9)}
    assert {code: (row.expected, row.unreported, row.unapproved) for code, row in found.items()} == {
        "11": (6, 4, 2),
        "12": (6, 4, 2),
        "13": (6, 6, 0),
        "กผ": (3, 2, 1),
    }
    page = f"/{YEAR}/round/9/"
    assert "ยังไม่เปิด" in text(client.get(page))
    assert client.post(WINDOWS, {"act": "sar", "edits": "0", "sar-9": "anytime"}).status_code == 302
    assert SarRule.objects.get(round=9).opens == "anytime"
    assert "เปิดแล้ว" in text(client.get(page))


def test_what_is_certified_is_not_missing(client: Client) -> None:
    Report.objects.filter(unit__code="1201").update(state=ReportState.CERTIFIED, passed=3)
    row = next(row for row in lacking_in(YEAR, 9) if row.unit.code == "12")
    # Of April's two one is certified, the other submitted; May and June are not here.
    assert (row.unreported, row.unapproved, row.uncertified) == (4, 1, 0)


def test_a_round_is_closed_reopened_with_a_reason_and_closed_again(client: Client) -> None:
    refused(client, f"/{YEAR}/round/9/", "ยังกรอกได้ถึง", act="close")
    refused(client, ROUND, "ยังไม่ปิด", act="reopen", reason="x")
    assert client.post(ROUND, {"act": "close"}).status_code == 302
    closing = RoundClosing.objects.get()
    page = text(client.get(ROUND))
    assert closing.digest in page
    assert "rabrong verify" in page
    refused(client, ROUND, "ปิดแล้วเมื่อ", act="close")
    refused(client, ROUND, "ต้องบอกเหตุผล", act="reopen", reason="")
    assert client.post(ROUND, {"act": "reopen", "reason": "หนังสือ สตง."}).status_code == 302
    assert client.post(ROUND, {"act": "close"}).status_code == 302
    page = text(client.get(ROUND))
    assert closing.digest in page
    assert "หนังสือ สตง." in page
    assert "ฉบับที่ 2" in page


def test_the_scorecard_of_a_closed_round_names_its_revision_and_hash(client: Client) -> None:
    client.post(ROUND, {"act": "close"})
    page = text(client.get(f"/{YEAR}/unit/cdd/?month=6"))
    assert RoundClosing.objects.get().digest in page
    assert RoundClosing.objects.get().digest not in text(client.get(f"/{YEAR}/unit/cdd/?month=7"))


def test_an_override_takes_two_people_and_stands_beside_the_calculated_value(client: Client, nation: Nation) -> None:
    """Province 12 in April: what is calculated stays beside 80, which counts once the head has approved."""
    RoleAssignment.objects.create(
        person=nation.people["กผ"], role=Role.EXECUTIVE, unit=nation.units["cdd"], starts=STARTS, ends=ENDS
    )
    refused(client, OVERRIDE, "อ่านค่านี้ไม่ออก", act="propose", value="มาก", reason="มติ")
    refused(client, OVERRIDE, "ต้องบอกเหตุผล", act="propose", value="80", reason="")
    assert client.post(OVERRIDE, {"act": "propose", "value": "80", "reason": "มติ คณะกรรมการ"}).status_code == 302
    number = str(Override.objects.get().pk)
    refused(client, OVERRIDE, "ท่านเป็นผู้เสนอค่านี้", act="approve", override=number)
    assert "รอตัดสิน" in text(client.get(f"/{YEAR}/overrides/"))
    head = signed_in(nation, "กผ")
    refused(head, OVERRIDE, "ต้องบอกเหตุผล", act="refuse", override=number, note="")
    assert head.post(OVERRIDE, {"act": "approve", "override": number}).status_code == 302
    score = Score.objects.get(item__agreement__unit__code="12", item__indicator__code="4.3", month=7)
    assert score.shown == 5  # 80 is the fifth level
    for page in (OVERRIDE, f"/{YEAR}/kpi/4.3/unit/12/why/?month=7"):
        said = text(client.get(page))
        values = said[said.index("three-values") :]
        assert values.index("คำนวณได้") < values.index("ค่าแทน") < values.index("ใช้จริง")
        assert "80.00" in values
    refused(head, OVERRIDE, "ตัดสินหรือถอนไปแล้ว", act="approve", override=number)
    assert client.post(OVERRIDE, {"act": "withdraw", "override": number, "note": "มติใหม่"}).status_code == 302
    assert "three-values" not in text(client.get(f"/{YEAR}/kpi/4.3/unit/12/why/?month=7"))
