"""Opening a year: from the one before, from a file; every kind of year side by side; closing, and what is shut then."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.agreements.actions.checking import accept_finding, withdraw_acceptance
from rabrong.agreements.actions.copying import copy_year, take_over_indicator
from rabrong.agreements.actions.exchange import apply_file, document_of, open_from_file
from rabrong.agreements.actions.framework import change_framework
from rabrong.agreements.actions.recorded import Stale
from rabrong.agreements.actions.years import CalendarRow, Rules, change_calendar, change_rules, close_year, open_year
from rabrong.agreements.models import (
    AcceptedFinding,
    Agreement,
    AgreementState,
    Aspect,
    Band,
    DataItem,
    Deadline,
    IndicatorVersion,
    Item,
    PastResult,
    Year,
    YearMove,
    YearState,
)
from rabrong.agreements.queries import core_indicator, items_of, year_rules
from rabrong.agreements.queries.checking import doubts_of
from rabrong.agreements.queries.framework import plan_of
from rabrong.agreements.queries.years import lead_agreement
from rabrong.agreements.rules.checking import checking_refusal
from rabrong.audit.models import Event
from rabrong.config.opening import STAGES
from rabrong.org.models import Person
from rabrong.org.rules import Refusal
from rabrong.results.actions import Submission, keep_drafts, submit_entries
from rabrong.results.models import Score, Total, Window
from rabrong.results.scores import rebuild, rebuild_from
from rabrong.scoring.claims import Claim
from tests.agreements.years_texts import FIVE_BASES, FOUR_PERSPECTIVES, THREE_POINTS, TWO_DIMENSIONS
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
AFTER = datetime(2012, 10, 15, 3, 0, tzinfo=UTC)
"""15 October 2555: fiscal year 2555 is over."""


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def copied(nation: Nation, number: int = 2556) -> Year:
    """The next year, copied by the PSDG."""
    year = copy_year(Year.objects.get(pk=YEAR), number, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(year, Year)
    return year


def test_a_copied_year_has_everything_of_the_old_one_and_links_to_it(nation: Nation) -> None:
    Deadline.objects.create(year_id=YEAR, code="change_details", name="วันสุดท้าย", on=date(2012, 4, 2))
    Deadline.objects.create(year_id=YEAR, code="leap", name="วันที่ 29", on=date(2012, 2, 29))
    old = nation.indicators["4.3"]
    IndicatorVersion.objects.filter(pk=old.pk).update(responsible=nation.units["กผ"], evidence=["ทะเบียน"])

    year = copied(nation)

    assert (year.state, year.copied_from_id, year.points) == (YearState.DRAFT, YEAR, ["1", "2", "3", "4", "5"])
    assert year.missing == {"6": "leave_out", "9": "leave_out", "12": "block"}
    assert [(band.upto, band.name) for band in Band.objects.filter(year=year)] == [
        (Decimal("2.4999"), "ต่ำ"),
        (Decimal(5), "ดี"),
    ]
    days = dict(Deadline.objects.filter(year=year).values_list("code", "on"))
    assert days == {"change_details": date(2013, 4, 2), "leap": date(2013, 2, 28)}
    copy = IndicatorVersion.objects.get(year=year, code="4.3")
    assert (copy.indicator_id, copy.copied_from_id, copy.responsible_id) == (
        old.indicator_id,
        old.pk,
        nation.units["กผ"].pk,
    )
    assert (copy.criteria, copy.formula, copy.evidence) == (old.criteria, old.formula, ["ทะเบียน"])
    assert list(DataItem.objects.filter(indicator=copy).values_list("code", "over_months")) == [
        ("ก", "running"),
        ("ข", "running"),
    ]
    agreement = lead_agreement(2556)
    assert agreement is not None
    assert agreement.state == AgreementState.DRAFT
    weights = {item.indicator.code: item.weights for item in items_of([agreement.pk])}
    assert weights == {"4.3": {"6": "5", "9": "5", "12": "5"}, "8": {"6": "10", "9": "10", "12": "10"}}


def test_a_copied_year_begins_as_the_old_one_ended(nation: Nation) -> None:
    item = Item.objects.get(agreement=nation.agreements["cdd"], indicator=nation.indicators["4.3"])
    item.weights, item.amended = {"6": "5", "12": "15"}, {"9": {"kind": "levels", "at": ["1", "2", "3", "4", "5"]}}
    item.save()
    IndicatorVersion.objects.filter(code="8").update(cancelled=9)
    IndicatorVersion.objects.filter(code="4.3").update(
        starts=9, adjustments=[{"points": "-0.2"}], formulas={"12": "ข / ก"}
    )

    copied(nation)

    copy = IndicatorVersion.objects.get(year=2556)
    assert (copy.code, copy.starts, copy.cancelled, copy.adjustments) == ("4.3", 6, None, [])
    assert copy.criteria == {"kind": "levels", "at": ["1", "2", "3", "4", "5"]}
    assert copy.formula == "ข / ก"
    assert Item.objects.get(indicator=copy).weights == {"6": "15", "9": "15", "12": "15"}


def test_a_year_is_copied_once_and_only_by_the_psdg(nation: Nation) -> None:
    copied(nation)
    old, psdg = Year.objects.get(pk=YEAR), actor(nation.people["psdg"])
    assert copy_year(old, 2556, by=psdg, now=NOW) == Refusal("year.there", {"year": 2556})
    assert copy_year(old, 2013, by=psdg, now=NOW) == Refusal("year.outside", {"year": 2013})
    refusal = copy_year(old, 2557, by=actor(nation.people["1201"]), now=NOW)
    assert refusal == Refusal("org.not_administrator")
    assert not Year.objects.filter(pk=2557).exists()


def test_copying_is_recorded(nation: Nation) -> None:
    copied(nation)
    event = Event.objects.get(verb="year.copy")
    assert (event.subject, event.actor, event.unit) == ("year 2556", "psdg", "cdd")
    assert event.after == {"from": "2555", "indicators": "2"}


def test_what_was_left_behind_can_be_taken_over_after_all(nation: Nation) -> None:
    IndicatorVersion.objects.filter(code="8").update(cancelled=9)
    year, psdg = copied(nation), actor(nation.people["psdg"])
    old = nation.indicators["8"]

    taken = take_over_indicator(old, 2556, edits(2556), by=psdg, now=NOW)

    assert isinstance(taken, IndicatorVersion)
    assert (taken.year_id, taken.indicator_id, taken.copied_from_id) == (year.pk, old.indicator_id, old.pk)
    again = take_over_indicator(old, 2556, edits(2556), by=psdg, now=NOW)
    assert again == Refusal("indicator.there", {"code": "8"})


def edits(number: int) -> int:
    """The number that a form opened now would hold."""
    return Year.objects.get(pk=number).edits


CLAIMS: list[tuple[str, int, str, Claim, Fraction]] = [
    (TWO_DIMENSIONS, 2560, "1", Decimal("74.13"), 3 + Fraction("4.13") / 5),
    (FOUR_PERSPECTIVES, 2561, "1", Decimal(17), 3 + Fraction(20 - 17, 5)),
    (FIVE_BASES, 2562, "1", Decimal(34), Fraction(3)),
    (THREE_POINTS, 2563, "1", Decimal(85), 75 + Fraction(85 - 70, 90 - 70) * 25),
]


def test_years_of_every_kind_live_side_by_side(nation: Nation) -> None:
    # 74.13 lies between 70 (3) and 75 (4); 17 days, fewer being better, between 20 (3) and 15 (4);
    # 34 in the third of five ranges; 85 three quarters of the way from 70 (75 points) to 90 (100 points).
    for text, *_ in CLAIMS:
        assert isinstance(open_from_file(document_of(text, "f"), by=actor(nation.people["psdg"]), now=NOW), Year)

    assert set(Year.objects.values_list("year", flat=True)) == {2555, 2560, 2561, 2562, 2563}
    for _, year, code, claim, expected in CLAIMS:
        rules = year_rules(year)
        item = Item.objects.select_related("indicator__aspect").get(indicator__year=year, indicator__code=code)
        indicator = core_indicator(item.indicator, rules.scale, item, 12)
        assert indicator.criterion.score(claim, rules.scale) == expected
    # The last: 75 + 15/20 * 25 = 93.75 of 100, short of the first level 0 by the floor of that year.
    three = year_rules(2563)
    item = Item.objects.select_related("indicator__aspect").get(indicator__year=2563)
    assert core_indicator(item.indicator, three.scale, item, 12).criterion.score(Decimal(59), three.scale) == 0
    tops = Aspect.objects.filter(parent=None).order_by("year", "position").values_list("year", "weights")
    weights = [(year, int(each["12"])) for year, each in tops if year != YEAR]
    assert weights[2:6] == [(2561, 50), (2561, 20), (2561, 10), (2561, 20)]


def test_a_year_from_a_file_follows_the_year_before(nation: Nation) -> None:
    text = TWO_DIMENSIONS.replace('code: "3"', 'code: "8"')
    year = open_from_file(document_of(text, "f"), by=actor(nation.people["psdg"]), now=NOW, later=STAGES.later)
    assert isinstance(year, Year)
    assert year.copied_from_id == YEAR
    version = IndicatorVersion.objects.get(year=year, code="8")
    assert version.copied_from_id == nation.indicators["8"].pk  # by its number, for the file gives no key
    assert version.responsible == nation.units["กผ"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("code: cdd", "code: nowhere", "exchange.unknown_unit"),
        ("code: cdd", "code: กผ", "exchange.not_department"),
        ("responsible: กผ", "responsible: ไม่มี", "exchange.unknown_unit"),
        ("year: 2560", "year: 2555", "year.there"),
        ("name: ปลัดกระทรวงตัวอย่าง", f"name: {'ก' * 201}", "exchange.too_long"),
        ('code: "1", name', 'code: "1", key: a, name', ""),
    ],
)
def test_a_file_that_does_not_fit_opens_nothing(nation: Nation, old: str, new: str, code: str) -> None:
    text = TWO_DIMENSIONS.replace(old, new)
    done = open_from_file(document_of(text, "f"), by=actor(nation.people["psdg"]), now=NOW, later=STAGES.later)
    assert (done.code if isinstance(done, Refusal) else "") == code
    assert Year.objects.count() == (1 if code else 2)


def test_an_unknown_owner_in_a_file_changes_nothing(nation: Nation) -> None:
    text = TWO_DIMENSIONS.replace("responsible: กผ", "responsible: กผ, owners: [{unit: ไม่มี}]")
    done = open_from_file(document_of(text, "f"), by=actor(nation.people["psdg"]), now=NOW, later=STAGES.later)
    assert done == Refusal("exchange.unknown_unit", {"code": "ไม่มี"})
    assert not Year.objects.filter(pk=2560).exists()


def test_a_year_with_errors_is_opened_only_with_a_reason(nation: Nation) -> None:
    copied(nation)  # 5 + 10 weigh 15 and not 100
    psdg = actor(nation.people["psdg"])

    refused = open_year(2556, edits(2556), reason=" ", by=psdg, now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "check.errors"
    assert "W-SUM" in str(refused.terms["codes"])

    opened = open_year(2556, edits(2556), reason="รอผลเจรจา", by=psdg, now=NOW)
    assert isinstance(opened, Year)
    move = YearMove.objects.get()
    assert (move.state, move.reason, move.by) == (YearState.OPEN, "รอผลเจรจา", nation.people["psdg"])
    assert Event.objects.get(verb="year.open").after == {"state": "open", "reason": "รอผลเจรจา"}


def test_a_year_without_errors_is_opened_without_a_reason(nation: Nation) -> None:
    open_from_file(document_of(TWO_DIMENSIONS, "f"), by=actor(nation.people["psdg"]), now=NOW)
    opened = open_year(2560, edits(2560), reason="", by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(opened, Year)
    again = open_year(2560, edits(2560), reason="", by=actor(nation.people["psdg"]), now=NOW)
    assert again == Refusal("year.no_such_move", {"year": 2560, "to": YearState.OPEN})


def test_a_running_year_is_not_closed(nation: Nation) -> None:
    refused = close_year(YEAR, 0, by=actor(nation.people["psdg"]), now=NOW)
    assert refused == Refusal("year.not_over", {"year": YEAR, "on": date(2012, 9, 30)})


def numbers_of(year: int) -> list[tuple[object, ...]]:
    """Every stored digit of a year's scores and totals."""
    scores = Score.objects.filter(item__agreement__year=year).order_by("item", "month")
    totals = Total.objects.filter(agreement__year=year).order_by("agreement", "month")
    return [
        *scores.values_list("item", "month", "state", "result", "exact", "shown"),
        *totals.values_list("agreement", "month", "exact", "shown", "counted_weight"),
    ]


