"""Codes and requests that are open, and the people a page of codes lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from rabrong.accounts.models import Channel, CodeLife, CodeRequest, OneTimeCode
from rabrong.accounts.queries.holdings import holdings_of, lets_in_below
from rabrong.accounts.rules import OPEN, Target, needs_two
from rabrong.accounts.secret_codes import as_typed, matches
from rabrong.org.actor import Actor
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.queries.tree import span_of_day, units_below
from rabrong.org.rules import may_administer

DAYS = {Channel.EMAIL: 7, Channel.PRINT: 30}
"""How long a code is good where nobody has set it."""


def days_of(channel: str) -> int:
    """How many days a code of a channel is good. One query."""
    days = CodeLife.objects.filter(channel=channel).values_list("days", flat=True).first()
    return DAYS[Channel(channel)] if days is None else days


def person_named(name: str) -> Person | None:
    """The person of a sign-in name, however its letters are cased; None where that is not one person. One query."""
    found = list(Person.objects.select_related("unit").filter(code__iexact=name.strip())[:2]) if name.strip() else []
    return found[0] if len(found) == 1 else None


def code_matching(name: str, typed: str) -> OneTimeCode | None:
    """The code that a person of that sign-in name was given, used and voided ones left out. Two queries at most."""
    person = person_named(name)
    if person is None:
        return None
    retired = tuple(settings.SECRET_KEY_FALLBACKS)
    code = as_typed(typed)
    open_codes = OneTimeCode.objects.filter(person=person, used_at=None, voided_at=None)
    for each in open_codes:
        if matches(code, each.digest, person_id=person.pk, retired=retired):
            each.person = person
            return each
    return None


def target_of(person: Person, today: date) -> Target:
    """A person with what would be let in with them. Two queries."""
    return Target(person, holdings_of([person], today).get(person.pk, ()))


def targets_of(people: Sequence[Person], today: date) -> list[Target]:
    """The same for many. Two queries."""
    holdings = holdings_of(people, today)
    return [Target(person, holdings.get(person.pk, ())) for person in people]


def let_in_by_one(person: Person) -> bool:
    """Whether what somebody comes in with goes back to one person: a code that one gave, or that was mailed to an
    address that one may have changed. A printed code of the command line is its server's. One query."""
    used = OneTimeCode.objects.filter(person=person).exclude(used_at=None).order_by("-used_at", "-pk").first()
    if used is None or used.confirmed_by_id is not None:
        return False
    return used.issued_by_id is not None or used.channel == Channel.EMAIL


def waits_for_second(person: Person, today: date) -> bool:
    """Whether somebody has, or will have, a role for which two people let in, and one did. Three queries at most."""
    return let_in_by_one(person) and needs_two(target_of(person, today).holdings)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page of codes."""

    target: Target
    two_people: bool
    codes: tuple[OneTimeCode, ...]

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return self.target.person

    @property
    def newest(self) -> OneTimeCode | None:
        """The code that is open."""
        return self.codes[-1] if self.codes else None


def rows_at(unit: Unit, today: date) -> list[Row]:
    """Everybody at a unit whose account is open, at a province with its districts below, in the order of names.
    Five queries at most."""
    ids = units_below([unit.pk], span_of_day(today)) if unit.kind == UnitKind.PROVINCE else {unit.pk}
    open_codes = OneTimeCode.objects.filter(used_at=None, voided_at=None).order_by("made_at")
    people = (
        Person.objects.filter(unit_id__in=ids, status__in=OPEN)
        .select_related("unit")
        .prefetch_related(Prefetch("one_time_codes", open_codes, to_attr="open_codes"))
        .order_by("unit__sort_key", "sort_key", "code")
    )
    own_first = sorted(people, key=lambda person: person.unit_id != unit.pk)
    targets = targets_of(own_first, today)
    return [Row(each, needs_two(each.holdings), tuple(_open_codes(each.person))) for each in targets]


def _open_codes(person: Person) -> list[OneTimeCode]:
    found: list[OneTimeCode] = getattr(person, "open_codes")  # noqa: B009  put there by the prefetch
    return found


def units_for_codes(actor: Actor) -> QuerySet[Unit]:
    """Units one may open a page of codes for: all but districts, which are on their province's; or the own provinces.
    Two queries at most."""
    units = Unit.objects.filter(ends=None).exclude(kind=UnitKind.DISTRICT).order_by("sort_key")
    if may_administer(actor) is not None:
        return units
    return units.filter(pk__in=lets_in_below(actor), kind=UnitKind.PROVINCE)


def requests_waiting(scope: Scope) -> QuerySet[CodeRequest]:
    """Requests for a second person about people somebody may let in, the oldest first. One query, and the scope's."""
    seen = Q() if may_administer(scope.actor) is not None else Q(person__unit_id__in=lets_in_below(scope.actor))
    return (
        CodeRequest.objects.filter(seen, closed_at=None)
        .select_related("person__unit", "asked_by")
        .order_by("asked_at", "pk")
    )
