"""The end of an explanation: evidence, who passed it on, the signed criteria; and the same under a closed round."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    IndicatorVersion,
    Party,
    Revision,
    Signature,
    SigningWay,
)
from rabrong.evidence.models import Attachment, AttachmentVersion
from rabrong.files.actions import keep
from rabrong.results.models import Report, ReportMove, ReportState, Snapshot
from tests.dashboards.conftest import MAY, Browser, enter
from tests.nation import NOW, Nation

pytestmark = pytest.mark.django_db
SUMS = re.compile(r'class="sum-value"><b>([^<]+)</b>')
HASH = re.compile(r'title="([0-9a-f]{64})"')


def words_of(answer: bytes) -> str:
    """A page as text with its tags."""
    return unescape(answer.decode())


def attached(nation: Nation, unit: str, month: int) -> str:
    """A file beside a district's month; its hash."""
    stored = keep(b"%PDF-1.7 a register", "application/pdf", now=NOW)
    document = Attachment.objects.create(
        unit=nation.units[unit], indicator=nation.indicators["4.3"], month=month, document="", level=""
    )
    AttachmentVersion.objects.create(
        attachment=document, number=1, stored=stored, name="ทะเบียน.pdf", by=nation.people[unit], at=NOW
    )
    return stored.sha256


def signed(nation: Nation, code: str) -> Revision:
    """The agreement of a unit, signed by both on 15 January 2555."""
    agreement, psdg = nation.agreements[code], nation.people["psdg"]
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.SIGNED)
    content = signed_content(agreement, 6)
    revision = Revision.objects.create(
        agreement=agreement, number=1, content=content, digest=digest_of(content), by=psdg, at=NOW
    )
    scan = keep(b"%PDF-1.7 a scan", "application/pdf", now=NOW)
    for party, name in ((Party.MAKER, "นายมั่น คงดี"), (Party.SUPERIOR, "นายสุข ใจงาม")):
        Signature.objects.create(
            revision=revision,
            party=party,
            way=SigningWay.WET,
            name=name,
            position="ผู้ว่าราชการจังหวัด",
            signed_on=date(2012, 1, 15),
            file=scan,
            by=psdg,
            at=NOW,
        )
    return revision


