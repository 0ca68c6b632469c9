"""The next year of the example: opened by copying, with three past years that nobody typed, and negotiated."""

from decimal import Decimal

import pytest
from django.test import Client

from rabrong.agreements.models import (
    Agreement,
    Deadline,
    Forecast,
    IndicatorVersion,
    Item,
    Meeting,
    Offer,
    PastResult,
    YearState,
)
from rabrong.agreements.pages.negotiation import table_of
from rabrong.agreements.queries.checking import doubts_of
from rabrong.agreements.queries.negotiation import agreed_offers, book_of
from rabrong.agreements.queries.vetting import text_to_prove
from rabrong.agreements.queries.years import lead_agreement
from rabrong.agreements.rules.vetting import vetting_of
from rabrong.assignments.models import Ownership
from rabrong.demo.clock import START
from rabrong.org.models import Unit
from rabrong.results.models import Score, Window


@pytest.mark.usefixtures("example")
def test_2556_is_opened_by_copying_and_negotiated() -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/", {"role": "psdg"})

    agreement = Agreement.objects.get(year=2556)
    assert (agreement.unit.code, agreement.state, agreement.year.state) == ("cdd", "negotiating", YearState.DRAFT)
    # 18 of 2555, but for indicator 8, which is cancelled from round 9 on.
    assert Item.objects.filter(agreement=agreement).count() == 17
    assert Deadline.objects.get(year=2556, code="change_details").on.isoformat() == "2013-04-02"
    assert Window.objects.filter(year=2556).count() == 12
    assert Ownership.objects.filter(indicator__year=2556, indicator__code="4.3").exists()
    assert all(version.responsible for version in IndicatorVersion.objects.filter(year=2556))
    for page in ("/2556/", "/2556/framework/", "/2556/differences/", "/2556/agreement/cdd/check/", "/2556/sheets/"):
        assert client.get(page).status_code == 200
    found = lead_agreement(2556)
    assert found is not None
    assert {doubt.code for doubt in doubts_of(found) if doubt.severity == "error"} == {"W-SUM", "W-ASPECT"}


@pytest.mark.usefixtures("example")
def test_every_round_of_2556_says_that_it_is_an_example() -> None:
    """An internal meeting, talks, a decision of the committee with number, date and scan; no party wants over 100."""
    meetings = list(Meeting.objects.filter(agreement__year=2556))
    assert [meeting.kind for meeting in meetings] == ["internal", "informal", "committee"]
    assert all("ตัวอย่าง" in text for each in meetings for text in (each.with_whom, each.minutes, each.attendance))
    committee = meetings[-1]
    assert "ตัวอย่าง" in committee.letter_number
    assert committee.letter_date == committee.on
    assert committee.scan is not None
    agreement = committee.agreement
    agreed = {offer.indicator.code for offer in agreed_offers(agreement).values()}
    assert agreed == {"2", "3.1", "9", "10"}
    table = table_of(book_of(agreement, START), None)
    assert [(total.weight, total.is_full) for total in table.totals] == [("100", True), ("100", True)]
    sides = set(Offer.objects.filter(agreement=agreement).values_list("side", flat=True))
    assert sides == {"bureau", "department", "opdc", "committee"}
    forecasts = Forecast.objects.filter(agreement=agreement)
    assert forecasts.count() == 9
    assert all("ตัวอย่าง" in forecast.source for forecast in forecasts)


@pytest.mark.usefixtures("example")
def test_2555_was_signed_word_for_word_as_agreed() -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/", {"role": "psdg"})
    agreement = Agreement.objects.get(year=2555, unit__code="cdd")
    proof = vetting_of(text_to_prove(agreement), agreed_offers(agreement))
    assert (len(proof.items), proof.differences, proof.is_proven) == (18, 0, True)
    page = client.get("/2555/agreement/cdd/vetting/").content.decode()
    assert "ข้อความที่ลงนามตรงกับที่ตกลงทุกช่อง" in page


@pytest.mark.usefixtures("example")
def test_the_running_year_stands_beside_the_two_before_it() -> None:
    department = Unit.objects.get(code="cdd")
    past = PastResult.objects.filter(indicator__versions__year=2556, indicator__versions__code="4.3", unit=department)
    years = past.filter(month=0, year__gte=2553).order_by("year").values_list("year", flat=True)
    assert list(years) == [2553, 2554, 2555]
    # April is the last month whose window has closed on 15 May.
    kept = past.get(year=2555, month=0)
    score = Score.objects.get(
        item__agreement__unit=department, item__agreement__year=2555, item__indicator__code="4.3", month=7
    )
    assert score.result is not None
    assert (kept.score, kept.source) == (score.shown, "ผลของปี 2555 ณ เม.ย. 2555")
    assert kept.value is not None
    assert abs(kept.value - Decimal(score.result.numerator) / Decimal(score.result.denominator)) <= Decimal("0.00005")
    # The mixed and the averaged indicator keep their quantity, the composite its score.
    of_2555 = {
        row.indicator.key.removeprefix("cdd-"): row.value
        for row in PastResult.objects.filter(unit=department, year=2555, month=0).select_related("indicator")
    }
    assert of_2555["1.1.2"] == Decimal("64.40")
    districts = PastResult.objects.filter(year=2555, month=0, unit__kind="district")
    assert districts.count() > 5000
