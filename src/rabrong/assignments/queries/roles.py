"""Who supervises and keeps an indicator in a round, and what somebody's duties of a year are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from rabrong.agreements.models import IndicatorVersion, Template, TemplateState
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.models.standing import ROUNDS
from rabrong.org.models import Person, Unit


def of_round(round_: int) -> Q:
    """The condition on rows of this stage that count in a round: 6, 9 or 12."""
    return Q(from_round__lte=round_) & (Q(to_round=None) | Q(to_round__gte=round_))


def roles_of(indicator: IndicatorVersion, round_: int) -> list[Responsibility]:
    """Everybody with a duty for an indicator in a round, the score owner first. One query.

    `person` is None for who has no account; `substitute_for` is there for a substitute.
    """
    rows = Responsibility.objects.filter(of_round(round_), indicator=indicator)
    return list(rows.select_related("person", "unit", "substitute_for__person"))


def supervisor_of(indicator: IndicatorVersion, round_: int) -> Responsibility | None:
    """Who supervises an indicator in a round; None where nobody has been named. One query."""
    rows = Responsibility.objects.filter(of_round(round_), indicator=indicator, duty=Duty.SUPERVISOR)
    return rows.select_related("person", "unit").first()


Named = Mapping[tuple[int, int], tuple[Responsibility, ...]]
"""Indicator version id and round -> the supervisor, then who is named as a substitute for the supervisor."""


def supervisors_of(indicators: Iterable[int]) -> Named:
    """Who supervises several indicators in each round; nothing where nobody has been named. One query."""
    supervises = Q(duty=Duty.SUPERVISOR) | Q(substitute_for__duty=Duty.SUPERVISOR, substitute_for__ended_at=None)
    rows = Responsibility.objects.filter(supervises, indicator__in=set(indicators))
    found: dict[tuple[int, int], tuple[Responsibility, ...]] = {}
    related = rows.select_related("person", "unit", "substitute_for__person")
    for row in sorted(related, key=lambda row: (row.duty != Duty.SUPERVISOR, row.pk)):
        for round_ in ROUNDS:
            if row.counts_in(round_):
                found[row.indicator_id, round_] = (*found.get((row.indicator_id, round_), ()), row)
    return found


def keepers_of(indicator: IndicatorVersion, round_: int) -> list[Responsibility]:
    """Who keeps an indicator's data in a round, the score owner first, without substitutes. One query."""
    rows = Responsibility.objects.filter(of_round(round_), indicator=indicator, duty=Duty.KEEPER)
    return list(rows.select_related("person", "unit"))


def standing_duties(indicator: IndicatorVersion) -> list[Responsibility]:
    """Everything in force of an indicator, whatever the round. One query."""
    rows = Responsibility.objects.filter(indicator=indicator)
    return list(rows.select_related("person", "unit", "substitute_for__person").order_by("from_round", "pk"))


def substitutes_of(keeper: Responsibility, from_round: int) -> list[Responsibility]:
    """Who stands in for a keeper in a round or later, whichever row of the keeper they were named for. One query."""
    who = {f"substitute_for__{name}": getattr(keeper, name) for name in ("person_id", "name", "position")}
    later = Q(to_round=None) | Q(to_round__gte=from_round)
    rows = Responsibility.objects.filter(later, indicator=keeper.indicator_id, duty=Duty.SUBSTITUTE, **who)
    return list(rows.select_related("person"))


def untaken_templates(year: int) -> list[Template]:
    """The published KPI Templates of indicators for which nobody was ever named, in the order in which they count. One
    query."""
    named = Responsibility.history.filter(indicator=OuterRef("indicator"))
    rows = Template.objects.filter(~Exists(named), indicator__year_id=year, state=TemplateState.PUBLISHED)
    return list(rows.select_related("indicator", "supervisor").order_by("indicator", "from_round", "number"))


def substitutions_of(indicator: IndicatorVersion, round_: int) -> list[Responsibility]:
    """Who was ever named as a substitute for a supervisor of a round, ended or not, with whom they stand in for. One
    query."""
    rows = Responsibility.history.filter(of_round(round_), indicator=indicator, duty=Duty.SUBSTITUTE)
    supervisors = rows.filter(substitute_for__duty=Duty.SUPERVISOR)
    return list(supervisors.select_related("substitute_for__person").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody has to do in a year, by the order of the indicators."""

    responsibilities: tuple[Responsibility, ...]
    ownerships: tuple[Ownership, ...]


def duties_of(who: Person | Unit, year: int) -> Duties:
    """The duties of a person or a unit in a year, whatever the round, with their indicators. Two queries.

    A person's are those in the person's own name: what the unit of the person owns is not among them.
    """
    whose = {"person": who} if isinstance(who, Person) else {"unit": who}
    order = ("indicator__position", "indicator__code", "from_round", "pk")
    held = Responsibility.objects.filter(**whose, indicator__year_id=year).select_related(
        "indicator", "person", "substitute_for__person"
    )
    owned = Ownership.objects.filter(**whose, indicator__year_id=year).select_related("indicator")
    return Duties(tuple(held.order_by(*order)), tuple(owned.order_by(*order)))
