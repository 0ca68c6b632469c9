"""What differs between a year and the one it was copied from, and between an agreement and a file."""

from collections.abc import Mapping
from typing import cast

from rabrong.agreement_file.differences import Difference, Row, differences
from rabrong.agreements.models import Agreement, IndicatorVersion
from rabrong.agreements.queries.exchange import OwnersOf, file_data
from rabrong.agreements.queries.years import agreement_of


def from_the_year_before(agreement: Agreement, owners_of: OwnersOf) -> list[Difference] | None:
    """What differs from the agreement of the same unit in the year this one was copied from; None without one.

    The calendar moved with the year and is left out. Some sixteen queries.
    """
    earlier = agreement.year.copied_from_id
    before = agreement_of(earlier, agreement.unit.code) if earlier else None
    if before is None:
        return None
    return differences(_without_days(file_data(before, owners_of)), _without_days(file_data(agreement, owners_of)))


def from_the_file(agreement: Agreement, tree: Mapping[str, object], owners_of: OwnersOf) -> list[Difference]:
    """What taking in a file would change; a file without a calendar leaves it as it is."""
    stored = file_data(agreement, owners_of)
    kept = stored if "deadlines" in tree else _without_days(stored)
    return differences(kept, cast(Row, tree))


def _without_days(tree: Row) -> Row:
    return {key: value for key, value in tree.items() if key != "deadlines"}


def left_behind(agreement: Agreement) -> list[IndicatorVersion]:
    """The indicators of the year before that this one has not. Two queries at most."""
    before = agreement.year.copied_from
    if before is None:
        return []
    here = IndicatorVersion.objects.filter(year_id=agreement.year_id).values("indicator_id")
    rows = IndicatorVersion.objects.filter(year_id=before.year, items__agreement__unit_id=agreement.unit_id)
    return list(rows.exclude(indicator_id__in=here).order_by("position").distinct())
