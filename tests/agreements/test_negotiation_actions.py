"""At the table: moves, letters with their scans, offers that are all kept, agreeing, forecasts; and every refusal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rabrong.agreements.actions.negotiation import (
    NewOffers,
    StaleOffers,
    agree_offers,
    begin_negotiation,
    expect_result,
    make_offers,
    record_meeting,
)
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Forecast,
    Meeting,
    MeetingKind,
    Offer,
    Side,
    Year,
    YearState,
)
from rabrong.agreements.queries.negotiation import agreed_offers
from rabrong.agreements.rules.negotiation import MOVES, Letter, NewMeeting, Placing, proposal_of
from rabrong.agreements.rules.negotiation_typed import same_terms
from rabrong.agreements.wording.negotiation import REFUSALS, refusal_words
from rabrong.audit.models import Event
from rabrong.org.rules import Refusal
from tests.agreements.negotiation_nation import (
    AT,
    LETTER,
    SCAN,
    begun,
    held,
    levels,
    negotiating_nation,
    offered,
    wanted,
)

pytestmark = pytest.mark.django_db


def code_of(answer: object) -> str:
    """The code of a refusal, whose sentence can be said."""
    assert isinstance(answer, Refusal), answer
    assert refusal_words(answer)
    return answer.code


def test_moves_are_one_table() -> None:
    """Every state but the signed one is left by some move, and appeal and decision are a loop."""
    assert {source for move in MOVES.values() for source in move.sources} == set(AgreementState) - {"signed"}
    assert MOVES["appeal"].target == MOVES["decide"].sources[0]
    assert MOVES["decide"].target == MOVES["appeal"].sources[0] == "notified"


def test_negotiation_begins_once_and_by_the_psdg() -> None:
    """From draft; a second time it has begun already; nobody else begins it."""
    world = negotiating_nation()
    assert code_of(begin_negotiation(world.agreement, by=world.who("chief"), now=AT)) == "negotiation.not_psdg"
    begin_negotiation(world.agreement, by=world.psdg, now=AT)
    assert world.now().state == AgreementState.NEGOTIATING
    assert code_of(begin_negotiation(world.agreement, by=world.psdg, now=AT)) == "negotiation.no_move"
    event = Event.objects.get(verb="negotiation.begin")
    assert (event.before, event.after, event.unit) == ({"state": "draft"}, {"state": "negotiating"}, "cdd")


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        (MeetingKind.COMMITTEE, Letter()),
        (MeetingKind.COMMITTEE, replace(LETTER, number="")),
        (MeetingKind.COMMITTEE, replace(LETTER, dated=None)),
        (MeetingKind.NOTIFIED, replace(LETTER, scan=b"")),
    ],
)
def test_outside_decision_needs_the_whole_letter(kind: MeetingKind, letter: Letter) -> None:
    """Number, date and scan; nothing is stored without one of them."""
    world = begun()
    new = NewMeeting(kind, "ก.พ.ร.", date(2011, 12, 9), letter=letter)
    assert code_of(record_meeting(world.agreement, new, by=world.psdg, now=AT)) == "meeting.no_letter"
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewMeeting(MeetingKind.INTERNAL, "  ", date(2011, 12, 9)), "meeting.with_nobody"),
        (NewMeeting(MeetingKind.INTERNAL, "สำนัก", date(2011, 12, 15)), "meeting.future"),
        (
            NewMeeting(
                MeetingKind.COMMITTEE, "ก.พ.ร.", date(2011, 12, 9), letter=replace(LETTER, dated=date(2011, 12, 15))
            ),
            "meeting.letter_future",
        ),
        (
            NewMeeting(MeetingKind.COMMITTEE, "ก.พ.ร.", date(2011, 12, 9), letter=replace(LETTER, scan=b"PK\x03\x04")),
            "file.no_scan",
        ),
    ],
)
def test_meeting_is_refused(new: NewMeeting, code: str) -> None:
    """With nobody, tomorrow, by a letter of tomorrow, with something that is no scan."""
    world = begun()
    assert code_of(record_meeting(world.agreement, new, by=world.psdg, now=AT)) == code


def test_meeting_is_recorded_by_the_psdg_after_the_beginning() -> None:
    """Not in a draft, not by the head."""
    world = negotiating_nation()
    new = NewMeeting(MeetingKind.INTERNAL, "สำนัก", date(2011, 12, 9))
    assert code_of(record_meeting(world.agreement, new, by=world.psdg, now=AT)) == "offer.not_begun"
    begin_negotiation(world.agreement, by=world.psdg, now=AT)
    assert code_of(record_meeting(world.agreement, new, by=world.who("chief"), now=AT)) == "negotiation.not_psdg"


def test_notifying_letter_moves_the_agreement_on() -> None:
    """The committee's meeting does not; the letter is kept with its bytes."""
    world = begun()
    held(world)
    assert world.now().state == AgreementState.NEGOTIATING
    meeting = held(world, MeetingKind.NOTIFIED)
    assert world.now().state == AgreementState.NOTIFIED
    assert meeting.scan is not None
    assert meeting.scan.size_bytes == len(SCAN)


