"""Who may read what of the audit record, and what people are called in it; the record itself knows neither."""

from collections.abc import Collection

from django.http import HttpRequest

from rabrong.audit.rules import Readable
from rabrong.org.asking import scope_of
from rabrong.org.models import Person
from rabrong.org.queries import units_visible_to
from rabrong.org.rules import may_administer, may_read_audit


def readable(request: HttpRequest) -> Readable:
    """The department's PSDG reads everything; who leads or checks what was done to the units they see; everybody the
    own deeds."""
    scope = scope_of(request)
    if scope.everything and may_administer(scope.actor) is not None:
        return Readable(everything=True)
    own = frozenset((scope.actor.code,))
    if not may_read_audit(scope.actor):
        return Readable(persons=own)
    return Readable(units=frozenset(units_visible_to(scope).order_by().values_list("code", flat=True)), persons=own)


def named(codes: Collection[str]) -> dict[str, str]:
    """The names of people by code; positions where no name is known. One query."""
    return {person.code: str(person) for person in Person.objects.filter(code__in=codes)}
