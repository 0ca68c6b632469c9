"""Closing a round freezes it for good; windows, locks and exceptions say who may still enter."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from rabrong.agreements.models import Band, IndicatorVersion, Item, Year
from rabrong.audit.models import Event
from rabrong.audit.queries import broken_in
from rabrong.org.models import UnitVersion
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Submission, submit_entries
from rabrong.results.actions.rounds import close_round, reopen_round
from rabrong.results.actions.windows import Late, allow_late, change_windows, lock_months, unlock_months
from rabrong.results.frozen.reading import months_in
from rabrong.results.frozen.verifying import Fault, verified
from rabrong.results.models import (
    Entry,
    MonthLock,
    Reopening,
    RoundClosing,
    RoundWindow,
    Score,
    Snapshot,
    Total,
    Window,
)
from rabrong.results.queries.rounds import snapshot_of
from rabrong.results.rules import entry_refusal
from rabrong.results.scores import rebuild
from rabrong.scoring.exact import plain
from tests.guards import unguarded
from tests.nation import NOW, YEAR, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
MARCH, MAY = 6, 8
IN_MARCH = datetime(2012, 4, 5, 3, 0, tzinfo=UTC)
"""While March's window is open: it closes on 12 April."""


def enter(nation: Nation, unit: str, met: int, everybody: int, now: datetime = IN_MARCH, version: int = 0) -> object:
    claims = {"ก": Decimal(met), "ข": Decimal(everybody)}
    month = MARCH if now == IN_MARCH else MAY
    form = Submission(nation.units[unit], nation.indicators["4.3"], month, claims, dict.fromkeys(claims, version))
    return submit_entries(form, by=actor(nation.people[unit], now), now=now)


def reported() -> Nation:
    """1201 reports 15 of 20, 1101 30 of 50 in March; the bureau reports nothing."""
    nation = build_nation()
    assert isinstance(enter(nation, "1201", 15, 20), Accepted)
    assert isinstance(enter(nation, "1101", 30, 50), Accepted)
    return nation


def year() -> Year:
    return Year.objects.get(pk=YEAR)


