"""Reading years: the list, one with its department's agreement, its calendar and its moves."""

from django.db.models import Count, QuerySet

from rabrong.agreements.models import Agreement, Deadline, Template, TemplateState, Year, YearMove
from rabrong.org.models import Unit, UnitKind

CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


def years() -> QuerySet[Year]:
    """All years, newest first; `indicator_count` counts the indicators."""
    return Year.objects.annotate(indicator_count=Count("indicators", distinct=True)).order_by("-year")


def year_of(number: int) -> Year | None:
    """A year. One query."""
    return Year.objects.filter(pk=number).select_related("copied_from").first()


def lead_agreement(year: int) -> Agreement | None:
    """The department's agreement of a year, which its framework is made for. One query."""
    related = ("unit", "year", "year__copied_from", "person", "superior")
    found = Agreement.objects.filter(year_id=year, unit__kind=UnitKind.DEPARTMENT, person=None)
    return found.select_related(*related).order_by("pk").first()


def agreement_of(year: int, unit: str, person: str = "") -> Agreement | None:
    """The agreement of a year by the unit's code, that of a person in it by the person's code too. One query."""
    whose = {"person__code": person} if person else {"person": None}
    found = Agreement.objects.filter(year_id=year, unit__code=unit, **whose)
    return found.select_related("unit", "year", "year__copied_from", "person", "superior").first()


def calendar_of(year: int) -> list[Deadline]:
    """The deadlines of a year by day. One query."""
    return list(Deadline.objects.filter(year_id=year))


def moves_of(year: int) -> list[YearMove]:
    """The steps a year took. One query."""
    return list(YearMove.objects.filter(year_id=year).select_related("by"))


def newest_year() -> Year | None:
    """The year from which the next is copied. One query."""
    return Year.objects.order_by("-year").first()


def year_before(number: int) -> Year | None:
    """The newest year before a year. One query."""
    return Year.objects.filter(year__lt=number).order_by("-year").first()


def responsible_units() -> list[Unit]:
    """The units of the centre, which write the details of indicators. One query."""
    return list(Unit.objects.filter(kind__in=CENTRAL, ends=None).order_by("sort_key"))


def published_in(year: int) -> int:
    """How many indicators have published details. One query."""
    rows = Template.objects.filter(indicator__year_id=year, state=TemplateState.PUBLISHED)
    return rows.values("indicator_id").distinct().count()
