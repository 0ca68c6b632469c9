"""Letting in a signer or an executive: one person asks, another confirms, and only then a code is made."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from rabrong.accounts.actions.codes import Given, Wanted, make_code, purpose_for
from rabrong.accounts.actions.recording import Hand, note
from rabrong.accounts.letters import tell_of_request
from rabrong.accounts.models import Channel, CodeRequest, Purpose
from rabrong.accounts.queries.codes import target_of
from rabrong.accounts.queries.holdings import lets_in_below
from rabrong.accounts.rules import OPEN, Target, may_confirm, may_let_in, needs_two
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to be made: what for, how the code is to go, and why."""

    purpose: Purpose | None
    channel: Channel
    reason: str = ""


@transaction.atomic
def ask_for_code(target: Target, asked: Asked, *, by: Actor, now: datetime) -> CodeRequest | Refusal:
    """The first of two people. Whoever takes on what the person asked for themselves becomes the first."""
    grant = may_let_in(by, target, below=lets_in_below(by))
    if isinstance(grant, Refusal):
        return grant
    if asked.channel == Channel.EMAIL and not target.person.email:
        return Refusal("code.no_email", {"person": target.person.code})
    open_request = _locked().filter(person=target.person, closed_at=None).first()
    if open_request is not None and open_request.asked_by_id is not None:
        return Refusal("request.open", {"person": target.person.code})
    request = open_request or CodeRequest(person=target.person)
    request.purpose = asked.purpose or purpose_for(target.person)
    request.channel, request.reason = asked.channel, asked.reason
    request.asked_at, request.asked_by = now, by.person
    request.save()
    note("request_made", target.person, Hand(by.person, now, grant), after=_told(request))
    tell_of_request(request, now=now)
    return request


@transaction.atomic
def confirm_request(request: CodeRequest, *, site: str, by: Actor, now: datetime) -> Given | Refusal:
    """The second of two people; what one person only asked for is taken on first. Makes the code."""
    row = _locked().select_related("person__unit", "asked_by").get(pk=request.pk)
    grant = _may_confirm(row, by)
    if isinstance(grant, Refusal):
        return grant
    wanted = Wanted(Channel(row.channel), site, Purpose(row.purpose))
    given = make_code(row.person, wanted, Hand(by.person, now, grant), asked_by=row.asked_by)
    row.closed_at, row.closed_by, row.code = now, by.person, given.row
    row.save(update_fields=["closed_at", "closed_by", "code"])
    return given


def _may_confirm(row: CodeRequest, by: Actor) -> Grant | Refusal:
    refusal = may_confirm(by, row)
    if refusal is not None:
        return refusal
    if row.asked_by is None:
        return Refusal("request.take_on_first")
    return may_let_in(by, target_of(row.person, by.today), below=lets_in_below(by))


@transaction.atomic
def decline_request(request: CodeRequest, *, by: Actor, now: datetime) -> CodeRequest | Refusal:
    """No code is made. Whoever asked may take it back too."""
    row = _locked().select_related("person__unit").get(pk=request.pk)
    if row.closed_at is not None:
        return Refusal("request.closed")
    grant = may_let_in(by, target_of(row.person, by.today), below=lets_in_below(by))
    if isinstance(grant, Refusal):
        return grant
    row.closed_at, row.closed_by = now, by.person
    row.save(update_fields=["closed_at", "closed_by"])
    note("request_declined", row.person, Hand(by.person, now, grant), before=_told(row))
    return row


@transaction.atomic
def ask_from_outside(person: Person, *, site: str, now: datetime) -> None:
    """Somebody at the door says that this person forgot the password; the visitor is told the same whatever happens.

    The mail goes to the person's own address only. For whom two people are needed a request waits for them instead.
    """
    if person.status not in OPEN:
        return
    if needs_two(target_of(person, localdate(now)).holdings):
        leave_request(person, now=now)
    elif person.email:
        make_code(person, Wanted(Channel.EMAIL, site), Hand(person, now))


@transaction.atomic
def leave_request(person: Person, *, now: datetime) -> None:
    """The person waits for two people, who find it among the requests. Nothing more where one waits already."""
    channel = Channel.EMAIL if person.email else Channel.PRINT
    fresh = {"purpose": purpose_for(person), "channel": channel, "asked_at": now}
    request, is_new = CodeRequest.objects.get_or_create(person=person, closed_at=None, defaults=fresh)
    if is_new:
        note("request_made", person, Hand(person, now), after=_told(request))
        tell_of_request(request, now=now)


def _locked() -> QuerySet[CodeRequest]:
    return CodeRequest.objects.select_for_update(of=("self",))


def _told(request: CodeRequest) -> dict[str, str]:
    told = {"purpose": request.purpose, "channel": request.channel}
    return told | ({"reason": request.reason} if request.reason else {})
