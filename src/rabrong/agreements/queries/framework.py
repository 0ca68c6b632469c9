"""Reading a year's framework as rows to be edited."""

from rabrong.agreements.framework import AspectRow, FrameworkPlan, IndicatorRow, in_tree_order
from rabrong.agreements.models import Agreement, Aspect, Item
from rabrong.agreements.queries.scoring import weights_of


def plan_of(year: int, agreement: Agreement | None) -> FrameworkPlan:
    """The framework with the indicators of the department's agreement, in the order of the tree. Two queries."""
    rows = list(Aspect.objects.filter(year_id=year).select_related("parent"))
    aspects = [
        AspectRow(
            row.pk, row.code, row.name, row.name_en, row.parent.code if row.parent else "", weights_of(row.weights)
        )
        for row in rows
    ]
    items = Item.objects.filter(agreement=agreement).select_related("indicator__aspect", "indicator__responsible")
    indicators = [
        IndicatorRow(
            pk=item.indicator_id,
            code=item.indicator.code,
            name=item.indicator.name,
            aspect=item.indicator.aspect.code,
            weights=weights_of(item.weights),
            responsible=item.indicator.responsible.code if item.indicator.responsible else "",
            name_en=item.indicator.name_en,
        )
        for item in items.order_by("indicator__position", "pk")
    ]
    return FrameworkPlan(tuple(row for _, row in in_tree_order(aspects)), tuple(indicators))
