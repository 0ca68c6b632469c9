"""Reading amendments: those of an agreement, the reasons a year accepts, the last day to ask."""

from datetime import date

from django.db.models import QuerySet

from rabrong.agreements.calendar import CUT_OFF
from rabrong.agreements.models import Agreement, Amendment, AmendmentReason, Deadline

KNOWN = ("agreement__year", "agreement__unit", "agreement__person", "revision", "scan", "by", "exception_by")


def amendments_of(agreement: Agreement) -> QuerySet[Amendment]:
    """All requests, newest first. One query."""
    return Amendment.objects.filter(agreement=agreement).select_related(*KNOWN).order_by("-number")


def amendment_numbered(agreement: Agreement, number: int) -> Amendment | None:
    """The request of that number. One query."""
    return amendments_of(agreement).filter(number=number).first()


def next_number(agreement: Agreement) -> int:
    """The number of the next request. One query."""
    last = Amendment.objects.filter(agreement=agreement).order_by("-number").values_list("number", flat=True).first()
    return 1 if last is None else last + 1


def reasons_of(year: int) -> list[AmendmentReason]:
    """The reasons a year accepts, in their order. One query."""
    return list(AmendmentReason.objects.filter(year_id=year))


def cut_off_of(year: int) -> date | None:
    """The last day to ask for a change; None where nobody has set one. One query."""
    return Deadline.objects.filter(year_id=year, code=CUT_OFF).values_list("on", flat=True).first()
