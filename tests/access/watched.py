"""Alerts, their rules, stars, watch lists, the digest: who opens them, who writes."""

from tests.access.cases import NOBODY, Case, only_read, posted
from tests.access.people import OF_BUREAU, SEES_ALL, SEES_DISTRICT, SEES_FOREIGN, SIGNED_IN

HOLDS_ROLE = SIGNED_IN - {"without_role"}
PSDG = frozenset({"psdg"})
STAR = "/2555/watching/star/"
RULE = {"kind": "late", "on": "1", "limit": "7", "levels": "district", "reason": "x", "edits": "0"}

WATCHED: dict[str, tuple[Case, ...]] = {
    "alerts": (
        Case("/2555/alerts/", HOLDS_ROLE),
        Case("/2555/alerts/?state=all&export=csv", HOLDS_ROLE),
        Case("/2999/alerts/", NOBODY),
        only_read("/2555/alerts/", outside=302),
    ),
    "alerts_now": (Case("/alerts/", SIGNED_IN, status=302), only_read("/alerts/", outside=302)),
    "alert_rules": (
        Case("/2555/alerts/rules/", SEES_ALL),
        Case("/2999/alerts/rules/", NOBODY),
        posted("/2555/alerts/rules/", PSDG, status=422, refused=SEES_ALL - PSDG, data={**RULE, "reason": ""}),
    ),
    "watching": (
        Case("/2555/watching/", HOLDS_ROLE),
        Case("/2999/watching/", NOBODY),
        only_read("/2555/watching/", outside=302),
    ),
    "star": (
        posted(STAR, SEES_DISTRICT, data={"unit": "1201", "act": "add"}),
        posted(STAR, SEES_FOREIGN, data={"unit": "1301", "kpi": "4.3", "act": "add"}),
        posted(STAR, NOBODY, data={"unit": "nowhere", "act": "add"}),
        Case(f"{STAR}?unit=1201", SEES_DISTRICT),
        Case(f"{STAR}?unit=1301&kpi=4.3", SEES_FOREIGN),
    ),
    "stars": (
        Case("/2555/watching/stars/?unit=1201&kpi=4.3", SEES_DISTRICT),
        Case("/2555/watching/stars/?unit=1201&kpi=4.3&kpi=8", SEES_DISTRICT | OF_BUREAU),
        Case("/2555/watching/stars/?unit=1301&kpi=4.3", SEES_FOREIGN),
        Case("/2555/watching/stars/?unit=nowhere&kpi=4.3", NOBODY),
        only_read("/2555/watching/stars/?unit=1201&kpi=4.3", outside=302),
    ),
    "digest": (
        Case("/account/digest/", SIGNED_IN),
        posted("/account/digest/", SIGNED_IN, data={"often": "daily"}),
        posted("/account/digest/", NOBODY, data={"often": "hourly"}),
    ),
}
