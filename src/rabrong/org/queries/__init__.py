"""Reading who: the tree on a day or in a fiscal month, what somebody may see, people and their roles."""

from rabrong.org.queries.scope import (
    Scope,
    actor_of,
    people_visible_to,
    unit_codes_visible_to,
    units_visible_to,
)
from rabrong.org.queries.tree import (
    Span,
    Tree,
    children_of,
    path_of,
    span_of_day,
    span_of_month,
    tree_in,
    trees_around,
    trees_of,
    unit_codes,
    units_below,
)

__all__ = (
    "Scope",
    "Span",
    "Tree",
    "actor_of",
    "children_of",
    "path_of",
    "people_visible_to",
    "span_of_day",
    "span_of_month",
    "tree_in",
    "trees_around",
    "trees_of",
    "unit_codes",
    "unit_codes_visible_to",
    "units_below",
    "units_visible_to",
)
