"""Writing results: entering numbers and drafts, one module for each area."""

from rabrong.results.actions.drafts import keep_drafts
from rabrong.results.actions.entering import (
    Accepted,
    Stale,
    Submission,
    keep_draft,
    rescore_from,
    submit_entries,
)
from rabrong.results.actions.submitting import Conflicts, submit_together
from rabrong.results.actions.trees import rescore_tree

__all__ = (
    "Accepted",
    "Conflicts",
    "Stale",
    "Submission",
    "keep_draft",
    "keep_drafts",
    "rescore_from",
    "rescore_tree",
    "submit_entries",
    "submit_together",
)
