"""Amendments: inside the window, let in late, decided by letter, signed anew, in force from a round; earlier rounds
keep every digit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from rabrong.agreement_file.from_data import criterion_of
from rabrong.agreements.actions.agreements import StaleText
from rabrong.agreements.actions.amendment_reasons import set_reasons
from rabrong.agreements.actions.amendments import (
    Asked,
    Decision,
    StaleRequest,
    ask_for_amendment,
    decide_amendment,
    let_in,
    turn_away,
)
from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.actions.signing import take_scan
from rabrong.agreements.actions.signing_means import Named, Sheet
from rabrong.agreements.amending import Changes
from rabrong.agreements.changes import Wanted
from rabrong.agreements.content import digest_of, signed_content
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Amendment,
    IndicatorVersion,
    Item,
    Outcome,
    Party,
    Signature,
    Template,
    Year,
    YearState,
)
from rabrong.agreements.queries.agreements import content_of_text, texts_of
from rabrong.agreements.queries.amendments import reasons_of
from rabrong.agreements.queries.scoring import year_rules
from rabrong.audit.models import Event
from rabrong.dashboards.pages.criteria import criterion_in
from rabrong.org.actions.roles import appoint_acting
from rabrong.org.models import ActingKind, Role
from rabrong.org.people_rules import NewActing
from rabrong.org.rules import Refusal
from rabrong.results.models import Entry, Score, Total
from rabrong.results.scores import rebuild
from rabrong.scoring.agreement import Round
from tests.agreements.signing_nation import (
    CUT_OFF_DAY,
    IN_TIME,
    LATE,
    MEANS,
    PNG,
    World,
    maker_signs,
    signed_world,
    superior_signs,
    with_paper,
)
from tests.nation import YEAR

EASIER = {"kind": "levels", "at": ["50", "55", "60", "65", "70"]}
NEW = {
    "key": "cdd-2555-9",
    "code": "9",
    "name": "ตัวชี้วัดใหม่",
    "aspect": "all",
    "measure": "ร้อยละ",
    "weight": "10",
    "target": "",
    "criteria": {"kind": "score"},
}


@pytest.fixture
def world(db: None) -> World:
    """Signed by both; districts and the bureau have reported since October."""
    world = signed_world()
    report(world)
    rebuild(YEAR, until_month=9, now=IN_TIME)
    return world


def report(world: World) -> None:
    """Two districts: 30 of 50 and 45 of 50, so 75 of 100 in the department; the bureau has done 3 of 5 steps."""
    nation = world.nation
    rows = [
        ("1101", "4.3", "ก", "30"),
        ("1101", "4.3", "ข", "50"),
        ("1201", "4.3", "ก", "45"),
        ("1201", "4.3", "ข", "50"),
    ]
    for unit, indicator, cell, value in [*rows, ("กผ", "8", "result", "3")]:
        Entry.objects.create(
            unit=nation.units[unit],
            indicator=nation.indicators[indicator],
            cell=cell,
            month=1,
            version=1,
            value=Decimal(value),
            by=nation.people[unit],
            at=IN_TIME,
        )


def asked(changes: Changes, from_round: Round = 9, **other: Any) -> Asked:  # noqa: ANN401  whatever a test changes
    """A request for the reason of the year."""
    return Asked("disaster", "น้ำท่วม", from_round, Wanted(changes), **other)


def ask(
    world: World, wish: Asked, *, who: str = "psdg", now: datetime = IN_TIME, seen: str | None = None
) -> Amendment | Refusal | StaleText:
    """Ask."""
    signed = texts_of(world.agreement).signed
    digest = seen if seen is not None else signed.digest if signed else ""
    return ask_for_amendment(world.agreement, wish, seen=digest, by=world.who(who, now), now=now)


def requested(world: World, changes: Changes, from_round: Round = 9) -> Amendment:
    """A request that was taken."""
    made = ask(world, asked(changes, from_round))
    assert isinstance(made, Amendment), made
    return made


def decision(outcome: Outcome = Outcome.GRANTED, **other: Any) -> Decision:  # noqa: ANN401  whatever a test changes
    """OPDC's answer, by letter."""
    known: dict[str, Any] = {
        "decided_by": "สำนักงาน ก.พ.ร.",
        "decided_on": date(2012, 3, 28),
        "letter_number": "นร 1200/45",
        "letter_date": date(2012, 3, 29),
        "scan": PNG,
    }
    return Decision(outcome, **{**known, **other})


