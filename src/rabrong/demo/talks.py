"""The example's negotiations: 2555 as it was agreed, 2556 in the middle of it. All of it is invented and says so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from rabrong.agreements.actions.copying import copy_year
from rabrong.agreements.actions.negotiation import (
    NewOffers,
    StaleOffers,
    agree_offers,
    begin_negotiation,
    expect_result,
    make_offers,
    record_meeting,
)
from rabrong.agreements.content import digest_of
from rabrong.agreements.models import (
    Agreement,
    IndicatorVersion,
    Item,
    Meeting,
    MeetingKind,
    Offer,
    Revision,
    Side,
    Year,
)
from rabrong.agreements.pages.agreement_paper import set_draft
from rabrong.agreements.queries.negotiation import newest_numbers, offers_of
from rabrong.agreements.queries.scoring import criteria_of
from rabrong.agreements.queries.vetting import text_to_sign
from rabrong.agreements.rules.negotiation import Letter, Proposal, columns_of, placing_of
from rabrong.demo.clock import START
from rabrong.demo.talks_plan import (
    AGREED_2555,
    AGREED_2556,
    COUNTERS_2555,
    EVERY,
    FORECAST_SOURCE,
    FORECASTS,
    MEETINGS_2555,
    MEETINGS_2556,
    OFFERS_2556,
    Held,
    Wish,
)
from rabrong.org.models import Person
from rabrong.org.queries import actor_of
from rabrong.org.rules import Refusal
from rabrong.paper.signing.refusing import Refused
from rabrong.results.handover import carry_over
from rabrong.scoring.agreement import ROUNDS

T = TypeVar("T")
LAST = str(ROUNDS[-1])


def store_agreed_talks(revision: Revision, by: Person) -> None:
    """How the department's agreement of 2555 came about: offers, a counter-offer of the committee, and what was agreed
    word for word as it was signed."""
    agreement, copy = revision.agreement, revision.signatures.all()[0].file
    held = {}
    for plan in MEETINGS_2555:
        held[plan.kind] = Meeting.objects.create(
            agreement=agreement,
            kind=plan.kind,
            with_whom=plan.with_whom,
            on=plan.on,
            minutes=plan.minutes,
            attendance=plan.attendance,
            letter_number=plan.letter,
            letter_date=plan.on if plan.letter else None,
            scan=copy if plan.letter else None,
            by=by,
            at=_morning(plan.on),
        )
    items = Item.objects.filter(agreement=agreement).select_related("indicator__aspect")
    Offer.objects.bulk_create(offer for item in items for offer in _agreed_offers(item, held, by))


def _agreed_offers(item: Item, held: Mapping[MeetingKind, Meeting], by: Person) -> Iterator[Offer]:
    signed = replace(_drafted(item), criteria=criteria_of(item.indicator, item, ROUNDS[0]))
    rows = [(MeetingKind.INFORMAL, Side.DEPARTMENT, signed)]
    if item.indicator.code in COUNTERS_2555:
        rows.append((MeetingKind.COMMITTEE, Side.COMMITTEE, COUNTERS_2555[item.indicator.code].asked_of(signed)))
    rows.append((MeetingKind.NOTIFIED, Side.COMMITTEE, signed))
    for number, (kind, side, wanted) in enumerate(rows, start=1):
        meeting, is_last = held[kind], number == len(rows)
        yield Offer(
            agreement=item.agreement,
            indicator=item.indicator,
            number=number,
            meeting=meeting,
            side=side,
            wording=wanted.wording,
            weight=wanted.weight,
            target=wanted.target,
            criteria=wanted.criteria,
            **columns_of(wanted.placing),
            note="ตัวอย่าง",
            by=by,
            at=_morning(meeting.on),
            agreed_by=by if is_last else None,
            agreed_at=_morning(AGREED_2555) if is_last else None,
        )


def store_running_talks(old: Year, by: Person) -> None:
    """2556 opened from 2555, its negotiation up to the committee's counter-offers; nothing is notified yet."""
    begun = _morning(MEETINGS_2556[0].on)
    year = _done(copy_year(old, old.year + 1, by=actor_of(by, START), now=START, carry_on=carry_over))
    agreement = Agreement.objects.select_related("year", "unit", "superior").get(year=year, person=None)
    _done(begin_negotiation(agreement, by=actor_of(by, begun), now=begun))
    agreement.refresh_from_db()
    versions = {row.code: row for row in IndicatorVersion.objects.filter(year=year).select_related("indicator")}
    text = text_to_sign(agreement)
    copy = _done(set_draft(agreement, text, digest_of(text), made_at=START))
    for plan in MEETINGS_2556:
        _hold(agreement, plan, versions, copy, by)
    _expect(agreement, versions, by)
    _agree(agreement, by)


def _hold(agreement: Agreement, plan: Held, versions: Mapping[str, IndicatorVersion], copy: bytes, by: Person) -> None:
    now = _morning(plan.on)
    actor = actor_of(by, now)
    letter = Letter(plan.letter, plan.on, copy) if plan.letter else Letter()
    meeting = _done(record_meeting(agreement, plan.new(letter), by=actor, now=now))
    rows = Item.objects.filter(agreement=agreement).select_related("indicator__aspect")
    items = {item.indicator.code: item for item in rows}
    for side, wishes in OFFERS_2556[plan.kind]:
        proposals = {versions[code].pk: wish.asked_of(_drafted(items[code])) for code, wish in _all(wishes, items)}
        newest = newest_numbers(offers_of(agreement))
        seen = {pk: newest.get(pk, 0) for pk in proposals}
        new = NewOffers(meeting, side, proposals, seen, "ตัวอย่าง")
        _done(make_offers(agreement, new, by=actor, now=now))
        now += timedelta(hours=2)


def _all(wishes: Mapping[str, Wish], items: Mapping[str, Item]) -> list[tuple[str, Wish]]:
    """The wishes of a party; with EVERY a whole offer: what was copied, with what differs."""
    return [(code, wishes.get(code, Wish())) for code in (items if EVERY in wishes else wishes)]


def _drafted(item: Item) -> Proposal:
    version = item.indicator
    return Proposal(version.name, Decimal(item.weights[LAST]), item.target, version.criteria, placing_of(version))


def _expect(agreement: Agreement, versions: Mapping[str, IndicatorVersion], by: Person) -> None:
    for code, value in FORECASTS.items():
        _done(
            expect_result(agreement, versions[code], Decimal(value), FORECAST_SOURCE, by=actor_of(by, START), now=START)
        )


def _agree(agreement: Agreement, by: Person) -> None:
    """What both want alike is agreed: the newest offer of each of these indicators."""
    offers = offers_of(agreement)
    seen = newest_numbers(offers)
    pks = [
        offer.pk for offer in offers if offer.indicator.code in AGREED_2556 and offer.number == seen[offer.indicator_id]
    ]
    now = START - timedelta(hours=1)
    _done(agree_offers(agreement, pks, seen, by=actor_of(by, now), now=now))


def _done(answer: T | Refusal | StaleOffers | Refused) -> T:
    """What an action of ours answered; the plan breaks no rule."""
    assert not isinstance(answer, Refusal | StaleOffers | Refused), answer
    return answer


def _morning(day: date) -> datetime:
    """Ten o'clock in Bangkok."""
    return datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)
