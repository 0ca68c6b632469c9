"""At the negotiation table: beginning, meetings and letters, offers, agreeing on them, what is expected."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from rabrong.agreements.actions.negotiation_recorded import Doer, locked, moved, note, said
from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Forecast,
    IndicatorVersion,
    Meeting,
    MeetingKind,
    Offer,
    Side,
)
from rabrong.agreements.queries.negotiation import newest_numbers, offers_of
from rabrong.agreements.rules.negotiation import (
    LONGEST_LINE,
    OFFERED_IN,
    NewMeeting,
    Proposal,
    agreeing_refusal,
    columns_of,
    grant_to_offer,
    grant_to_run,
    meeting_refusal,
    move_refusal,
    offer_refusal,
    offers_as,
    placed,
    proposal_refusal,
    signed_refusal,
)
from rabrong.agreements.rules.years import closed_refusal
from rabrong.files.actions import keep
from rabrong.files.rules import kind_of, scan_fault
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import UnitKind
from rabrong.org.rules import Refusal
from rabrong.scoring.exact import plain


@dataclass(frozen=True, slots=True)
class NewOffers:
    """What a party wants of some indicators (id of the version -> proposal), made in a meeting.

    `seen` are the numbers of the newest offers when the form was opened; 0 where there was none.
    """

    meeting: Meeting
    side: Side
    proposals: Mapping[int, Proposal]
    seen: Mapping[int, int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StaleOffers:
    """Somebody else made an offer since the form was opened: id of the version -> that offer."""

    newest: Mapping[int, Offer]


@transaction.atomic
def begin_negotiation(agreement: Agreement, *, by: Actor, now: datetime) -> Agreement | Refusal:
    """From draft to negotiating: from now on offers can be made."""
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    return move_refusal(current, "begin") or moved(Doer(by, grant, now), current, "begin")


@transaction.atomic
def record_meeting(agreement: Agreement, new: NewMeeting, *, by: Actor, now: datetime) -> Meeting | Refusal:
    """Record a meeting or a letter. The letter that notifies the result moves the agreement on."""
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = _time_refusal(current, new) or meeting_refusal(new, by.today)
    if refusal is not None:
        return refusal
    doer = Doer(by, grant, now)
    meeting = stored_meeting(doer, current, new)
    if (
        isinstance(meeting, Meeting)
        and new.kind == MeetingKind.NOTIFIED
        and current.state == AgreementState.NEGOTIATING
    ):
        moved(doer, current, "notify")
    return meeting


def _time_refusal(agreement: Agreement, new: NewMeeting) -> Refusal | None:
    """Begun and not signed; what answers an appeal is recorded with its decision."""
    if agreement.state == AgreementState.APPEALED and new.kind == MeetingKind.NOTIFIED:
        return Refusal("meeting.decides_appeal")
    if agreement.state not in (*OFFERED_IN, AgreementState.SIGNED):
        return Refusal("offer.not_begun", {"state": AgreementState(agreement.state)})
    return signed_refusal(agreement)


def stored_meeting(doer: Doer, agreement: Agreement, new: NewMeeting) -> Meeting | Refusal:
    """The row of a meeting whose rules are checked, with its scan, or what is wrong with the scan."""
    scan = None
    if new.letter.scan:
        fault = scan_fault(new.letter.scan)
        if fault is not None:
            return Refusal(fault.code, fault.terms)
        scan = keep(new.letter.scan, kind_of(new.letter.scan) or "", now=doer.now)
    meeting = Meeting.objects.create(
        agreement=agreement,
        kind=new.kind,
        with_whom=new.with_whom.strip(),
        on=new.on,
        minutes=new.minutes.strip(),
        attendance=new.attendance.strip(),
        letter_number=new.letter.number.strip(),
        letter_date=new.letter.dated,
        scan=scan,
        by=doer.actor.person,
        at=doer.now,
    )
    note(doer, "negotiation.meeting", agreement, {}, _said_of(meeting))
    return meeting


def _said_of(meeting: Meeting) -> dict[str, str]:
    texts = {
        "kind": meeting.kind,
        "with": meeting.with_whom,
        "on": meeting.on.isoformat(),
        "minutes": meeting.minutes,
        "letter": meeting.letter_number,
        "letter_date": "" if meeting.letter_date is None else meeting.letter_date.isoformat(),
        "scan": meeting.scan_id or "",
    }
    return {name: text for name, text in texts.items() if text}


@transaction.atomic
def make_offers(
    agreement: Agreement, new: NewOffers, *, by: Actor, now: datetime
) -> list[Offer] | StaleOffers | Refusal:
    """Put a party's offers on the table; all of them or none. Offers already there stay as they are."""
    current = locked(agreement, by)
    refusal = closed_refusal(current.year) or offer_refusal(current, new.meeting, new.side)
    if refusal is not None:
        return refusal
    versions = _versions(current, new.proposals)
    if not new.proposals or len(versions) != len(new.proposals):
        return Refusal("offer.nothing")
    grants = _grants(current, new, versions, by)
    if isinstance(grants, Refusal):
        return grants
    numbers = {version.pk: 0 for version in versions} | newest_numbers(offers_of(current))
    stale = _stale(current, new.seen, {version.pk: numbers[version.pk] for version in versions})
    if stale is not None:
        return stale
    wanted = {
        version.pk: replace(new.proposals[version.pk], placing=placed(version, new.proposals[version.pk]))
        for version in versions
    }
    return _stored_offers(Doer(by, grants[0], now), current, replace(new, proposals=wanted), numbers)