DECIDED = IN_TIME.replace(day=30)


def decided(world: World, amendment: Amendment, wish: Decision | None = None) -> Amendment | Refusal | StaleRequest:
    """Enter a decision."""
    by = world.who("psdg", DECIDED)
    return decide_amendment(amendment, wish or decision(), edits=amendment.edits, by=by, now=DECIDED)


def signed_anew(world: World) -> None:
    """Both sign the newest text."""
    with_paper(world, now=DECIDED)
    maker_signs(world, now=DECIDED)
    superior_signs(world, now=DECIDED)


def in_force(world: World, changes: Changes, from_round: Round = 9) -> Amendment:
    """A request, granted and signed."""
    amendment = requested(world, changes, from_round)
    done = decided(world, amendment)
    assert isinstance(done, Amendment), done
    signed_anew(world)
    return Amendment.objects.get(pk=done.pk)


def refused(outcome: object) -> str:
    """The code of a refusal."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def totals(world: World) -> dict[int, tuple[Fraction | None, Decimal | None]]:
    """Month -> the department's total, exact and as shown."""
    rows = Total.objects.filter(agreement=world.agreement)
    return {row.month: (row.exact, row.shown) for row in rows}


def scores(world: World, code: str) -> dict[int, Fraction | None]:
    """Month -> the exact score of an indicator of the department."""
    rows = Score.objects.filter(item__agreement=world.agreement, item__indicator__code=code)
    return {row.month: row.exact for row in rows}


def test_other_levels_count_from_their_round_on(world: World) -> None:
    before = totals(world)
    # 75 % with levels 60..80 is 4 points, weight 40; 3 steps are 3 points, weight 60: (160 + 180) / 100
    assert before[6] == (Fraction(340, 100), Decimal("3.4000"))
    in_force(world, Changes({"4.3": {"criteria": EASIER, "target": "70"}}))

    after = totals(world)
    assert {month: after[month] for month in range(1, 7)} == {month: before[month] for month in range(1, 7)}
    # with levels 50..70 the same 75 % are 5 points: (200 + 180) / 100
    assert after[7] == after[9] == (Fraction(380, 100), Decimal("3.8000"))
    assert scores(world, "4.3")[6] == 4
    assert scores(world, "4.3")[7] == 5


def test_pages_draw_the_criteria_of_the_month(world: World) -> None:
    in_force(world, Changes({"4.3": {"criteria": EASIER}}))
    item = Item.objects.select_related("indicator").get(agreement=world.agreement, indicator__code="4.3")
    scale = year_rules(YEAR).scale

    assert criterion_in(item, scale, 6) == criterion_of({"kind": "levels", "at": ["60", "65", "70", "75", "80"]}, scale)
    assert criterion_in(item, scale, 7) == criterion_of(EASIER, scale)


def test_a_full_rebuild_gives_the_same_digits(world: World) -> None:
    in_force(world, Changes({"4.3": {"criteria": EASIER}}))
    after = totals(world)
    rebuild(YEAR, until_month=9, now=DECIDED)

    assert totals(world) == after


def test_cancelling_shares_the_weight_out_in_proportion(world: World) -> None:
    before = totals(world)
    amendment = in_force(world, Changes({}, cancelled=("8",)))

    item = Item.objects.get(agreement=world.agreement, indicator__code="4.3")
    assert item.weights == {"6": "40", "9": "100", "12": "100"}
    assert IndicatorVersion.objects.get(code="8").cancelled == 9
    assert totals(world)[6] == before[6]
    assert totals(world)[7] == (Fraction(4), Decimal("4.0000"))
    assert amendment.after["8"]["cancelled"] == 9
    assert amendment.after["4.3"]["weights"] == {"6": "40", "9": "100", "12": "100"}