def closed(nation: Nation) -> Year:
    """2555, closed in October."""
    year = close_year(YEAR, edits(YEAR), by=actor(nation.people["psdg"], AFTER), now=AFTER, hand_over=STAGES.hand_over)
    assert isinstance(year, Year)
    return year


def enter(nation: Nation, unit: str = "1201") -> None:
    """15 of 20 in May, and the scores that follow."""
    submission = Submission(
        nation.units[unit], nation.indicators["4.3"], 8, {"ก": Decimal(15), "ข": Decimal(20)}, {"ก": 0, "ข": 0}
    )
    submit_entries(submission, by=actor(nation.people[unit]), now=NOW)


def test_the_scores_of_a_closed_year_are_computed_to_the_same_digits(nation: Nation) -> None:
    enter(nation)
    enter(nation, "1301")
    rebuild(YEAR, until_month=12, now=NOW)
    before = numbers_of(YEAR)
    assert any(row[-1] == Decimal("4.0000") for row in before)  # 75 % is exactly the fourth level

    closed(nation)
    copied(nation)  # the next year changes nothing of the last
    rebuild(YEAR, until_month=12, now=AFTER)

    assert numbers_of(YEAR) == before


def test_the_results_of_a_closed_year_are_those_of_a_past_year(nation: Nation) -> None:
    enter(nation)
    rebuild(YEAR, until_month=12, now=NOW)
    Window.objects.update(closes=date(2012, 10, 12))

    closed(nation)

    past = PastResult.objects.get(indicator__key="k4.3", unit=nation.units["cdd"], year=YEAR)
    assert (past.month, past.value, past.score) == (0, Decimal(75), Decimal("4.0000"))
    assert past.source == "ผลของปี 2555 ณ ก.ย. 2555"


