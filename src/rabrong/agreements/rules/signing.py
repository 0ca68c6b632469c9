"""Who may sign a revision, when its turn is, and in which ways. Nothing signed is ever edited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.agreements.models import AgreementState, Party, Revision, SigningWay, Year, YearState
from rabrong.agreements.queries.agreements import (
    SignedTexts,
    Signer,
    is_signed,
    signatures_by_party,
    signers_of,
    stands_as_signed,
    superior_unit,
    superiors_of,
)
from rabrong.agreements.rules.agreements import grant_to_prepare
from rabrong.agreements.rules.checking import checking_refusal
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal

ORDER = (Party.MAKER, Party.SUPERIOR)
ELECTRONIC = (SigningWay.PKCS12, SigningWay.OWN, SigningWay.OUTSIDE)
WITH_KEY = (SigningWay.PKCS12, SigningWay.OWN)
FIRST_SIGNED_IN = (AgreementState.VETTED, AgreementState.SIGNED)
"""A vetted agreement is signed; of one that was signed on paper before it was here, the text is taken in later."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who signs or records, and on what grounds: `signer` is one of us, None for somebody outside."""

    signer: Signer | None
    acting_for: str = ""


def turn_of(revision: Revision) -> Party | None:
    """Whose turn it is; None when both have signed."""
    signed = signatures_by_party(revision)
    return next((party for party in ORDER if party not in signed), None)


def is_outside(revision: Revision, party: Party) -> bool:
    """Whether a party signs outside: a superior who is none of us."""
    return party == Party.SUPERIOR and superior_unit(revision.agreement) is None


def hand_of(actor: Actor, revision: Revision, party: Party, way: SigningWay) -> Hand | Refusal:
    """On what grounds somebody signs in a way, or records how another has signed. Three queries at most.

    Electronically one of us signs with the own hand; a scan, and what somebody outside has signed, the PSDG may record.
    """
    own = own_hand(actor, revision, party)
    if own is not None:
        return own
    records = grant_to_prepare(actor, revision.agreement)
    if isinstance(records, Refusal) or (way != SigningWay.WET and not _is_elsewhere(revision, party, way, actor.today)):
        return Refusal("signing.not_yours", {"party": party})
    return Hand(named_signer(revision, party, actor.today), records.acting_for)


def _is_elsewhere(revision: Revision, party: Party, way: SigningWay, today: date) -> bool:
    """Signed by somebody who is none of us, so that only the signed file comes to us."""
    if way != SigningWay.OUTSIDE or party != Party.SUPERIOR:
        return False
    return is_outside(revision, party) or not superiors_of(revision.agreement, today)


def own_hand(actor: Actor, revision: Revision, party: Party) -> Hand | None:
    """The grounds on which somebody signs for a party personally: as its head, or acting for the head."""
    mine = [each for each in signers_of(revision.agreement, party, actor.today) if each.person.pk == actor.person.pk]
    named = revision.parties.get(party, {}).get("code", "")
    chosen = next((each for each in mine if each.code == named), None) or next(iter(mine), None)
    if chosen is None:
        return None
    acting = chosen.acting
    return Hand(chosen, "" if acting is None else acting.principal.code if acting.principal else acting.seat)


def named_signer(revision: Revision, party: Party, today: date) -> Signer | None:
    """The one of us whom the paper names; None for somebody outside."""
    code = revision.parties.get(party, {}).get("code", "")
    found = [each for each in signers_of(revision.agreement, party, today) if each.code == code]
    return found[0] if code and found else None


def text_refusal(texts: SignedTexts) -> Refusal | None:
    """What keeps the newest text from being signed at all, whoever signs. Some ten queries."""
    revision = texts.newest
    if revision is None:
        return Refusal("signing.no_text")
    agreement = revision.agreement
    refusal = closed_refusal(agreement.year) or _draft_refusal(agreement.year)
    if refusal is not None:
        return refusal
    if is_signed(revision):
        return Refusal("signing.signed_by_both")
    if agreement.state not in FIRST_SIGNED_IN:
        return Refusal("signing.not_vetted", {"state": AgreementState(agreement.state)})
    before = texts.signed or revision
    if not stands_as_signed(before):
        return Refusal("signing.changed", {"number": before.number})
    return checking_refusal(agreement) if agreement.state == AgreementState.VETTED else None


def _draft_refusal(year: Year) -> Refusal | None:
    """Framework and rules of a draft can still be changed: what stands on them is signed when the year is open."""
    return Refusal("signing.year_draft", {"year": year.year}) if year.state == YearState.DRAFT else None


def turn_refusal(revision: Revision, party: Party, way: SigningWay) -> Refusal | None:
    """Maker before superior, each once, on the paper that was given out; no electronic signature below one in ink."""
    signed = signatures_by_party(revision)
    if party in signed:
        return Refusal("signing.signed", {"party": party, "name": signed[party].name})
    if party != turn_of(revision):
        return Refusal("signing.order", {"party": party, "before": ORDER[0]})
    if revision.paper is None:
        return Refusal("signing.no_paper")
    if way in ELECTRONIC and any(each.way == SigningWay.WET for each in signed.values()):
        return Refusal("signing.ink_before")
    return None


def name_refusal(revision: Revision, party: Party, hand: Hand) -> Refusal | None:
    """Whoever signs is the one whom the paper names; a paper in another name is made anew first."""
    named = revision.parties.get(party, {})
    code = "" if hand.signer is None else hand.signer.code
    if named.get("code", "") == code:
        return None
    return Refusal("signing.other_name", {"name": named.get("name", "-")})


def paper_refusal(texts: SignedTexts) -> Refusal | None:
    """A paper may be made anew until somebody has signed it. Some ten queries."""
    refusal = text_refusal(texts)
    if refusal is not None:
        return refusal
    revision = texts.newest
    signed = {} if revision is None else signatures_by_party(revision)
    return Refusal("signing.begun", {"name": next(iter(signed.values())).name}) if signed else None


def late_text_refusal(texts: SignedTexts, state: str) -> Refusal | None:
    """The text of an agreement that was signed before it was here is taken in once."""
    if texts.newest is not None:
        return Refusal("signing.text_there")
    return None if state == AgreementState.SIGNED else Refusal("signing.not_signed_before")


def day_refusal(signed_on: date, year: int, today: date, earlier: Mapping[str, date]) -> Refusal | None:
    """A day in ink lies in the past, and not before that of who signed first."""
    if signed_on > today:
        return Refusal("signing.day_to_come", {"on": signed_on})
    before = max(earlier.values(), default=None)
    if before is not None and signed_on < before:
        return Refusal("signing.day_before", {"on": signed_on, "before": before})
    return None