def closed(nation: Nation) -> RoundClosing:
    done = close_round(year(), 6, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(done, RoundClosing)
    return done


def reopened(nation: Nation, reason: str = "หนังสือ สตง. ที่ 12/2555") -> Reopening | Refusal:
    return reopen_round(year(), 6, reason, by=actor(nation.people["psdg"]), now=NOW)


def test_closing_freezes_the_digits_that_are_shown() -> None:
    nation = reported()
    closing = closed(nation)
    found = snapshot_of(nation.units["cdd"], YEAR, 6)
    assert found is not None
    said = json.loads(found.content)
    # (15 + 30) / (20 + 50) = 64.2857 %: 1 + 4.2857 / 5 = 1.8571; indicator 8 (weight 10) is left out in round 6.
    assert said["sums"]["4.3"]["ก"][0] == "45"
    assert said["scores"]["4.3"] == {"state": "counted", "result": "450/7", "exact": "13/7", "shown": "1.8571"}
    assert said["total"] == {"exact": "13/7", "shown": "1.8571", "counted": "5", "agreed": "15", "band": "ต่ำ"}
    district = Snapshot.objects.get(closing=closing, unit=nation.units["1201"])
    assert json.loads(district.content)["entries"] == {"4.3": {"ก": {"6": [1, "15"]}, "ข": {"6": [1, "20"]}}}
    assert verified(closing).faults == ()
    assert broken_in("cdd") is None
    assert Event.objects.get(verb="round.close").after["sha256"] == closing.digest


def test_closing_keeps_what_the_months_of_the_round_showed() -> None:
    """1201 was 12 of 20 in February, 60 %, one point; a later correction to 16 of 20 would be five."""
    nation = reported()
    february = {"unit": nation.units["1201"], "indicator": nation.indicators["4.3"], "month": 5}
    said = {"by": nation.people["psdg"], "at": IN_MARCH}
    for cell, number in (("ก", 12), ("ข", 20)):
        Entry.objects.create(**february, **said, cell=cell, version=1, value=Decimal(number))
    rebuild(YEAR, until_month=MARCH, now=IN_MARCH)
    closed(nation)
    Entry.objects.create(**february, **said, cell="ก", version=2, value=Decimal(16))
    rebuild(YEAR, until_month=MARCH, now=NOW)

    found = snapshot_of(nation.units["1201"], YEAR, 6)
    assert found is not None
    content = json.loads(found.content)
    # October to January without a report, February one point, March 15 of 20: 75 %, four points
    assert content["months"] == {"1": None, "2": None, "3": None, "4": None, "5": "1.0000"}
    assert months_in(content, 6) == {1: None, 2: None, 3: None, 4: None, 5: Decimal("1.0000"), 6: Decimal("4.0000")}
    assert Total.objects.get(agreement=nation.agreements["1201"], month=5).shown == Decimal("5.0000")
    assert "months" not in json.loads(Snapshot.objects.get(unit=nation.units["r1"]).content)
    assert verified(found.closing).faults == ()


def test_a_snapshot_of_the_first_format_knows_its_last_month_only() -> None:
    assert months_in({"total": {"shown": "3.5000"}}, 6) == {6: Decimal("3.5000")}


def test_every_frozen_score_is_the_stored_one() -> None:
    nation = reported()
    closed(nation)
    for code, agreement in nation.agreements.items():
        snapshot = Snapshot.objects.get(unit=nation.units[code])
        said = json.loads(snapshot.content)
        for score in Score.objects.filter(item__agreement=agreement, month=MARCH).select_related("item__indicator"):
            shown = None if score.shown is None else plain(score.shown)
            assert said["scores"][score.item.indicator.code]["shown"] == shown
        total = Total.objects.filter(agreement=agreement, month=MARCH).first()
        if total is not None and total.shown is not None:
            assert said["total"]["shown"] == plain(total.shown)


def test_what_changes_later_does_not_change_a_snapshot() -> None:
    nation = reported()
    closing = closed(nation)
    before = list(closing.snapshots.order_by("pk").values_list("content", "digest"))
    IndicatorVersion.objects.filter(code="4.3").update(criteria={"kind": "levels", "at": ["1", "2", "3", "4", "5"]})
    Item.objects.update(weights={"6": "99", "9": "99", "12": "99"})
    Band.objects.update(upto=Decimal(1))
    UnitVersion.objects.filter(unit=nation.units["1201"]).update(parent=nation.units["13"])
    assert isinstance(enter(nation, "1201", 1, 20, NOW), Accepted)
    assert list(closing.snapshots.order_by("pk").values_list("content", "digest")) == before
    assert verified(closing).faults == ()


def test_the_database_refuses_to_change_a_snapshot_and_verify_names_one_that_was() -> None:
    nation = reported()
    closing = closed(nation)
    district = Snapshot.objects.filter(unit=nation.units["1201"])
    for change in (
        lambda: district.update(digest="x"),
        district.delete,
        lambda: RoundClosing.objects.update(digest="x"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    text = district.get().content
    with unguarded():
        district.update(content=text.replace('"shown":"4.0000"', '"shown":"5.0000"'))
    faults = verified(closing).faults
    assert Fault("text", "1201") in faults
    assert Fault("digits", "1201", "scores 4.3") in faults


def test_the_rule_for_missing_results_holds_where_a_round_is_closed() -> None:
    nation = reported()
    Year.objects.update(missing={"6": "lowest"})
    closed(nation)
    said = json.loads(Snapshot.objects.get(unit=nation.units["cdd"]).content)
    # Indicator 8 was not reported and takes the first point: (13/7 x 5 + 1 x 10) / 15 = 9/7 = 1.2857.
    assert said["total"]["exact"] == "9/7"
    assert said["total"]["shown"] == "1.2857"


def test_a_reopened_round_keeps_its_snapshot_and_gets_a_new_revision() -> None:
    nation = reported()
    first = closed(nation)
    assert isinstance(reopened(nation), Reopening)
    late = Late(nation.units["1201"], MARCH, date(2012, 5, 20), "แก้ตามหนังสือจังหวัด")
    allow_late(year(), late, by=actor(nation.people["psdg"]), now=NOW)
    claims = {"ก": Decimal(16), "ข": Decimal(20)}
    form = Submission(nation.units["1201"], nation.indicators["4.3"], MARCH, claims, dict.fromkeys(claims, 1))
    assert isinstance(submit_entries(form, by=actor(nation.people["1201"]), now=NOW), Accepted)
    second = closed(nation)
    assert (first.number, second.number) == (1, 2)
    shown = [
        json.loads(Snapshot.objects.get(closing=each, unit=nation.units["1201"]).content)["total"]["shown"]
        for each in (first, second)
    ]
    assert shown == ["4.0000", "5.0000"]  # 15/20 = 75 %, then 16/20 = 80 %
    assert verified(first).faults == verified(second).faults == ()
    assert snapshot_of(nation.units["1201"], YEAR, 6).closing == second  # type: ignore[union-attr]  # closed just now


def code_of(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else ""


def test_a_round_is_closed_once_after_its_month_by_the_psdg() -> None:
    nation = reported()
    psdg = nation.people["psdg"]
    refused = {
        "org.not_administrator": close_round(year(), 6, by=actor(nation.people["12"]), now=NOW),
        "round.month_open": close_round(year(), 6, by=actor(psdg, IN_MARCH), now=IN_MARCH),
    }
    assert {code: code_of(answer) for code, answer in refused.items()} == {code: code for code in refused}
    assert not RoundClosing.objects.exists()
    closed(nation)
    assert code_of(close_round(year(), 6, by=actor(psdg), now=NOW)) == "round.already_closed"
    assert RoundClosing.objects.count() == 1


def test_what_a_later_closed_round_rests_on_is_left_alone() -> None:
    nation = reported()
    july = datetime(2012, 7, 20, 3, 0, tzinfo=UTC)
    by = actor(nation.people["psdg"], july)
    assert isinstance(close_round(year(), 9, by=by, now=july), RoundClosing)
    assert code_of(close_round(year(), 6, by=by, now=july)) == "round.later_closed"
    assert code_of(reopened(nation)) == "round.not_closed"


def test_reopening_needs_a_reason_and_the_psdg() -> None:
    nation = reported()
    assert code_of(reopened(nation)) == "round.not_closed"
    closed(nation)
    assert code_of(reopened(nation, "  ")) == "window.no_reason"
    answer = reopen_round(year(), 6, "เหตุผล", by=actor(nation.people["12"]), now=NOW)
    assert code_of(answer) == "org.not_administrator"
    assert not Reopening.objects.exists()


def test_nobody_enters_a_month_of_a_closed_round() -> None:
    nation = reported()
    by, indicator = actor(nation.people["1201"], IN_MARCH), nation.indicators["4.3"]
    assert entry_refusal(by, nation.units["1201"], indicator, MARCH) is None
    closed(nation)
    assert code_of(entry_refusal(by, nation.units["1201"], indicator, MARCH)) == "entry.round_closed"
    assert entry_refusal(actor(nation.people["1201"]), nation.units["1201"], indicator, MAY) is None
    late = Late(nation.units["1201"], MARCH, date(2012, 5, 20), "ขอแก้")
    assert code_of(allow_late(year(), late, by=actor(nation.people["psdg"]), now=NOW)) == "round.closed"


def refusal_on(nation: Nation, unit: str, day: date) -> str:
    moment = datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)
    by = actor(nation.people[unit], moment)
    return code_of(entry_refusal(by, nation.units[unit], nation.indicators["4.3"], MARCH))


def test_an_exception_lets_one_unit_in_to_its_last_day_and_says_when_it_ended() -> None:
    nation = build_nation()
    until = date(2012, 5, 20)
    late = Late(nation.units["1201"], MARCH, until, "น้ำท่วม หนังสือที่ 3/2555")
    psdg = actor(nation.people["psdg"])
    assert refusal_on(nation, "1201", until) == "entry.closed"
    assert not isinstance(allow_late(year(), late, by=psdg, now=NOW), Refusal)
    assert refusal_on(nation, "1201", until) == ""
    assert refusal_on(nation, "1202", until) == "entry.closed"
    assert refusal_on(nation, "1201", until + timedelta(days=1)) == "entry.exception_ended"


def test_a_locked_month_takes_no_number_but_for_an_exception() -> None:
    nation, day = build_nation(), date(2012, 4, 5)
    psdg = actor(nation.people["psdg"])
    assert lock_months(year(), [MARCH], "ตรวจทาน", by=psdg, now=NOW) is None
    assert refusal_on(nation, "1201", day) == "entry.locked"
    assert code_of(lock_months(year(), [MARCH], "อีกครั้ง", by=psdg, now=NOW)) == "window.already_locked"
    late = Late(nation.units["1201"], MARCH, date(2012, 5, 20), "แก้เลข")
    allow_late(year(), late, by=psdg, now=NOW)
    assert refusal_on(nation, "1201", day) == ""
    assert unlock_months(year(), [MARCH], "เสร็จแล้ว", by=psdg, now=NOW) is None
    assert refusal_on(nation, "1202", day) == ""
    assert MonthLock.objects.count() == 2


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    [(date(2012, 5, 14), "น้ำท่วม", "window.until_past"), (date(2012, 5, 20), "", "window.no_reason")],
)
def test_an_exception_has_a_reason_and_a_day_to_come(until: date, reason: str, code: str) -> None:
    nation = build_nation()
    late = Late(nation.units["1201"], MARCH, until, reason)
    assert code_of(allow_late(year(), late, by=actor(nation.people["psdg"]), now=NOW)) == code
    assert code_of(allow_late(year(), late, by=actor(nation.people["1201"]), now=NOW)) == "org.not_administrator"


def test_windows_are_changed_by_the_psdg_and_a_round_waits_for_its_own() -> None:
    nation = reported()
    psdg = actor(nation.people["psdg"])
    days = (date(2012, 3, 1), date(2012, 4, 20))
    later = (date(2012, 6, 1), date(2012, 6, 30))
    done = change_windows(YEAR, year().edits, {MARCH: days}, {6: later}, by=psdg, now=NOW)
    assert isinstance(done, Year)
    assert Window.objects.get(month=MARCH).closes == days[1]
    assert RoundWindow.objects.get(round=6).opens == later[0]
    assert code_of(close_round(year(), 6, by=psdg, now=NOW)) == "round.not_open"
    turned = change_windows(YEAR, year().edits, {MARCH: days[::-1]}, {}, by=psdg, now=NOW)
    assert code_of(turned) == "window.month_order"
    other = actor(nation.people["1201"])
    assert code_of(change_windows(YEAR, year().edits, {}, {}, by=other, now=NOW)) == "org.not_administrator"