def test_a_change_of_the_tree_leaves_the_sums_of_a_closed_year_alone(nation: Nation) -> None:
    enter(nation)
    rebuild(YEAR, until_month=12, now=NOW)
    before = numbers_of(YEAR)
    assert rebuild_from(date(2012, 5, 1), now=NOW) == [YEAR]
    closed(nation)
    assert rebuild_from(date(2012, 5, 1), now=AFTER) == []
    assert numbers_of(YEAR) == before


def test_an_agreement_is_signed_when_every_doubt_is_settled(nation: Nation) -> None:
    psdg = actor(nation.people["psdg"])
    open_from_file(
        document_of(TWO_DIMENSIONS.replace("weight: 30, target", "weight: 20, target"), "f"), by=psdg, now=NOW
    )
    agreement = lead_agreement(2560)
    assert agreement is not None
    refused = checking_refusal(agreement)
    assert refused is not None
    assert (refused.code, "W-SUM" in str(refused.terms["codes"])) == ("check.errors", True)

    Item.objects.filter(indicator__year=2560, indicator__code="3").update(
        weights={"6": "30", "9": "30", "12": "30"}, target=None
    )
    warned = checking_refusal(agreement)
    assert warned == Refusal("check.warnings", {"count": 1, "codes": "T-NONE"})

    doubt = next(each for each in doubts_of(agreement) if each.code == "T-NONE")
    assert isinstance(accept_finding(agreement, doubt.fingerprint, "ปีแรก", by=psdg, now=NOW), AcceptedFinding)
    assert checking_refusal(agreement) is None


