"""Finding what has a name: indicators, agreements, orders. Units and people are found by org.queries.search."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rabrong.agreements.models import Agreement, IndicatorVersion, Item, YearState
from rabrong.agreements.rules.agreements import agreements_visible_to
from rabrong.assignments.models import AppointmentOrder
from rabrong.assignments.orders.queries import orders_visible_to
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.org.queries import Scope
from rabrong.org.queries.search import matching
from rabrong.thai.sought import spellings


def each_occurs(words: Sequence[str], *fields: str) -> Q:
    """Every word occurs in one of some fields, however its digits and its sara am are written."""
    found = Q()
    for word in words:
        here = Q()
        for field in fields:
            for spelling in spellings(word):
                here |= Q(**{f"{field}__icontains": spelling})
        found &= here
    return found


def indicators_matching(scope: Scope, words: Sequence[str], owned: frozenset[int]) -> QuerySet[IndicatorVersion]:
    """Indicators by code or name that some unit of the scope promised, or that are one's own (`owned`), newest year
    first; `place_of` says where to look at them. One query."""
    items = Item.objects.filter(indicator=OuterRef("pk"), agreement__person=None)
    seen = items.filter(scope.where("agreement__unit_id"))
    own = {grant.unit_id for grant in scope.actor.grants}
    department = items if scope.everything else items.filter(indicator__in=owned)
    at = Coalesce(
        Subquery(items.filter(agreement__unit__in=own).values("agreement__unit__code")[:1]),
        Subquery(department.filter(agreement__unit__kind=UnitKind.DEPARTMENT).values("agreement__unit__code")[:1]),
        Subquery(seen.order_by("pk").values("agreement__unit__code")[:1]),
    )
    rows = IndicatorVersion.objects.filter(each_occurs(words, "code", "name", "name_en"))
    rows = rows.filter(Exists(seen) | Q(pk__in=owned)).exclude(year__state=YearState.DRAFT)
    return rows.annotate(at=at).exclude(at=None).order_by("-year", "position", "code")


def place_of(found: IndicatorVersion) -> str:
    """The code of the unit at which to look at an indicator that was found: the own one, else the department, else any
    that promised it."""
    return str(getattr(found, "at"))  # noqa: B009  annotated by the query


def agreements_matching(scope: Scope, text: str) -> QuerySet[Agreement]:
    """Agreements by the name or code of their unit or person, newest year first. One query."""
    units = Unit.objects.filter(matching(text, "org_unit"))
    people = Person.objects.filter(matching(text, "org_person"))
    found = agreements_visible_to(scope).filter(Q(unit__in=units, person=None) | Q(person__in=people))
    return found.order_by("-year", "person_id", "unit__sort_key")


def orders_matching(scope: Scope, words: Sequence[str]) -> QuerySet[AppointmentOrder]:
    """Orders by number or subject, newest first. One query."""
    return orders_visible_to(scope).filter(each_occurs(words, "number", "title")).order_by("-pk")
