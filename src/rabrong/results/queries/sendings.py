"""Reading what was sent under a key, and who drafted what stands."""

from collections.abc import Iterable
from uuid import UUID

from rabrong.org.models import Unit
from rabrong.results.models import Draft, NoteDraft, Sending


def sending_under(key: UUID) -> Sending | None:
    """What went through under a key. One query."""
    return Sending.objects.filter(key=key).first()


def drafted_by(unit: Unit, indicators: Iterable[int]) -> dict[tuple[int, int, str], Draft]:
    """(indicator id, month, cell) -> the draft with who typed it. One query."""
    rows = Draft.objects.filter(unit=unit, indicator__in=list(indicators)).select_related("by")
    return {(row.indicator_id, row.month, row.cell): row for row in rows}


def notes_drafted_by(unit: Unit, indicators: Iterable[int]) -> dict[tuple[int, int], NoteDraft]:
    """(indicator id, month) -> the drafted note with who wrote it. One query."""
    rows = NoteDraft.objects.filter(unit=unit, indicator__in=list(indicators)).select_related("by")
    return {(row.indicator_id, row.month): row for row in rows}
