"""Rows of the access matrix of what is seen over many units: an indicator's units, weights, months, years."""

from tests.access.cases import NOBODY, Case
from tests.access.people import OF_BUREAU, SEES_ALL, SEES_DISTRICT, SEES_FOREIGN, SEES_PROVINCE, SEES_REGION

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
    "map": (
        Case("/2555/unit/cdd/map/", SEES_ALL),
        Case("/2555/unit/cdd/map/?kpi=4.3&band=0", SEES_ALL),
        Case("/2555/unit/r1/map/", SEES_REGION),
        Case("/2555/unit/12/map/", NOBODY),
    ),
    "structure": (
        Case("/2555/unit/cdd/structure/", SEES_ALL),
        Case("/2555/unit/12/structure/", SEES_PROVINCE),
        Case("/2555/unit/1301/structure/", SEES_FOREIGN),
        Case("/2555/unit/r1/structure/", NOBODY),
    ),
    "unit_months": (
        Case("/2555/unit/cdd/months/", SEES_ALL),
        Case("/2555/unit/r1/months/", SEES_REGION),
        Case("/2555/unit/12/months/?export=csv", SEES_PROVINCE),
        Case("/2555/unit/1201/months/", NOBODY),
    ),
    "unit_years": (
        Case("/2555/unit/cdd/years/", SEES_ALL),
        Case("/2555/unit/r1/years/", SEES_REGION),
        Case("/2555/unit/12/years/?of=units&export=xlsx", SEES_PROVINCE),
        Case("/2555/unit/1301/years/", SEES_FOREIGN),
    ),
}