Attempt = Callable[[Nation, Person], object]


def _rules() -> Rules:
    return Rules(year_rules(YEAR).scale, {}, (), None, "", "")


ATTEMPTS: dict[str, Attempt] = {
    "rules": lambda nation, person: change_rules(YEAR, edits(YEAR), _rules(), by=actor(person, AFTER), now=AFTER),
    "calendar": lambda nation, person: change_calendar(
        YEAR, edits(YEAR), [CalendarRow("a", "b", "", date(2012, 4, 2))], by=actor(person, AFTER), now=AFTER
    ),
    "framework": lambda nation, person: change_framework(
        YEAR, edits(YEAR), plan_of(YEAR, nation.agreements["cdd"]), by=actor(person, AFTER), now=AFTER
    ),
    "take over": lambda nation, person: take_over_indicator(
        nation.indicators["8"], YEAR, edits(YEAR), by=actor(person, AFTER), now=AFTER
    ),
    "file": lambda nation, person: apply_file(
        document_of(TWO_DIMENSIONS.replace("2560", "2555"), "f"), edits(YEAR), by=actor(person, AFTER), now=AFTER
    ),
    "open": lambda nation, person: open_year(YEAR, edits(YEAR), reason="x", by=actor(person, AFTER), now=AFTER),
    "close": lambda nation, person: close_year(YEAR, edits(YEAR), by=actor(person, AFTER), now=AFTER),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_nothing_of_a_closed_year_is_changed(nation: Nation, attempt: Attempt) -> None:
    closed(nation)
    before = Event.objects.count()
    assert attempt(nation, nation.people["psdg"]) == Refusal("year.closed", {"year": YEAR})
    assert Event.objects.count() == before


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_only_the_psdg_changes_a_year(nation: Nation, attempt: Attempt) -> None:
    assert attempt(nation, nation.people["12"]) == Refusal("org.not_administrator")


def test_nothing_is_entered_into_a_closed_year(nation: Nation) -> None:
    Window.objects.filter(month=8).update(closes=date(2012, 12, 31))
    closed(nation)
    keeper = actor(nation.people["1201"], AFTER)
    submission = Submission(nation.units["1201"], nation.indicators["4.3"], 8, {"ก": Decimal(1)}, {"ก": 0})
    refusal = Refusal("year.closed", {"year": YEAR})
    assert submit_entries(submission, by=keeper, now=AFTER) == refusal
    typed = {("4.3", 8): {"ก": "1"}}
    assert keep_drafts(nation.units["1201"], YEAR, typed, by=keeper, now=AFTER) == refusal


def test_no_doubt_about_a_closed_year_is_answered_for(nation: Nation) -> None:
    agreement = nation.agreements["cdd"]
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.DRAFT)
    accepted = AcceptedFinding.objects.create(
        agreement=agreement, code="x", place="y", fingerprint="z", reason="r", by=nation.people["psdg"], at=NOW
    )
    closed(nation)
    psdg = actor(nation.people["psdg"], AFTER)
    assert withdraw_acceptance(accepted, by=psdg, now=AFTER) == Refusal("year.closed", {"year": YEAR})
    found = lead_agreement(YEAR)
    assert found is not None
    done = accept_finding(found, "z", "เหตุผล", by=psdg, now=AFTER)
    assert done == Refusal("finding.gone") or done == Refusal("year.closed", {"year": YEAR})


