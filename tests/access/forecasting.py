"""What the addresses of forecasts give each visitor: what would raise a total, and the monthly plan."""

from collections.abc import Mapping

from tests.access.cases import NOBODY, Case, only_read, posted
from tests.access.people import OF_BUREAU, SEES_ALL, SEES_DISTRICT, SEES_FOREIGN, SEES_PROVINCE

PSDG = frozenset({"psdg"})
PLAN = "/2555/kpi/4.3/unit/12/plan/"
PLANNED = {"seen": "0", "month-6": "70", "month-12": "80"}

FORECASTS: Mapping[str, tuple[Case, ...]] = {
    "improvements": (
        Case("/2555/unit/cdd/improvements/", SEES_ALL),
        Case("/2555/unit/12/improvements/?result-4.3=80", SEES_PROVINCE),
        Case("/2555/unit/1201/improvements/", SEES_DISTRICT),
        Case("/2555/unit/13/improvements/", SEES_FOREIGN),
        Case("/2555/unit/r1/improvements/", NOBODY),
        only_read("/2555/unit/cdd/improvements/", outside=302),
    ),
    "plan": (
        Case(PLAN, SEES_PROVINCE),
        Case("/2555/kpi/4.3/unit/13/plan/", SEES_FOREIGN),
        Case("/2555/kpi/8/unit/cdd/plan/", SEES_ALL | OF_BUREAU),
        Case("/2555/kpi/8/unit/12/plan/", NOBODY),
        posted(PLAN, PSDG, refused=SEES_PROVINCE - PSDG, data=PLANNED),
    ),
}
