"""Reading overrides: those that count, and what became of each."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from rabrong.agreements.models import IndicatorVersion
from rabrong.org.models import Unit
from rabrong.results.models import Override, OverrideStep, OverrideStepKind
from rabrong.results.queries.scores import claim_of
from rabrong.scoring.claims import Claim
from rabrong.scoring.exact import plain


def overrides_that_count() -> QuerySet[Override]:
    """Approved and not withdrawn, older ones first: of a unit, indicator and month the newest counts."""
    steps = OverrideStep.objects.filter(override=OuterRef("pk"))
    approved = Exists(steps.filter(kind=OverrideStepKind.APPROVED))
    withdrawn = Exists(steps.filter(kind=OverrideStepKind.WITHDRAWN))
    return Override.objects.filter(approved, ~withdrawn).order_by("pk")


def overriding_claims_at(year: int, unit: Unit, month: int, moment: datetime) -> dict[int, Claim]:
    """Indicator id -> the result that counted for a unit and month at a past moment. One query."""
    steps = OverrideStep.objects.filter(override=OuterRef("pk"), at__lte=moment)
    approved = Exists(steps.filter(kind=OverrideStepKind.APPROVED))
    withdrawn = Exists(steps.filter(kind=OverrideStepKind.WITHDRAWN))
    rows = Override.objects.filter(approved, ~withdrawn, indicator__year_id=year, unit=unit, month=month).order_by("pk")
    return {row.indicator_id: claim_of(row.value, row.word) for row in rows}


def overriding_claims(indicator: IndicatorVersion) -> dict[tuple[int, int], Claim]:
    """(unit id, month) -> the result that counts instead of the calculated one. One query."""
    rows = overrides_that_count().filter(indicator=indicator).values_list("unit_id", "month", "value", "word")
    return {(unit, month): claim_of(value, word) for unit, month, value, word in rows}


def effective_overrides(year: int, month: int) -> dict[tuple[int, int], Mapping[str, object]]:
    """(unit id, indicator id) -> number and value of the override that counts as of a month. One query."""
    rows = overrides_that_count().filter(indicator__year_id=year, month=month)
    return {
        (row.unit_id, row.indicator_id): {
            "number": row.pk,
            "value": row.word if row.value is None else plain(row.value),
        }
        for row in rows
    }


def override_that_counts(unit: Unit, indicator: IndicatorVersion, month: int) -> Override | None:
    """The one that counts for a result, with who proposed it. One query."""
    rows = overrides_that_count().filter(unit=unit, indicator=indicator, month=month)
    return rows.select_related("by").last()


def overrides_of(unit: Unit, indicator: IndicatorVersion, month: int) -> QuerySet[Override]:
    """All that were proposed for a result, newest first, with their steps. Two queries."""
    rows = Override.objects.filter(unit=unit, indicator=indicator, month=month).order_by("-pk")
    return rows.select_related("by", "acting__principal").prefetch_related("steps__by", "steps__acting__principal")


def overrides_of_year(year: int) -> QuerySet[Override]:
    """All that were proposed in a year, newest first, with unit, indicator and steps. Two queries."""
    rows = Override.objects.filter(indicator__year_id=year).order_by("-pk")
    rows = rows.select_related("unit", "indicator", "by", "acting__principal")
    return rows.prefetch_related("steps__by", "steps__acting__principal")


def awaiting_decision(year: int) -> QuerySet[Override]:
    """Proposed, neither decided nor withdrawn."""
    return Override.objects.filter(indicator__year_id=year, steps=None).select_related("unit", "indicator", "by")
