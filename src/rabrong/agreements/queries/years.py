"""Reading years: the list, one with its department's agreement, its calendar and its moves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from rabrong.agreements.models import (
    Agreement,
    AgreementState,
    Deadline,
    IndicatorVersion,
    Signature,
    Template,
    TemplateState,
    Year,
    YearMove,
    YearState,
)
from rabrong.org.models import Unit, UnitKind

CENTRAL = (UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.CENTRE)


def years() -> QuerySet[Year]:
    """All years, newest first; `indicator_count` counts the indicators."""
    return Year.objects.annotate(indicator_count=Count("indicators", distinct=True)).order_by("-year")


def newest_open_year() -> int | None:
    """The newest year that is not a draft. One query."""
    return Year.objects.exclude(state=YearState.DRAFT).order_by("-year").values_list("year", flat=True).first()


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


@dataclass(frozen=True, slots=True)
class YearRecords:
    """A year with what its records say of its first steps: the state of the department's agreement, the day on which it
    was signed by the last party, its indicators and how many of them have published details."""

    year: Year
    agreement: AgreementState | None
    signed_on: date | None
    indicators: int
    published: int


def year_records(number: int) -> YearRecords | None:
    """A year with its records; None for one that is not kept. One query."""
    lead = Agreement.objects.filter(year_id=OuterRef("pk"), unit__kind=UnitKind.DEPARTMENT, person=None).order_by("pk")
    signed = Signature.objects.filter(revision__agreement__year_id=OuterRef("pk"), revision__agreement__person=None)
    signed = signed.filter(revision__agreement__unit__kind=UnitKind.DEPARTMENT)
    details = Template.objects.filter(indicator__year_id=OuterRef("pk"), state=TemplateState.PUBLISHED)
    row = Year.objects.filter(pk=number).annotate(
        lead_state=Subquery(lead.values("state")[:1]),
        signed_on=Subquery(signed.order_by("revision__number", "-signed_on").values("signed_on")[:1]),
        whole=Subquery(_counted(IndicatorVersion.objects.filter(year_id=OuterRef("pk")), "year_id", "pk")),
        details=Subquery(_counted(details, "indicator__year_id", "indicator_id")),
    )
    year = row.first()
    if year is None:
        return None
    state = None if year.lead_state is None else AgreementState(year.lead_state)
    return YearRecords(year, state, year.signed_on, year.whole or 0, year.details or 0)


def _counted(rows: QuerySet[Any, Any], by: str, what: str) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = rows.order_by().values(by).annotate(found=Count(what, distinct=True)).values("found")
    return found
