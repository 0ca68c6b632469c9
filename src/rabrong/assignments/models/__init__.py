"""Who does it: owners and supporters, supervisors and keepers, what is passed down, what papers printed of it."""

from rabrong.assignments.models.ownership import Ownership
from rabrong.assignments.models.printed import PrintedFigure
from rabrong.assignments.models.responsibility import Duty, Responsibility
from rabrong.assignments.models.standing import ROUNDS, InForce, Standing
from rabrong.assignments.models_cascade import CascadeDraft, CascadeRow, CascadeRun, RowState, RunState

__all__ = (
    "ROUNDS",
    "CascadeDraft",
    "CascadeRow",
    "CascadeRun",
    "Duty",
    "InForce",
    "Ownership",
    "PrintedFigure",
    "Responsibility",
    "RowState",
    "RunState",
    "Standing",
)
