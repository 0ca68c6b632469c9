"""From agreed offers to the text that is signed: written by the machine, proven, then fixed as a revision."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rabrong.agreements.actions.negotiation_recorded import Doer, locked, moved, note, said
from rabrong.agreements.content import digest_of
from rabrong.agreements.models import Agreement, AgreementState, Aspect, IndicatorVersion, Item, Offer, Revision
from rabrong.agreements.queries.negotiation import agreed_offers
from rabrong.agreements.queries.vetting import newest_revision, text_to_sign
from rabrong.agreements.rules.negotiation import agreeing_refusal, grant_to_run, move_refusal
from rabrong.agreements.rules.vetting import vetting_of
from rabrong.org.actor import Actor
from rabrong.org.models import UnitKind
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import ROUNDS
from rabrong.scoring.exact import plain


def _ready(agreement: Agreement, by: Actor, now: datetime) -> tuple[Doer, Agreement] | Refusal:
    """The agreement, still open to change, with who changes it."""
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    return agreeing_refusal(current) or (Doer(by, grant, now), current)


@transaction.atomic
def apply_agreed_offers(agreement: Agreement, *, by: Actor, now: datetime) -> list[Offer] | Refusal:
    """Write wording, weights of all rounds, target, criteria, measure and rounds of every agreed offer into the
    agreement.

    What the department agrees is the year's wording, criteria, measure and rounds; another unit's criteria are its own.
    Answers with the offers that changed something.
    """
    ready = _ready(agreement, by, now)
    if isinstance(ready, Refusal):
        return ready
    doer, current = ready
    agreed = agreed_offers(current)
    if not agreed:
        return Refusal("vetting.nothing_agreed")
    items = {item.indicator_id: item for item in Item.objects.filter(agreement=current).select_related("indicator")}
    changed = [offer for pk, offer in agreed.items() if _applied(current, offer, items.get(pk))]
    if changed:
        note(doer, "vetting.apply", current, {}, {offer.indicator.code: said(offer) for offer in changed})
        _fall_back(doer, current)
    return changed


def _applied(agreement: Agreement, offer: Offer, item: Item | None) -> bool:
    """True when the offer changed the item or what the year says of the indicator."""
    version = offer.indicator if item is None else item.indicator
    item = item or Item(agreement=agreement, indicator=version)
    before = _written(item, version)
    item.weights = {str(round_): plain(offer.weight) for round_ in ROUNDS}
    item.target = offer.target
    if agreement.unit.kind == UnitKind.DEPARTMENT:
        version.name, version.criteria, item.criteria = offer.wording, offer.criteria, None
        if offer.starts is not None:
            version.measure, version.starts, version.cancelled = offer.measure, offer.starts, offer.cancelled
        version.save(update_fields=["name", "criteria", "measure", "starts", "cancelled"])
    else:
        item.criteria = None if offer.criteria == version.criteria else offer.criteria
    is_new = item.pk is None
    item.save()
    return is_new or before != _written(item, version)


def _written(item: Item, version: IndicatorVersion) -> tuple[object, ...]:
    said = (version.name, version.criteria, version.measure, version.starts, version.cancelled)
    return item.weights, item.target, item.criteria, *said


@transaction.atomic
def fit_framework(agreement: Agreement, *, by: Actor, now: datetime) -> Mapping[str, str] | Refusal:
    """Let the declared weights of the department's framework follow what its indicators add up to.

    Answers with the aspects that changed and their new weights.
    """
    ready = _ready(agreement, by, now)
    if isinstance(ready, Refusal):
        return ready
    doer, current = ready
    if current.unit.kind != UnitKind.DEPARTMENT:
        return Refusal("vetting.not_the_department")
    proof = vetting_of(text_to_sign(current), {})
    if not proof.is_full:
        return Refusal("vetting.not_full")
    sums = proof.off_framework
    rows = {row.code: row for row in Aspect.objects.filter(year_id=current.year_id)}
    for each in sums:
        rows[each.aspect].weights[str(each.round)] = plain(each.sum)
    Aspect.objects.bulk_update(rows.values(), ["weights"])
    before = {f"{each.aspect} {each.round}": plain(each.declared) for each in sums}
    after = {f"{each.aspect} {each.round}": plain(each.sum) for each in sums}
    if after:
        note(doer, "vetting.fit", current, before, after)
        _fall_back(doer, current)
    return after


def _fall_back(doer: Doer, agreement: Agreement) -> None:
    """What was vetted and is changed has to be vetted again."""
    if agreement.state == AgreementState.VETTED:
        moved(doer, agreement, "reopen")


@transaction.atomic
def vet_agreement(agreement: Agreement, seen: str, *, by: Actor, now: datetime) -> Revision | Refusal:
    """Fix the text that is to be signed as a revision. `seen` is the digest of the text the page showed."""
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = move_refusal(current, "vet")
    if refusal is not None:
        return refusal
    text = text_to_sign(current)
    if digest_of(text) != seen:
        return Refusal("vetting.stale")
    vetting = vetting_of(text, agreed_offers(current))
    if not vetting.is_proven:
        return Refusal("vetting.differs", {"count": vetting.differences})
    doer = Doer(by, grant, now)
    revision = _revision(doer, current, text)
    moved(doer, current, "vet")
    return revision


def _revision(doer: Doer, agreement: Agreement, text: str) -> Revision:
    """A new one, or the last where it says the same: nobody has signed it yet."""
    last = newest_revision(agreement)
    if last is not None and last.digest == digest_of(text):
        return last
    number = 1 if last is None else last.number + 1
    revision = Revision.objects.create(
        agreement=agreement,
        number=number,
        content=text,
        digest=digest_of(text),
        by=doer.actor.person,
        at=doer.now,
    )
    note(doer, "vetting.revision", agreement, {}, {"revision": str(number), "sha256": revision.digest})
    return revision


@transaction.atomic
def reopen_agreement(agreement: Agreement, *, by: Actor, now: datetime) -> Agreement | Refusal:
    """Take a vetted text back before anybody signs it."""
    current = locked(agreement, by)
    grant = grant_to_run(by, current)
    if isinstance(grant, Refusal):
        return grant
    return move_refusal(current, "reopen") or moved(Doer(by, grant, now), current, "reopen")