def test_offers_are_numbered_and_all_kept() -> None:
    """Two parties, three offers on one indicator; the record names them."""
    world = begun()
    meeting = held(world)
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    offered(
        world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3", criteria=levels("65", "70", "75", "80", "85"))}
    )
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3", weight=Decimal(55))}, note="พบกันครึ่งทาง")
    found = Offer.objects.filter(indicator=world.ratio).order_by("number")
    assert [(offer.number, offer.side, offer.weight) for offer in found] == [
        (1, "department", Decimal(60)),
        (2, "committee", Decimal(60)),
        (3, "department", Decimal(55)),
    ]
    last = Event.objects.filter(verb="negotiation.offer").order_by("number").last()
    assert last is not None
    assert last.after["4.3"].startswith("#3 department 55% target 70 ")
    assert last.after["4.3"].endswith(f"{world.ratio.name} from 6")


def test_an_offer_keeps_where_its_indicator_is_placed() -> None:
    """Nothing said: as the year says. Said: as wanted, with the code and the aspect of the day."""
    world = begun()
    meeting = held(world)
    offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3", placing=Placing("x", "y", "ครัวเรือน", 9, 12))})
    columns = ("code", "aspect", "measure", "starts", "cancelled")
    assert list(Offer.objects.order_by("number").values_list(*columns)) == [
        ("4.3", "all", "", 6, None),
        ("4.3", "all", "ครัวเรือน", 9, 12),
    ]
    assert not same_terms(*(proposal_of(offer) for offer in Offer.objects.order_by("number")))


def test_offer_on_a_stale_table_is_not_made() -> None:
    """Somebody made offer 1 meanwhile: it comes back, and nothing of the new ones is stored."""
    world = begun()
    meeting = held(world)
    offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3")})
    new = NewOffers(
        meeting,
        Side.DEPARTMENT,
        {world.ratio.pk: wanted(world, "4.3"), world.steps.pk: wanted(world, "8")},
        {world.ratio.pk: 0, world.steps.pk: 0},
    )
    answer = make_offers(world.agreement, new, by=world.psdg, now=AT)
    assert isinstance(answer, StaleOffers)
    assert {pk: offer.number for pk, offer in answer.newest.items()} == {world.ratio.pk: 1}
    assert Offer.objects.count() == 1


def test_bureau_offers_for_its_own_indicators_only() -> None:
    """The director of กผ in the bureau's name on 8; not on 4.3, not as the department; a province nothing."""
    world = begun()
    meeting = held(world, MeetingKind.INTERNAL)
    director = world.who("director")

    def offer(code: str, side: Side, by: str = "director") -> object:
        pk = world.nation.indicators[code].pk
        new = NewOffers(meeting, side, {pk: wanted(world, code)}, {pk: 0})
        return make_offers(world.agreement, new, by=director if by == "director" else world.who(by), now=AT)

    assert code_of(offer("4.3", Side.BUREAU)) == "offer.not_yours"
    assert code_of(offer("8", Side.DEPARTMENT)) == "offer.not_yours"
    assert code_of(offer("8", Side.BUREAU, by="province")) == "offer.not_yours"
    assert isinstance(offer("8", Side.BUREAU), list)