def test_adding_shares_the_weight_out_by_a_table(world: World) -> None:
    before = totals(world)
    in_force(world, Changes({}, added=(NEW,), weights={"4.3": "30", "8": "60", "9": "10"}))

    version = IndicatorVersion.objects.get(year=YEAR, code="9")
    assert (version.starts, version.indicator.key, version.aspect.code) == (9, "cdd-2555-9", "all")
    weights = {item.indicator.code: item.weights for item in Item.objects.filter(agreement=world.agreement)}
    assert weights == {
        "4.3": {"6": "40", "9": "30", "12": "30"},
        "8": {"6": "60", "9": "60", "12": "60"},
        "9": {"9": "10", "12": "10"},
    }
    assert totals(world)[6] == before[6]
    # the new one has no result yet and is left out: (4 * 30 + 3 * 60) / 90
    assert totals(world)[7][0] == Fraction(300, 90)


def test_what_stands_is_what_was_signed(world: World) -> None:
    in_force(world, Changes({"4.3": {"criteria": EASIER, "weight": "45", "name": "ชื่อใหม่"}, "8": {"weight": "55"}}))
    signed = texts_of(world.agreement).signed
    assert signed is not None

    assert (signed.number, signed.from_round) == (2, 9)
    assert digest_of(signed_content(world.agreement, 9)) == signed.digest
    rows = {row["code"]: row for row in content_of_text(signed)["indicators"]}
    assert rows["4.3"]["name"] == IndicatorVersion.objects.get(code="4.3").name == "ชื่อใหม่"


def test_nothing_changes_before_both_have_signed_again(world: World) -> None:
    before, digest = totals(world), digest_of(signed_content(world.agreement, 6))
    decided(world, requested(world, Changes({"4.3": {"criteria": EASIER}})))
    with_paper(world, now=DECIDED)
    maker_signs(world, now=DECIDED)

    assert totals(world) == before
    assert digest_of(signed_content(world.agreement, 6)) == digest
    signed = texts_of(world.agreement).signed
    assert signed is not None
    assert signed.number == 1
    superior_signs(world, now=DECIDED)
    assert totals(world) != before


def test_a_second_amendment_builds_on_the_first(world: World) -> None:
    in_force(world, Changes({"4.3": {"criteria": EASIER}}))
    amendment = in_force(world, Changes({"4.3": {"target": "66"}}), from_round=12)

    assert amendment.before == {"4.3": {"target": "80"}}
    signed = texts_of(world.agreement).signed
    assert signed is not None
    assert (signed.number, signed.from_round) == (3, 12)
    assert totals(world)[9] == (Fraction(380, 100), Decimal("3.8000"))
    assert refused(ask(world, asked(Changes({"4.3": {"target": "61"}}), 9))) == "amendment.round_over"


def test_the_last_day_counts_and_the_day_after_does_not(world: World) -> None:
    wish = asked(Changes({"4.3": {"criteria": EASIER}}))
    late = ask(world, wish, now=LATE)

    assert refused(late) == "amendment.late"
    assert isinstance(late, Refusal)
    assert late.terms == {"on": date(2012, 4, 2)}
    assert isinstance(ask(world, wish, now=CUT_OFF_DAY), Amendment)


def test_a_late_request_is_let_in_by_the_head_only(world: World) -> None:
    wish = asked(Changes({"4.3": {"criteria": EASIER}}), exception="คำสั่งของรัฐมนตรีมาถึงวันนี้")
    amendment = ask(world, wish, now=LATE)
    assert isinstance(amendment, Amendment)
    late = LATE.replace(day=5)
    by_letter = decision(decided_on=date(2012, 4, 4), letter_date=date(2012, 4, 4))
    psdg, head = world.who("psdg", late), world.who("head", late)

    assert refused(decide_amendment(amendment, by_letter, edits=0, by=psdg, now=late)) == "amendment.not_let_in"
    assert refused(let_in(amendment, 0, by=psdg, now=late)) == "amendment.not_head"
    done = let_in(amendment, 0, by=head, now=late)
    assert isinstance(done, Amendment)
    assert (done.exception_by, done.exception_at) == (head.person, late)
    assert refused(let_in(amendment, 1, by=head, now=late)) == "amendment.nothing_to_let_in"
    assert isinstance(decide_amendment(amendment, by_letter, edits=1, by=psdg, now=late), Amendment)
    event = Event.objects.get(verb="amendment.let_in")
    assert event.after["exception"] == "คำสั่งของรัฐมนตรีมาถึงวันนี้"


