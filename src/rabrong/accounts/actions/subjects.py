"""Agency sign-on: connecting a provider's subject to a person, and taking it away. Matched by the subject only."""

from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from rabrong.accounts.actions.recording import Hand, note
from rabrong.org.models import Person
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a provider says it is: its own id of the person, and the keyed hash of the citizen number where it tells
    one ("" where not)."""

    provider: str
    uid: str
    citizen: str = ""


@transaction.atomic
def connect_subject(person: Person, subject: Subject, *, now: datetime) -> SocialAccount | Refusal:
    """From now on this subject signs in as the person. Nothing else of what the provider tells is kept."""
    person = Person.objects.select_for_update().select_related("unit").get(pk=person.pk)
    refusal = _connect_refusal(person, subject)
    if refusal is not None:
        return refusal
    if subject.citizen and not person.citizen_hash:
        person.citizen_hash = subject.citizen
        person.save(update_fields=["citizen_hash"])
    account, is_new = SocialAccount.objects.get_or_create(provider=subject.provider, uid=subject.uid, user=person)
    if is_new:
        note("sso_connected", person, Hand(person, now), after={"provider": subject.provider})
    return account


def _connect_refusal(person: Person, subject: Subject) -> Refusal | None:
    other = SocialAccount.objects.filter(provider=subject.provider).exclude(user=person).filter(uid=subject.uid)
    if other.exists():
        return Refusal("sso.connected_to_other")
    if SocialAccount.objects.filter(provider=subject.provider, user=person).exclude(uid=subject.uid).exists():
        return Refusal("sso.other_subject")
    return citizen_refusal(person, subject)


def citizen_refusal(person: Person, subject: Subject) -> Refusal | None:
    """A known citizen number has to be the same, and of nobody else."""
    if not subject.citizen:
        return None
    if person.citizen_hash and person.citizen_hash != subject.citizen:
        return Refusal("sso.other_citizen")
    if Person.objects.filter(citizen_hash=subject.citizen).exclude(pk=person.pk).exists():
        return Refusal("sso.other_citizen")
    return None


@transaction.atomic
def disconnect_subject(account: SocialAccount, person: Person, *, now: datetime) -> None:
    """The subject does not sign in any more; the password does."""
    provider = account.provider
    account.delete()
    note("sso_disconnected", person, Hand(person, now), before={"provider": provider})
