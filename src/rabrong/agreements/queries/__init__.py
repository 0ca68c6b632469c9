"""Reading what was agreed: as the values the scoring core works on, and as the pages show it."""

from rabrong.agreements.queries.scoring import (
    YearRules,
    agreement_of_unit,
    core_data_item,
    core_indicator,
    criteria_of,
    formula_of,
    formula_text,
    framework_of,
    indicators_of,
    items_of,
    weights_of,
    year_rules,
)

__all__ = (
    "YearRules",
    "agreement_of_unit",
    "core_data_item",
    "core_indicator",
    "criteria_of",
    "formula_of",
    "formula_text",
    "framework_of",
    "indicators_of",
    "items_of",
    "weights_of",
    "year_rules",
)
