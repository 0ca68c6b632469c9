"""What the addresses of approving, windows, rounds and overrides give each visitor."""

from collections.abc import Mapping

from tests.access.cases import NOBODY, Case, only_read, posted
from tests.access.people import OF_BUREAU, SEES_ALL, SEES_DISTRICT, SEES_FOREIGN, SEES_PROVINCE, SIGNED_IN

PSDG = frozenset({"psdg"})
OVERRIDE = "/2555/kpi/4.3/unit/12/month/7/override/"
LATE = {"act": "late", "unit": "1201", "late_month": "8", "until": "30/5/2555", "reason": "น้ำท่วม"}
PROPOSED = {"act": "propose", "value": "75", "reason": "มติคณะกรรมการ"}

DONE: Mapping[str, tuple[Case, ...]] = {
    # Everybody's own list, empty for who has no step; nothing chosen is a question, not a refusal.
    "approvals": (
        Case("/2555/approvals/", SIGNED_IN),
        Case("/2555/approvals/?export=csv", SIGNED_IN),
        Case("/2500/approvals/", NOBODY),
        posted("/2555/approvals/", SIGNED_IN, status=422, data={"act": "approve"}),
    ),
    "report_history": (
        Case("/2555/kpi/4.3/unit/1201/month/8/history/", SEES_DISTRICT),
        Case("/2555/kpi/4.3/unit/1301/month/8/history/", SEES_FOREIGN),
        Case("/2555/kpi/8/unit/กผ/month/8/history/", SEES_ALL | OF_BUREAU),
        only_read("/2555/kpi/4.3/unit/1201/month/8/history/", outside=302),
    ),
    "windows": (
        Case("/2555/windows/", SEES_ALL),
        posted("/2555/windows/", PSDG, refused=SEES_ALL - PSDG, data=LATE),
        Case("/2500/windows/", NOBODY),
    ),
    "counting": (
        Case("/2555/counting/", SEES_ALL),
        posted(
            "/2555/counting/", PSDG, refused=SEES_ALL - PSDG, data={"counts": "approved", "reason": "มติ", "edits": "0"}
        ),
        Case("/2500/counting/", NOBODY),
    ),
    "counting_progress": (
        Case("/2555/counting/progress/", SEES_ALL),
        only_read("/2555/counting/progress/", outside=302),
    ),
    "round": (
        Case("/2555/round/6/", SEES_ALL),
        Case("/2555/round/7/", NOBODY),
        posted("/2555/round/6/", PSDG, refused=SEES_ALL - PSDG, data={"act": "close"}),
    ),
    "overrides": (Case("/2555/overrides/", SEES_ALL), only_read("/2555/overrides/", outside=302)),
    "override": (
        Case(OVERRIDE, SEES_PROVINCE),
        posted(OVERRIDE, PSDG, refused=SEES_PROVINCE - PSDG, data=PROPOSED),
        posted(OVERRIDE, SEES_PROVINCE, status=422, data={"act": "approve", "override": "999999"}),
        Case("/2555/kpi/4.3/unit/13/month/7/override/", SEES_FOREIGN),
        Case("/2555/kpi/8/unit/12/month/7/override/", NOBODY),
    ),
}