@pytest.mark.parametrize(
    ("kind", "side", "code"),
    [
        (MeetingKind.INTERNAL, Side.OPDC, "offer.not_there"),
        (MeetingKind.INTERNAL, Side.COMMITTEE, "offer.needs_letter"),
        (MeetingKind.INFORMAL, Side.COMMITTEE, "offer.needs_letter"),
    ],
)
def test_party_offers_where_it_was(kind: MeetingKind, side: Side, code: str) -> None:
    """Nobody from outside in an internal meeting; the committee decides by letter."""
    world = begun()
    meeting = held(world, kind)
    new = NewOffers(meeting, side, {world.ratio.pk: wanted(world, "4.3")}, {world.ratio.pk: 0})
    assert code_of(make_offers(world.agreement, new, by=world.psdg, now=AT)) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"wording": " "}, "offer.no_wording"),
        ({"weight": Decimal(0)}, "offer.weight_outside"),
        ({"weight": Decimal("100.01")}, "offer.weight_outside"),
        ({"placing": Placing("", "", "ก" * 61, 6, None)}, "offer.measure_long"),
        ({"placing": Placing("", "", "ร้อยละ", 0, None)}, "offer.no_round"),
        ({"placing": Placing("", "", "ร้อยละ", 6, 7)}, "offer.no_round"),
        ({"placing": Placing("", "", "ร้อยละ", 9, 9)}, "offer.cancelled_before_start"),
    ],
)
def test_proposal_is_refused(changes: dict[str, object], code: str) -> None:
    """Without a wording, without a weight, with more than all, measured in a text of 61 signs, in no round, cancelled
    from the round in which it starts."""
    world = begun()
    meeting = held(world)
    new = NewOffers(meeting, Side.DEPARTMENT, {world.ratio.pk: wanted(world, "4.3", **changes)}, {world.ratio.pk: 0})
    assert code_of(make_offers(world.agreement, new, by=world.psdg, now=AT)) == code


def test_offer_needs_something_to_offer_in_a_meeting_of_its_agreement() -> None:
    """No rows, and a meeting of another unit's agreement."""
    world = begun()
    meeting = held(world)
    empty = NewOffers(meeting, Side.DEPARTMENT, {}, {})
    assert code_of(make_offers(world.agreement, empty, by=world.psdg, now=AT)) == "offer.nothing"
    other = world.nation.agreements["12"]
    Agreement.objects.filter(pk=other.pk).update(state=AgreementState.NEGOTIATING)
    new = NewOffers(meeting, Side.DEPARTMENT, {world.ratio.pk: wanted(world, "4.3")}, {world.ratio.pk: 0})
    assert code_of(make_offers(other, new, by=world.psdg, now=AT)) == "offer.other_meeting"


def test_wording_belongs_to_the_department() -> None:
    """A province negotiates weight and criteria of an indicator, not its name and not what it is measured in."""
    world = begun()
    other = world.nation.agreements["12"]
    Agreement.objects.filter(pk=other.pk).update(state=AgreementState.NEGOTIATING)
    meeting = record_meeting(other, NewMeeting(MeetingKind.INTERNAL, "กรม", date(2011, 12, 9)), by=world.psdg, now=AT)
    assert isinstance(meeting, Meeting)
    for changes in ({"wording": "อื่น"}, {"placing": Placing("", "", "ครัวเรือน", 6, None)}):
        new = NewOffers(meeting, Side.DEPARTMENT, {world.ratio.pk: wanted(world, "4.3", **changes)}, {})
        assert code_of(make_offers(other, new, by=world.psdg, now=AT)) == "offer.wording_shared"


