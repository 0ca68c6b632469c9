"""Writing results: entering numbers and drafts, one module for each area."""

from rabrong.results.actions.entering import (
    Accepted,
    Stale,
    Submission,
    keep_draft,
    rescore_from,
    submit_entries,
)

__all__ = (
    "Accepted",
    "Stale",
    "Submission",
    "keep_draft",
    "rescore_from",
    "submit_entries",
)
