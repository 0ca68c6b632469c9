"""Reading requests: those of a year that somebody may see, one with its units, who is to be told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.rules import sees_indicator
from rabrong.evidence.models import DocumentRequest, RequestedUnit, RequestMove, RequestState
from rabrong.evidence.requests.rules import grant_to_ask
from rabrong.org.models import Acting, Person, PersonStatus, Role, RoleAssignment, Unit
from rabrong.org.queries import Scope, span_of_day
from rabrong.org.queries.tree import within
from rabrong.thai.digits import to_arabic_digits


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part of a request, and where it stands."""

    of: RequestedUnit
    state: RequestState
    moves: int

    def is_late(self, today: date) -> bool:
        """Whether it should have come by now."""
        return self.state == RequestState.OPEN and self.of.request.due < today


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the parts that somebody may see."""

    request: DocumentRequest
    parts: tuple[Part, ...]

    def count(self, state: str) -> int:
        """How many parts stand there."""
        return sum(part.state == state for part in self.parts)

    @property
    def state(self) -> RequestState:
        """Where the whole stands: the least that any part has got to."""
        order = (RequestState.OPEN, RequestState.ANSWERED, RequestState.ACCEPTED, RequestState.WITHDRAWN)
        return min((part.state for part in self.parts), key=order.index)

    def late(self, today: date) -> int:
        """How many parts should have come by now."""
        return sum(part.is_late(today) for part in self.parts)


def own_indicators(scope: Scope, year: int) -> frozenset[int]:
    """The indicators that somebody sees of every unit, where not everything is seen. A few queries an indicator of
    the requests of the year."""
    if scope.everything:
        return frozenset()
    rows = IndicatorVersion.objects.filter(year_id=year, document_requests__isnull=False).distinct()
    return frozenset(row.pk for row in rows if sees_indicator(scope, row))


def parts_visible_to(scope: Scope, year: int) -> QuerySet[RequestedUnit]:
    """The parts of the units that somebody sees, and of the indicators that are one's own; `state` and `last` are the
    newest step's."""
    newest = RequestMove.objects.filter(of=OuterRef("pk")).order_by("-number")
    rows = RequestedUnit.objects.filter(request__indicator__year_id=year)
    rows = rows.annotate(state=Subquery(newest.values("state")[:1]), last=Subquery(newest.values("number")[:1]))
    rows = rows.select_related("unit", "unit__parent", "request__indicator", "request__by")
    if scope.everything:
        return rows
    return rows.filter(scope.where("unit_id") | Q(request__indicator__in=own_indicators(scope, year)))


def requests_listed(scope: Scope, year: int, wanted: Mapping[str, str], today: date) -> list[Asked]:
    """The requests that were asked for by words, state, indicator and round; due first, or newest first. Two queries at
    most for who sees everything."""
    rows = parts_visible_to(scope, year)
    if wanted.get("kpi"):
        rows = rows.filter(request__indicator__code=wanted["kpi"])
    if wanted.get("round") in ("6", "9", "12"):
        rows = rows.filter(request__round=int(wanted["round"]))
    for word in to_arabic_digits(wanted.get("q", "")).split():
        rows = rows.filter(Q(request__text__icontains=word) | Q(unit__name__icontains=word) | Q(unit__code=word))
    state = wanted.get("state", "")
    if state == "late":
        rows = rows.filter(_stands(RequestState.OPEN), request__due__lt=today)
    elif state in RequestState.values:
        rows = rows.filter(_stands(state))
    found = _gathered(rows)
    is_newest = wanted.get("sort") == "newest"
    return sorted(found, key=_newest_first if is_newest else _due_first)


def _stands(state: str) -> Q:
    """The condition on the newest step, which `parts_visible_to` writes beside the row."""
    return Q(**{"state": state})


def _due_first(asked: Asked) -> tuple[object, ...]:
    is_over = asked.state in (RequestState.ACCEPTED, RequestState.WITHDRAWN)
    return (is_over, asked.request.due, asked.request.pk)


def _newest_first(asked: Asked) -> tuple[object, ...]:
    return (-asked.request.pk,)


def _gathered(rows: Iterable[RequestedUnit]) -> list[Asked]:
    found: dict[int, list[Part]] = {}
    requests: dict[int, DocumentRequest] = {}
    for row in sorted(rows, key=lambda row: (row.unit.parent.sort_key if row.unit.parent else "", row.unit.sort_key)):
        requests[row.request_id] = row.request
        found.setdefault(row.request_id, []).append(part_of(row))
    return [Asked(requests[pk], tuple(parts)) for pk, parts in found.items()]


def part_of(row: RequestedUnit) -> Part:
    """A row of `parts_visible_to` with where it stands."""
    return Part(row, RequestState(getattr(row, "state")), getattr(row, "last"))  # noqa: B009  written beside the row


def request_numbered(scope: Scope, year: int, pk: int) -> Asked | None:
    """One request with the parts that somebody may see; None where there are none. One query for who sees all."""
    found = _gathered(parts_visible_to(scope, year).filter(request=pk))
    return found[0] if found else None


def moves_of(part: RequestedUnit) -> list[RequestMove]:
    """The steps of a unit's part, oldest first, with who did and what was pointed to. Two queries."""
    rows = part.moves.select_related("by", "acting").prefetch_related("documents__versions")
    return list(rows.order_by("number"))


def keepers_at(units: Collection[int], day: date) -> list[Person]:
    """Who keeps the data of some units on a day, and who acts for them. Two queries."""
    active = Q(person__status=PersonStatus.ACTIVE, role=Role.KEEPER, unit__in=list(units)) & within(span_of_day(day))
    held = RoleAssignment.objects.filter(active).select_related("person")
    acting = Acting.objects.filter(active).select_related("person")
    people = [*(row.person for row in held), *(row.person for row in acting)]
    return list({person.pk: person for person in people}.values())


def askable(scope: Scope, year: int) -> list[IndicatorVersion]:
    """The indicators whose documents somebody may ask for, in order. One query, and one an indicator for who is
    neither PSDG nor assessor."""
    rows = IndicatorVersion.objects.filter(year_id=year).order_by("position", "code")
    return [row for row in rows if grant_to_ask(scope.actor, row) is not None]


def open_requests_of(unit: Unit, indicators: Collection[int]) -> list[Part]:
    """What a unit still has to answer of some indicators, due first. One query."""
    newest = RequestMove.objects.filter(of=OuterRef("pk")).order_by("-number")
    rows = RequestedUnit.objects.filter(unit=unit, request__indicator__in=list(indicators))
    rows = rows.annotate(state=Subquery(newest.values("state")[:1]), last=Subquery(newest.values("number")[:1]))
    found = rows.filter(_stands(RequestState.OPEN)).select_related("request__indicator").order_by("request__due", "pk")
    return [part_of(row) for row in found]
