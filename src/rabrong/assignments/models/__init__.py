"""Who does it: owners and supporters, supervisors and keepers, orders, what is passed down, what papers printed."""

from rabrong.assignments.models.orders import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.assignments.models.ownership import Ownership
from rabrong.assignments.models.printed import PrintedFigure
from rabrong.assignments.models.responsibility import Duty, Responsibility
from rabrong.assignments.models.standing import ROUNDS, InForce, Standing
from rabrong.assignments.models_cascade import CascadeDraft, CascadeRow, CascadeRun, RowState, RunState

__all__ = (
    "ROUNDS",
    "AppointmentOrder",
    "CascadeDraft",
    "CascadeRow",
    "CascadeRun",
    "Duty",
    "InForce",
    "OrderKind",
    "OrderLine",
    "OrderState",
    "Ownership",
    "Part",
    "PrintedFigure",
    "Responsibility",
    "RowState",
    "RunState",
    "Standing",
)
