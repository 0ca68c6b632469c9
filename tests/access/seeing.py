"""Rows of the access matrix of what is seen over many units: an indicator's units, weights, months, years."""

from tests.access.cases import NOBODY, Case
from tests.access.people import OF_BUREAU, SEES_ALL, SEES_DISTRICT, SEES_FOREIGN, SEES_PROVINCE

OWNERS = SEES_ALL | OF_BUREAU

SEEN: dict[str, tuple[Case, ...]] = {
    "indicator_spread": (
        Case("/2555/kpi/4.3/unit/cdd/spread/", SEES_ALL),
        Case("/2555/kpi/8/unit/cdd/spread/", OWNERS),
        Case("/2555/kpi/4.3/unit/12/spread/", SEES_PROVINCE),
        Case("/2555/kpi/4.3/unit/13/spread/", SEES_FOREIGN),
        Case("/2555/kpi/4.3/unit/1201/spread/", SEES_DISTRICT),
        Case("/2555/kpi/4.3/unit/1301/spread/", SEES_FOREIGN),
        Case("/2555/kpi/8/unit/12/spread/", NOBODY),
    ),
}
