"""The negotiation's pages: what they show, typing, offers, faults with nothing lost, both versions on 409, files."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.agreements.actions.negotiation import agree_offers, expect_result
from rabrong.agreements.models import AgreementState, Appeal, IndicatorVersion, Meeting, MeetingKind, Offer, Side, Year
from rabrong.agreements.pages.negotiation import Typing, table_of
from rabrong.agreements.queries.negotiation import Latest, book_of
from rabrong.agreements.queries.vetting import newest_revision
from tests.agreements.negotiation_nation import (
    AT,
    SCAN,
    TABLE,
    World,
    begun,
    held,
    levels,
    negotiating_nation,
    offered,
    wanted,
)

pytestmark = pytest.mark.django_db

VETTING = "/2555/agreement/cdd/vetting/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser(world: World, who: str = "psdg") -> Client:
    """A browser in which somebody has signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(world.nation.people[who], backend=BACKEND)
    return client


def typed(world: World, made_in: Meeting | None = None, **changes: object) -> dict[str, object]:
    """The whole table as a browser sends it, untouched but for some fields."""
    ratio, steps = world.ratio.pk, world.steps.pk
    fields: dict[str, object] = {
        "side": "department",
        "act": "offer",
        f"at-{ratio}": ["60", "65", "70", "75", "80"],
        f"weight-{ratio}": "60",
        f"target-{ratio}": "70",
        f"seen-{ratio}": "0",
        f"weight-{steps}": "40",
        f"target-{steps}": "",
        f"seen-{steps}": "0",
        "meeting": "" if made_in is None else str(made_in.pk),
    }
    named = {
        name.replace("ratio", str(ratio)).replace("steps", str(steps)).replace("_", "-"): value
        for name, value in changes.items()
    }
    return {**fields, **named}