def test_a_district_ends_at_its_files_with_their_hashes(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    digest = attached(nation, "1201", MAY)
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/cdd/why/?via=1201").content)

    assert "ทะเบียน.pdf</a>" in page
    assert "ฉบับที่ 1" in page
    assert digest in HASH.findall(page)


def test_it_says_who_passed_the_version_that_counts(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 15, 20)
    enter(nation, "1201", 16, 20, version=1)
    report = Report.objects.get(unit=nation.units["1201"], month=MAY)
    ReportMove.objects.create(
        report=report, version=report.version, state=ReportState.APPROVED, step=1, by=nation.people["12"], at=NOW
    )
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/cdd/why/?via=1201").content)
    passed = page[page.index("ผู้ส่งและผู้อนุมัติ") : page.index("เกณฑ์ที่ลงนาม")]

    # two cells, then one of them again: the report's version is 3
    assert "ฉบับที่ 3" in passed
    assert passed.index("ส่งแล้ว") < passed.index("อนุมัติแล้ว ขั้นที่ 1")
    assert "ผู้จัดเก็บ 1201" in passed
    assert "ผู้จัดเก็บ 12" in passed
    assert "รอการอนุมัติ" not in passed
    assert f"/2555/kpi/4.3/unit/1201/month/{MAY}/history/" in passed


def test_what_nobody_has_passed_on_waits(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/1201/why/").content)

    assert "รอการอนุมัติ" in page


def test_the_signed_criteria_stand_with_hands_and_hash(browser: Browser, nation: Nation) -> None:
    revision = signed(nation, "12")
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/12/why/").content)
    end = page[page.index("เกณฑ์ที่ลงนาม") :]

    assert re.search(r"60.*65.*70.*75.*80", end)
    assert "น้ำหนัก 5%" in end
    assert "ตรงกับเกณฑ์ที่ใช้คิดคะแนนนี้" in end
    assert end.index("นายมั่น คงดี") < end.index("นายสุข ใจงาม")
    assert "15\u00a0ม.ค.\u00a02555" in end
    assert revision.digest in HASH.findall(end)
    assert 'href="/2555/agreement/12/"' in end


def test_criteria_changed_after_signing_are_said_to_differ(browser: Browser, nation: Nation) -> None:
    signed(nation, "12")
    IndicatorVersion.objects.filter(code="4.3").update(
        criteria={"kind": "levels", "at": ["50", "55", "60", "65", "70"]}
    )
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/12/why/").content)

    assert "ต่างจากเกณฑ์ที่ใช้คิดคะแนนนี้" in page


def test_without_a_signed_text_it_says_so(browser: Browser) -> None:
    assert "ยังไม่มีคำรับรองที่ลงนามครบอยู่ในระบบ" in words_of(browser("psdg").get("/2555/kpi/4.3/unit/12/why/").content)


def test_who_owns_the_indicator_alone_reads_no_foreign_agreement(browser: Browser, nation: Nation) -> None:
    revision = signed(nation, "12")
    page = words_of(browser("กผ").get("/2555/kpi/4.3/unit/12/why/").content)

    assert "คำรับรองนี้อยู่นอกหน้าที่ของท่าน" in page
    assert revision.digest not in page
    assert "นายมั่น คงดี" not in page


def test_a_closed_round_is_explained_by_its_frozen_numbers(browser: Browser, closed: Nation) -> None:
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/12/why/?month=6&via=1201").content)

    assert "อธิบายตัวเลขที่เก็บไว้ตอนปิดรอบ 6 เดือน" in page
    values = re.findall(r'class="sum-value"><b>([^<]+)</b>', page)
    # the province: 33 of 40; the district: 15 of 20
    assert values == ["5.0000", "5.0000", "82.5", "75"]
    assert "<s>ก. ก = 12</s>" in page


def test_the_live_numbers_of_a_closed_round_are_explained_where_they_are_shown(
    browser: Browser, closed: Nation
) -> None:
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/12/why/?month=6&live=1&via=1201").content)

    # 30 of 40, and 12 of 20
    assert re.findall(r'class="sum-value"><b>([^<]+)</b>', page)[2:] == ["75", "60"]
    assert "อธิบายตัวเลขที่เก็บไว้" not in page
    assert "<s>ก. ก = 15</s>" in page


def test_a_frozen_result_that_is_reported_as_such_is_explained_too(browser: Browser, closed: Nation) -> None:
    page = words_of(browser("psdg").get("/2555/kpi/8/unit/cdd/why/?month=6").content)

    assert "อธิบายตัวเลขที่เก็บไว้ตอนปิดรอบ 6 เดือน" in page
    assert "ผล = 3" in page


def test_what_does_not_follow_from_frozen_numbers_is_explained_by_todays_and_says_so(
    browser: Browser, closed: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frozen score of province 12 is read as another than 33 of 40 comes to: there is nothing to show for it."""
    snapshot = Snapshot.objects.get(unit=closed.units["12"])
    content = json.loads(snapshot.content)
    content["scores"]["4.3"] |= {"exact": "9/2", "shown": "4.5000"}
    snapshot.content = json.dumps(content)
    monkeypatch.setattr("rabrong.dashboards.views.indicators.proof.snapshot_of", lambda *_: snapshot)
    page = words_of(browser("psdg").get("/2555/kpi/4.3/unit/12/why/?month=6&via=1201").content)

    assert "คำอธิบายนี้คิดจากตัวเลขวันนี้ ไม่ใช่ตัวเลขที่เก็บไว้ตอนปิดรอบ" in page
    assert "อธิบายตัวเลขที่เก็บไว้ตอนปิดรอบ" not in page
    # 30 of 40, and 12 of 20
    assert re.findall(r'class="sum-value"><b>([^<]+)</b>', page)[2:] == ["75", "60"]


def test_who_is_not_below_is_not_looked_into(browser: Browser, nation: Nation) -> None:
    for unit, via in (("12", "1101"), ("12", "11"), ("1201", "1202"), ("cdd", "กผ")):
        page = words_of(browser("psdg").get(f"/2555/kpi/4.3/unit/{unit}/why/?via={via}").content)
        alone = words_of(browser("psdg").get(f"/2555/kpi/4.3/unit/{unit}/why/").content)
        assert SUMS.findall(page) == SUMS.findall(alone)


def asked_for(browser: Browser, address: str) -> int:
    """How many queries a page takes once the year has been read."""
    client = browser("psdg")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.usefixtures("reads_once")
def test_an_explanation_to_its_end_takes_twenty_queries(browser: Browser, closed: Nation) -> None:
    enter(closed, "1201", 16, 20)
    attached(closed, "1201", MAY)
    signed(closed, "cdd")

    assert asked_for(browser, "/2555/kpi/4.3/unit/cdd/why/?via=1201") <= 20
    assert asked_for(browser, "/2555/kpi/4.3/unit/cdd/why/?via=12") <= 20
    assert asked_for(browser, "/2555/kpi/8/unit/cdd/why/") <= 20


@pytest.mark.usefixtures("reads_once")
def test_an_explanation_of_a_closed_round_takes_twenty_queries(browser: Browser, closed: Nation) -> None:
    attached(closed, "1201", 6)
    signed(closed, "12")

    assert asked_for(browser, "/2555/kpi/4.3/unit/12/why/?month=6&via=1201") <= 20


def test_approvals_take_one_more_query_however_many(browser: Browser, nation: Nation) -> None:
    enter(nation, "1201", 16, 20)
    signed(nation, "cdd")
    address = "/2555/kpi/4.3/unit/cdd/why/?via=1201"
    before = asked_for(browser, address)
    report = Report.objects.get(unit=nation.units["1201"], month=MAY)
    for step in (1, 2, 3):
        ReportMove.objects.create(
            report=report, version=report.version, state=ReportState.APPROVED, step=step, by=nation.people["12"], at=NOW
        )

    assert asked_for(browser, address) == before + 1
