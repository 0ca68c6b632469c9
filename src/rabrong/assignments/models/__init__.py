"""Who does it: the Owner-Supporter table, who supervises and keeps each indicator, and what was passed down."""

from rabrong.assignments.models.ownership import Ownership
from rabrong.assignments.models.responsibility import Duty, Responsibility
from rabrong.assignments.models.standing import ROUNDS, InForce, Standing
from rabrong.assignments.models_cascade import CascadeRow, CascadeRun, RowState, RunState

__all__ = (
    "ROUNDS",
    "CascadeRow",
    "CascadeRun",
    "Duty",
    "InForce",
    "Ownership",
    "Responsibility",
    "RowState",
    "RunState",
    "Standing",
)