def test_who_acts_for_the_head_lets_in_and_is_named(world: World) -> None:
    people = world.nation.people
    acting = NewActing(
        people["deputy"], people["head"], "", ActingKind.BEHALF, Role.EXECUTIVE, world.nation.units["cdd"],
        date(2012, 4, 1), date(2012, 5, 1), "คำสั่งที่ 9/2555",
    )  # fmt: skip
    appoint_acting(acting, by=world.who("psdg"), now=IN_TIME)
    amendment = ask(world, asked(Changes({"4.3": {"criteria": EASIER}}), exception="จำเป็น"), now=LATE)
    assert isinstance(amendment, Amendment)
    assert isinstance(let_in(amendment, 0, by=world.who("deputy", LATE), now=LATE), Amendment)

    assert Event.objects.get(verb="amendment.let_in").acting_for == "head"


def test_the_head_turns_a_late_request_away(world: World) -> None:
    amendment = ask(world, asked(Changes({"4.3": {"criteria": EASIER}}), exception="จำเป็น"), now=LATE)
    assert isinstance(amendment, Amendment)
    head = world.who("head", LATE)

    assert refused(turn_away(amendment, 0, reason=" ", by=head, now=LATE)) == "amendment.no_text"
    done = turn_away(amendment, 0, reason="ไม่จำเป็น", by=head, now=LATE)
    assert isinstance(done, Amendment)
    assert done.outcome == Outcome.REFUSED
    assert refused(let_in(amendment, 1, by=head, now=LATE)) == "amendment.decided"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (Changes({}), "amendment.nothing"),
        (Changes({"4.3": {"target": "80"}}), "amendment.nothing"),
        (Changes({"77": {"target": "1"}}), "amend.unknown_indicator"),
        (Changes({"4.3": {"aspect": "other"}}), "amendment.aspect"),
        (Changes({"4.3": {"criteria": {"kind": "levels", "at": ["1", "3", "2", "4", "5"]}}}), "amendment.criteria"),
        (Changes({"4.3": {"weight": "50"}}), "amend.weights_not_100"),
        (Changes({}, added=({**NEW, "code": "8"},)), "amend.code_taken"),
        (Changes({}, added=(NEW,), weights={"4.3": "30", "8": "60", "9": "20"}), "amend.weights_not_100"),
        (Changes({}, added=(NEW,), weights={"4.3": "40", "8": "60"}), "amend.weight_missing"),
    ],
)
def test_a_change_that_cannot_be_is_refused(world: World, changes: Changes, code: str) -> None:
    assert refused(ask(world, asked(changes))) == code
    assert not Amendment.objects.exists()


def test_a_round_that_is_over_keeps_its_rules(world: World) -> None:
    april = IN_TIME.replace(month=4, day=1)
    assert refused(ask(world, asked(Changes({"4.3": {"target": "70"}}), 6), now=april)) == "amendment.round_over"


def test_only_who_may_asks(world: World) -> None:
    wish = asked(Changes({"4.3": {"target": "70"}}))
    assert refused(ask(world, wish, who="deputy")) == "amendment.not_yours"
    assert refused(ask(world, wish, who="1201")) == "amendment.not_yours"
    assert isinstance(ask(world, wish, who="head"), Amendment)


def test_a_reason_of_the_list_and_words_are_needed(world: World) -> None:
    wish = asked(Changes({"4.3": {"target": "70"}}))
    assert refused(ask(world, replace(wish, reason="whim"))) == "amendment.reason"
    assert refused(ask(world, replace(wish, text=" "))) == "amendment.no_text"