def test_a_form_that_is_out_of_date_changes_nothing(nation: Nation) -> None:
    copied(nation)
    psdg, number = actor(nation.people["psdg"]), edits(2556)
    rows = [CalendarRow("a", "ก", "", date(2013, 4, 2))]
    assert isinstance(change_calendar(2556, number, rows, by=psdg, now=NOW), Year)
    stale = change_calendar(2556, number, [], by=psdg, now=NOW)
    assert isinstance(stale, Stale)
    assert list(Deadline.objects.filter(year=2556).values_list("code", flat=True)) == ["a"]


def test_a_day_stands_once_in_the_calendar(nation: Nation) -> None:
    copied(nation)
    rows = [CalendarRow("a", "ก", "", date(2013, 4, 2))] * 2
    done = change_calendar(2556, edits(2556), rows, by=actor(nation.people["psdg"]), now=NOW)
    assert done == Refusal("calendar.code_twice", {"code": "a"})


def test_the_rules_of_an_open_year_stand_but_its_calendar_moves(nation: Nation) -> None:
    psdg = actor(nation.people["psdg"])
    done = change_rules(YEAR, edits(YEAR), _rules(), by=psdg, now=NOW)
    assert done == Refusal("year.not_draft", {"year": YEAR})
    rows = [CalendarRow("a", "ก", "", date(2012, 4, 2))]
    assert isinstance(change_calendar(YEAR, edits(YEAR), rows, by=psdg, now=NOW), Year)
