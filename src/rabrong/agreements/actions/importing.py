"""Taking sheets in: indicators through the department's file, past results row by row; all of it or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from rabrong.agreement_file.from_data import node_of
from rabrong.agreement_file.problems import BadFileError
from rabrong.agreement_file.reader import agreement_in
from rabrong.agreements.actions.exchange import Document, Later, apply_file
from rabrong.agreements.actions.recorded import Stale, note_year, year_at
from rabrong.agreements.importing.kinds import Order
from rabrong.agreements.importing.past_sheet import PastRow
from rabrong.agreements.models import PastResult
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.rules import Refusal


def take_in_indicators(order: Order, tree: Mapping[str, Any], later: Later) -> Refusal | Stale | None:
    """The department's agreement as its file says with the rows of the sheet in it."""
    try:
        file = agreement_in(node_of(tree), order.file.name)
    except BadFileError as error:
        first = error.problems[0]
        return Refusal("sheet.not_scored", {"place": first.where, "count": len(error.problems)})
    document = Document(file, tree, order.file.sha256)
    done = apply_file(document, order.edits, by=order.by, now=order.now, later=later)
    return done if isinstance(done, Refusal | Stale) else None


@transaction.atomic
def take_in_past(order: Order, rows: Sequence[PastRow]) -> Refusal | Stale | None:
    """Past results; one that is there already is replaced, with its new source. Their scores are those of today's
    criteria and are worked out where they are shown."""
    at = year_at(order.year, order.edits, order.by, order.now)
    if isinstance(at, Refusal | Stale):
        return at
    admin, year = at
    refusal = closed_refusal(year)
    if refusal is not None:
        return refusal
    PastResult.objects.bulk_create(
        [
            PastResult(indicator_id=row.indicator, unit_id=row.unit, year=row.year, value=row.value, source=row.source)
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=("indicator", "unit", "year", "month"),
        update_fields=("value", "score", "source"),
    )
    note_year(admin, "past.sheet", year, {}, {"results": str(len(rows)), "sha256": order.file.sha256})
    return None
