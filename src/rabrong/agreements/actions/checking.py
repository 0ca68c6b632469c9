"""Answering for a doubt of the lint, and taking that back."""

from datetime import datetime

from django.db import transaction

from rabrong.agreements.models import AcceptedFinding, Agreement, AgreementState
from rabrong.agreements.queries.checking import doubts_of
from rabrong.agreements.queries.exchange import OwnersOf, without_owners
from rabrong.agreements.rules.checking import accepting_refusal
from rabrong.agreements.rules.years import closed_refusal
from rabrong.audit.actions import Deed, record
from rabrong.org.actions.recording import Admin, admin_of
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal


@transaction.atomic
def accept_finding(
    agreement: Agreement,
    fingerprint: str,
    reason: str,
    *,
    by: Actor,
    now: datetime,
    owners_of: OwnersOf = without_owners,
) -> AcceptedFinding | Refusal:
    """Take a warning on, with a reason; it holds until its figures change or it is taken back."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    doubts = doubts_of(agreement, owners_of)
    doubt = next((each for each in doubts if each.fingerprint == fingerprint), None)
    refusal = accepting_refusal(agreement, doubt, reason)
    if refusal is not None or doubt is None:
        return refusal or Refusal("finding.gone")
    accepted = AcceptedFinding.objects.create(
        agreement=agreement,
        code=doubt.code,
        place=doubt.place[:200],
        fingerprint=fingerprint,
        reason=reason.strip(),
        by=by.person,
        at=now,
    )
    _note(admin, "finding.accept", accepted, {"reason": accepted.reason, "place": accepted.place})
    return accepted


@transaction.atomic
def withdraw_acceptance(accepted: AcceptedFinding, *, by: Actor, now: datetime) -> AcceptedFinding | Refusal:
    """Take an acceptance back: the warning stands again."""
    admin = admin_of(by, now)
    if isinstance(admin, Refusal):
        return admin
    accepted = AcceptedFinding.objects.select_related("agreement__unit", "agreement__year").get(pk=accepted.pk)
    refusal = closed_refusal(accepted.agreement.year) or _withdrawal_refusal(accepted)
    if refusal is not None:
        return refusal
    accepted.withdrawn_by, accepted.withdrawn_at = by.person, now
    accepted.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _note(admin, "finding.withdraw", accepted, {"place": accepted.place})
    return accepted


def _withdrawal_refusal(accepted: AcceptedFinding) -> Refusal | None:
    agreement = accepted.agreement
    if agreement.state == AgreementState.SIGNED:
        return Refusal("agreement.signed", {"unit": str(agreement.unit), "year": agreement.year_id})
    return Refusal("finding.gone") if accepted.withdrawn_at is not None else None


def _note(admin: Admin, verb: str, accepted: AcceptedFinding, after: dict[str, str]) -> None:
    agreement = accepted.agreement
    deed = Deed(
        verb=verb,
        subject=f"agreement {agreement.year_id}/{agreement.unit.code}",
        actor=admin.actor.code,
        acting_for=admin.grant.acting_for,
        unit=agreement.unit.code,
        after={"code": accepted.code, **after},
    )
    record(admin.actor.person.unit.chain, deed, now=admin.now)
