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
from rabrong.agreements.models.certificates import (
    RevocationList,
    SignerCertificate,
)
from rabrong.agreements.models.checks import (
    AcceptedFinding,
    YearMove,
)
from rabrong.agreements.models.forecasts import Forecast
from rabrong.agreements.models.indicators import (
    DataItem,
    Indicator,
    IndicatorVersion,
)
from rabrong.agreements.models.negotiation import (
    Amendment,
    AmendmentReason,
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
    "AmendmentReason",
    "Appeal",
    "Aspect",
    "Band",
    "DataItem",
    "Deadline",
    "Forecast",
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
    "RevocationList",
    "Side",
    "Signature",
    "SignerCertificate",
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
