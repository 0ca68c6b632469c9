"""Signing a text: by key, elsewhere, in ink; the maker first, then the superior, and nothing after both."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from rabrong.agreements.actions.agreements import Doer, StaleText, locked, note
from rabrong.agreements.actions.applying import apply_amendment
from rabrong.agreements.actions.signing_means import Intended, Key, Means, Sheet, Upload
from rabrong.agreements.models import Agreement, AgreementState, Party, Revision, Signature, SigningWay
from rabrong.agreements.on_paper import long_day
from rabrong.agreements.queries.agreements import (
    SignedTexts,
    is_signed,
    newest_signed_file,
    texts_of,
)
from rabrong.agreements.rules.signing import (
    Hand,
    day_refusal,
    hand_of,
    name_refusal,
    text_refusal,
    turn_refusal,
)
from rabrong.files.actions import keep
from rabrong.files.models import StoredFile
from rabrong.files.queries import content_of
from rabrong.files.rules import PDF, kind_of, scan_fault
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.paper.signing.accepting import accepted
from rabrong.paper.signing.checking import check_signatures
from rabrong.paper.signing.keys import opened_pkcs12
from rabrong.paper.signing.refusing import Refused
from rabrong.paper.signing.reports import SignatureReport
from rabrong.paper.signing.signing import Intent, signed


@dataclass(frozen=True, slots=True)
class _Turn:
    """A party about to sign: everything that was asked and found in order."""

    doer: Doer
    hand: Hand
    revision: Revision
    party: Party
    way: SigningWay

    @property
    def given(self) -> bytes:
        """The file to sign: with the signature of who signed before, else the paper as it was given out."""
        before = newest_signed_file(self.revision)
        stored = self.revision.paper if before is None else before.file
        assert stored is not None  # turn_refusal has seen to it
        return content_of(stored)


@transaction.atomic
def sign_by_key(
    intended: Intended, key: Key, means: Means, *, by: Actor, now: datetime
) -> Signature | Refusal | StaleText:
    """Sign with a key in memory, once."""
    turn = _turn(intended, key.way, by, now)
    if not isinstance(turn, _Turn):
        return turn
    opened = opened_pkcs12(key.data, key.passphrase, now=now)
    if isinstance(opened, Refused):
        return Refusal(opened.code, opened.terms)
    made = signed(turn.given, _intent(turn), key=opened, now=now, ask_time=means.ask_time)
    if isinstance(made, Refused):
        return Refusal(made.code, made.terms)
    reports = check_signatures(made, trust=means.trust, now=now)
    if isinstance(reports, Refused) or reports[-1].now == "revoked":
        code = reports.code if isinstance(reports, Refused) else "certificate.revoked"
        terms = reports.terms if isinstance(reports, Refused) else _revoked_terms(reports[-1])
        return Refusal(code, terms)
    return _kept(turn, keep(made, PDF, now=now), means, report=reports[-1])


@transaction.atomic
def take_signed_upload(
    intended: Intended, upload: Upload, means: Means, *, by: Actor, now: datetime
) -> Signature | Refusal | StaleText:
    """Take what was signed elsewhere, if it is our paper byte for byte and one good signature more."""
    turn = _turn(intended, SigningWay.OUTSIDE, by, now)
    if not isinstance(turn, _Turn):
        return turn
    taken = accepted(upload.content, given=turn.given, field=intended.party, trust=means.trust, now=now)
    if isinstance(taken, Refused):
        return Refusal(taken.code, taken.terms)
    return _kept(turn, keep(taken.pdf, PDF, now=now), means, report=taken.signature)


@transaction.atomic
def take_scan(
    intended: Intended, sheet: Sheet, means: Means, *, by: Actor, now: datetime
) -> Signature | Refusal | StaleText:
    """Keep the scan of a signature in ink."""
    turn = _turn(intended, SigningWay.WET, by, now)
    if not isinstance(turn, _Turn):
        return turn
    fault = scan_fault(sheet.content)
    if fault is not None:
        return Refusal(fault.code, fault.terms)
    earlier = {each.party: each.signed_on for each in turn.revision.signatures.all()}
    refusal = day_refusal(sheet.signed_on, turn.revision.agreement.year_id, by.today, earlier)
    if refusal is not None:
        return refusal
    return _kept(turn, keep(sheet.content, kind_of(sheet.content) or "", now=now), means, signed_on=sheet.signed_on)


def _turn(intended: Intended, way: SigningWay, by: Actor, now: datetime) -> _Turn | Refusal | StaleText:
    _, texts = locked(intended.agreement, by)
    party = intended.party
    revision = texts.newest
    if revision is None:
        return Refusal("signing.no_text")
    hand = hand_of(by, revision, party, way)
    if isinstance(hand, Refusal):
        return hand
    refusal = text_refusal(texts)
    if refusal is not None:
        return refusal
    if revision.digest != intended.seen:
        return StaleText(revision)
    refusal = turn_refusal(revision, party, way) or name_refusal(revision, party, hand)
    return refusal or _Turn(Doer(by, hand.acting_for, now), hand, revision, party, way)


def _intent(turn: _Turn) -> Intent:
    says = turn.revision.parties[turn.party]
    lines = ("ลงลายมือชื่ออิเล็กทรอนิกส์", says["name"], long_day(localdate(turn.doer.now)))
    agreement = turn.revision.agreement
    return Intent(turn.party, lines, reason=f"คำรับรองการปฏิบัติราชการ {agreement.year_id} {agreement.unit.code}")


def _revoked_terms(report: SignatureReport) -> dict[str, object]:
    return {"name": report.signer.name, "on": report.revoked_at}


def _kept(
    turn: _Turn,
    file: StoredFile,
    means: Means,
    *,
    report: SignatureReport | None = None,
    signed_on: date | None = None,
) -> Signature:
    says, signer = turn.revision.parties[turn.party], turn.hand.signer
    signature = Signature.objects.create(
        revision=turn.revision,
        party=turn.party,
        way=turn.way,
        name=says["name"],
        position=says["position"],
        person=None if signer is None else signer.person,
        acting=None if signer is None else signer.acting,
        signed_on=signed_on or localdate(_time_of(report, turn.doer.now)),
        file=file,
        certificate={} if report is None else _facts(report),
        by=turn.doer.actor.person,
        at=turn.doer.now,
    )
    said = {"party": turn.party, "way": turn.way, "name": signature.name, "file": file.sha256}
    note(turn.doer, "agreement.sign", turn.revision.agreement, {}, {**said, "sha256": turn.revision.digest})
    _finish(turn, means)
    return signature


def _time_of(report: SignatureReport | None, now: datetime) -> datetime:
    return (report.signed_at if report is not None else None) or now


def _facts(report: SignatureReport) -> dict[str, str]:
    signer = report.signer
    return {
        "name": signer.name,
        "organisation": signer.organisation,
        "issuer": signer.issuer,
        "serial": signer.serial,
        "valid_from": signer.valid_from.isoformat(),
        "valid_until": signer.valid_until.isoformat(),
        "sha256": signer.sha256,
        "vouched_by": report.vouched_by or "",
        "stamp": report.stamp,
    }


def _finish(turn: _Turn, means: Means) -> None:
    """When both have signed, a first text makes the agreement a signed one, an amendment's comes into force."""
    agreement = turn.revision.agreement
    texts = _texts_now(agreement)
    revision = texts.newest
    if revision is None or not is_signed(revision):
        return
    if agreement.state != AgreementState.SIGNED:
        before = agreement.state
        agreement.state = AgreementState.SIGNED
        agreement.save(update_fields=["state"])
        note(turn.doer, "agreement.signed", agreement, {"state": before}, {"state": agreement.state})
    if hasattr(revision, "amendment"):
        apply_amendment(revision.amendment, turn.doer, means.rescore)
        means.follow(revision.amendment, turn.doer.actor, turn.doer.now)


def _texts_now(agreement: Agreement) -> SignedTexts:
    texts = texts_of(agreement)
    for revision in texts.revisions:
        revision.agreement = agreement
    return texts
