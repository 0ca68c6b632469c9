"""What the pages of the KPI Template are told by the stages above them: owners and supporters, reported numbers."""

from collections.abc import Sequence

from rabrong.agreements.actions.templates_workflow import Results
from rabrong.agreements.models import IndicatorVersion
from rabrong.agreements.pages.templates import OwnerRow
from rabrong.agreements.views.templates_asked import Above
from rabrong.assignments.actions.templates import take_over_template
from rabrong.assignments.models import Ownership
from rabrong.assignments.queries import of_round
from rabrong.results.actions import rescore_from
from rabrong.results.models import Entry
from rabrong.ui.words import in_language


def owners(version: IndicatorVersion) -> Sequence[OwnerRow]:
    """The units in the Owner-Supporter table of an indicator at the end of the year. One query."""
    rows = Ownership.objects.filter(of_round(12), indicator=version, unit__isnull=False).select_related("unit")
    return [OwnerRow(row.unit.code, in_language(row.unit, "name"), row.role, row.share) for row in rows]


def has_entries(version: IndicatorVersion) -> bool:
    """Whether anybody has reported a number of an indicator. One query."""
    return Entry.objects.filter(indicator=version).exists()


ABOVE = Above(
    owners=owners, results=Results(has_entries=has_entries, rescore=rescore_from, published=take_over_template)
)