def test_last_agreed_offer_counts() -> None:
    """The first is agreed, then the second; nobody but the PSDG agrees, and never two of one indicator."""
    world = begun()
    meeting = held(world)
    [first] = offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    [second] = offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3", weight=Decimal(50))})
    seen = {world.ratio.pk: 2}
    assert code_of(agree_offers(world.agreement, [first.pk], seen, by=world.who("chief"), now=AT)) == (
        "negotiation.not_psdg"
    )
    both = agree_offers(world.agreement, [first.pk, second.pk], seen, by=world.psdg, now=AT)
    assert code_of(both) == "offer.none_chosen"
    assert code_of(agree_offers(world.agreement, [], seen, by=world.psdg, now=AT)) == "offer.none_chosen"
    agree_offers(world.agreement, [first.pk], seen, by=world.psdg, now=AT)
    assert agreed_offers(world.agreement) == {world.ratio.pk: first}
    agree_offers(world.agreement, [second.pk], seen, by=world.psdg, now=AT)
    assert agreed_offers(world.agreement) == {world.ratio.pk: second}


def test_agreeing_on_a_stale_page_is_told() -> None:
    """The page showed offer 1, offer 2 is there by now."""
    world = begun()
    meeting = held(world)
    [first] = offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    offered(world, meeting, Side.COMMITTEE, {"4.3": wanted(world, "4.3")})
    answer = agree_offers(world.agreement, [first.pk], {world.ratio.pk: 1}, by=world.psdg, now=AT)
    assert isinstance(answer, StaleOffers)
    assert agreed_offers(world.agreement) == {}


def test_nothing_is_agreed_before_the_beginning() -> None:
    """A draft has no offers to agree on."""
    world = negotiating_nation()
    assert code_of(agree_offers(world.agreement, [1], {}, by=world.psdg, now=AT)) == "offer.not_agreed_now"


def test_forecasts_are_kept_with_their_source() -> None:
    """The newest counts; none without a source, none by who may not offer; the bureau for its own."""
    world = begun()

    def expect(code: str, value: str, source: str, by: str) -> object:
        version = world.nation.indicators[code]
        return expect_result(world.agreement, version, Decimal(value), source, by=world.who(by), now=AT)

    assert code_of(expect("4.3", "71", " ", "psdg")) == "forecast.no_source"
    assert code_of(expect("4.3", "71", "แผน", "director")) == "offer.not_yours"
    assert isinstance(expect("8", "5", "แผนของสำนัก", "director"), Forecast)
    assert isinstance(expect("4.3", "71", "แผนปี 2555", "psdg"), Forecast)
    assert [(each.indicator.code, each.value, each.source) for each in Forecast.objects.order_by("pk")] == [
        ("8", Decimal(5), "แผนของสำนัก"),
        ("4.3", Decimal(71), "แผนปี 2555"),
    ]


def test_signed_agreement_and_closed_year_refuse_everything() -> None:
    """Meetings, offers, agreeing and forecasts."""
    world = begun()
    meeting = held(world)
    [offer] = offered(world, meeting, Side.DEPARTMENT, {"4.3": wanted(world, "4.3")})
    new = NewOffers(meeting, Side.DEPARTMENT, {world.ratio.pk: wanted(world, "4.3")}, {world.ratio.pk: 1})
    informal = NewMeeting(MeetingKind.INFORMAL, "ก.พ.ร.", date(2011, 12, 9))

    def answers() -> set[str]:
        return {
            code_of(record_meeting(world.agreement, informal, by=world.psdg, now=AT)),
            code_of(make_offers(world.agreement, new, by=world.psdg, now=AT)),
            code_of(agree_offers(world.agreement, [offer.pk], {world.ratio.pk: 1}, by=world.psdg, now=AT)),
            code_of(expect_result(world.agreement, world.ratio, Decimal(1), "แผน", by=world.psdg, now=AT)),
        }

    Agreement.objects.filter(pk=world.agreement.pk).update(state=AgreementState.SIGNED)
    assert answers() == {"agreement.signed"}
    Agreement.objects.filter(pk=world.agreement.pk).update(state=AgreementState.NEGOTIATING)
    Year.objects.update(state=YearState.CLOSED)
    assert answers() == {"year.closed"}


def test_every_refusal_has_its_sentence() -> None:
    """With the terms it is given; none is left empty."""
    terms = dict.fromkeys(
        (
            "year", "unit", "state", "most", "today", "kind", "code", "side", "count", "on", "deadline", "filed",
        ),
        "x",
    )  # fmt: skip
    assert all(refusal_words(Refusal(code, terms)) for code in REFUSALS)