def _versions(agreement: Agreement, pks: Iterable[int]) -> list[IndicatorVersion]:
    found = IndicatorVersion.objects.filter(year_id=agreement.year_id, pk__in=list(pks))
    return list(found.select_related("responsible", "aspect").order_by("position", "pk"))


def _grants(
    agreement: Agreement, new: NewOffers, versions: Iterable[IndicatorVersion], by: Actor
) -> list[Grant] | Refusal:
    """What each offer rests on, or the first reason why one cannot be made."""
    is_shared = agreement.unit.kind != UnitKind.DEPARTMENT
    grants: list[Grant] = []
    for version in versions:
        grant = grant_to_offer(by, version, new.side)
        refusal = proposal_refusal(version, new.proposals[version.pk], is_shared=is_shared)
        if isinstance(grant, Refusal) or refusal is not None:
            return grant if isinstance(grant, Refusal) else refusal or Refusal("offer.nothing")
        grants.append(grant)
    return grants


def _stale(agreement: Agreement, seen: Mapping[int, int], numbers: Mapping[int, int]) -> StaleOffers | None:
    """The offers that came in between, where somebody opened the form before them."""
    newer = {pk for pk, number in numbers.items() if number != seen.get(pk, 0)}
    if not newer:
        return None
    newest = {offer.indicator_id: offer for offer in offers_of(agreement) if offer.indicator_id in newer}
    return StaleOffers(newest)


def _stored_offers(doer: Doer, agreement: Agreement, new: NewOffers, numbers: Mapping[int, int]) -> list[Offer]:
    offers = [
        Offer(
            agreement=agreement,
            indicator_id=pk,
            number=numbers.get(pk, 0) + 1,
            meeting=new.meeting,
            side=new.side,
            wording=proposal.wording.strip(),
            weight=proposal.weight,
            target=proposal.target,
            criteria=proposal.criteria,
            **columns_of(proposal.placing),
            note=new.note.strip(),
            by=doer.actor.person,
            at=doer.now,
        )
        for pk, proposal in new.proposals.items()
    ]
    Offer.objects.bulk_create(offers)
    stored = list(Offer.objects.filter(pk__in=[offer.pk for offer in offers]).select_related("indicator"))
    after = {offer.indicator.code: said(offer) for offer in stored}
    note(doer, "negotiation.offer", agreement, {}, {"side": new.side, **after})
    return stored


@transaction.atomic
def agree_offers(
    agreement: Agreement, pks: Collection[int], seen: Mapping[int, int], *, by: Actor, now: datetime
) -> list[Offer] | StaleOffers | Refusal:
    """Agree on offers: of each indicator the one agreed last counts. A vetted text has to be vetted again.

    `seen` are the numbers of the newest offers that the page showed.
    """
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = agreeing_refusal(current)
    if refusal is not None:
        return refusal
    offers = list(Offer.objects.filter(agreement=current, pk__in=list(pks)).select_related("indicator"))
    if not offers or len(offers) != len(set(pks)) or len({offer.indicator_id for offer in offers}) != len(offers):
        return Refusal("offer.none_chosen")
    newest = newest_numbers(offers_of(current))
    stale = _stale(current, seen, {offer.indicator_id: newest[offer.indicator_id] for offer in offers})
    return stale or _agreed(Doer(by, grant, now), current, offers)


def _agreed(doer: Doer, agreement: Agreement, offers: list[Offer]) -> list[Offer]:
    for offer in offers:
        offer.agreed_by, offer.agreed_at = doer.actor.person, doer.now
    Offer.objects.bulk_update(offers, ["agreed_by", "agreed_at"])
    note(doer, "negotiation.agree", agreement, {}, {offer.indicator.code: said(offer) for offer in offers})
    if agreement.state == AgreementState.VETTED:
        moved(doer, agreement, "reopen")
    return offers


@transaction.atomic
def expect_result(
    agreement: Agreement, version: IndicatorVersion, value: Decimal, source: str, *, by: Actor, now: datetime
) -> Forecast | Refusal:
    """Enter what is expected of an indicator in the year, with the source of that number."""
    current = locked(agreement, by)
    refusal = closed_refusal(current.year) or signed_refusal(current)
    if refusal is not None:
        return refusal
    side = next(iter(offers_as(by, version)), Side.DEPARTMENT)
    grant = grant_to_offer(by, version, Side.BUREAU if side == Side.BUREAU else Side.DEPARTMENT)
    if isinstance(grant, Refusal):
        return grant
    if not source.strip() or len(source) > LONGEST_LINE:
        return Refusal("forecast.no_source", {"most": LONGEST_LINE})
    forecast = Forecast.objects.create(
        agreement=current, indicator=version, value=value, source=source.strip(), by=by.person, at=now
    )
    after = {"indicator": version.code, "value": plain(value), "source": forecast.source}
    note(Doer(by, grant, now), "negotiation.forecast", current, {}, after)
    return forecast
