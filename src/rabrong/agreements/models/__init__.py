"""The year and its rules, indicators and their KPI Templates, agreements, how they were negotiated and signed."""

from rabrong.agreements.models.agreements import (
    Agreement,
    AgreementState,
    Item,
    Party,
    Revision,
    Signature,
    SigningWay,
)
from rabrong.agreements.models.checks import (
    AcceptedFinding,
    YearMove,
)
from rabrong.agreements.models.indicators import (
    DataItem,
    Indicator,
    IndicatorVersion,
)
from rabrong.agreements.models.negotiation import (
    Amendment,
    Appeal,
    Meeting,
    MeetingKind,
    Offer,
    Outcome,
    Side,
)
from rabrong.agreements.models.past import (
    PastResult,
    PastTotal,
)
from rabrong.agreements.models.templates import (
    Receipt,
    Template,
    TemplateComment,
    TemplateFile,
    TemplateLevel,
    TemplateState,
)
from rabrong.agreements.models.years import (
    Aspect,
    Band,
    Deadline,
    Year,
    YearState,
)

__all__ = (
    "AcceptedFinding",
    "Agreement",
    "AgreementState",
    "Amendment",
    "Appeal",
    "Aspect",
    "Band",
    "DataItem",
    "Deadline",
    "Indicator",
    "IndicatorVersion",
    "Item",
    "Meeting",
    "MeetingKind",
    "Offer",
    "Outcome",
    "Party",
    "PastResult",
    "PastTotal",
    "Receipt",
    "Revision",
    "Side",
    "Signature",
    "SigningWay",
    "Template",
    "TemplateComment",
    "TemplateFile",
    "TemplateLevel",
    "TemplateState",
    "Year",
    "YearMove",
    "YearState",
)
