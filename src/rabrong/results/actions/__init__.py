"""Writing results: entering numbers and drafts, one module for each area."""

from rabrong.results.actions.drafts import keep_drafts, keep_notes
from rabrong.results.actions.entering import (
    Accepted,
    Stale,
    Submission,
    rescore_from,
    submit_entries,
)
from rabrong.results.actions.sending import Envelope, answered_before, send_once
from rabrong.results.actions.submitting import (
    Conflicts,
    NoteText,
    ReportForm,
    Submitted,
    submit_reports_of,
    submit_together,
)
from rabrong.results.actions.trees import rescore_tree

__all__ = (
    "Accepted",
    "Conflicts",
    "Envelope",
    "NoteText",
    "ReportForm",
    "Stale",
    "Submission",
    "Submitted",
    "answered_before",
    "keep_drafts",
    "keep_notes",
    "rescore_from",
    "rescore_tree",
    "send_once",
    "submit_entries",
    "submit_reports_of",
    "submit_together",
)
