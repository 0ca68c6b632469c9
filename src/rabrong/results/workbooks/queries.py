"""Reading the workbooks that came back."""

from rabrong.org.models import Person, Unit
from rabrong.results.models import SentWorkbook

NEWEST = 10


def sent_by(person: Person, unit: Unit, year: int) -> list[SentWorkbook]:
    """The newest workbooks that somebody sent for a unit and year. One query."""
    return list(SentWorkbook.objects.filter(by=person, unit=unit, year_id=year).defer("outcome", "choices")[:NEWEST])