def texts(html: str) -> str:
    """What a page says, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_table_shows_past_growth_and_what_if_by_arithmetic() -> None:
    """58, 63, 68: growth 500/58 = 8.62 %, 500/63 = 7.94 %; 63 scores 1.6 and 68 scores 2.6; steps 3 and 4.

    Totals at 60 and 40: (1.6 x 60 + 3 x 40) / 100 = 2.16 and (2.6 x 60 + 4 x 40) / 100 = 3.16. The trend carried on
    is 68 + (68 - 50) / 3 = 74, which scores 3.8; steps are not carried on, so that only 60 of 100 count.
    """
    world = begun()
    table = table_of(book_of(world.now(), AT), Typing(Side.DEPARTMENT, lambda version: True))
    second, first = table.rows
    assert [(cell.value, cell.growth, cell.turn) for cell in first.past] == [
        ("58", "+16.00%", "better"),
        ("63", "+8.62%", "better"),
        ("68", "+7.94%", "better"),
    ]
    assert [score.value for score in first.lines[0].scores] == [
        Decimal("1.0000"),
        Decimal("1.6000"),
        Decimal("2.6000"),
        Decimal("3.8000"),
    ]
    assert [score.value for score in second.lines[0].scores][:3] == [Decimal(2), Decimal(3), Decimal(4)]
    own = table.totals[0]
    assert [score.value for score in own.scores] == [
        Decimal("1.4000"),
        Decimal("2.1600"),
        Decimal("3.1600"),
        Decimal("3.8000"),
    ]
    assert own.counted.endswith(": 60")


def test_growth_is_mirrored_where_less_is_better() -> None:
    """More is worse under a falling table."""
    world = begun()
    world.ratio.criteria = levels("80", "75", "70", "65", "60")
    world.ratio.save()
    table = table_of(book_of(world.now(), AT), None)
    assert [cell.turn for cell in table.rows[1].past] == ["worse", "worse", "worse"]


def test_running_year_and_entered_forecast_say_their_source() -> None:
    """No result of 2554 yet but 64.5 until May; the forecast somebody entered stands instead of the trend."""
    world = begun()
    world.ratio.indicator.past_results.filter(year=2554).delete()
    expect_result(world.agreement, world.ratio, Decimal("71.25"), "แผนปี 2555", by=world.psdg, now=AT)
    latest = {world.ratio.indicator.key: Latest(Decimal("64.5"), "ถึง พ.ค.")}
    table = table_of(book_of(world.now(), AT, lambda year, unit, now: latest if year == 2554 else {}), None)
    row = table.rows[1]
    assert (row.past[2].value, row.past[2].growth, row.past[2].note) == ("64.5", "", "ถึง พ.ค.")
    assert row.lines[0].scores[2].value == Decimal("1.9000")
    assert row.expected == "คาด 71.25 · แผนปี 2555"
    assert row.lines[0].scores[3].value == Decimal("3.2500")


def test_other_camp_stands_below_with_its_own_total() -> None:
    """The committee wants 65 to 85 and 50 %: 68 scores 1.6, and (1.6 x 50 + 4 x 40) / 90 = 2.6667."""
    world = begun()
    meeting = held(world)
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3"), "8": wanted(world, "8")})
    proposal = wanted(world, "4.3", criteria=levels("65", "70", "75", "80", "85"), weight=Decimal(50))
    offered(world, meeting, Side.COMMITTEE, {"4.3": proposal})
    table = table_of(book_of(world.now(), AT), None)
    assert [line.camp for line in table.rows[1].lines] == ["own", "other"]
    assert table.rows[1].state.about == "น้ำหนัก 60 ↔ 50"
    assert table.totals[1].scores[2].value == Decimal("2.6667")
    assert [cell.differs for cell in table.rows[1].lines[1].levels] == [True] * 5
    assert table.totals[1].weight == "90"


def test_typing_answers_with_what_changes() -> None:
    """Level 3 from 70 to 66: 68 lies between 66 and 75, 3 + 2/9 = 3.2222; the total (3.2222... x 60 + 160) / 100."""
    world = begun()
    answer = browser(world).post(f"{TABLE}what-if/", typed(world, at_ratio=["60", "65", "66", "75", "80"]))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="ng-s-{world.ratio.pk}-own-3" hx-swap-oob="true"' in html
    assert "3.2222" in html
    assert "3.5333" in html
    assert "4.3 ระดับ 3: 70 → 66" in html
    assert not Offer.objects.exists()


def test_typing_says_what_is_wrong_at_once() -> None:
    """A table that turns, weights of 95, a word for a number."""
    world = begun()
    client = browser(world)
    turned = client.post(f"{TABLE}what-if/", typed(world, at_ratio=["60", "65", "50", "75", "80"])).content.decode()
    assert "ทั้งขึ้นและลง" in turned
    short = client.post(f"{TABLE}what-if/", typed(world, weight_ratio="55")).content.decode()
    assert "น้ำหนักของ ก รวม 95 ขาด 5" in short
    assert "รวม 40" in client.post(f"{TABLE}what-if/", typed(world, weight_ratio="x")).content.decode()


def test_without_javascript_a_button_works_it_out() -> None:
    """The same page again with the typed values in their fields."""
    world = begun()
    data = typed(world, act="reckon", at_ratio=["60", "65", "66", "75", "80"])
    html = browser(world).post(TABLE, data).content.decode()
    assert 'value="66"' in html
    assert "3.5333" in html


def test_offer_is_made_from_the_table() -> None:
    """The first time every row, later only what changed."""
    world = begun()
    meeting, client = held(world), browser(world)
    assert client.post(TABLE, typed(world, meeting)).status_code == 302
    assert Offer.objects.count() == 2
    data = typed(world, meeting, at_ratio=["60", "65", "66", "75", "80"], seen_ratio="1", seen_steps="1")
    assert client.post(TABLE, data).status_code == 302
    last = Offer.objects.order_by("pk").last()
    assert last is not None
    assert (Offer.objects.count(), last.number, last.criteria) == (3, 2, levels("60", "65", "66", "75", "80"))
    again = typed(world, meeting, at_ratio=["60", "65", "66", "75", "80"], seen_ratio="2", seen_steps="1")
    nothing = client.post(TABLE, again)
    assert (nothing.status_code, Offer.objects.count()) == (422, 3)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at_ratio": ["60", "65", "50", "75", "80"]}, "ช่องที่ต้องแก้ 1 แถว"),
        ({"weight_steps": "101"}, "ช่องที่ต้องแก้ 1 แถว"),
        ({"meeting": "0"}, "เลือกการประชุมหรือหนังสือ"),
    ],
)
def test_refused_offer_loses_nothing(changes: dict[str, object], words: str) -> None:
    """422 with the sentence, and every typed value in its field."""
    world = begun()
    answer = browser(world).post(TABLE, typed(world, held(world), note="เหตุผลยาว", **changes))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert 'value="เหตุผลยาว"' in html
    lists = [values for values in changes.values() if isinstance(values, list)]
    assert all(f'value="{value}"' in html for values in lists for value in values)


def test_stale_table_comes_back_with_both_versions() -> None:
    """409; the committee's offer stands in the row, what was typed in its fields, and sending again goes through."""
    world = begun()
    meeting, client = held(world), browser(world)
    offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3", weight=Decimal(50))})
    data = typed(world, meeting, at_ratio=["60", "65", "66", "75", "80"])
    answer = client.post(TABLE, data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "ข้อเสนอที่ 1 ของคณะกรรมการเจรจา: 60 / 65 / 70 / 75 / 80 น้ำหนัก 50%" in texts(html)
    assert 'value="66"' in html
    assert f'name="seen-{world.ratio.pk}" value="1"' in html
    assert client.post(TABLE, {**data, f"seen-{world.ratio.pk}": "1"}).status_code == 302


def test_row_page_takes_criteria_of_any_kind() -> None:
    """Steps become a target with its level and interval: 70 at level 3, 5 apart."""
    world = begun()
    meeting, client = held(world), browser(world)
    address = f"{TABLE}kpi/8/"
    data = {
        "side": "committee",
        "meeting": str(meeting.pk),
        "seen": "0",
        "wording": "ร้อยละ",
        "weight": "40",
        "target": "70",
        "c-kind": "levels",
        "c-form": "target",
        "c-target": "70",
        "c-level": "3",
        "c-interval": "5",
        "act": "offer",
    }
    assert client.get(address).status_code == 200
    assert client.post(address, data).status_code == 302
    offer = Offer.objects.get()
    assert (offer.side, offer.wording, offer.criteria) == ("committee", "ร้อยละ", levels("60", "65", "70", "75", "80"))
    stale = client.post(address, data)
    assert stale.status_code == 409
    assert "ข้อเสนอที่ 1 ของคณะกรรมการเจรจา" in stale.content.decode()
    bad = client.post(address, {**data, "c-interval": "x", "seen": "1"})
    assert (bad.status_code, 'value="x"' in bad.content.decode()) == (422, True)
    preview = client.post(f"{address}preview/", {**data, "weight": "45"}).content.decode()
    assert "105%" in texts(preview)


def test_row_page_takes_measure_and_rounds() -> None:
    """Offered in households from round 9, cancelled from 12: the list says where it is unlike the year, two offers are
    compared in it; cancelled before it starts is refused and stays typed."""
    world = begun()
    meeting, client, address = held(world), browser(world), f"{TABLE}kpi/4.3/"
    at = ["60", "65", "70", "75", "80"]
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    data = {"side": "committee", "meeting": str(meeting.pk), "seen": "1", "wording": world.ratio.name, "weight": "60"}
    data |= {"target": "70", "c-kind": "levels", "c-form": "values", "c-at": at, "act": "offer"}  # type: ignore[dict-item]
    rounds = {"measure": "ครัวเรือน", "starts": "9", "cancelled": "6"}
    refused = client.post(address, {**data, **rounds})
    assert (refused.status_code, 'value="ครัวเรือน"' in refused.content.decode()) == (422, True)
    assert client.post(address, {**data, **rounds, "cancelled": "12"}).status_code == 302
    offer = Offer.objects.get(number=2)
    assert (offer.code, offer.measure, offer.starts, offer.cancelled) == ("4.3", "ครัวเรือน", 9, 12)
    said = "หน่วยวัด: ครัวเรือน · เริ่มนับตั้งแต่รอบ: รอบ 9 เดือน · ยกเลิกตั้งแต่รอบ: รอบ 12 เดือน"
    assert said in texts(client.get(address).content.decode())
    html = client.get(f"{address}compare/").content.decode()
    differing = re.findall(r'<tr class="ng-different"><th scope="row">([^<]+)', html)
    assert differing == ["หน่วยวัด", "เริ่มนับตั้งแต่รอบ", "ยกเลิกตั้งแต่รอบ"]
    assert "หน่วยวัดหรือรอบที่นับ" in client.get(TABLE).content.decode()


def test_row_page_adds_and_drops_steps_without_javascript() -> None:
    """A button of the editor comes back with one step more."""
    world = begun()
    held(world)
    data = {"side": "department", "wording": "ก", "weight": "40", "c-kind": "steps", "c-steps": ["a", "b"]}
    html = browser(world).post(f"{TABLE}kpi/8/", {**data, "act": "c:steps:add"}).content.decode()
    assert html.count('name="c-steps"') == 3


def test_any_two_offers_are_compared() -> None:
    """Weight and criteria differ, the wording does not; the scores of both stand beside each other."""
    world = begun()
    meeting = held(world)
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    proposal = wanted(world, "4.3", criteria=levels("65", "70", "75", "80", "85"), weight=Decimal(50))
    offered(world, meeting, Side.COMMITTEE, {"4.3": proposal})
    client = browser(world)
    html = client.get(f"{TABLE}kpi/4.3/compare/?a=1&b=2").content.decode()
    assert re.findall(r'<tr class="ng-different"><th scope="row">([^<]+)', html) == [
        "น้ำหนัก",
        "เกณฑ์การให้คะแนน",
        "คะแนนถ้าได้ตาม 2553",
        "คะแนนถ้าได้ตาม 2554",
        "คะแนนถ้าได้ตาม คาด 2555",
    ]
    assert "2.6000" in html
    assert "1.6000" in html
    assert client.get(f"{TABLE}kpi/4.3/compare/?a=1&b=9").status_code == 404
    assert client.get(f"{TABLE}kpi/8/compare/").status_code == 404
    assert "ng-different" not in client.get(f"{TABLE}compare/?a={meeting.pk}&b={meeting.pk}").content.decode()


def test_letter_is_recorded_with_its_scan_and_given_out_again() -> None:
    """Without the scan 422, the typed words stay; with it the bytes come back as a download."""
    world = begun()
    client = browser(world)
    data = {
        "kind": "notified",
        "with_whom": "สำนักงาน ก.พ.ร.",
        "on": "9/12/2554",
        "letter_number": "นร 1200/7",
        "letter_date": "9/12/2554",
    }
    refused = client.post(f"{TABLE}meetings/", data)
    assert (refused.status_code, "นร 1200/7" in refused.content.decode()) == (422, True)
    scan = SimpleUploadedFile("a.pdf", SCAN)
    assert client.post(f"{TABLE}meetings/", {**data, "scan": scan}).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.on, meeting.letter_date) == (date(2011, 12, 9), date(2011, 12, 9))
    assert world.now().state == AgreementState.NOTIFIED
    answer = client.get(f"{TABLE}meetings/{meeting.pk}/scan/")
    assert (answer.content, answer["X-Content-Type-Options"]) == (SCAN, "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(f"{TABLE}meetings/{meeting.pk}/").status_code == 200


def test_all_offers_of_a_meeting_are_agreed_at_once() -> None:
    """Two rows, one button; the page of the table says so."""
    world = begun()
    meeting, client = held(world), browser(world)
    made = offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3"), "8": wanted(world, "8")})
    page = client.get(f"{TABLE}meetings/{meeting.pk}/").content.decode()
    assert page.count('type="checkbox"') == 2
    seen = {f"seen-{offer.indicator_id}": "1" for offer in made}
    data = {"offer": [str(offer.pk) for offer in made], **seen}
    assert client.post(f"{TABLE}agree/", data).status_code == 302
    assert Offer.objects.filter(agreed_at=None).count() == 0
    assert client.post(f"{TABLE}agree/", {**data, f"seen-{world.ratio.pk}": "0"}).status_code == 409
    assert "ตกลงแล้ว" in client.get(TABLE).content.decode()


def test_forecast_is_entered_on_the_row() -> None:
    """A number with its source; a word is refused."""
    world, address = begun(), f"{TABLE}kpi/4.3/forecast/"
    client = browser(world)
    assert client.post(address, {"value": "71.5", "source": "แผนปี 2555"}).status_code == 302
    assert "แผนปี 2555" in client.get(f"{TABLE}kpi/4.3/").content.decode()
    refused = client.post(address, {"value": "มาก", "source": "ที่มายาว"})
    assert (refused.status_code, 'value="ที่มายาว"' in refused.content.decode()) == (422, True)


def test_appeal_page_files_and_decides() -> None:
    """Late with the day in the sentence and the words kept, in time, then decided by letter on to the table."""
    world = begun()
    client = browser(world)
    held(world, MeetingKind.NOTIFIED)
    Year.objects.update(appeal_days=3)
    address = f"{TABLE}appeal/"
    late = client.post(address, {"statement": "ขอทบทวน", "filed_on": "13/12/2554"})
    assert (late.status_code, "12 ธ.ค. 2554" in late.content.decode().replace("\xa0", " ")) == (422, True)
    assert "ขอทบทวน" in late.content.decode()
    assert client.post(address, {"statement": "ขอทบทวน", "filed_on": "12/12/2554"}).status_code == 302
    appeal = Appeal.objects.get()
    decision = {
        "outcome": "granted",
        "decision": "เห็นชอบ",
        "with_whom": "ก.พ.ร.",
        "on": "13/12/2554",
        "letter_number": "นร 1200/9",
        "letter_date": "13/12/2554",
    }
    assert client.post(f"{address}{appeal.pk}/", decision).status_code == 422
    done = client.post(f"{address}{appeal.pk}/", {**decision, "scan": SimpleUploadedFile("a.pdf", SCAN)})
    appeal.refresh_from_db()
    assert done.headers["Location"] == f"{TABLE}?side=committee&meeting={appeal.decided_in_id}"


def test_vetting_page_goes_from_differences_to_a_revision() -> None:
    """Differs, is written, is vetted; a text that changed meanwhile is 409."""
    world = begun()
    meeting, client = held(world, MeetingKind.NOTIFIED), browser(world)
    made = offered(
        world,
        meeting,
        Side.COMMITTEE,
        {"4.3": wanted(world, "4.3", target=Decimal(72)), "8": wanted(world, "8")},
    )
    agree_offers(
        world.agreement, [offer.pk for offer in made], {o.indicator_id: 1 for o in made}, by=world.psdg, now=AT
    )
    page = client.get(VETTING).content.decode()
    assert "ยังต่างจากที่ตกลง 1 แห่ง" in texts(page)
    assert "ยืนยันการตรวจทาน</button>" not in page
    assert client.post(VETTING, {"act": "vet", "digest": "0" * 64}).status_code == 409
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest is not None
    assert client.post(VETTING, {"act": "vet", "digest": digest[1]}).status_code == 422
    assert client.post(VETTING, {"act": "apply"}).status_code == 302
    page = client.get(VETTING).content.decode()
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest is not None
    assert client.post(VETTING, {"act": "vet", "digest": digest[1]}).status_code == 302
    revision = newest_revision(world.agreement)
    assert revision is not None
    assert revision.digest == digest[1]
    assert client.post(f"{TABLE}move/", {"act": "reopen"}).status_code == 302
    assert world.now().state == AgreementState.NOTIFIED


def test_files_hold_every_line() -> None:
    """A row for each camp's line and one for each total; what begins like a formula is guarded."""
    world = begun()
    offered(world, held(world), Side.COMMITTEE, {"4.3": wanted(world, "4.3", weight=Decimal(50))})
    client = browser(world)
    csv = client.get(f"{TABLE}?export=csv").content.decode("utf-8-sig")
    rows = csv.split("\r\n")
    assert len([row for row in rows if row.startswith("4.3,")]) == 2
    assert "'+8.62%" in csv
    excel = client.get(f"{TABLE}?export=xlsx")
    assert excel.content.startswith(b"PK")
    assert excel["Cache-Control"] == "private, no-store"


def test_bureau_reads_and_types_its_own_rows_only() -> None:
    """The director of กผ: indicator 8, no totals, no meetings; another row and the vetting are not there."""
    world = begun()
    meeting, client = held(world, MeetingKind.INTERNAL), browser(world, "director")
    html = client.get(TABLE).content.decode()
    assert f"weight-{world.steps.pk}" in html
    assert f"weight-{world.ratio.pk}" not in html
    assert "ng-t-own-1" not in html
    for address in (f"{TABLE}kpi/4.3/", f"{TABLE}meetings/", f"{TABLE}compare/", f"{TABLE}appeal/", VETTING):
        assert client.get(address).status_code == 404
    data = {**typed(world, meeting), "side": "bureau", f"weight-{world.steps.pk}": "35"}
    assert client.post(TABLE, data).status_code == 302
    assert [(offer.indicator, offer.side) for offer in Offer.objects.all()] == [(world.steps, "bureau")]


READERS = {"psdg": 200, "chief": 200, "province": 404, "1201": 404, "กผ": 200}


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_negotiation_is_read_by_few(who: str, status: int) -> None:
    """The PSDG, who leads the department, and the responsible bureau for its rows; files follow the page."""
    world = begun()
    client = browser(world, who)
    assert client.get(TABLE).status_code == status
    assert client.get(f"{TABLE}?export=csv").status_code == status
    assert client.post(f"{TABLE}what-if/", typed(world)).status_code == status
    if who not in ("psdg", "chief"):
        assert client.get(VETTING).status_code == 404


def test_reader_changes_nothing() -> None:
    """The head reads everything; every form answers 403."""
    world = begun()
    meeting, client = held(world), browser(world, "chief")
    [offer] = offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3")})
    assert 'name="act"' not in client.get(TABLE).content.decode()
    posts = {
        TABLE: typed(world, meeting),
        f"{TABLE}kpi/4.3/": {"act": "offer"},
        f"{TABLE}meetings/": {"kind": "internal"},
        f"{TABLE}agree/": {"offer": str(offer.pk), f"seen-{world.ratio.pk}": "1"},
        f"{TABLE}move/": {"act": "begin"},
        f"{TABLE}appeal/": {"statement": "ก"},
        f"{TABLE}kpi/4.3/forecast/": {"value": "1", "source": "ก"},
        VETTING: {"act": "apply"},
    }
    assert {address: client.post(address, data).status_code for address, data in posts.items()} == dict.fromkeys(
        posts, 403
    )
    assert Offer.objects.filter(agreed_at=None).count() == 1


def test_draft_is_not_typed_into() -> None:
    """Before it has begun the PSDG sees the way to begin, and no field."""
    world = negotiating_nation()
    client = browser(world)
    html = client.get(TABLE).content.decode()
    assert 'value="begin"' in html
    assert f"weight-{world.ratio.pk}" not in html
    assert client.post(TABLE, typed(world)).status_code == 403
    assert client.post(f"{TABLE}move/", {"act": "begin"}).status_code == 302
    assert client.post(f"{TABLE}move/", {"act": "vet"}).status_code == 404


def test_table_reads_the_same_however_many_rows() -> None:
    """With one offer and with six, as many queries."""
    world = begun()
    meeting, client = held(world), browser(world)
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(TABLE).status_code == 200
        return len(captured)

    client.get(TABLE)
    few = queries()
    for weight in ("50", "51"):
        both = {code: wanted(world, code, weight=Decimal(weight)) for code in ("4.3", "8")}
        offered(world, meeting, Side.COMMITTEE, both)
        offered(world, meeting, Side.DEPARTMENT, {code: replace(each, target=None) for code, each in both.items()})
    assert queries() == few


def test_results_beside_each_other_have_the_decimals_they_need() -> None:
    """53.1019 is 53.10 beside 49.1 and 45.63, two decimals for all; a file holds every digit."""
    world = begun()
    for year, value in ((2552, "45.63"), (2553, "49.1"), (2554, "53.1019")):
        world.ratio.indicator.past_results.filter(year=year).update(value=Decimal(value))
    table = table_of(book_of(world.now(), AT), None)
    assert [cell.value for cell in table.rows[1].past] == ["45.63", "49.10", "53.10"]
    assert [cell.about for cell in table.rows[1].past] == ["−8.7%", "+7.6%", "+8.2%"]
    assert [cell.value for cell in table.rows[0].past] == ["2", "3", "4"]
    assert "53.1019" in browser(world).get(f"{TABLE}?export=csv").content.decode("utf-8-sig")


def test_criteria_of_steps_are_shown_to_the_last_one() -> None:
    """The table says how many; below that, and in the file, stands each of them."""
    world = begun()
    steps = ["ขั้นหนึ่ง", "ขั้นสอง", "ขั้นสาม", "ขั้นสี่", "ขั้นห้า"]
    IndicatorVersion.objects.filter(pk=world.steps.pk).update(criteria={"kind": "steps", "steps": steps})
    client = browser(world)
    page = client.get(TABLE).content.decode()
    assert "<summary>5 ขั้นตามลำดับ</summary>" in page
    assert all(f"</b> {step}</li>" in page for step in steps)
    assert "5 คะแนน ขั้นห้า" in client.get(f"{TABLE}?export=csv").content.decode("utf-8-sig")


def test_meetings_are_compared_to_the_last_step() -> None:
    """Two tables of five steps that differ in the fifth only are not the same."""
    world = begun()
    first, second = held(world), held(world, MeetingKind.INFORMAL)
    for meeting, last in ((first, "จ"), (second, "ฉ")):
        criteria = {"kind": "steps", "steps": ["ก", "ข", "ค", "ง", last]}
        offered(world, meeting, Side.DEPARTMENT, {"8": wanted(world, "8", criteria=criteria)})
    assert "ng-different" in browser(world).get(f"{TABLE}compare/?a={first.pk}&b={second.pk}").content.decode()
