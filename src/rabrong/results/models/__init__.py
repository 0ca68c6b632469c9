"""Windows, entries with their versions and drafts, stored sums, scores and totals."""

from rabrong.results.models.entries import (
    Draft,
    Entry,
    EntryImport,
    ImportedEntry,
)
from rabrong.results.models.scores import (
    Score,
    ScoreChange,
    Tally,
    Total,
)
from rabrong.results.models.windows import Window

__all__ = (
    "Draft",
    "Entry",
    "EntryImport",
    "ImportedEntry",
    "Score",
    "ScoreChange",
    "Tally",
    "Total",
    "Window",
)