def test_a_form_opened_at_another_text_is_stale(world: World) -> None:
    assert isinstance(ask(world, asked(Changes({"4.3": {"target": "70"}})), seen="0" * 64), StaleText)


def test_only_a_signed_agreement_is_amended(world: World) -> None:
    Signature.objects.all().delete()
    assert refused(ask(world, asked(Changes({"4.3": {"target": "70"}})))) == "amendment.not_signed"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"letter_number": " "}, "amendment.no_letter"),
        ({"letter_date": None}, "amendment.no_letter"),
        ({"decided_on": date(2012, 4, 30)}, "amendment.day_to_come"),
        ({"decided_by": ""}, "amendment.who_decided"),
        ({"scan": b""}, "file.empty"),
        ({"scan": b"<html>"}, "file.no_scan"),
    ],
)
def test_a_decision_needs_its_letter(world: World, changed: Mapping[str, Any], code: str) -> None:
    amendment = requested(world, Changes({"4.3": {"target": "70"}}))

    assert refused(decided(world, amendment, decision(**changed))) == code
    assert Amendment.objects.get().outcome == Outcome.PENDING


def test_a_part_is_granted(world: World) -> None:
    amendment = requested(world, Changes({"4.3": {"target": "70"}, "8": {"target": "4"}}))
    assert refused(decided(world, amendment, decision(Outcome.PARTLY))) == "amendment.which_part"
    done = decided(world, amendment, decision(Outcome.PARTLY, codes=("8",)))

    assert isinstance(done, Amendment)
    assert done.after == {"8": {"target": "4"}}
    signed_anew(world)
    targets = {item.indicator.code: item.target for item in Item.objects.filter(agreement=world.agreement)}
    assert targets == {"4.3": Decimal(80), "8": Decimal(4)}


def test_a_refused_request_changes_nothing(world: World) -> None:
    amendment = requested(world, Changes({"4.3": {"target": "70"}}))
    done = decided(world, amendment, decision(Outcome.REFUSED))

    assert isinstance(done, Amendment)
    assert done.revision is None
    assert refused(decided(world, done)) == "amendment.decided"


def test_only_the_psdg_enters_decisions_and_not_on_a_stale_form(world: World) -> None:
    amendment = requested(world, Changes({"4.3": {"target": "70"}}))
    head = world.who("head", DECIDED)

    assert refused(decide_amendment(amendment, decision(), edits=0, by=head, now=DECIDED)) == "org.not_administrator"
    psdg = world.who("psdg", DECIDED)
    assert isinstance(decide_amendment(amendment, decision(), edits=5, by=psdg, now=DECIDED), StaleRequest)


def test_one_text_waits_to_be_signed_at_a_time(world: World) -> None:
    first = requested(world, Changes({"4.3": {"target": "70"}}))
    second = requested(world, Changes({"8": {"target": "4"}}))
    decided(world, first)

    assert refused(decided(world, second)) == "amendment.text_waiting"
    signed_anew(world)
    assert isinstance(decided(world, second), Amendment)


def test_what_another_amendment_has_changed_is_asked_for_anew(world: World) -> None:
    first = requested(world, Changes({"4.3": {"target": "70"}}))
    second = requested(world, Changes({"4.3": {"target": "60"}}))
    decided(world, first)
    signed_anew(world)

    assert refused(decided(world, second)) == "amendment.moved_on"


def test_details_become_a_draft_without_signatures(world: World) -> None:
    wish = Asked("disaster", "แก้คำจำกัดความ", 9, Wanted(Changes({}), {"4.3": "เพิ่มคำว่า ครัวเรือนยากจน"}))
    amendment = ask(world, wish)
    assert isinstance(amendment, Amendment)
    done = decided(world, amendment)

    assert isinstance(done, Amendment)
    assert done.revision is None
    draft = Template.objects.get(indicator__code="4.3")
    assert (draft.state, draft.from_round) == ("draft", 9)


