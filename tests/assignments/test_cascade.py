"""Passing down: who gets what, only differences, whole or not at all, taken back, proposed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rabrong.agreements.models import Agreement, AgreementState, IndicatorVersion, Item, PastResult, Year, YearState
from rabrong.assignments.cascade.actions import StalePlan, cancel_cascade, order_cascade, previewed
from rabrong.assignments.cascade.carrying_out import carry_out
from rabrong.assignments.cascade.deciding import Grounds, decide_proposals
from rabrong.assignments.cascade.orders import Order, Own, Receivers, Way, order_in, stored
from rabrong.assignments.cascade.queries import children_of
from rabrong.assignments.cascade.rules import digest_of_plan
from rabrong.assignments.cascade.taking_back import Above, Withdrawn, withdraw_cascade
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState, RunState
from rabrong.audit.models import Event
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal
from rabrong.results.actions import Accepted, Submission, rescore_from, submit_entries
from rabrong.results.models import Score, Total
from rabrong.results.queries.entered import entered_places
from rabrong.results.scores import rebuild
from tests.assignments.cascade_nation import ON, ORDER, PROVINCES, SPLIT, applied, build, by, plan, targets
from tests.nation import NOW, Nation, actor

pytestmark = pytest.mark.django_db
ABOVE = Above(rescore_from, entered_places)


def test_a_count_is_shared_equally_and_its_levels_with_it() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    # 100 in three: 33 each, the one that is left to the first code
    assert targets() == {"11": "34", "12": "33", "13": "33"}
    levels = Item.objects.get(agreement__unit__code="12", indicator__code="3.2").criteria
    # 60 * 33 / 100 = 19.8 and so on
    assert levels == {"kind": "levels", "at": ["19.8", "23.1", "26.4", "29.7", "33"]}
    child = Agreement.objects.get(unit__code="12")
    assert (child.state, child.superior.code if child.superior else "") == (AgreementState.DRAFT, "cdd")


def test_a_percentage_passes_down_unchanged() -> None:
    nation, lead = build()
    applied(nation, lead, Order((Way("4.3"),), PROVINCES, ON))
    assert targets("4.3") == {"11": "80", "12": "80", "13": "80"}
    assert set(Item.objects.filter(agreement__unit__code="11").values_list("criteria", flat=True)) == {None}


def test_a_district_shares_what_its_province_got() -> None:
    nation, lead = build()
    applied(nation, lead, replace(ORDER, receivers=Receivers(kinds=("province", "district"))))
    found = targets()
    # 34 is 17 + 17, 33 is 17 + 16
    assert (found["1101"], found["1102"]) == ("17", "17")
    assert (found["1201"], found["1202"]) == ("17", "16")
    assert Agreement.objects.get(unit__code="1201").superior == nation.units["12"]


def test_a_column_of_households_shares_the_target() -> None:
    nation, lead = build()
    households = {"11": Decimal(450), "12": Decimal(330), "13": Decimal(220)}
    applied(nation, lead, replace(by(ORDER, by="column"), column=households, source="กรมการปกครอง 2554"))
    assert targets() == {"11": "45", "12": "33", "13": "22"}


def test_last_years_results_share_the_target() -> None:
    nation, lead = build()
    for code, value in {"11": 10, "12": 30}.items():
        key = nation.indicators["3.2"].indicator
        PastResult.objects.create(indicator=key, unit=nation.units[code], year=2554, value=Decimal(value))
    made = plan(nation, lead, by(ORDER, by="past"))
    assert {row.receiver.key: row.after["target"] for row in made.differences} == {"11": "25", "12": "75"}
    assert [(row.key, row.code) for row in made.refused] == [("13", "cascade.no_past")]


def test_parts_by_hand_that_do_not_add_up_have_to_be_agreed_to() -> None:
    nation, lead = build()
    parts = {("11", "3.2"): Own("50"), ("12", "3.2"): Own("30"), ("13", "3.2"): Own("19")}
    order = replace(by(ORDER, by="hand"), by_hand=parts)
    made = plan(nation, lead, order)
    assert [(gap.target, gap.parts) for gap in made.gaps] == [("100", "99")]
    who = actor(nation.people["psdg"])
    assert order_cascade(lead, order, digest_of_plan(made), by=who, now=NOW) == Refusal("cascade.gaps", {"count": 1})
    assert applied(nation, lead, replace(order, accepts_gaps=True)).gaps == [["", "3.2", "100", "99"]]


def test_levels_can_be_shifted_or_set_by_hand() -> None:
    nation, lead = build()
    hand = {("11", "3.2"): Own(levels=("10", "15", "20", "25", "34"))}
    applied(nation, lead, replace(by(ORDER, moving="shifted"), by_hand=hand))
    criteria = {item.agreement.unit.code: item.criteria or {} for item in Item.objects.exclude(agreement=lead)}
    assert criteria["11"]["at"] == ["10", "15", "20", "25", "34"]
    # 33 is 67 less than 100
    assert criteria["12"]["at"] == ["-7", "3", "13", "23", "33"]


def test_a_unit_has_its_own_target_and_weight() -> None:
    nation, lead = build()
    own = {("11", "4.3"): Own("85", "7.5")}
    applied(nation, lead, Order((Way("4.3", "own"),), PROVINCES, ON, by_hand=own))
    item = Item.objects.get(agreement__unit__code="11")
    assert (item.target, item.weights) == (Decimal(85), {"6": "7.5", "9": "7.5", "12": "7.5"})
    assert targets("4.3")["12"] == "None"


def test_a_person_gets_an_agreement_with_weights_of_their_own() -> None:
    nation, lead = build()
    receivers = Receivers(codes=("11",), people=("keeper-11",))
    applied(nation, lead, Order((Way("4.3"),), receivers, ON, by_hand={("~keeper-11", "4.3"): Own(weight="40")}))
    child = Agreement.objects.get(person__code="keeper-11")
    assert (child.unit, child.superior) == (nation.units["11"], nation.units["11"])
    assert child.items.get().weights["12"] == "40"


def test_doing_it_again_writes_nothing() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    made = plan(nation, lead, ORDER)
    assert (made.differences, made.unchanged) == ((), 3)
    who = actor(nation.people["psdg"])
    assert order_cascade(lead, ORDER, digest_of_plan(made), by=who, now=NOW) == Refusal("cascade.nothing")


def test_only_differences_are_written() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=Decimal(101))
    run = applied(nation, lead, by(ORDER, moving="kept"))
    # 101 is 34 + 34 + 33: the levels change for all, the target for the second
    changed = {row.unit.code: (row.before["target"], row.after["target"]) for row in run.rows.all()}
    assert changed == {"11": ("34", "34"), "12": ("33", "34"), "13": ("33", "33")}


def test_rows_that_cannot_be_are_refused_with_the_reason() -> None:
    nation, lead = build()
    Unit.objects.filter(code="13").update(ends=date(2012, 1, 1))
    Agreement.objects.create(year=lead.year, unit=nation.units["12"], person=nation.people["11"])
    receivers = Receivers(
        codes=("11", "11", "13", "99", "cdd"), people=("keeper-11", "keeper-12", "keeper-12", "keeper-99")
    )
    made = plan(nation, lead, Order((Way("4.3"),), receivers, ON))
    assert {(row.key, row.code) for row in made.refused} == {
        ("11", "cascade.twice"),
        ("13", "cascade.closed_unit"),
        ("99", "cascade.unknown_unit"),
        ("cdd", "cascade.cycle"),
        ("~keeper-11", "cascade.person_elsewhere"),
        ("~keeper-12", "cascade.person_twice"),
        ("~keeper-99", "cascade.unknown_person"),
    }
    assert [row.receiver.key for row in made.differences] == ["11", "~keeper-12"]


def test_a_province_cannot_pass_down_to_another_or_upwards() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    own = Agreement.objects.get(unit__code="11")
    made = plan(nation, own, Order((SPLIT,), Receivers(codes=("1101", "1201", "r1")), ON))
    assert {(row.key, row.code) for row in made.refused} == {("1201", "cascade.not_below"), ("r1", "cascade.cycle")}
    assert [row.after["target"] for row in made.differences] == ["34"]


def test_a_target_that_is_missing_and_an_indicator_that_is_not_there_are_refused() -> None:
    nation, lead = build()
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=None)
    made = plan(nation, lead, Order((SPLIT, Way("7")), Receivers(codes=("11",)), ON))
    assert [(row.indicator, row.code) for row in made.refused] == [
        ("3.2", "cascade.no_target"),
        ("7", "cascade.not_above"),
    ]


def test_nothing_to_share_by_is_refused() -> None:
    nation, lead = build()
    made = plan(nation, lead, replace(by(ORDER, by="column"), column={"11": Decimal(0)}))
    assert {(row.key, row.code) for row in made.refused} == {
        ("11", "cascade.nothing_to_share_by"),
        ("12", "cascade.no_column"),
        ("13", "cascade.no_column"),
    }


def test_who_is_not_in_charge_passes_nothing_down() -> None:
    nation, lead = build()
    keeper = actor(nation.people["11"])
    assert previewed(lead, ORDER, by=keeper) == Refusal("cascade.not_yours", {"unit": "หน่วย cdd"})
    run = applied(nation, lead, ORDER)
    for answer in (
        cancel_cascade(run, by=keeper, now=NOW),
        withdraw_cascade(run, ABOVE, by=keeper, now=NOW),
        decide_proposals(run, [], accept=None, rescore=rescore_from, by=keeper, now=NOW),
    ):
        assert answer == Refusal("cascade.not_yours", {"unit": "หน่วย cdd"})


def test_a_closed_year_stays() -> None:
    nation, lead = build()
    Year.objects.update(state=YearState.CLOSED)
    lead.refresh_from_db()
    assert previewed(lead, ORDER, by=actor(nation.people["psdg"])) == Refusal("year.closed", {"year": 2555})


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (replace(ORDER, ways=()), "cascade.no_indicator"),
        (replace(ORDER, receivers=Receivers()), "cascade.no_receiver"),
        (by(ORDER, weight="ห้า"), "cascade.not_a_number"),
        (by(ORDER, weight="0"), "cascade.weight"),
        (replace(ORDER, by_hand={("11", "3.2"): Own("NaN")}), "cascade.not_a_number"),
    ],
)
def test_an_order_that_says_nothing_is_refused(order: Order, code: str) -> None:
    nation, lead = build()
    answer = previewed(lead, order, by=actor(nation.people["psdg"]))
    assert isinstance(answer, Refusal)
    assert answer.code == code


def test_what_changed_since_the_preview_is_shown_again() -> None:
    nation, lead = build()
    who, seen = actor(nation.people["psdg"]), digest_of_plan(plan(nation, lead, ORDER))
    run = order_cascade(lead, ORDER, seen, by=who, now=NOW)
    assert isinstance(run, CascadeRun)
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=Decimal(200))
    assert isinstance(order_cascade(lead, ORDER, seen, by=who, now=NOW), StalePlan)
    assert isinstance(carry_out(run, rescore_from, by=who, now=NOW), StalePlan)
    run.refresh_from_db()
    assert (run.state, run.told, targets()) == (RunState.REFUSED, {"code": "cascade.changed"}, {})


def test_a_cancelled_run_leaves_nothing_half_applied() -> None:
    nation, lead = build()
    who, seen = actor(nation.people["psdg"]), digest_of_plan(plan(nation, lead, ORDER))
    run = order_cascade(lead, ORDER, seen, by=who, now=NOW)
    assert isinstance(run, CascadeRun)

    def stop_while_scoring(_day: object, _now: object) -> None:
        assert len(targets()) == 3
        CascadeRun.objects.filter(pk=run.pk).update(cancel_asked=True)

    done = carry_out(run, stop_while_scoring, by=who, now=NOW)
    assert isinstance(done, CascadeRun)
    assert (done.state, targets(), CascadeRow.objects.count()) == (RunState.CANCELLED, {}, 0)
    assert not Event.objects.filter(verb="cascade.apply").exists()


def test_a_run_that_waits_is_cancelled_at_once_and_one_that_is_over_is_not() -> None:
    nation, lead = build()
    who, seen = actor(nation.people["psdg"]), digest_of_plan(plan(nation, lead, ORDER))
    run = order_cascade(lead, ORDER, seen, by=who, now=NOW)
    assert isinstance(run, CascadeRun)
    cancel_cascade(run, by=who, now=NOW)
    again = carry_out(run, rescore_from, by=who, now=NOW)
    assert isinstance(again, CascadeRun)
    assert (again.state, targets()) == (RunState.CANCELLED, {})
    assert cancel_cascade(run, by=who, now=NOW) == Refusal("cascade.over")


def test_a_run_is_one_record_of_the_audit_chain() -> None:
    nation, lead = build()
    run = applied(nation, lead, ORDER)
    event = Event.objects.get(verb="cascade.apply")
    assert (event.subject, event.after["differences"], event.after["sha256"]) == (
        f"cascade 2555/cdd/{run.pk}",
        "3",
        run.digest,
    )


def test_withdrawing_takes_back_what_nobody_touched() -> None:
    nation, lead = build()
    run = applied(nation, lead, ORDER)
    Agreement.objects.filter(unit__code="11").update(state=AgreementState.SIGNED)
    Item.objects.filter(agreement__unit__code="12").update(target=Decimal(1))
    done = withdraw_cascade(run, ABOVE, by=actor(nation.people["psdg"]), now=NOW)
    assert isinstance(done, Withdrawn)
    assert {(row.unit.code, code) for row, code in done.kept} == {
        ("11", "cascade.signed"),
        ("12", "cascade.changed_since"),
    }
    assert targets() == {"11": "34", "12": "1"}
    assert not Agreement.objects.filter(unit__code="13").exists()
    assert done.run.state == RunState.APPLIED


def test_what_has_numbers_is_not_withdrawn_and_a_second_time_is_refused() -> None:
    nation, lead = build()
    run = applied(nation, lead, replace(ORDER, receivers=Receivers(codes=("1101", "1102"))))
    _enter(nation, "1101", "40")
    who = actor(nation.people["psdg"])
    done = withdraw_cascade(run, ABOVE, by=who, now=NOW)
    assert isinstance(done, Withdrawn)
    assert [(row.unit.code, code) for row, code in done.kept] == [("1101", "cascade.entered")]
    other = applied(nation, lead, Order((Way("4.3"),), PROVINCES, ON))
    assert isinstance(withdraw_cascade(other, ABOVE, by=who, now=NOW), Withdrawn)
    assert withdraw_cascade(other, ABOVE, by=who, now=NOW) == Refusal("cascade.not_applied")


def test_withdrawing_a_change_brings_back_what_was_there() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=Decimal(300))
    run = applied(nation, lead, ORDER)
    assert targets() == {"11": "100", "12": "100", "13": "100"}
    withdraw_cascade(run, ABOVE, by=actor(nation.people["psdg"]), now=NOW)
    assert targets() == {"11": "34", "12": "33", "13": "33"}


def test_a_later_target_is_proposed_and_decided_row_by_row() -> None:
    nation, lead = build()
    applied(nation, lead, ORDER)
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=Decimal(300))
    run = applied(nation, lead, ORDER, proposes=True)
    assert (run.state, targets()["12"]) == (RunState.PROPOSED, "33")
    rows = {row.unit.code: row.pk for row in run.rows.all()}
    who = actor(nation.people["psdg"])
    accepted = [rows["11"], rows["12"]]
    decide_proposals(run, accepted, accept=Grounds(), rescore=rescore_from, by=who, now=NOW)
    decide_proposals(run, [rows["13"]], accept=None, rescore=rescore_from, by=who, now=NOW)
    assert targets() == {"11": "100", "12": "100", "13": "33"}
    states = run.rows.order_by("unit__code").values_list("state", flat=True)
    assert list(states) == [RowState.ACCEPTED, RowState.ACCEPTED, RowState.DECLINED]
    again = decide_proposals(run, accepted, accept=None, rescore=rescore_from, by=who, now=NOW)
    assert again == Refusal("cascade.no_row")


def test_a_signed_agreement_is_never_written_only_proposed_to() -> None:
    nation, lead = build()
    Agreement.objects.create(year=lead.year, unit=nation.units["11"], state=AgreementState.SIGNED)
    order = replace(ORDER, accepts_gaps=True)
    run = applied(nation, lead, order)
    assert targets() == {"12": "33", "13": "33"}
    assert run.gaps == [["", "3.2", "100", "66"]]
    row = run.rows.get(state=RowState.OPEN)
    who = actor(nation.people["psdg"])
    answer = decide_proposals(run, [row.pk], accept=Grounds(), rescore=rescore_from, by=who, now=NOW)
    assert not isinstance(answer, Refusal)
    assert [refusal.code for _, refusal in answer.refused] == ["amendment.not_signed"]
    row.refresh_from_db()
    assert row.state == RowState.OPEN


def test_stored_scores_equal_a_full_rebuild_after_a_cascade() -> None:
    nation, lead = build()
    everywhere = replace(ORDER, receivers=Receivers(kinds=("province", "district")))
    applied(nation, lead, everywhere)
    _enter(nation, "1101", "40")
    rebuild(2555, until_month=8, now=NOW)
    assert _score("1101") == 5  # 40 of 17 households
    levels = {"kind": "levels", "at": ["180", "210", "240", "270", "300"]}
    Item.objects.filter(agreement=lead, indicator__code="3.2").update(target=Decimal(300), criteria=levels)
    applied(nation, lead, everywhere)
    stored_now = _digits()
    # 300 is 100 for the province, 50 for the district, its levels are 30, 35, 40, 45, 50: 40 households are the third
    assert _score("1101") == 3
    rebuild(2555, until_month=8, now=NOW)
    assert _digits() == stored_now


def test_children_are_the_agreements_that_were_passed_down_to() -> None:
    nation, lead = build()
    applied(nation, lead, replace(ORDER, receivers=Receivers(codes=("11",), people=("keeper-12",))))
    assert {str(row) for row in children_of(lead)} == {"หน่วย 11 2555", "หน่วย 12 2555"}


def test_an_order_is_kept_as_it_was_given() -> None:
    order = Order(
        (SPLIT, Way("4.3", "own", weight="5")),
        Receivers(("province",), ("r1",), ("11",), ("p",)),
        ON,
        {"11": Decimal("10.50")},
        "ที่มา",
        {("11", "4.3"): Own("1", "2", ("1", "2"))},
        accepts_gaps=True,
    )
    assert order_in(stored(order)) == order


def _enter(nation: Nation, code: str, value: str) -> None:
    indicator = IndicatorVersion.objects.get(code="3.2")
    unit, person = nation.units[code], nation.people[code]
    answer = submit_entries(Submission(unit, indicator, 8, {"ค": Decimal(value)}, {"ค": 0}), by=actor(person), now=NOW)
    assert isinstance(answer, Accepted)


def _score(code: str) -> object:
    return Score.objects.get(item__agreement__unit__code=code, item__indicator__code="3.2", month=8).exact


def _digits() -> tuple[list[object], list[object]]:
    scores = Score.objects.order_by("item", "month").values_list("item", "month", "state", "result", "exact", "shown")
    return list(scores), list(Total.objects.order_by("agreement", "month").values_list("agreement", "month", "exact"))
