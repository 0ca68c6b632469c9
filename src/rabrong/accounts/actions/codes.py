"""Giving out one-time codes and using them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import F

from rabrong.accounts.actions.access import end_everything_of
from rabrong.accounts.actions.recording import Hand, note
from rabrong.accounts.letters import mail_code, mail_of_change
from rabrong.accounts.models import Channel, OneTimeCode, Purpose
from rabrong.accounts.queries.codes import days_of, let_in_by_one
from rabrong.accounts.queries.holdings import lets_in_below
from rabrong.accounts.rules import Target, code_refusal, may_let_in, needs_two
from rabrong.accounts.secret_codes import digest_of, grouped, new_code
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person, PersonStatus
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of code, and how it reaches its person; `site` is the address of this site, for the letter."""

    channel: Channel
    site: str
    purpose: Purpose | None = None
    """None: an invitation for who was never in, else a reset."""


@dataclass(frozen=True, slots=True)
class Given:
    """A code that was made, and the code itself: to be shown or mailed once, and forgotten."""

    row: OneTimeCode
    code: str

    @property
    def shown(self) -> str:
        """The code in groups, as it is printed."""
        return grouped(self.code)


@transaction.atomic
def give_codes(
    targets: Sequence[Target], wanted: Wanted, *, by: Actor, now: datetime
) -> tuple[list[Given], list[Refusal]]:
    """A code each for those whom one person alone may let in; the others are refused, each with its reason."""
    below = lets_in_below(by)
    given, refused = [], []
    for target in targets:
        grant = may_give_alone(by, target, wanted, below)
        if isinstance(grant, Refusal):
            refused.append(grant)
        else:
            given.append(make_code(target.person, wanted, Hand(by.person, now, grant)))
    return given, refused


def may_give_alone(by: Actor, target: Target, wanted: Wanted, below: frozenset[int]) -> Grant | Refusal:
    """One person is enough for whoever neither signs nor decides, and an e-mail needs an address."""
    if wanted.channel == Channel.EMAIL and not target.person.email:
        return Refusal("code.no_email", {"person": target.person.code})
    grant = may_let_in(by, target, below=below)
    if isinstance(grant, Grant) and needs_two(target.holdings):
        return Refusal("code.needs_two", {"person": target.person.code})
    return grant


@transaction.atomic
def make_code(person: Person, wanted: Wanted, hand: Hand, *, asked_by: Person | None = None) -> Given:
    """Store a new code, void the open one of the channel, mail it where it is to be mailed. Asks no rule.

    With `asked_by` it is the confirming of what that person asked for.
    """
    code = new_code()
    mine = OneTimeCode.objects.select_for_update().filter(person=person, channel=wanted.channel)
    mine.filter(used_at=None, voided_at=None).update(voided_at=hand.now)
    row = OneTimeCode.objects.create(
        person=person,
        purpose=wanted.purpose or purpose_for(person),
        channel=wanted.channel,
        digest=digest_of(code, person_id=person.pk),
        made_at=hand.now,
        expires=hand.now + timedelta(days=days_of(wanted.channel)),
        issued_by=asked_by or (hand.person if hand.person != person else None),
        confirmed_by=hand.person if asked_by else None,
    )
    if wanted.channel == Channel.EMAIL:
        mail_code(row, code, site=wanted.site, now=hand.now)
    note("code_given", person, hand, after=_told(row))
    return Given(row, code)


def purpose_for(person: Person) -> Purpose:
    """Who was never in is invited, everybody else gets a new password."""
    return Purpose.INVITE if person.status == PersonStatus.INVITED else Purpose.RESET


def _told(row: OneTimeCode) -> dict[str, str]:
    told = {"purpose": row.purpose, "channel": row.channel, "expires": row.expires.isoformat()}
    if row.confirmed_by is not None and row.issued_by is not None:
        told["asked_by"] = row.issued_by.code
    return told


@transaction.atomic
def use_code(code: OneTimeCode, *, password: str, now: datetime) -> Person | Refusal:
    """Set the password, open an invited account, end every session of before. Once, whoever is quicker.

    Where two people let in after one did, no passkey or agency sign-on set up in between stays as a side door.
    """
    row = OneTimeCode.objects.select_for_update().select_related("person__unit").get(pk=code.pk)
    refusal = code_refusal(row, now)
    if refusal is not None:
        return refusal
    person, was, one_let_in = row.person, row.person.status, let_in_by_one(row.person)
    OneTimeCode.objects.filter(person=person, used_at=None, voided_at=None).exclude(pk=row.pk).update(voided_at=now)
    row.used_at = now
    row.save(update_fields=["used_at"])
    if row.purpose == Purpose.RECOVER or (row.confirmed_by_id is not None and one_let_in):
        Authenticator.objects.filter(user=person).delete()
    if row.confirmed_by_id is not None and one_let_in:
        SocialAccount.objects.filter(user=person).delete()
    person.set_password(password)
    person.status, person.is_active = PersonStatus.ACTIVE, True
    person.access_number = F("access_number") + 1
    person.save(update_fields=["password", "status", "is_active", "access_number"])
    end_everything_of(person)
    before = {} if was == PersonStatus.ACTIVE else {"status": was}
    after = {} if was == PersonStatus.ACTIVE else {"status": person.status}
    if row.purpose != Purpose.INVITE:
        mail_of_change(person, now=now)
    note("code_used", person, Hand(person, now), before=before, after={"purpose": row.purpose, **after})
    person.refresh_from_db(fields=["access_number"])
    return person
