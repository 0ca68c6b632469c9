"""What every action of the negotiation shares: the agreement locked, its moves, the record of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rabrong.agreements.content import canonical
from rabrong.agreements.models import Agreement, Offer
from rabrong.agreements.rules.negotiation import MOVES, MoveName
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.org.actor import Actor, Grant
from rabrong.scoring.exact import plain


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, on what grounds, when."""

    actor: Actor
    grant: Grant
    now: datetime


def locked(agreement: Agreement, by: Actor) -> Agreement:
    """The agreement as it is now, held to the end of the transaction, behind everybody else who writes."""
    queue_behind(by.person.unit.chain)
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("year", "unit", "person")
    return rows.get(pk=agreement.pk)


def moved(doer: Doer, agreement: Agreement, name: MoveName) -> Agreement:
    """The agreement in the state a move leads to; whether it may be made was asked before."""
    before = agreement.state
    agreement.state = MOVES[name].target
    agreement.save(update_fields=["state"])
    note(doer, f"negotiation.{name}", agreement, {"state": before}, {"state": agreement.state})
    return agreement


def note(doer: Doer, verb: str, agreement: Agreement, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Record a deed on an agreement."""
    deed = Deed(
        verb=verb,
        subject=f"agreement {agreement.year_id}/{agreement.unit.code}",
        actor=doer.actor.code,
        acting_for=doer.grant.acting_for,
        unit=agreement.unit.code,
        before=before,
        after=after,
    )
    record(doer.actor.person.unit.chain, deed, now=doer.now)


def said(offer: Offer) -> str:
    """An offer in one line of the record."""
    target = "" if offer.target is None else f" target {plain(offer.target)}"
    rounds = "" if offer.starts is None else f" from {offer.starts}"
    rounds += "" if offer.cancelled is None else f" cancelled {offer.cancelled}"
    measure = f" [{offer.measure}]" if offer.measure else ""
    about = f"{canonical(offer.criteria)} {offer.wording}{measure}{rounds}"
    return f"#{offer.number} {offer.side} {plain(offer.weight)}%{target} {about}"