def test_another_units_agreement_changes_only_what_is_its_own(world: World) -> None:
    agreement = sign_province(world)
    own = World(world.nation, agreement)

    assert refused(ask(own, asked(Changes({"4.3": {"name": "ชื่ออื่น"}})))) == "amendment.of_department"
    assert refused(ask(own, asked(Changes({}, cancelled=("4.3",))))) == "amendment.of_department"
    made = ask(own, asked(Changes({"4.3": {"criteria": EASIER}})), who="province-12")
    assert isinstance(made, Amendment)
    assert refused(ask(own, asked(Changes({"4.3": {"target": "1"}})), who="head")) == "amendment.not_yours"
    decided(own, made)
    sign_on_paper(own)
    assert Item.objects.get(agreement=agreement).amended == {"9": EASIER}
    assert Item.objects.get(agreement=world.nation.agreements["13"]).amended == {}


def sign_province(world: World) -> Agreement:
    """Province 12 has signed on paper before; its text is taken in."""
    from rabrong.agreements.actions.signing_paper import take_in_text  # noqa: PLC0415

    agreement = world.nation.agreements["12"]
    Item.objects.filter(agreement=agreement).update(weights=dict.fromkeys(("6", "9", "12"), "100"))
    Agreement.objects.filter(pk=agreement.pk).update(superior_name="กรม")
    agreement.refresh_from_db()
    take_in_text(agreement, by=world.who("psdg", IN_TIME), now=IN_TIME)
    sign_on_paper(World(world.nation, agreement), now=IN_TIME)
    return agreement


def sign_on_paper(world: World, now: datetime = DECIDED) -> None:
    """Scans of both signatures."""
    with_paper(world, Named("อธิบดี", "อธิบดีกรม"), now=now)
    psdg = world.who("psdg", now)
    for party in (Party.MAKER, Party.SUPERIOR):
        made = take_scan(world.intended(party), Sheet(PNG, psdg.today), MEANS, by=psdg, now=now)
        assert isinstance(made, Signature), made


def test_a_closed_year_refuses_everything(world: World) -> None:
    amendment = requested(world, Changes({"4.3": {"target": "70"}}))
    Year.objects.update(state=YearState.CLOSED)

    assert refused(ask(world, asked(Changes({"4.3": {"target": "71"}})))) == "year.closed"
    assert refused(decided(world, amendment)) == "year.closed"
    year = Year.objects.get()
    rows = [("disaster", "ภัย", "")]
    assert refused(set_reasons(year, rows, by=world.who("psdg"), now=IN_TIME)) == "year.closed"


def test_reasons_are_kept_while_a_request_names_them(world: World) -> None:
    requested(world, Changes({"4.3": {"target": "70"}}))
    year, psdg = Year.objects.get(), world.who("psdg")

    assert refused(set_reasons(year, [("other", "อื่น", "")], by=psdg, now=IN_TIME)) == "reason.in_use"
    twice = [("disaster", "ก", ""), ("disaster", "ข", "")]
    assert refused(set_reasons(year, twice, by=psdg, now=IN_TIME)) == "reason.twice"
    assert refused(set_reasons(year, [], by=world.who("head"), now=IN_TIME)) == "org.not_administrator"
    made = set_reasons(year, [("disaster", "ภัย", ""), ("other", "อื่น", "Other")], by=psdg, now=IN_TIME)
    assert [row.code for row in made] == ["disaster", "other"]  # type: ignore[union-attr]


def test_reasons_go_with_a_copied_year(world: World) -> None:
    year = copy_year(Year.objects.get(), YEAR + 1, by=world.who("psdg"), now=IN_TIME)

    assert isinstance(year, Year)
    assert [(row.code, row.text_en) for row in reasons_of(YEAR + 1)] == [("disaster", "Disaster")]


def test_the_state_stays_signed_all_along(world: World) -> None:
    in_force(world, Changes({"4.3": {"criteria": EASIER}}))
    assert Agreement.objects.get(pk=world.agreement.pk).state == AgreementState.SIGNED
