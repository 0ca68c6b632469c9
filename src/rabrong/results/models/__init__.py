"""Windows, approvals, entries with versions and drafts, overrides, sums, scores, totals, and what was frozen."""

from rabrong.results.models.approvals import ApprovalStep, Approver, Report, ReportMove, ReportState
from rabrong.results.models.closings import (
    Reopening,
    RoundClosing,
    Snapshot,
)
from rabrong.results.models.counting import CountingOrder, CountingRule, Counts, OrderState
from rabrong.results.models.entries import (
    Draft,
    Entry,
    EntryImport,
    ImportedEntry,
)
from rabrong.results.models.notes import NoteDraft, ReportNote
from rabrong.results.models.overrides import (
    Override,
    OverrideStep,
    OverrideStepKind,
)
from rabrong.results.models.sar import SarOpens, SarRule
from rabrong.results.models.scores import (
    Score,
    ScoreChange,
    Tally,
    Total,
)
from rabrong.results.models.sendings import Sending
from rabrong.results.models.trajectories import Trajectory
from rabrong.results.models.windows import (
    EntryException,
    MonthLock,
    RoundWindow,
    Window,
)
from rabrong.results.models.workbooks import SentWorkbook, WorkbookState

__all__ = (
    "ApprovalStep",
    "Approver",
    "CountingOrder",
    "CountingRule",
    "Counts",
    "Draft",
    "Entry",
    "EntryException",
    "EntryImport",
    "ImportedEntry",
    "MonthLock",
    "NoteDraft",
    "OrderState",
    "Override",
    "OverrideStep",
    "OverrideStepKind",
    "Reopening",
    "Report",
    "ReportMove",
    "ReportNote",
    "ReportState",
    "RoundClosing",
    "RoundWindow",
    "SarOpens",
    "SarRule",
    "Score",
    "ScoreChange",
    "Sending",
    "SentWorkbook",
    "Snapshot",
    "Tally",
    "Total",
    "Trajectory",
    "Window",
    "WorkbookState",
)
